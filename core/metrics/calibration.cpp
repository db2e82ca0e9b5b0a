// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/calibration.h"

#include "core/base/rng.h"
#include "core/metrics/quantile.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace evenspan {

namespace {

constexpr double kLeast = 1e-12;

Result<void> check(std::size_t scores, std::size_t right) {
    if (scores == 0 || scores != right)
        return Error{ErrorCode::InvalidArgument, "There is nothing to calibrate on",
            std::to_string(scores) + " scores, " + std::to_string(right) + " answers",
            "Give one answer for each score."};
    return {};
}

Result<void> checkScores(std::span<const double> scores) {
    for (const double score : scores)
        if (!(score >= 0 && score <= 1))
            return Error{ErrorCode::InvalidArgument, "A score lies outside 0 to 1",
                std::to_string(score), "Give probabilities."};
    return {};
}

// The bin of each score, and for each bin that has any its place among those that do.
struct Bins {
    std::vector<std::size_t> of;
    std::size_t count = 0;
};

Bins binsOf(std::span<const double> scores, std::size_t bins) {
    std::vector<double> sorted(scores.begin(), scores.end());
    std::sort(sorted.begin(), sorted.end());
    std::vector<double> edges; // inner ones
    for (std::size_t i = 1; i < bins; ++i)
        edges.push_back(quantile(sorted, static_cast<double>(i) / static_cast<double>(bins)));
    Bins out;
    std::vector<bool> used(bins, false);
    for (const double score : scores) {
        const auto at = static_cast<std::size_t>(
            std::lower_bound(edges.begin(), edges.end(), score) - edges.begin());
        out.of.push_back(at);
        used[at] = true;
    }
    std::vector<std::size_t> place(bins, 0);
    for (std::size_t i = 0; i < bins; ++i)
        if (used[i])
            place[i] = out.count++;
    for (auto& at : out.of)
        at = place[at];
    return out;
}

double errorOf(const Bins& bins, std::span<const double> scores, const auto& holds) {
    std::vector<double> gap(bins.count, 0);
    for (std::size_t i = 0; i < scores.size(); ++i)
        gap[bins.of[i]] += scores[i] - (holds(i) ? 1.0 : 0.0);
    double sum = 0;
    for (const double each : gap)
        sum += std::abs(each);
    return sum / static_cast<double>(scores.size());
}

Result<void> checkClasses(std::span<const float> probabilities, std::size_t classes,
    std::span<const std::int32_t> truth) {
    if (classes == 0 || truth.empty() || probabilities.size() != truth.size() * classes)
        return Error{ErrorCode::InvalidArgument, "There is nothing to calibrate on",
            std::to_string(probabilities.size()) + " probabilities, " + std::to_string(truth.size())
                + " truths",
            "Give the probability of every class for each truth."};
    for (const auto c : truth)
        if (c < 0 || static_cast<std::size_t>(c) >= classes)
            return Error{ErrorCode::InvalidArgument, "There is no such class", std::to_string(c),
                "Give classes from 0 to " + std::to_string(classes - 1) + "."};
    for (const float p : probabilities)
        if (!(p >= 0 && p <= 1.0001F))
            return Error{ErrorCode::InvalidArgument, "A probability lies outside 0 to 1",
                std::to_string(p), "Give probabilities."};
    return {};
}

// Mean loss of softmax(beta · log p), and its first derivative by beta.
struct Slope {
    double loss = 0;
    double first = 0;
};
Slope slopeAt(const std::vector<double>& logs, std::size_t classes,
    std::span<const std::int32_t> truth, double beta) {
    Slope out;
    for (std::size_t i = 0; i < truth.size(); ++i) {
        const double* row = logs.data() + i * classes;
        const double most = *std::max_element(row, row + classes);
        double sum = 0, weighted = 0;
        for (std::size_t k = 0; k < classes; ++k) {
            const double e = std::exp(beta * (row[k] - most));
            sum += e;
            weighted += e * row[k];
        }
        const double own = row[static_cast<std::size_t>(truth[i])];
        out.loss += std::log(sum) + beta * (most - own);
        out.first += weighted / sum - own;
    }
    const auto n = static_cast<double>(truth.size());
    return {out.loss / n, out.first / n};
}

} // namespace

Result<std::vector<ReliabilityBin>> reliabilityBins(
    std::span<const double> scores, std::span<const std::uint8_t> right, std::size_t bins) {
    if (auto sound = check(scores.size(), right.size()); !sound)
        return sound.error();
    if (auto sound = checkScores(scores); !sound)
        return sound.error();
    const Bins where = binsOf(scores, std::max<std::size_t>(bins, 1));
    std::vector<ReliabilityBin> out(where.count, {2, -1, 0, {}, 0});
    std::vector<std::int64_t> holds(where.count, 0);
    for (std::size_t i = 0; i < scores.size(); ++i) {
        ReliabilityBin& bin = out[where.of[i]];
        bin.low = std::min(bin.low, scores[i]);
        bin.high = std::max(bin.high, scores[i]);
        bin.score += scores[i];
        ++bin.count;
        holds[where.of[i]] += right[i] != 0;
    }
    for (std::size_t b = 0; b < out.size(); ++b) {
        out[b].score /= static_cast<double>(out[b].count);
        out[b].right = *wilsonInterval(holds[b], static_cast<std::int64_t>(out[b].count));
    }
    return out;
}

