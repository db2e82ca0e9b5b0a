// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/rules/rule_text.h"

#include "ui/common/error_text.h"
#include "ui/common/theme.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace evenspan::ui {

namespace {

struct Rules {
    Q_DECLARE_TR_FUNCTIONS(Rules)
};

constexpr qsizetype kContext = 40; // code points that a place carries at each side

int percent(double share) {
    return int(std::lround(100 * share));
}

} // namespace

QString ruleKindText(const std::string& kind) {
    return kind == "gazetteer" ? Rules::tr("List of names")
        : kind == "regex"      ? Rules::tr("Regular expression")
                               : Rules::tr("Token patterns");
}

QString ruleSizeText(const store::RuleHead& head) {
    if (head.kind == "gazetteer")
        return Rules::tr("%Ln names", nullptr, int(head.entries));
    if (head.kind == "tokens")
        return Rules::tr("%Ln patterns", nullptr, int(head.entries));
    return Rules::tr("expression");
}

QString precisionText(const std::optional<Proportion>& precision) {
    if (!precision)
        return {};
    return Rules::tr("%1 % (%2–%3 %)")
        .arg(percent(precision->estimate))
        .arg(percent(precision->low))
        .arg(percent(precision->high));
}

QString placeText(const Place& place) {
    QString before = QString::fromStdString(place.before);
    QString after = QString::fromStdString(place.after);
    // Where the context is cut off: at a blank, if one is near.
    if (before.toUcs4().size() < qsizetype(place.range.begin)) {
        const auto blank = before.indexOf(QLatin1Char(' '));
        before = QChar(0x2026) % (blank >= 0 && blank < 12 ? before.mid(blank + 1) : before);
    }
    if (after.toUcs4().size() >= kContext) {
        const auto blank = after.lastIndexOf(QLatin1Char(' '));
        after = (blank > after.size() - 12 ? after.left(blank) : after) % QChar(0x2026);
    }
    const QString text =
        before % QChar(0x2039) % QString::fromStdString(place.hit) % QChar(0x203A) % after;
    return text.simplified();
}

QString problemText(const Error& error) {
    const ErrorText text = errorText(error);
    QStringList parts{text.what};
    for (const QString& part : {text.remedy, text.detail})
        if (!part.isEmpty())
            parts << part;
    return parts.join(QStringLiteral("  ·  "));
}

} // namespace evenspan::ui
