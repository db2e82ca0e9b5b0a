// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/types.h"

#include <cstddef>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

struct URegularExpression;

namespace evenspan {

// A regular expression as ICU reads it (unicode.org/reports/tr18), case-sensitive unless it says
// (?i); for one thread at a time.
class Pattern {
public:
    struct Mistake {
        std::size_t at = 0; // code points into the expression
        std::string why; // plain words, nothing of the expression
    };
    // Nothing where `expression` cannot be read; then `mistake` says why.
    static std::unique_ptr<Pattern> compile(std::string_view expression, Mistake& mistake);
    ~Pattern();
    Pattern(const Pattern&) = delete;
    Pattern& operator=(const Pattern&) = delete;

    // Where the text matches, in order, at most `limit` places, those without a character left out.
    // Errors: BadConfig where the search took more processor time than a sound expression needs
    // (0.3 s, and 1 s more for each MB) or ran out of stack; Cancelled; `where` is empty.
    Result<std::vector<CodePointRange>> find(
        std::string_view text, std::size_t limit, const std::stop_token& stop);
    Result<bool> matches(std::string_view text, const std::stop_token& stop);

private:
    Pattern() = default;
    template <class Visit>
    Result<void> walk(std::string_view text, const std::stop_token& stop, Visit visit);
    struct Close {
        void operator()(URegularExpression* expression) const;
    };
    std::unique_ptr<URegularExpression, Close> m_expression;
    std::u16string m_units; // of the text at hand; kept for its memory
};

// The longest stretch of plain characters that every match of the expression holds, letters a–z in
// either case; empty where none is sure.
std::string literalOf(std::string_view expression);

} // namespace evenspan
