// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/formula_mistake.h"

#include <utility>

namespace evenspan {

namespace {

// What is wrong, and the remedy.
std::pair<std::string, std::string> words(const FormulaMistake& mistake) {
    switch (mistake.fault) {
    case FormulaFault::TooLong:
        return {"The formula is too long",
            "Write at most 1,000 characters; name a part of it as a column of its own."};
    case FormulaFault::Empty:
        return {"The formula is empty", "Write one, such as test_f1 / minutes."};
    case FormulaFault::StrayClose:
        return {"A ) closes nothing", "Put an operator such as + - * / between two values."};
    case FormulaFault::Power:
        return {"Something stands here that does not belong", "Write ** for a power."};
    case FormulaFault::Assignment:
        return {"Something stands here that does not belong", "Write == to compare."};
    case FormulaFault::OperatorMissing:
        return {"Something stands here that does not belong",
            "Put an operator such as + - * / between two values."};
    case FormulaFault::ComparisonsChained:
        return {"Comparisons stand one behind the other",
            "Compare two values at a time; put one comparison into parentheses."};
    case FormulaFault::TooDeep:
        return {"The formula is nested too deep", "Name a part of it as a column of its own."};
    case FormulaFault::ValueMissingAtEnd:
        return {"A value is missing at the end", "Put a number or a column there."};
    case FormulaFault::ValueMissing:
        return {"A value is missing here", "Put a number, a column or a ( there."};
    case FormulaFault::NotClosed:
        return {"A ( is not closed", "Put a ) where it ends."};
    case FormulaFault::NumberOutOfRange:
        return {"The number is too large or too small", "Write it another way."};
    case FormulaFault::NotANumber:
        return {"This is no number", "Write it as 12, 0.5 or 1e-5; a name begins with a letter."};
    case FormulaFault::NotCalled:
        return {"A function has no arguments here",
            "Put them in parentheses behind it: " + mistake.word + "(…)."};
    case FormulaFault::FunctionUnknown:
        return {"There is no such function",
            mistake.word.empty() ? "There are " + mistake.known + "."
                                 : "Did you mean " + mistake.word + "?"};
    case FormulaFault::CallNotClosed:
        return {"A ( is not closed", "Put a ) where it ends, or a , before the next value."};
    case FormulaFault::WantsOneArgument:
        return {"The function has another number of arguments", "Give it one."};
    case FormulaFault::WantsThreeArguments:
        return {"The function has another number of arguments",
            "Give it three: if(condition, then, else)."};
    case FormulaFault::WantsMoreArguments:
        return {"The function has another number of arguments", "Give it two or more."};
    }
    return {};
}

} // namespace

Error toError(const FormulaMistake& mistake) {
    auto [what, remedy] = words(mistake);
    return {ErrorCode::InvalidArgument, std::move(what),
        mistake.position == 0 ? std::string() : "character " + std::to_string(mistake.position),
        std::move(remedy)};
}

} // namespace evenspan
