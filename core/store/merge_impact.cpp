// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/merge_impact.h"

#include "core/store/reader.h"
#include "core/store/sqlite.h"

namespace evenspan::store {

// Counted by places, as mergeLabels() walks them: the first span of a place, an accepted one where
// there is any, takes an empty place or pushes out a span of `into` that nobody accepted.
Result<MergeImpact> mergeImpact(Reader& reader, LabelId from, LabelId into, std::stop_token stop) {
    auto impact = labelImpact(reader, from, stop);
    if (!impact)
        return impact.error();
    if (const auto known = labelImpact(reader, into, stop); !known)
        return known.error();
    return guard([&] {
        InterruptOnStop interrupt(reader.database(), std::move(stop));
        Statement s = reader.database().prepare(
            "SELECT coalesce(sum(n) - sum(twin IS NULL), 0), "
            "coalesce(sum(best = 0 AND (twin IS NULL OR twin > 0)), 0) FROM (SELECT count(*) AS n, "
            "min(s.state) AS best, (SELECT min(t.state) FROM span t WHERE t.document = s.document "
            "AND t.layer = s.layer AND t.first = s.first AND t.last = s.last AND t.label = ?2) AS "
            "twin FROM span s JOIN document d ON d.id = s.document WHERE s.label = ?1 AND "
            "d.hidden = 0 GROUP BY s.document, s.layer, s.first, s.last)");
        s.with(from.value, into.value).step();
        return MergeImpact{*impact, s.integer(0), s.integer(1)};
    });
}

} // namespace evenspan::store
