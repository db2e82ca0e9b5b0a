// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/text/pattern.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What is wrong with a filter, as a kind with its arguments, so that a window can word it in its
// own language. parseQuery() gives the same in English.
namespace evenspan::store {

enum class QueryFault {
    StrayClose, // a ) without a (
    NotClosed, // a ( without a )
    NothingBeforeOr,
    NothingAfterOr,
    NothingAfterMinus,
    TooDeep,
    TooManyTerms,
    KeyUnknown, // near, known
    OrderInBrackets,
    OrderTwice,
    OrderUnknown, // near, known
    OrderDenied,
    OrderNeedsColon,
    NotComparable, // < or > behind a key that has no size
    ValueMissing,
    ValueUnknown, // near, known
    ValueTooLong,
    NumberNeeded,
    QuoteOpen,
    ExpressionMissing,
    ExpressionUnreadable, // pattern
};

struct QueryMistake {
    QueryFault fault = QueryFault::StrayClose;
    std::size_t position = 1; // code points, from 1
    std::string near; // the right word that comes nearest; may be empty
    std::vector<std::string> known; // all right words
    std::optional<PatternFault> pattern;
};

// What parseQuery() stumbles over; nothing where it does not.
std::optional<QueryMistake> queryMistake(std::string_view query);

// BadFormat, in English.
Error toError(const QueryMistake& mistake);

} // namespace evenspan::store
