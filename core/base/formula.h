// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenspan {

// A formula over named numbers, such as "test_f1 / minutes". Reads and counts as Python does with
// floats (docs.python.org/3/reference/expressions.html): + - * / // % **, one comparison at a time
// (which gives 1 or 0), parentheses, and the functions abs ceil exp floor log max min round sqrt;
// if(condition, a, b) is Python's `a if condition else b`. Names are letters, digits and _, any
// character beyond ASCII being a letter. It reads numbers and nothing else.
class Formula {
public:
    // Errors: InvalidArgument, with the character (counted from 1) and what may stand there. At
    // most 1,000 bytes, nested at most 60 deep.
    static Result<Formula> parse(std::string_view text);

    using Lookup = std::function<std::optional<double>(const std::string& name)>;
    // Nothing where a name that counts has no value, where Python would raise an error (a division
    // by 0, the root of -1), and where the result is infinite or no number.
    std::optional<double> value(const Lookup& lookup) const;

    const std::vector<std::string>& names() const { return m_names; } // each once, as they come

    // Whether a formula could name it.
    static bool isName(std::string_view text);

private:
    friend class FormulaParser;
    enum class Op : std::uint8_t {
        Number,
        Name,
        Negate,
        Add,
        Subtract,
        Multiply,
        Divide,
        FloorDivide,
        Modulo,
        Power,
        Less,
        LessEqual,
        Greater,
        GreaterEqual,
        Equal,
        NotEqual,
        Abs,
        Ceil,
        Exp,
        Floor,
        Log,
        Max,
        Min,
        Round,
        Sqrt,
        If
    };
    struct Step { // in reverse Polish order
        Op op = Op::Number;
        double number = 0;
        std::size_t count = 0; // of Name: which; of a function: its arguments
    };
    static std::optional<double> apply(const Step& step, const std::optional<double>* from);

    std::vector<Step> m_steps;
    std::vector<std::string> m_names;
};

} // namespace evenspan
