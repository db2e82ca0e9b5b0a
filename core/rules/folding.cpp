// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/folding.h"

#include "core/text/utf8.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>

namespace evenspan::rules {

namespace {

const UNormalizer2* decomposer() {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2* nfd = unorm2_getNFDInstance(&status);
    return U_SUCCESS(status) ? nfd : nullptr; // null: ICU without its data, nothing decomposes
}

bool isBlank(char32_t c) {
    return c < 0x80 ? c == ' ' || (c >= 9 && c <= 13) : u_isUWhiteSpace(static_cast<UChar32>(c));
}

template <class Visit> void foldEach(std::string_view utf8, bool foldCase, Visit visit) {
    const UNormalizer2* nfd = decomposer();
    std::uint32_t number = 0;
    bool blank = false;
    std::string bytes;
    for (std::size_t at = 0; at < utf8.size(); ++number) {
        const char32_t c = nextCodePoint(utf8, at);
        if (isBlank(c)) {
            if (!blank)
                visit(std::string_view(" "), number);
            blank = true;
            continue;
        }
        blank = false;
        bytes.clear();
        if (c < 0x80) {
            bytes += static_cast<char>(foldCase && c >= 'A' && c <= 'Z' ? c + 32 : c);
            visit(bytes, number);
            continue;
        }
        const auto add = [&](UChar32 point) {
            appendUtf8(bytes,
                static_cast<char32_t>(foldCase ? u_foldCase(point, U_FOLD_CASE_DEFAULT) : point));
        };
        UChar units[32];
        UErrorCode status = U_ZERO_ERROR;
        const std::int32_t size = nfd != nullptr && !(c >= 0x3400 && c < 0xA000)
            ? unorm2_getDecomposition(nfd, static_cast<UChar32>(c), units, 32, &status)
            : -1;
        if (size < 0 || U_FAILURE(status)) {
            add(static_cast<UChar32>(c));
        } else {
            for (std::int32_t i = 0; i < size;) {
                UChar32 point = 0;
                U16_NEXT(units, i, size, point);
                add(point);
            }
        }
        visit(bytes, number);
    }
}

} // namespace

FoldedText foldText(std::string_view utf8, bool foldCase) {
    FoldedText out;
    out.bytes.reserve(utf8.size());
    out.source.reserve(utf8.size() + 1);
    foldEach(utf8, foldCase, [&](std::string_view bytes, std::uint32_t number) {
        for (const char byte : bytes) {
            out.bytes.push_back(byte);
            out.source.push_back(number);
        }
    });
    out.source.push_back(static_cast<std::uint32_t>(countCodePoints(utf8)));
    return out;
}

std::string folded(std::string_view utf8, bool foldCase) {
    std::string out;
    foldEach(utf8, foldCase, [&](std::string_view bytes, std::uint32_t) {
        if (!out.empty() || bytes != " ")
            out += bytes;
    });
    if (!out.empty() && out.back() == ' ')
        out.pop_back();
    return out;
}

std::string lowered(std::string_view utf8) {
    std::string out;
    for (std::size_t at = 0; at < utf8.size();)
        appendUtf8(
            out, static_cast<char32_t>(u_tolower(static_cast<UChar32>(nextCodePoint(utf8, at)))));
    return out;
}

bool isWrittenWithoutBlanks(char32_t c) {
    if (c < 0x0E00)
        return false;
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
        return true;
    default:
        return false;
    }
}

bool continuesCharacter(char32_t c) {
    if (c < 0x300)
        return false;
    switch (u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_GRAPHEME_CLUSTER_BREAK)) {
    case U_GCB_EXTEND:
    case U_GCB_SPACING_MARK:
    case U_GCB_ZWJ:
    case U_GCB_V:
    case U_GCB_T:
        return true;
    default:
        return false;
    }
}

} // namespace evenspan::rules
