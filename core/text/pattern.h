// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/types.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

struct URegularExpression;

namespace evenspan {

// A text made ready for any number of expressions.
class PatternText {
public:
    explicit PatternText(std::string_view utf8) { assign(utf8); }
    PatternText() = default;
    void assign(std::string_view utf8);
    std::u16string_view units() const { return m_units; }
    std::size_t bytes() const { return m_bytes; }

private:
    std::u16string m_units;
    std::size_t m_bytes = 0;
};

// Why an expression cannot be read, for those who word it in another language.
enum class PatternFault {
    Empty,
    NotUtf8,
    Parenthesis, // without a partner
    Bracket, // not closed
    Escape, // unknown behind a backslash
    Syntax, // cannot stand here
    Counts, // in braces
    CountsOrder, // the second below the first
    Group, // unknown number or name
    Range, // of characters, backwards
    LookBehind, // of unlimited length
    Number, // too big
    Property, // of characters, unknown
    Other,
};
const char* reasonOf(PatternFault fault); // in English plain words

struct PatternSearch {
    std::size_t limit = static_cast<std::size_t>(-1); // places
    int group = 0; // the capture group whose places are asked for; 0: the whole match
    // Processor time of this thread; nothing: what a sound expression needs, 0.3 s and 1 s more
    // for each MB.
    std::optional<std::chrono::milliseconds> time = {};
};

// A regular expression as ICU reads it (unicode.org/reports/tr18), case-sensitive unless it says
// (?i) or is compiled otherwise; for one thread at a time.
class Pattern {
public:
    struct Mistake {
        std::size_t at = 0; // code points into the expression
        PatternFault fault = PatternFault::Other;
        std::string why; // plain words, nothing of the expression
    };
    // Nothing where `expression` cannot be read; then `mistake` says why.
    static std::unique_ptr<Pattern> compile(
        std::string_view expression, Mistake& mistake, bool matchCase = true);
    ~Pattern();
    Pattern(const Pattern&) = delete;
    Pattern& operator=(const Pattern&) = delete;

    int groups() const; // capture groups, the whole match not counted

    // Where the text matches, in order of the matches, those without a character left out.
    // Errors: BadConfig where the search took more than its time or ran out of stack; Cancelled;
    // `where` is empty.
    Result<std::vector<CodePointRange>> find(
        const PatternText& text, const PatternSearch& search, const std::stop_token& stop);
    Result<std::vector<CodePointRange>> find(
        std::string_view text, std::size_t limit, const std::stop_token& stop);
    Result<bool> matches(std::string_view text, const std::stop_token& stop);
    // The same where a match without a character counts, too.
    Result<bool> occurs(std::string_view text, const std::stop_token& stop);

private:
    Pattern() = default;
    template <class Visit>
    Result<void> walk(const PatternText& text, const PatternSearch& search,
        const std::stop_token& stop, Visit visit);
    struct Close {
        void operator()(URegularExpression* expression) const;
    };
    std::unique_ptr<URegularExpression, Close> m_expression;
    PatternText m_text; // the one at hand; kept for its memory
};

// The longest stretch of plain characters that every match of the expression holds, letters a–z in
// either case; empty where none is sure.
std::string literalOf(std::string_view expression);

} // namespace evenspan
