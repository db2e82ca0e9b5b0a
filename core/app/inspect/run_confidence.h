// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/kept_confidence.h"
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

// The lowest threshold from which on what is taken is right at least so often; unset: there is
// none.
std::optional<ThresholdPoint> cutFor(std::span<const ThresholdPoint> curve, double precision);
// The threshold that leaves the share of what is marked that is nearest to this one; of two the
// higher. 1 where only leaving all of it is near.
double cutThatLeaves(std::span<const ThresholdPoint> curve, double share);
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
    std::vector<ThresholdPoint> thresholds; // of entities, as the project scores them from now on
    double temperature = 1; // of those scores: the fitted one, or 1 where the project wants none
    std::optional<double> movedFrom; // where the cut lay before
};
// Asks the model for every probability of the split's decided documents, fits, and keeps what it
// found where the project can be written to. From then on the run's entities are scored with the
// temperature, unless the project wants none (scoring.h), and what it suggested counts as unread.
//
// A cut that was chosen before, of the same score, keeps its meaning where the request names none:
// it stays, or, where the scores are of another temperature now, goes to where it leaves as many of
// the split's entities to a person as before. Errors: those of openRun and readRunData, Empty
// (nothing decided in the split), InvalidArgument (cut or precision out of range, or no cut gives
// that precision), Cancelled.
Result<ConfidenceOutcome> fitConfidence(store::Project& project,
    const std::filesystem::path& engine, const ConfidenceRequest& request,
    std::stop_token stop = {},
    const std::function<void(std::size_t done, std::size_t total)>& progress = {});

} // namespace evenspan
