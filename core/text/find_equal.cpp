// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/find_equal.h"

#include "core/text/offset_map.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <string>
#include <unicode/uchar.h>

namespace evenspan {

namespace {

// A token begins (ends) there. Tokens are sorted and apart, so both borders are sorted.
bool beginsAt(const TokenGrid& grid, std::uint32_t at) {
    return std::ranges::binary_search(grid.tokens, at, {}, &CodePointRange::begin);
}
bool endsAt(const TokenGrid& grid, std::uint32_t at) {
    return std::ranges::binary_search(grid.tokens, at, {}, &CodePointRange::end);
}

// One code point stays one code point, so that offsets hold.
std::u32string folded(std::string_view text) {
    std::u32string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const char32_t next = nextCodePoint(text, at);
        out += static_cast<char32_t>(u_foldCase(static_cast<UChar32>(next), U_FOLD_CASE_DEFAULT));
    }
    return out;
}

} // namespace

std::vector<CodePointRange> findEqual(
    std::string_view text, const TokenGrid& grid, CodePointRange range) {
    std::vector<CodePointRange> found;
    const OffsetMap map(text);
    const std::string_view wanted = map.slice(range);
    if (wanted.empty())
        return found;
    const bool whole = beginsAt(grid, range.begin) && endsAt(grid, range.end);
    const auto size = range.end - range.begin;
    for (std::size_t at = text.find(wanted); at != std::string_view::npos;) {
        const auto begin = map.toCodePoint(Utf8Offset(static_cast<std::uint32_t>(at))).value;
        const CodePointRange place{begin, begin + size};
        const bool taken = place.begin < range.end && range.begin < place.end;
        const bool fits =
            !taken && (!whole || (beginsAt(grid, place.begin) && endsAt(grid, place.end)));
        if (fits)
            found.push_back(place);
        at = text.find(wanted, at + (fits ? wanted.size() : 1));
    }
    return found;
}

std::vector<CodePointRange> findText(
    std::string_view text, const TokenGrid& grid, std::string_view wanted, TextMatch match) {
    std::vector<CodePointRange> found;
    if (wanted.empty())
        return found;
    const auto fits = [&](CodePointRange place) {
        return !match.wholeWord || (beginsAt(grid, place.begin) && endsAt(grid, place.end));
    };
    if (match.matchCase) {
        if (text.find(wanted) == std::string_view::npos)
            return found; // most documents: no offsets needed
        const OffsetMap map(text);
        const auto size = static_cast<std::uint32_t>(countCodePoints(wanted));
        for (std::size_t at = text.find(wanted); at != std::string_view::npos;) {
            const auto begin = map.toCodePoint(Utf8Offset(static_cast<std::uint32_t>(at))).value;
            const CodePointRange place{begin, begin + size};
            const bool good = fits(place);
            if (good)
                found.push_back(place);
            at = text.find(wanted, at + (good ? wanted.size() : 1));
        }
        return found;
    }
    const std::u32string there = folded(text);
    const std::u32string searched = folded(wanted);
    for (std::size_t at = there.find(searched); at != std::u32string::npos;) {
        const CodePointRange place{
            static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + searched.size())};
        const bool good = fits(place);
        if (good)
            found.push_back(place);
        at = there.find(searched, at + (good ? searched.size() : 1));
    }
    return found;
}

} // namespace evenspan
