// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/types.h"
#include "core/engine/span_score.h"
#include "core/metrics/calibration.h"
#include "core/store/project.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan {

namespace store {
class Reader;
class Writer;
} // namespace store

// What is known of how far a run's scores can be trusted, kept in the project's setting
// "confidence:ID" of the run.
struct RunConfidence {
    std::string split; // it was found on
    std::uint64_t words = 0, entities = 0;
    // Of the words' tag probabilities: softmax(log p / temperature) is what they should have been.
    Temperature temperature;
    double errorBefore = 0, errorAfter = 0; // calibration error of the likeliest tags, equal mass
    // Entities with a lower score, of this kind, are left to a person; unset: nobody chose. Of
    // another score than the project's the cut says nothing.
    SpanScore score = SpanScore::Mean;
    std::optional<double> cut;
    double cutPrecision = 0, cutLeft = 0; // on the split: of those taken; share left to a person
    std::int64_t runFinished = 0; // of the run then: later, its weights are others
};

std::string confidenceToJson(const RunConfidence& confidence);
Result<RunConfidence> confidenceFromJson(const std::string& json); // Corrupt
// Unset: nothing is kept of the run, or it cannot be read.
Result<std::optional<RunConfidence>> keptConfidence(store::Reader& reader, RunId run);
Result<void> keepConfidence(store::Writer& writer, RunId run, const RunConfidence& confidence);

// The lowest threshold from which on what is taken is right at least so often; unset: there is
// none.
std::optional<ThresholdPoint> cutFor(std::span<const ThresholdPoint> curve, double precision);
// What is taken and left where the cut lies at `threshold`.
ThresholdPoint pointAt(std::span<const ThresholdPoint> curve, double threshold);

struct ConfidenceRequest {
    std::string run;
    std::string split = "validation";
    std::optional<double> cut; // a threshold in [0, 1]
    std::optional<double> precision; // else the cut that gives this precision
    std::optional<SpanScore> score; // unset: the project's; else the project's from now on
};
struct ConfidenceOutcome {
    RunConfidence confidence;
    std::vector<ReliabilityBin> before, after; // of the likeliest tag of each word
    std::vector<ThresholdPoint> thresholds; // of entities
};
// Asks the model for every probability of the split's decided documents, fits, and keeps what it
// found where the project can be written to. A cut that was chosen before, of the same score, stays
// where the request names none. Errors: those of openRun and readRunData, Empty (nothing decided in
// the split), InvalidArgument (cut or precision out of range, or no cut gives that precision),
// Cancelled.
Result<ConfidenceOutcome> fitConfidence(store::Project& project,
    const std::filesystem::path& engine, const ConfidenceRequest& request,
    std::stop_token stop = {},
    const std::function<void(std::size_t done, std::size_t total)>& progress = {});

} // namespace evenspan
