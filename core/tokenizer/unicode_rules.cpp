// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/unicode_rules.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
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
bool isKnown(char32_t c, std::uint8_t version = 15) {
    UVersionInfo age;
    u_charAge(static_cast<UChar32>(c), age);
    return age[0] < version || (age[0] == version && age[1] == 0);
}
constexpr std::uint8_t kNormalization = 9; // version of the tables that normal forms follow

std::uint32_t categoryMask(char32_t c, std::uint8_t version = 15) {
    return isKnown(c, version) ? U_GET_GC_MASK(static_cast<UChar32>(c)) : U_GC_CN_MASK;
}

void decomposeBy(const UNormalizer2* form, char32_t c, std::u32string& out) {
    UChar units[32];
    UErrorCode status = U_ZERO_ERROR;
    const auto size = c < 0xA0 || !isKnown(c, kNormalization)
        ? -1
        : unorm2_getDecomposition(form, static_cast<UChar32>(c), units, 32, &status);
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

std::int32_t category(char32_t c) {
    return isKnown(c) ? u_charType(static_cast<UChar32>(c)) : std::int32_t{U_UNASSIGNED};
}

#include "core/tokenizer/unicode_differences.inc"

// A class of regular expressions: ICU's of the version known, and what came later.
template <std::size_t N> std::string classText(const char* known, const Range (&later)[N]) {
    std::string text = std::string("[[") + known + "&&\\p{Age=15.0}]";
    for (const auto& [first, last] : later) {
        char range[40];
        std::snprintf(range, sizeof range, "\\x{%X}-\\x{%X}", static_cast<unsigned>(first),
            static_cast<unsigned>(last));
        text += range;
    }
    return text + "]";
}

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
    static const UNormalizer2* const form = unorm2_getNFDInstance(&status);
    decomposeBy(form, c, out);
}

void decomposeCompatible(char32_t c, std::u32string& out) {
    UErrorCode status = U_ZERO_ERROR;
    static const UNormalizer2* const form = unorm2_getNFKDInstance(&status);
    decomposeBy(form, c, out);
}

char32_t composePair(char32_t a, char32_t b) {
    UErrorCode status = U_ZERO_ERROR;
    static const UNormalizer2* const form = unorm2_getNFCInstance(&status);
    const auto both = unorm2_composePair(form, static_cast<UChar32>(a), static_cast<UChar32>(b));
    const auto c = static_cast<char32_t>(both);
    return both >= 0 && isKnown(c, kNormalization) ? c : 0;
}

unsigned char combiningClass(char32_t c) {
    return c >= 0x300 && isKnown(c, kNormalization) ? u_getCombiningClass(static_cast<UChar32>(c))
                                                    : static_cast<unsigned char>(0);
}

bool isCombiningMark(char32_t c) {
    if (c == 0x1CF2 || c == 0x1CF3) // marks until Unicode 11
        return true;
    return (categoryMask(c, kNormalization) & U_GC_M_MASK) != 0 && c != 0x111C9;
}

bool isLetter(char32_t c) {
    return (categoryMask(c) & U_GC_L_MASK) != 0 || inRanges(kNewLetters, c);
}

bool isNumber(char32_t c) {
    return (categoryMask(c) & U_GC_N_MASK) != 0 || inRanges(kNewNumbers, c);
}

bool isNumeric(char32_t c) {
    return isNumber(c) || inRanges(kNewNumerics, c);
}

std::string letterRanges() {
    return classText("\\p{L}", kNewLetters);
}

std::string digitRanges() {
    return classText("\\p{Nd}", kNewNumbers); // all the new ones are digits
}

std::string numberRanges() {
    return classText("\\p{N}", kNewNumbers);
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
