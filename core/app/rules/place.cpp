// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/rules/place.h"

#include "core/store/reader.h"
#include "core/text/offset_map.h"

#include <algorithm>

namespace evenspan {

namespace {

constexpr std::uint32_t kContext = 40; // code points a side

} // namespace

Place placeIn(const store::DocumentData& document, const OffsetMap& map, CodePointRange range) {
    Place place;
    place.document = document.row.id;
    place.name = document.row.name;
    place.state = document.row.state;
    place.range = range;
    place.before = map.slice({range.begin > kContext ? range.begin - kContext : 0, range.begin});
    place.hit = map.slice(range);
    place.after = map.slice({range.end, std::min(map.codePoints(), range.end + kContext)});
    return place;
}

} // namespace evenspan
