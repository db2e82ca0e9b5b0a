// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/find_equal.h"

#include "core/text/offset_map.h"

#include <algorithm>

namespace evenspan {

namespace {

// A token begins (ends) there. Tokens are sorted and apart, so both borders are sorted.
bool beginsAt(const TokenGrid& grid, std::uint32_t at) {
    return std::ranges::binary_search(grid.tokens, at, {}, &CodePointRange::begin);
}
bool endsAt(const TokenGrid& grid, std::uint32_t at) {
    return std::ranges::binary_search(grid.tokens, at, {}, &CodePointRange::end);
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

} // namespace evenspan
