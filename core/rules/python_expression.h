// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace evenspan::rules {

// An expression of Python's re (docs.python.org/3/library/re.html#regular-expression-syntax) as ICU
// writes it: named groups, the end of a text, \w, and characters that stand for themselves there
// and not here, such as a brace without a count and a bracket inside a set. What neither shares
// stays as it is; compiling it then says so.
std::string fromPythonExpression(std::string_view expression);

// An expression that finds something where `expression` finds nothing.
std::string withoutExpression(std::string_view expression);

// `text` as an expression for itself.
std::string literalExpression(std::string_view text);

} // namespace evenspan::rules
