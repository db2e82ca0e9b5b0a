// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// Rules find places in texts and suggest a label for them. What is found is a suggestion, never a
// label: a person accepts or rejects it.
namespace evenspan::rules {

constexpr std::size_t kLongestPhrase = 1000; // code points
constexpr std::uint32_t kLongestMatch = 100; // tokens that one match of a token pattern covers
constexpr std::size_t kMostSteps = 60; // of one token pattern, repeats counted

// A list of words and names. Both sides are compared by canonical equivalence (é in one piece
// equals e with an accent behind it), any run of blanks and line ends equals one blank.
struct Gazetteer {
    std::vector<std::string> phrases;
    bool matchCase = false; // false: by simple case folding (Unicode CaseFolding.txt, C and S)
    // Both ends lie on token borders. Next to a character of a script that is written without
    // blanks every place between characters is one.
    bool wholeWord = true;
    bool operator==(const Gazetteer&) const = default;
};

// A regular expression as ICU reads it: unicode-org.github.io/icu/userguide/strings/regexp.html
struct Expression {
    std::string pattern;
    bool matchCase = true;
    int group = 0; // the capture group that is the entity; 0: the whole match
    bool operator==(const Expression&) const = default;
};

// What one token must be; everything that is set must hold, nothing set: any token. minTimes and
// maxTimes say how often it stands in a row. What spaCy's token patterns ask of a word by itself
// (spacy.io/usage/rule-based-matching) can be said here, with the same meaning.
struct TokenCondition {
    std::vector<std::string> text; // one of these
    std::vector<std::string> lower; // one of these, the token in lower case
    // One of these: X for a capital, x for another letter, d for a digit, else the character; at
    // most four of a kind in a row, so "Xxxxx" stands for every capitalised word from five letters.
    std::vector<std::string> shape;
    std::vector<std::string> notText, notLower, notShape; // none of these
    // Regular expressions, each of which finds something in the token, its lower case, its shape.
    std::vector<std::string> textRegex, lowerRegex, shapeRegex;
    std::string prefix, suffix; // as written
    std::optional<bool> digits; // nothing but digits
    std::optional<bool> letters; // nothing but letters
    std::optional<bool> punctuation; // nothing but punctuation
    std::optional<bool> capitals; // cased letters, none of them small
    std::optional<bool> small; // cased letters, no capital among them
    std::optional<bool>
        title; // each run of cased letters has its first, and no other, as a capital
    std::optional<bool> ascii; // no character past U+007F
    std::optional<bool> blank; // nothing but blanks: only words of an imported grid are
    std::optional<bool> bracket; // one of ( ) [ ] { } < >
    std::optional<bool> quote; // a quotation mark
    std::optional<bool> opening, closing; // a bracket or quotation mark that opens, closes
    std::optional<bool> currency; // nothing but signs of currencies
    std::uint32_t minLength = 0, maxLength = 0; // code points; maxLength 0: no limit
    std::vector<std::uint32_t> notLength; // none of these
    bool negated = false; // the opposite of all of the above
    std::uint32_t minTimes = 1, maxTimes = 1; // maxTimes 0: no limit
    bool operator==(const TokenCondition&) const = default;
};
using TokenPattern = std::vector<TokenCondition>;

struct TokenPatterns {
    std::vector<TokenPattern> patterns; // each of them suggests
    bool operator==(const TokenPatterns&) const = default;
};

struct Rule {
    std::string name;
    std::string label;
    std::variant<Gazetteer, Expression, TokenPatterns> body;
    bool operator==(const Rule&) const = default;
};

const char* kindName(const Rule& rule); // "gazetteer", "regex", "tokens"
std::size_t entryCount(const Rule& rule); // phrases, patterns; 1 of an expression

// The JSON document that a project keeps of a rule: everything but its name.
//   {"label", "kind": "gazetteer", "match_case", "whole_word", "phrases": []}
//   {"label", "kind": "regex", "pattern", "match_case", "group"}
//   {"label", "kind": "tokens", "patterns": [[{"lower": [], "op": "+"}]]}
nlohmann::ordered_json toJson(const Rule& rule);
std::string toDefinition(const Rule& rule);
// BadFormat with the key that is wrong; unknown keys are refused, since a misspelt one would make
// another rule of it. `name` stands in the error.
Result<Rule> fromDefinition(std::string name, std::string_view definition);
Result<Rule> fromJson(std::string name, const nlohmann::json& definition);

// Whether the rule can work at all: a name, a label, something to look for, an expression that ICU
// reads and that has the group. InvalidArgument with the remedy, `where` the rule's name.
Result<void> checkRule(const Rule& rule);

// Token patterns as people write them: `[lower=acme|kettering] [shape=Xxxxx]+ [digits]? ![punct]`.
// Words: text lower shape, each with = (one of), != (none of) or ~ (a regular expression that finds
// something in it); prefix= suffix=; length=3, 2-5 or 3- and length!=4|7; and alone or with =no
// digits letters punct capitals small title ascii blank bracket quote opening closing currency.
// ! before a bracket turns it round; behind it stand ? + * or {2,3}. A bare word stands for
// [lower=word]. Values with blanks or one of "[]=| are put in quotes.
std::string patternText(const TokenPattern& pattern);
// InvalidArgument with the character where reading stopped.
Result<TokenPattern> patternFromText(std::string_view text);

// "?", "+", "*", "{2}", "{2,}", "{2,3}", "" for once. False: it is none of them.
std::string timesText(std::uint32_t minTimes, std::uint32_t maxTimes);
bool timesFromText(std::string_view text, std::uint32_t& minTimes, std::uint32_t& maxTimes);

} // namespace evenspan::rules
