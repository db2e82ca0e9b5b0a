// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/labelling.h"

namespace evenspan::store {

// What Labelling::mergeLabels() does in documents that are not in the trash.
struct MergeImpact {
    LabelImpact from; // spans that change or go
    std::int64_t folded = 0; // of them, those that end in another span of the same place
    std::int64_t gained = 0; // accepted spans that `into` has more afterwards
    bool operator==(const MergeImpact&) const = default;
};
// NotFound. Reads the spans of both labels and looks up the places of `from`.
Result<MergeImpact> mergeImpact(
    Reader& reader, LabelId from, LabelId into, std::stop_token stop = {});

} // namespace evenspan::store
