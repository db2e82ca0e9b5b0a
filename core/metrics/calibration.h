// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/metrics/wilson.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

// Does a score of 0.9 mean nine times out of ten? `score` is what the model says of its answer, in
// [0, 1]; `right` whether the answer holds, 0 or 1. Errors of all: InvalidArgument (nothing to look
// at, sides of different length, a score outside [0, 1] or not a number).
namespace evenspan {

struct ReliabilityBin {
    double low = 0, high = 0; // of the scores in it
    double score = 0; // their mean
    Proportion right; // share that holds, with its 95 % interval
    std::uint64_t count = 0;
};

// Bins of equal mass: edges are the quantiles of the scores (type 7), a score on an edge belongs to
// the bin below, bins without a score are left out, as in scikit-learn's calibration_curve with
// strategy="quantile".
Result<std::vector<ReliabilityBin>> reliabilityBins(
    std::span<const double> scores, std::span<const std::uint8_t> right, std::size_t bins);

// Expected calibration error (Naeini et al. 2015, AAAI; here over bins of equal mass, Nixon et al.
// 2019, arXiv 1904.01685): the mean of |score − share that holds|, bins weighted by their count.
double calibrationError(std::span<const ReliabilityBin> bins);

// The same error of a model that is perfectly calibrated: answers drawn anew from the scores.
// Chance alone makes it more than 0, the more so the fewer answers there are, so an error below
// `high` is no sign of miscalibration.
struct CalibrationChance {
    double mean = 0;
    double high = 0; // 95 of 100 draws lie below
};
Result<CalibrationChance> perfectCalibrationError(
    std::span<const double> scores, std::size_t bins, std::size_t rounds, std::uint64_t seed);

// Mean of (score − right)²: Brier 1950, Monthly Weather Review 78:1-3, for two outcomes.
Result<double> brierScore(std::span<const double> scores, std::span<const std::uint8_t> right);

// Brier's own sum over all classes, in [0, 2]: probabilities [n × classes], the class that holds.
Result<double> brierScore(
    std::span<const float> probabilities, std::size_t classes, std::span<const std::int32_t> truth);

// The temperature T > 0 that makes softmax(log p / T) most probable for the truth (Guo et al. 2017,
// arXiv 1706.04599): above 1 the model was too sure. The loss is convex in 1/T; T stays within
// [0.05, 20]. Probabilities of 0 count as 1e-12.
struct Temperature {
    double value = 1;
    double lossBefore = 0, lossAfter = 0; // mean negative log-likelihood
};
Result<Temperature> fitTemperature(
    std::span<const float> probabilities, std::size_t classes, std::span<const std::int32_t> truth);

// What is gained and lost where only answers of at least `threshold` are taken, and the rest is
// left to a person. `gold` is the number of entities there are. One point for each score that
// occurs, by rising threshold; the first takes everything.
struct ThresholdPoint {
    double threshold = 0;
    double precision = 0, recall = 0, f1 = 0; // of what is taken
    double left = 0; // share of the answers left to a person
};
Result<std::vector<ThresholdPoint>> thresholdCurve(
    std::span<const double> scores, std::span<const std::uint8_t> right, std::uint64_t gold);

} // namespace evenspan
