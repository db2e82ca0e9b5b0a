// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"
#include "core/text/offset_map.h"

#include <algorithm>

namespace evenspan::store {

constexpr std::uint32_t kExcerptContext = 40; // code points a side

// A place of the map's text with its context; `range` must lie in the text.
inline TextHit excerptOf(const OffsetMap& map, DocumentId document, CodePointRange range) {
    TextHit hit;
    hit.document = document;
    hit.range = range;
    hit.before = map.slice({range.begin - std::min(range.begin, kExcerptContext), range.begin});
    hit.hit = map.slice(range);
    hit.after = map.slice({range.end, std::min(map.codePoints(), range.end + kExcerptContext)});
    return hit;
}

} // namespace evenspan::store
