// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/report_words.h"

#include "ui/common/phrases.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/documents_model.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>

namespace evenspan::ui {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(ReportWords)
public:
    static QString place(const QString& english);
    static QString counted(const QString& number, const QString& what, const QString& where);
    static QString name(const std::string& what);
    static QString value(const std::string& value);
    static QString title(const std::string& english);
    static QString placed() { return tr("%1 – %2"); }
    static QString between() { return tr("; "); }
    static QString remedied() { return tr("%1: %2"); }
    static QStringList repeats(const Repeats& repeats);
};

QString Words::place(const QString& english) {
    static const QRegularExpression form(QStringLiteral(
        "^(?:(.*): )?(line|document|feature structure) (\\d+)(?:, column (\\d+))?$"));
    const auto match = form.match(english);
    if (!match.hasMatch())
        return english;
    const QString file = match.captured(1), kind = match.captured(2), number = match.captured(3);
    if (file.isEmpty())
        return kind == QLatin1String("document") ? tr("document %1").arg(number) : english;
    if (kind == QLatin1String("document"))
        return tr("%1: document %2").arg(file, number);
    if (kind == QLatin1String("feature structure"))
        return tr("%1: feature structure %2").arg(file, number);
    return match.captured(4).isEmpty()
        ? tr("%1: line %2").arg(file, number)
        : tr("%1: line %2, column %3").arg(file, number, match.captured(4));
}

QString Words::counted(const QString& number, const QString& what, const QString& where) {
    return where.isEmpty() ? tr("%1 × %2").arg(number, what)
                           : tr("%1 × %2 (first at %3)").arg(number, what, place(where));
}

QString Words::name(const std::string& what) {
    static const QHash<QString, const char*> names{
        {QStringLiteral("format"), QT_TR_NOOP("format")},
        {QStringLiteral("encoding"), QT_TR_NOOP("encoding")},
        {QStringLiteral("offsets"), QT_TR_NOOP("offsets")},
        {QStringLiteral("text"), QT_TR_NOOP("text")},
        {QStringLiteral("label"), QT_TR_NOOP("label")},
        {QStringLiteral("delimiter"), QT_TR_NOOP("delimiter")},
        {QStringLiteral("scheme"), QT_TR_NOOP("scheme")},
        {QStringLiteral("names"), QT_TR_NOOP("names")},
        {QStringLiteral("labels"), QT_TR_NOOP("labels")},
    };
    const QString key = QString::fromStdString(what);
    const auto found = names.constFind(key);
    return found == names.constEnd() ? key : tr(*found);
}

QString Words::value(const std::string& value) {
    static const QHash<QString, const char*> values{
        {QStringLiteral("comma"), QT_TR_NOOP("comma")},
        {QStringLiteral("tab"), QT_TR_NOOP("tab")},
        {QStringLiteral("semicolon"), QT_TR_NOOP("semicolon")},
        {QStringLiteral("bar"), QT_TR_NOOP("bar")},
        {QStringLiteral("none"), QT_TR_NOOP("none")},
        {QStringLiteral("codepoint"), QT_TR_NOOP("code points")},
        {QStringLiteral("utf16"), QT_TR_NOOP("UTF-16 units")},
        {QStringLiteral("utf8"), QT_TR_NOOP("UTF-8 bytes")},
        {QStringLiteral("grapheme"), QT_TR_NOOP("graphemes")},
    };
    const QString key = QString::fromStdString(value);
    const auto found = values.constFind(key);
    return found == values.constEnd() ? key : tr(*found);
}

// Names of programs stay; what is said in words is said in the window's language.
QString Words::title(const std::string& english) {
    static constexpr const char* kTitles[]{QT_TR_NOOP("CoNLL columns"),
        QT_TR_NOOP("Table (CSV, TSV)"), QT_TR_NOOP("Plain text"), QT_TR_NOOP("doccano JSON lines"),
        QT_TR_NOOP("brat standoff"), QT_TR_NOOP("Argilla records"),
        QT_TR_NOOP("Hugging Face rows of words and tags"),
        QT_TR_NOOP("Prodigy and spaCy JSON lines"), QT_TR_NOOP("spaCy training tuples")};
    for (const char* title : kTitles)
        if (english == title)
            return tr(title);
    return QString::fromStdString(english);
}

QStringList Words::repeats(const Repeats& repeats) {
    QStringList out;
    const auto butFor = [](std::uint64_t alike, std::uint64_t exact) {
        if (alike == exact)
            return QString();
        return QString(
            tr("; ") % tr("%Ln more but for letter case and blanks", nullptr, int(alike - exact)));
    };
    if (repeats.alike > 0) {
        QString text =
            tr("%Ln of %1 documents repeat a text that came before", nullptr, int(repeats.exact))
                .arg(number(qint64(repeats.documents)))
            % butFor(repeats.alike, repeats.exact);
        if (repeats.known > 0)
            text += tr("; ") % tr("%Ln of them were in the project", nullptr, int(repeats.known));
        out << text;
    }
    for (const auto& leak : repeats.leaks)
        out << QString(
            tr("%Ln documents of %1 have a text that stands in %2 too", nullptr, int(leak.exact))
                .arg(splitText(QString::fromStdString(leak.split)),
                    splitText(QString::fromStdString(leak.other)))
            % butFor(leak.alike, leak.exact));
    return out;
}

const Phrases& phrases() {
    static const Phrases all("ReportWords", {kReportPhrases, kReportFailures});
    return all;
}

} // namespace

QString reportLine(const std::string& line) {
    static const QRegularExpression form(
        QStringLiteral("^(\\d+) × (.*?)(?: \\(first at (.*)\\))?$"),
        QRegularExpression::DotMatchesEverythingOption);
    const QString english = QString::fromStdString(line);
    const auto match = form.match(english);
    const QString what = match.hasMatch() ? match.captured(2) : english;
    const auto said = phrases().allSaid(what, QStringLiteral(": "), Words::remedied());
    return match.hasMatch()
        ? Words::counted(match.captured(1), said.value_or(what), match.captured(3))
        : said.value_or(english);
}

QString reportReason(const std::string& why) {
    const QString english = QString::fromStdString(why);
    return phrases()
        .allSaid(english, QStringLiteral("; "),
            QString(QStringLiteral("%1") % Words::between() % QStringLiteral("%2")))
        .value_or(english);
}

QString findingName(const std::string& what) {
    return Words::name(what);
}

QString findingValue(const std::string& value) {
    return Words::value(value);
}

QString formatTitle(const std::string& name) {
    return Words::title(io::formatTitle(name));
}

ErrorText reportError(const Error& error) {
    const ErrorText plain = errorText(error);
    if (plain.detail.isEmpty())
        return plain; // in English these are its words already
    const auto what = phrases().said(QString::fromStdString(error.what), true);
    if (!what)
        return plain;
    const QString remedy = QString::fromStdString(error.remedy);
    const auto toDo = phrases().said(remedy, true);
    return {error.where.empty()
            ? *what
            : Words::placed().arg(*what, Words::place(QString::fromStdString(error.where))),
        toDo.value_or(plain.remedy), toDo ? QString() : remedy};
}

void showReportError(ErrorBanner& banner, const Error& error) {
    const ErrorText text = reportError(error);
    QStringList below{text.remedy, text.detail};
    below.removeAll(QString());
    banner.showErrorAs(error, text.what, below.join(QLatin1Char('\n')));
}

QStringList repeatTexts(const Repeats& repeats) {
    return Words::repeats(repeats);
}

} // namespace evenspan::ui
