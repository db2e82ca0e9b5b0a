// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/unicode_rules.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

namespace evenspan::unicode {

namespace {

struct Range {
    char32_t first, last;
};

template <std::size_t N> bool inRanges(const Range (&ranges)[N], char32_t c) {
    const auto* after = std::upper_bound(std::begin(ranges), std::end(ranges), c,
        [](char32_t value, const Range& range) { return value < range.first; });
    return after != std::begin(ranges) && c <= std::prev(after)->last;
}

// Newer versions of ICU know characters that the reference does not: those stay unassigned here.
bool isKnown(char32_t c) {
    UVersionInfo age;
    u_charAge(static_cast<UChar32>(c), age);
    return age[0] < 15 || (age[0] == 15 && age[1] == 0);
}

std::int32_t category(char32_t c) {
    return isKnown(c) ? u_charType(static_cast<UChar32>(c)) : std::int32_t{U_UNASSIGNED};
}

#include "core/tokenizer/unicode_differences.inc"

} // namespace

bool isControl(char32_t c) {
    if (c == '\t' || c == '\n' || c == '\r')
        return false;
    if (inRanges(kNotControl, c))
        return false;
    const auto type = category(c);
    return type == U_CONTROL_CHAR || type == U_FORMAT_CHAR || type == U_PRIVATE_USE_CHAR;
}

bool isWhitespace(char32_t c) {
    return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0;
}

bool isPunctuation(char32_t c) {
    if (c < 0x80)
        return (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96)
            || (c >= 123 && c <= 126);
    return inRanges(kPunctuation, c)
        || (isKnown(c) && u_ispunct(static_cast<UChar32>(c)) != 0 && !inRanges(kNotPunctuation, c));
}

bool isWordCharacter(char32_t c) {
    const auto point = static_cast<UChar32>(c);
    constexpr std::uint32_t kinds = U_GC_M_MASK | U_GC_ND_MASK | U_GC_PC_MASK;
    return u_isUAlphabetic(point) || (U_GET_GC_MASK(point) & kinds) != 0 || c == 0x200C
        || c == 0x200D;
}

bool isNonSpacingMark(char32_t c) {
    return (category(c) == U_NON_SPACING_MARK && !inRanges(kNotMark, c)) || inRanges(kMark, c);
}

bool isCjkIdeograph(char32_t c) {
    static constexpr Range blocks[]{{0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xF900, 0xFAFF},
        {0x20000, 0x2A6DF}, {0x2A700, 0x2B73F}, {0x2B740, 0x2B81F}, {0x2B920, 0x2CEAF},
        {0x2F800, 0x2FA1F}};
    return c >= 0x3400 && inRanges(blocks, c);
}

void decompose(char32_t c, std::u32string& out) {
    UErrorCode status = U_ZERO_ERROR;
    static const UNormalizer2* const nfd = unorm2_getNFDInstance(&status);
    UChar units[32];
    status = U_ZERO_ERROR;
    const auto size = inRanges(kNotDecomposed, c) || !isKnown(c)
        ? -1
        : unorm2_getDecomposition(nfd, static_cast<UChar32>(c), units, 32, &status);
    if (size < 0 || U_FAILURE(status)) {
        out += c;
        return;
    }
    for (std::int32_t i = 0; i < size;) {
        UChar32 part = 0;
        U16_NEXT(units, i, size, part);
        out += static_cast<char32_t>(part);
    }
}

void lowercase(char32_t c, std::u32string& out) {
    if (c == 0x130) {
        out += U"i\u0307";
        return;
    }
    for (const auto& pair : kLowercase) {
        if (pair.first <= c && c <= pair.last) {
            out += c + pair.delta;
            return;
        }
    }
    out += static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
}

} // namespace evenspan::unicode