double calibrationError(std::span<const ReliabilityBin> bins) {
    double sum = 0, count = 0;
    for (const ReliabilityBin& bin : bins) {
        sum += static_cast<double>(bin.count) * std::abs(bin.score - bin.right.estimate);
        count += static_cast<double>(bin.count);
    }
    return count > 0 ? sum / count : 0;
}

Result<CalibrationChance> perfectCalibrationError(
    std::span<const double> scores, std::size_t bins, std::size_t rounds, std::uint64_t seed) {
    if (auto sound = check(scores.size(), scores.size()); !sound)
        return sound.error();
    if (auto sound = checkScores(scores); !sound)
        return sound.error();
    if (rounds == 0)
        return Error{ErrorCode::InvalidArgument, "No round was asked for", {}, "Ask for some."};
    const Bins where = binsOf(scores, std::max<std::size_t>(bins, 1));
    std::vector<double> errors;
    for (std::size_t round = 0; round < rounds; ++round) {
        Philox rng(seed, round << 32);
        errors.push_back(
            errorOf(where, scores, [&](std::size_t i) { return rng.uniform() < scores[i]; }));
    }
    std::sort(errors.begin(), errors.end());
    return CalibrationChance{
        std::accumulate(errors.begin(), errors.end(), 0.0) / static_cast<double>(errors.size()),
        quantile(errors, 0.95)};
}

Result<double> brierScore(std::span<const double> scores, std::span<const std::uint8_t> right) {
    if (auto sound = check(scores.size(), right.size()); !sound)
        return sound.error();
    if (auto sound = checkScores(scores); !sound)
        return sound.error();
    double sum = 0;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const double off = scores[i] - (right[i] ? 1.0 : 0.0);
        sum += off * off;
    }
    return sum / static_cast<double>(scores.size());
}

Result<double> brierScore(std::span<const float> probabilities, std::size_t classes,
    std::span<const std::int32_t> truth) {
    if (auto sound = checkClasses(probabilities, classes, truth); !sound)
        return sound.error();
    double sum = 0;
    for (std::size_t i = 0; i < truth.size(); ++i)
        for (std::size_t k = 0; k < classes; ++k) {
            const double off = static_cast<double>(probabilities[i * classes + k])
                - (static_cast<std::size_t>(truth[i]) == k ? 1.0 : 0.0);
            sum += off * off;
        }
    return sum / static_cast<double>(truth.size());
}

Result<Temperature> fitTemperature(std::span<const float> probabilities, std::size_t classes,
    std::span<const std::int32_t> truth) {
    if (auto sound = checkClasses(probabilities, classes, truth); !sound)
        return sound.error();
    std::vector<double> logs;
    logs.reserve(probabilities.size());
    for (const float p : probabilities)
        logs.push_back(std::log(std::max(static_cast<double>(p), kLeast)));
    // Convex: the derivative rises with beta, so halving finds its zero, or the border.
    double low = 1 / 20.0, high = 1 / 0.05;
    for (int round = 0; round < 60; ++round) {
        const double beta = std::sqrt(low * high);
        (slopeAt(logs, classes, truth, beta).first < 0 ? low : high) = beta;
    }
    const double beta = std::sqrt(low * high);
    return Temperature{
        1 / beta, slopeAt(logs, classes, truth, 1).loss, slopeAt(logs, classes, truth, beta).loss};
}

Result<std::vector<ThresholdPoint>> thresholdCurve(
    std::span<const double> scores, std::span<const std::uint8_t> right, std::uint64_t gold) {
    if (auto sound = check(scores.size(), right.size()); !sound)
        return sound.error();
    if (auto sound = checkScores(scores); !sound)
        return sound.error();
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
        [&](std::size_t a, std::size_t b) { return scores[a] < scores[b]; });
    double holds = 0;
    for (const auto each : right)
        holds += each != 0;
    const auto total = static_cast<double>(scores.size());
    std::vector<ThresholdPoint> out;
    double taken = total;
    for (std::size_t at = 0; at < order.size();) {
        ThresholdPoint point;
        point.threshold = scores[order[at]];
        point.precision = taken > 0 ? holds / taken : 0;
        point.recall = gold > 0 ? holds / static_cast<double>(gold) : 0;
        const double both = taken + static_cast<double>(gold);
        point.f1 = both > 0 ? 2 * holds / both : 0;
        point.left = 1 - taken / total;
        out.push_back(point);
        for (const double level = point.threshold; at < order.size() && scores[order[at]] == level;
             ++at) {
            taken -= 1;
            holds -= right[order[at]] != 0;
        }
    }
    return out;
}

} // namespace evenspan
