// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/open_run.h"
#include "core/app/runs/scoring.h"

#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace evenspan {

// Which score of an entity a project shows, sorts, calibrates and cuts by: one for all of it, in
// its setting "span_score". Mean where nobody chose.
Result<SpanScore> chosenSpanScore(store::Reader& reader);
// What runs suggested counts as unread from then on, so that its scores are made anew when it is
// read the next time; what an inspection kept says which score it holds.
Result<void> chooseSpanScore(store::Writer& writer, SpanScore score);

// A sentence's entities with this score.
struct ScoredSentence {
    engine::Prediction words;
    std::vector<engine::ScoredMention> mentions;
};
// As OpenRun::predict(); `words` are as the model says, whatever the temperature.
Result<std::vector<ScoredSentence>> predictScored(OpenRun& run,
    std::span<const engine::EncodedSentence> sentences, bool viterbi, Scoring scoring,
    std::stop_token stop = {}, const std::function<void(std::size_t, std::size_t)>& progress = {});

} // namespace evenspan
