// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/types.h"
#include "core/rules/rule.h"
#include "core/text/token_grid.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace evenspan {
class Pattern; // a regular expression; within TokenMatcher the name is a token pattern's
}

namespace evenspan::rules {

// One step of a pattern with its repeats written out: it takes one token, may be left out
// (optional), may take the next one, too (loop).
struct PatternStep {
    std::uint32_t condition = 0; // index in the pattern
    bool optional = false;
    bool loop = false;
};
// InvalidArgument: no token, more than kMostSteps steps, or a pattern that needs no token.
Result<std::vector<PatternStep>> patternSteps(const TokenPattern& pattern);

// InvalidArgument: what patternSteps() refuses, or a regular expression that cannot be read;
// `where` is empty.
Result<void> checkPattern(const TokenPattern& pattern);

// What conditions ask of a word.
struct TokenFacts {
    std::string text, lower, shape;
    std::uint32_t length = 0; // code points
    bool digits = false, letters = false, punctuation = false;
    bool capitals = false, small = false, title = false;
    bool ascii = false, blank = false, currency = false;
    bool bracket = false, quote = false, opening = false, closing = false;
};
TokenFacts tokenFacts(std::string_view token);
// Everything but regular expressions, and not turned round.
bool holdsPlainly(const TokenCondition& condition, const TokenFacts& facts);
// In the order of kWords: text, lower, shape.
const std::string& guiseOf(const TokenFacts& facts, std::size_t guise);

// All token patterns of all rules; for one thread at a time. A word's facts, and the patterns that
// may begin with it, are found once and kept: a project has far fewer words than tokens.
class TokenMatcher {
public:
    TokenMatcher();
    ~TokenMatcher();
    TokenMatcher(const TokenMatcher&) = delete;
    TokenMatcher& operator=(const TokenMatcher&) = delete;

    // `pattern` must have passed checkPattern().
    void add(const TokenPattern& pattern, std::uint32_t rule);
    bool empty() const { return m_patterns.empty(); }

    // Calls `visit` with the longest match (up to kLongestMatch tokens) from each token on, by
    // pattern; places may overlap. Tokens without a character are passed over.
    using Visit = std::function<void(std::uint32_t rule, CodePointRange range)>;
    // A rule with a regular expression that took too long in a word: it is asked no more, and the
    // rule's places say nothing.
    struct Late {
        std::uint32_t rule = 0;
        Error error;
    };
    std::vector<Late> match(std::string_view text, const TokenGrid& grid, const Visit& visit);

private:
    struct Regex {
        std::uint32_t rule = 0;
        std::size_t guise = 0;
        std::string text;
        std::unique_ptr<evenspan::Pattern> pattern;
        bool late = false;
    };
    struct Compiled {
        std::vector<std::uint32_t> regexes; // of a condition, in m_regexes
    };
    struct Pattern {
        TokenPattern conditions;
        std::vector<Compiled> compiled; // by condition
        std::vector<PatternStep> steps;
        std::uint64_t start = 0; // steps that may come first
        std::uint32_t rule = 0;
    };
    enum Answer : std::int8_t { Unknown, Yes, No };
    struct Word {
        TokenFacts facts;
        std::vector<std::uint32_t> begins; // patterns that may begin with it
        std::vector<Answer> regexes; // found so far; empty: none was asked
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };
    using Words = std::unordered_map<std::string, Word, Hash, std::equal_to<>>;

    static std::uint64_t closure(const Pattern& pattern, std::uint64_t active);
    Compiled compile(const TokenCondition& condition, std::uint32_t rule);
    bool holdsAt(const Pattern& pattern, std::uint32_t condition, Word& word);
    Word& wordOf(std::string_view token);
    std::size_t longest(const Pattern& pattern, const std::vector<Word*>& words, std::size_t from);

    std::vector<Regex> m_regexes; // of each rule each once
    std::vector<Late> m_late;
    std::vector<Pattern> m_patterns;
    // Patterns whose first token must be one of some words: by the word in lower case.
    std::unordered_map<std::string, std::vector<std::uint32_t>> m_byFirst;
    std::vector<std::uint32_t> m_others;
    Words m_words;
};

} // namespace evenspan::rules
