// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/predictor.h"
#include "core/fairness/assess.h"

#include <vector>

namespace evenspan {

// What the model says of one known mention, the slot of a sentence.
struct SlotAnswer {
    // Merged: with another mention in one answer; slotAnswer() knows one mention alone and never
    // says so.
    enum class Kind { Right, OtherType, Boundary, Split, Missed, Merged };
    bool right = false; // the same words, the same label
    double score = 0; // of what is right
    Kind kind = Kind::Missed;
    fairness::NameTag tag = fairness::NameTag::Missed; // whatever its words
};
SlotAnswer slotAnswer(const std::vector<engine::ScoredMention>& found, const Mention& slot);
void addAnswer(fairness::GroupTally& tally, const SlotAnswer& answer);

} // namespace evenspan
