// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/ascii.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace evenspan {

// The rules of Unicode Annex 29 (unicode.org/reports/tr29, version 15) as far as ASCII without '@'
// goes, with the colon as CLDR has it (it ends a word). ICU finds the same borders at a tenth of
// the speed; '@' is left to it, since its versions differ there.
namespace asciiwords {

enum Kind : unsigned char { Other, Blank, Letter, Digit, Underscore, Point, Quote, MidNumber };

constexpr std::array<Kind, 128> makeKinds() {
    std::array<Kind, 128> kinds{};
    for (unsigned c = 0; c < kinds.size(); ++c)
        kinds[c] = (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? Letter
            : c >= '0' && c <= '9'                        ? Digit
            : c == ' ' || (c >= 9 && c <= 13)             ? Blank
                                                          : Other;
    kinds['_'] = Underscore;
    kinds['.'] = Point;
    kinds['\''] = Quote;
    kinds[','] = kinds[';'] = MidNumber;
    return kinds;
}
inline constexpr auto kKinds = makeKinds();

inline Kind kindOf(char c) {
    return kKinds[static_cast<unsigned char>(c) & 0x7F];
}
inline bool joins(Kind kind) {
    return kind == Letter || kind == Digit || kind == Underscore;
}

// End of the word, or of the single sign, that begins at `at`.
inline std::size_t wordEnd(std::string_view text, std::size_t at) {
    auto last = kindOf(text[at++]);
    if (!joins(last))
        return at;
    while (at < text.size()) {
        const auto kind = kindOf(text[at]);
        if (joins(kind)) {
            last = kind;
            ++at;
            continue;
        }
        // A sign stays between two letters (WB6, WB7) or two digits (WB11, WB12).
        const bool holds = kind == Point || kind == Quote ? last == Letter || last == Digit
                                                          : kind == MidNumber && last == Digit;
        if (!holds || at + 1 == text.size() || kindOf(text[at + 1]) != last)
            return at;
        at += 2;
    }
    return at;
}

// Calls piece(begin, end) for every word and sign that is no blank.
template <class Piece>
void each(std::string_view text, std::size_t begin, std::size_t end, Piece piece) {
    const auto part = text.substr(0, end);
    while (begin < end) {
        if (kindOf(text[begin]) == Blank) {
            ++begin;
            continue;
        }
        const auto to = wordEnd(part, begin);
        piece(begin, to);
        begin = to;
    }
}

// The bytes of a text that the rules above do not know, with all that their words may depend on:
// [begin, end) stands between borders of words. Begins at or after `from`, which is a border; empty
// where the rest is known.
struct Stretch {
    std::size_t begin, end;
};
inline Stretch nextUnknown(std::string_view text, std::size_t from) {
    const auto unknown = [&](std::size_t i) {
        return static_cast<unsigned char>(text[i]) >= 0x80 || text[i] == '@';
    };
    const auto blank = [&](std::size_t i) {
        return static_cast<unsigned char>(text[i]) < 0x80 && kindOf(text[i]) == Blank;
    };
    std::size_t begin = findNonAscii(text, from);
    begin = std::min(begin, text.substr(0, begin).find('@', from));
    if (begin == text.size())
        return {begin, begin};
    // A sign that is not ASCII may go with the blanks before it, never with what is before those.
    std::size_t end = begin + 1;
    if (begin > from && blank(begin - 1))
        while (begin > from && blank(begin - 1))
            --begin;
    else
        while (begin > from && !blank(begin - 1))
            --begin;
    // Between a blank and another known sign there is always a border. Where the next unknown one
    // is near it is not worth a new start.
    constexpr std::size_t kNear = 32;
    for (std::size_t known = 0; end < text.size(); ++end) {
        if (unknown(end)) {
            known = 0;
            continue;
        }
        if (++known > kNear && blank(end - 1) && !blank(end))
            break;
    }
    // Back to the first such border behind the last unknown sign.
    if (end < text.size() || !unknown(end - 1)) {
        std::size_t last = end - 1;
        while (!unknown(last))
            --last;
        for (std::size_t i = last + 2; i < end; ++i)
            if (blank(i - 1) && !blank(i)) {
                end = i;
                break;
            }
    }
    return {begin, end};
}

} // namespace asciiwords

} // namespace evenspan
