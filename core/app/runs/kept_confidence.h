// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/scoring.h"
#include "core/metrics/calibration.h"

#include <cstdint>
#include <optional>
#include <string>

namespace evenspan {

// What is known of how far a run's scores can be trusted, kept in the project's setting
// "confidence:ID" of the run.
struct RunConfidence {
    std::string split; // it was found on
    std::uint64_t words = 0, entities = 0;
    // Of the words' tag probabilities: softmax(log p / temperature) is what they should have been.
    Temperature temperature;
    double errorBefore = 0, errorAfter = 0; // calibration error of the likeliest tags, equal mass
    // Entities with a lower score, of this kind, are left to a person; unset: nobody chose. Of
    // other scores than the project goes by the cut says nothing.
    SpanScore score = SpanScore::Mean;
    std::optional<double> cut;
    double cutPrecision = 0, cutLeft = 0; // on the split: of those taken; share left to a person
    double cutTemperature = 1; // of the scores that the cut is of
    std::int64_t runFinished = 0; // of the run then: later, its weights are others
};

std::string confidenceToJson(const RunConfidence& confidence);
Result<RunConfidence> confidenceFromJson(const std::string& json); // Corrupt
// Unset: nothing is kept of the run, or it cannot be read.
Result<std::optional<RunConfidence>> keptConfidence(store::Reader& reader, RunId run);
Result<void> keepConfidence(store::Writer& writer, RunId run, const RunConfidence& confidence);
// The cut, where it is of these scores.
std::optional<double> cutUnder(const RunConfidence& kept, const Scoring& scoring);

} // namespace evenspan
