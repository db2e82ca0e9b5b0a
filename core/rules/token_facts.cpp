// SPDX-License-Identifier: GPL-3.0-or-later
// What a word is by itself. Characters are counted as Python's str methods count them
// (docs.python.org/3/library/stdtypes.html#string-methods), by which spaCy's flags are defined, but
// a mark behind a letter belongs to the letter, so that a decomposed word is like a composed one.
#include "core/rules/condition_keys.h"
#include "core/rules/folding.h"
#include "core/rules/token_matcher.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <unicode/uchar.h>

namespace evenspan::rules {

namespace {

constexpr std::size_t kShapeRun = 4;

bool isOneOf(const std::vector<std::string>& wanted, const std::string& value) {
    return wanted.empty() || std::find(wanted.begin(), wanted.end(), value) != wanted.end();
}

template <class T> bool isNoneOf(const std::vector<T>& unwanted, const T& value) {
    return std::find(unwanted.begin(), unwanted.end(), value) == unwanted.end();
}

bool agrees(const std::optional<bool>& wanted, bool value) {
    return !wanted || *wanted == value;
}

bool isDigit(UChar32 c) { // superscripts are, fractions are not
    const auto kind = u_getIntPropertyValue(c, UCHAR_NUMERIC_TYPE);
    return kind == U_NT_DECIMAL || kind == U_NT_DIGIT;
}

// The words that a mark is found in: a blank stands around each.
bool isAmong(const char* marks, const std::string& token) {
    return token.find(' ') == std::string::npos
        && std::string_view(marks).find(" " + token + " ") != std::string_view::npos;
}
constexpr const char* kBrackets = " ( ) [ ] { } < > ";
constexpr const char* kQuotes = " \" ' ` « » ‘ ’ ‚ ‛ “ ” „ ‟ ‹ › ❮ ❯ '' `` ";
constexpr const char* kOpening = " ( [ { < \" ' « ‘ ‚ ‛ “ „ ‟ ‹ ❮ `` ";
constexpr const char* kClosing = " ) ] } > \" ' » ’ ” › ❯ '' ";

} // namespace

TokenFacts tokenFacts(std::string_view token) {
    TokenFacts out;
    out.text = token;
    out.lower = lowered(token);
    bool digits = true, letters = true, punctuation = true, anyLetter = false;
    bool ascii = true, blank = true, currency = true;
    bool capital = false, smallLetter = false, titleLetter = false, title = true, inRun = false;
    char32_t last = 0;
    std::size_t run = 0;
    for (std::size_t at = 0; at < token.size(); ++out.length) {
        const char32_t c = nextCodePoint(token, at);
        const auto u = static_cast<UChar32>(c);
        ascii = ascii && c < 0x80;
        const bool mark = out.length > 0 && (U_GET_GC_MASK(u) & U_GC_M_MASK) != 0;
        if (mark) { // it belongs to its letter
            digits = punctuation = blank = currency = false;
            continue;
        }
        const bool letter = u_isalpha(u), upper = u_isUUppercase(u), small = u_isULowercase(u);
        digits = digits && isDigit(u);
        letters = letters && letter;
        anyLetter = anyLetter || letter;
        punctuation = punctuation && u_ispunct(u);
        blank = blank && u_isUWhiteSpace(u);
        currency = currency && u_charType(u) == U_CURRENCY_SYMBOL;
        if (upper || small || u_istitle(u)) {
            title = title && small == inRun;
            inRun = true;
            capital = capital || upper;
            smallLetter = smallLetter || small;
            titleLetter = titleLetter || !(upper || small);
        } else {
            inRun = false;
        }
        const char32_t kind = letter ? (upper ? U'X' : U'x') : isDigit(u) ? U'd' : c;
        run = kind == last ? run + 1 : 0;
        last = kind;
        if (run < kShapeRun)
            appendUtf8(out.shape, kind);
    }
    const bool any = out.length > 0;
    out.digits = digits && any;
    out.letters = letters && anyLetter;
    out.punctuation = punctuation && any;
    out.capitals = capital && !smallLetter && !titleLetter;
    out.small = smallLetter && !capital && !titleLetter;
    out.title = title && (capital || titleLetter);
    out.ascii = ascii;
    out.blank = blank && any;
    out.currency = currency && any;
    out.bracket = isAmong(kBrackets, out.text);
    out.quote = isAmong(kQuotes, out.text);
    out.opening = isAmong(kOpening, out.text);
    out.closing = isAmong(kClosing, out.text);
    return out;
}

const std::string& guiseOf(const TokenFacts& facts, std::size_t guise) {
    return guise == 0 ? facts.text : guise == 1 ? facts.lower : facts.shape;
}

bool holdsPlainly(const TokenCondition& c, const TokenFacts& facts) {
    for (std::size_t guise = 0; guise < std::size(kWords); ++guise)
        if (!isOneOf(c.*kWords[guise].member, guiseOf(facts, guise))
            || !isNoneOf(c.*kWords[guise].none, guiseOf(facts, guise)))
            return false;
    return facts.text.starts_with(c.prefix) && facts.text.ends_with(c.suffix)
        && agrees(c.digits, facts.digits) && agrees(c.letters, facts.letters)
        && agrees(c.punctuation, facts.punctuation) && agrees(c.capitals, facts.capitals)
        && agrees(c.small, facts.small) && agrees(c.title, facts.title)
        && agrees(c.ascii, facts.ascii) && agrees(c.blank, facts.blank)
        && agrees(c.bracket, facts.bracket) && agrees(c.quote, facts.quote)
        && agrees(c.opening, facts.opening) && agrees(c.closing, facts.closing)
        && agrees(c.currency, facts.currency) && facts.length >= c.minLength
        && (c.maxLength == 0 || facts.length <= c.maxLength) && isNoneOf(c.notLength, facts.length);
}

} // namespace evenspan::rules
