// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// What is wrong with a formula, as a kind with its arguments, so that a window can word it in its
// own language. Formula::parse() gives the same in English.
namespace evenspan {

enum class FormulaFault {
    TooLong, // position 0, as Empty
    Empty,
    StrayClose, // a ) without a (
    Power, // ^ where ** is meant
    Assignment, // = where == is meant
    OperatorMissing,
    ComparisonsChained,
    TooDeep,
    ValueMissingAtEnd,
    ValueMissing,
    NotClosed,
    NumberOutOfRange,
    NotANumber,
    NotCalled, // word: a function without its parentheses
    FunctionUnknown, // word: the nearest one, may be empty; known
    CallNotClosed,
    WantsOneArgument,
    WantsThreeArguments,
    WantsMoreArguments, // two at least
};

struct FormulaMistake {
    FormulaFault fault = FormulaFault::Empty;
    std::size_t position = 0; // of the character, from 1; 0: the whole formula
    std::string word;
    std::string known; // all functions, a comma between them
};

// What Formula::parse() stumbles over; nothing where it does not.
std::optional<FormulaMistake> formulaMistake(std::string_view text);

// InvalidArgument, in English.
Error toError(const FormulaMistake& mistake);

} // namespace evenspan
