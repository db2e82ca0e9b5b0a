// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/filter_mistake.h"

#include <QCoreApplication>
#include <QStringList>

#include <utility>

namespace evenspan::ui {

namespace {

using store::QueryFault;

class Words {
    Q_DECLARE_TR_FUNCTIONS(FilterMistake)
public:
    static QString pattern(PatternFault fault);
    static QString rightWords(const store::QueryMistake& mistake);
    // What is wrong, and the remedy, which may be empty.
    static std::pair<QString, QString> of(const store::QueryMistake& mistake);
    static QString line(const store::QueryMistake& mistake);
};

QString Words::pattern(PatternFault fault) {
    switch (fault) {
    case PatternFault::Empty:
        return tr("it is empty");
    case PatternFault::NotUtf8:
        return tr("it is not UTF-8");
    case PatternFault::Parenthesis:
        return tr("a parenthesis has no partner");
    case PatternFault::Bracket:
        return tr("a bracket [ is not closed");
    case PatternFault::Escape:
        return tr("there is no such escape after \\");
    case PatternFault::Syntax:
        return tr("this cannot stand here");
    case PatternFault::Counts:
        return tr("the counts in { } cannot be read");
    case PatternFault::CountsOrder:
        return tr("the second count in { } is below the first");
    case PatternFault::Group:
        return tr("there is no group of this number or name");
    case PatternFault::Range:
        return tr("the range of characters runs backwards");
    case PatternFault::LookBehind:
        return tr("what looks behind needs a limited length");
    case PatternFault::Number:
        return tr("a number is too big");
    case PatternFault::Property:
        return tr("there is no such property of characters");
    case PatternFault::Other:
        break;
    }
    return tr("it cannot be read");
}

QString Words::rightWords(const store::QueryMistake& mistake) {
    if (!mistake.near.empty())
        return tr("Did you mean %1?").arg(QString::fromStdString(mistake.near));
    QStringList known;
    for (const std::string& word : mistake.known)
        known << QString::fromStdString(word);
    return tr("Known are: %1").arg(known.join(QLatin1Char(' ')));
}

std::pair<QString, QString> Words::of(const store::QueryMistake& mistake) {
    switch (mistake.fault) {
    case QueryFault::StrayClose:
        return {tr("There is a ) without a ("), tr("Take it out, or add a (.")};
    case QueryFault::NotClosed:
        return {tr("A ( is not closed"), tr("Add a ).")};
    case QueryFault::NothingBeforeOr:
        return {tr("There is nothing before OR"), tr("Put a term on either side.")};
    case QueryFault::NothingAfterOr:
        return {tr("There is nothing after OR"), tr("Put a term on either side.")};
    case QueryFault::NothingAfterMinus:
        return {tr("There is nothing after the -"), tr("Put what is denied right behind it.")};
    case QueryFault::TooDeep:
        return {tr("The filter is nested too deeply"), tr("Use fewer brackets.")};
    case QueryFault::TooManyTerms:
        return {tr("The filter has too many terms"), tr("Use fewer of them.")};
    case QueryFault::KeyUnknown:
        return {tr("A filter of this name is not known"), rightWords(mistake)};
    case QueryFault::OrderInBrackets:
        return {tr("An order cannot stand in brackets"), tr("Put sort: outside of them.")};
    case QueryFault::OrderTwice:
        return {tr("The order is given twice"), tr("Leave one out.")};
    case QueryFault::OrderUnknown:
        return {tr("An order of this name is not known"), rightWords(mistake)};
    case QueryFault::OrderDenied:
        return {tr("An order cannot be denied"), tr("Write sort:-name for the other way round.")};
    case QueryFault::OrderNeedsColon:
        return {tr("An order is written with a colon"), tr("Write it like sort:name.")};
    case QueryFault::NotComparable:
        return {tr("Only score, uncertainty, spans and tokens can be compared by size"),
            tr("Use : instead.")};
    case QueryFault::ValueMissing:
        return {tr("A value is missing"), tr("Write \"\" for an empty one.")};
    case QueryFault::ValueUnknown:
        return {tr("This value is not known"), rightWords(mistake)};
    case QueryFault::ValueTooLong:
        return {tr("A value is too long"), tr("Search for less.")};
    case QueryFault::NumberNeeded:
        return {tr("A number is needed here"), tr("Write it like 0.6 or 12.")};
    case QueryFault::QuoteOpen:
        return {tr("A quotation mark is not closed"), tr("Add a \".")};
    case QueryFault::ExpressionMissing:
        return {tr("A regular expression is missing"), tr("Write it like re:\"EUR [0-9]+\".")};
    case QueryFault::ExpressionUnreadable:
        return {tr("The regular expression cannot be read: %1")
                    .arg(pattern(mistake.pattern.value_or(PatternFault::Other))),
            tr("A sign with a meaning of its own takes a \\ before it.")};
    }
    return {};
}

QString Words::line(const store::QueryMistake& mistake) {
    const auto [what, remedy] = of(mistake);
    return tr("%1 – at character %2  ·  %3").arg(what).arg(mistake.position).arg(remedy);
}

} // namespace

QString filterMistakeText(const store::QueryMistake& mistake) {
    return Words::line(mistake);
}

} // namespace evenspan::ui
