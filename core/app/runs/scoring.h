// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/types.h"
#include "core/engine/span_score.h"

#include <optional>
#include <string>
#include <string_view>

namespace evenspan {

namespace store {
class Reader;
class Writer;
struct RunRow;
} // namespace store

// How the entities of a run are scored: which score, and the temperature that the logits are
// divided by first. 1: as the model says.
struct Scoring {
    SpanScore score = SpanScore::Mean;
    double temperature = 1;
    bool calibrated() const { return temperature != 1; }
    bool operator==(const Scoring&) const = default;
};

// "mean", or "mean 1.75": what a record of scores says of how they were made.
std::string scoringText(const Scoring& scoring);
std::optional<Scoring> parseScoring(std::string_view text);

// Whether a project's scores are calibrated: by the temperature that is kept with their run, where
// one was fitted for its present weights. One switch for all of it, in its setting
// "calibrated_scores"; on where nobody chose.
Result<bool> calibratedScores(store::Reader& reader);
// What runs suggested counts as unread from then on.
Result<void> chooseCalibratedScores(store::Writer& writer, bool calibrated);

// The temperature that is kept with the run for its present weights; 1: none is.
Result<double> keptTemperature(store::Reader& reader, const store::RunRow& run);
// As the project has chosen.
Result<Scoring> scoringOf(store::Reader& reader, const store::RunRow& run);
// With the score that the project has chosen, and calibrated or not as is said.
Result<Scoring> scoringOf(store::Reader& reader, const store::RunRow& run, bool calibrated);

} // namespace evenspan
