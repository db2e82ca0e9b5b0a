// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/inspect_texts.h"

#include "ui/common/colours.h"

#include <QFontMetrics>
#include <QGuiApplication>
#include <QPainter>
#include <QPixmapCache>

namespace evenspan::ui {

namespace {

QString say(const char* text) {
    return QCoreApplication::translate("InspectTexts", text);
}

struct Words {
    const char* key;
    const char* text;
    const char* hint;
    const char* sign;
};

constexpr Words kClasses[] = {{"right", QT_TRANSLATE_NOOP("InspectTexts", "Right"),
                                  QT_TRANSLATE_NOOP("InspectTexts", "Same words, same label"), "✓"},
    {"wrong_type", QT_TRANSLATE_NOOP("InspectTexts", "Wrong type"),
        QT_TRANSLATE_NOOP("InspectTexts", "Same words, another label"), "≠"},
    {"left_border", QT_TRANSLATE_NOOP("InspectTexts", "Wrong start"),
        QT_TRANSLATE_NOOP("InspectTexts", "It ends where it should but begins elsewhere"), "⇤"},
    {"right_border", QT_TRANSLATE_NOOP("InspectTexts", "Wrong end"),
        QT_TRANSLATE_NOOP("InspectTexts", "It begins where it should but ends elsewhere"), "⇥"},
    {"both_borders", QT_TRANSLATE_NOOP("InspectTexts", "Wrong start and end"),
        QT_TRANSLATE_NOOP("InspectTexts", "It overlaps, but both ends are elsewhere"), "↔"},
    {"split", QT_TRANSLATE_NOOP("InspectTexts", "Split"),
        QT_TRANSLATE_NOOP("InspectTexts", "One labelled entity marked as several"), "÷"},
    {"merged", QT_TRANSLATE_NOOP("InspectTexts", "Merged"),
        QT_TRANSLATE_NOOP("InspectTexts", "Several labelled entities marked as one"), "⊂"},
    {"missed", QT_TRANSLATE_NOOP("InspectTexts", "Missed"),
        QT_TRANSLATE_NOOP("InspectTexts", "Labelled, and nothing is marked there"), "−"},
    {"spurious", QT_TRANSLATE_NOOP("InspectTexts", "Spurious"),
        QT_TRANSLATE_NOOP("InspectTexts", "Marked where nothing is labelled"), "+"},
    {"predicted", QT_TRANSLATE_NOOP("InspectTexts", "Marked"),
        QT_TRANSLATE_NOOP("InspectTexts", "Marked by the run in a document without labels"), "•"}};

constexpr Words kFeatures[] = {
    {"class", QT_TRANSLATE_NOOP("InspectTexts", "Outcome"),
        QT_TRANSLATE_NOOP("InspectTexts", "What became of the mention"), ""},
    {"type", QT_TRANSLATE_NOOP("InspectTexts", "Label"),
        QT_TRANSLATE_NOOP("InspectTexts", "The label in the text, else the one marked"), ""},
    {"gold", QT_TRANSLATE_NOOP("InspectTexts", "Labelled as"),
        QT_TRANSLATE_NOOP("InspectTexts", "The label in the text"), ""},
    {"predicted", QT_TRANSLATE_NOOP("InspectTexts", "Marked as"),
        QT_TRANSLATE_NOOP("InspectTexts", "The label that the run gave"), ""},
    {"length", QT_TRANSLATE_NOOP("InspectTexts", "Words"),
        QT_TRANSLATE_NOOP("InspectTexts", "How many words the mention has"), ""},
    {"subwords", QT_TRANSLATE_NOOP("InspectTexts", "Sub-words"),
        QT_TRANSLATE_NOOP("InspectTexts", "Into how many pieces the encoder cuts the mention"), ""},
    {"casing", QT_TRANSLATE_NOOP("InspectTexts", "Casing"),
        QT_TRANSLATE_NOOP("InspectTexts", "How capital and small letters are used"), ""},
    {"script", QT_TRANSLATE_NOOP("InspectTexts", "Script"),
        QT_TRANSLATE_NOOP("InspectTexts", "The writing system of the letters"), ""},
    {"position", QT_TRANSLATE_NOOP("InspectTexts", "Position"),
        QT_TRANSLATE_NOOP("InspectTexts", "Where in its sentence the mention stands"), ""},
    {"seen", QT_TRANSLATE_NOOP("InspectTexts", "Seen in training"),
        QT_TRANSLATE_NOOP(
            "InspectTexts", "Whether the same words are labelled in the training documents"),
        ""},
    {"score", QT_TRANSLATE_NOOP("InspectTexts", "Score"),
        QT_TRANSLATE_NOOP("InspectTexts", "How sure the run was, from 0 to 1"), ""}};

struct Value {
    const char* column;
    const char* value;
    const char* text;
};
constexpr Value kValues[] = {
    {"casing", "none", QT_TRANSLATE_NOOP("InspectTexts", "no letters with case")},
    {"casing", "lower", QT_TRANSLATE_NOOP("InspectTexts", "small letters")},
    {"casing", "upper", QT_TRANSLATE_NOOP("InspectTexts", "CAPITALS")},
    {"casing", "title", QT_TRANSLATE_NOOP("InspectTexts", "Capital First")},
    {"casing", "mixed", QT_TRANSLATE_NOOP("InspectTexts", "mixed")},
    {"script", "none", QT_TRANSLATE_NOOP("InspectTexts", "no letters")},
    {"script", "mixed", QT_TRANSLATE_NOOP("InspectTexts", "several scripts")},
    {"position", "first", QT_TRANSLATE_NOOP("InspectTexts", "first in its sentence")},
    {"position", "inside", QT_TRANSLATE_NOOP("InspectTexts", "inside its sentence")},
    {"position", "last", QT_TRANSLATE_NOOP("InspectTexts", "last in its sentence")},
    {"seen", "seen", QT_TRANSLATE_NOOP("InspectTexts", "seen with this label")},
    {"seen", "other label", QT_TRANSLATE_NOOP("InspectTexts", "seen with another label")},
    {"seen", "unseen", QT_TRANSLATE_NOOP("InspectTexts", "never seen")},
    {"score", "none", QT_TRANSLATE_NOOP("InspectTexts", "nothing marked")},
    {"gold", "none", QT_TRANSLATE_NOOP("InspectTexts", "(none)")},
    {"predicted", "none", QT_TRANSLATE_NOOP("InspectTexts", "(none)")}};

const Words* find(const Words* first, const Words* last, const std::string& key) {
    for (; first != last; ++first)
        if (key == first->key)
            return first;
    return nullptr;
}

const Words* classOf(const std::string& kind) {
    return find(std::begin(kClasses), std::end(kClasses), kind);
}

const Words* featureOf(const std::string& column) {
    return find(std::begin(kFeatures), std::end(kFeatures), column);
}

} // namespace

QString classText(const std::string& kind) {
    const Words* words = classOf(kind);
    return words ? say(words->text) : QString::fromStdString(kind);
}

QString classHint(const std::string& kind) {
    const Words* words = classOf(kind);
    return words ? say(words->hint) : QString();
}

QString classSign(const std::string& kind) {
    const Words* words = classOf(kind);
    return words ? QString::fromUtf8(words->sign) : QString();
}

QPixmap signPicture(const QString& sign, const QColor& colour) {
    const QFont font = QGuiApplication::font();
    const double scale = qGuiApp->devicePixelRatio();
    const QString key = QStringLiteral("sign %1 %2 %3 %4")
                            .arg(sign, colour.name(QColor::HexArgb), font.key())
                            .arg(scale);
    QPixmap out;
    if (QPixmapCache::find(key, &out))
        return out;
    const int side = QFontMetrics(font).height();
    const int wide = side * 4 / 5; // signs are narrower than lines are high
    out = QPixmap(qRound(wide * scale), qRound(side * scale));
    out.setDevicePixelRatio(scale);
    out.fill(Qt::transparent);
    QPainter painter(&out);
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(QRectF(0, 0, wide, side), int(Qt::AlignCenter | Qt::TextDontClip), sign);
    QPixmapCache::insert(key, out);
    return out;
}

QColor classColour(const std::string& kind, const QPalette& palette) {
    const Colours c = Colours::of(palette);
    return kind == "right"                       ? c.good
        : kind == "missed" || kind == "spurious" ? c.error
        : kind == "predicted"                    ? c.accent
                                                 : c.warning;
}

QString featureText(const std::string& column) {
    if (column.starts_with("meta:") || column.starts_with("attr:"))
        return QString::fromStdString(column.substr(5));
    const Words* words = featureOf(column);
    return words ? say(words->text) : QString::fromStdString(column);
}

QString featureHint(const std::string& column) {
    if (column.starts_with("meta:"))
        return say(QT_TRANSLATE_NOOP("InspectTexts", "Metadata of the document"));
    if (column.starts_with("attr:"))
        return say(QT_TRANSLATE_NOOP("InspectTexts", "Attribute of the labelled entity"));
    const Words* words = featureOf(column);
    return words ? say(words->hint) : QString();
}

QString valueText(const std::string& column, const std::string& value) {
    if (column == "class")
        return classText(value);
    for (const Value& known : kValues)
        if (column == known.column && value == known.value)
            return say(known.text);
    return value.empty() ? say(QT_TRANSLATE_NOOP("InspectTexts", "(not given)"))
                         : QString::fromStdString(value);
}

} // namespace evenspan::ui
