// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/query_mistake.h"

#include <utility>

namespace evenspan::store {

namespace {

std::string rightWords(const QueryMistake& mistake) {
    if (!mistake.near.empty())
        return "Did you mean " + mistake.near + "?";
    std::string list = "Known are";
    for (const std::string& word : mistake.known)
        list += " " + word;
    return list + ".";
}

std::pair<std::string, std::string> words(const QueryMistake& mistake) {
    switch (mistake.fault) {
    case QueryFault::StrayClose:
        return {"There is a ) without a (", {}};
    case QueryFault::NotClosed:
        return {"A ( is not closed", "Add a )."};
    case QueryFault::NothingBeforeOr:
        return {"There is nothing before OR", {}};
    case QueryFault::NothingAfterOr:
        return {"There is nothing after OR", {}};
    case QueryFault::NothingAfterMinus:
        return {"There is nothing after the -", {}};
    case QueryFault::TooDeep:
        return {"The filter is nested too deeply", {}};
    case QueryFault::TooManyTerms:
        return {"The filter has too many terms", {}};
    case QueryFault::KeyUnknown:
        return {"A filter of this name is not known", rightWords(mistake)};
    case QueryFault::OrderInBrackets:
        return {"An order cannot stand in brackets", "Put sort: outside of them."};
    case QueryFault::OrderTwice:
        return {"The order is given twice", "Leave one out."};
    case QueryFault::OrderUnknown:
        return {"An order of this name is not known", rightWords(mistake)};
    case QueryFault::OrderDenied:
        return {"An order cannot be denied", "Write sort:-name for the other way round."};
    case QueryFault::OrderNeedsColon:
        return {"An order is written with a colon", "Write it like sort:name."};
    case QueryFault::NotComparable:
        return {
            "Only score, uncertainty, spans and tokens can be compared by size", "Use : instead."};
    case QueryFault::ValueMissing:
        return {"A value is missing", "Write \"\" for an empty one."};
    case QueryFault::ValueUnknown:
        return {"This value is not known", rightWords(mistake)};
    case QueryFault::ValueTooLong:
        return {"A value is too long", "Search for less."};
    case QueryFault::NumberNeeded:
        return {"A number is needed here", "Write it like 0.6 or 12."};
    case QueryFault::QuoteOpen:
        return {"A quotation mark is not closed", "Add a \"."};
    case QueryFault::ExpressionMissing:
        return {"A regular expression is missing", "Write it like re:\"EUR [0-9]+\"."};
    case QueryFault::ExpressionUnreadable:
        return {std::string("The regular expression cannot be read: ")
                + reasonOf(mistake.pattern.value_or(PatternFault::Other)),
            "A sign with a meaning of its own takes a \\ before it."};
    }
    return {};
}

} // namespace

Error toError(const QueryMistake& mistake) {
    auto [what, remedy] = words(mistake);
    return {ErrorCode::BadFormat, std::move(what), "position " + std::to_string(mistake.position),
        std::move(remedy)};
}

} // namespace evenspan::store
