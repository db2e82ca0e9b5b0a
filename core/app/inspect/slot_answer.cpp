// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/inspect/slot_answer.h"

#include <algorithm>

namespace evenspan {

SlotAnswer slotAnswer(const std::vector<engine::ScoredMention>& found, const Mention& slot) {
    using fairness::NameTag;
    SlotAnswer out;
    std::size_t overlaps = 0;
    bool same = false;
    for (const auto& each : found) {
        if (each.mention.begin >= slot.end || each.mention.end <= slot.begin)
            continue;
        ++overlaps;
        const bool own = each.mention.label == slot.label;
        same = same || own;
        if (own && each.mention.begin == slot.begin && each.mention.end == slot.end) {
            out.right = true;
            out.score = std::clamp(static_cast<double>(each.score), 0.0, 1.0);
        }
    }
    out.tag = same ? NameTag::Found : overlaps > 0 ? NameTag::OtherType : NameTag::Missed;
    out.kind = out.right ? SlotAnswer::Kind::Right
        : overlaps == 0  ? SlotAnswer::Kind::Missed
        : overlaps > 1   ? SlotAnswer::Kind::Split
        : same           ? SlotAnswer::Kind::Boundary
                         : SlotAnswer::Kind::OtherType;
    return out;
}

void addAnswer(fairness::GroupTally& tally, const SlotAnswer& answer) {
    (answer.kind == SlotAnswer::Kind::Right             ? tally.right
            : answer.kind == SlotAnswer::Kind::Missed   ? tally.missed
            : answer.kind == SlotAnswer::Kind::Split    ? tally.split
            : answer.kind == SlotAnswer::Kind::Boundary ? tally.boundary
                                                        : tally.otherType) += 1;
}

} // namespace evenspan
