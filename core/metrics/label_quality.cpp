// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/label_quality.h"

#include <algorithm>
#include <numeric>
#include <string>

namespace evenspan {

namespace {

constexpr double kSlack = 1e-6; // a probability this far below its threshold still reaches it
constexpr double kAbsent = 2; // threshold of a class that nothing has: no probability reaches it
constexpr double kLeastThreshold = 2e-6;

Result<void> check(std::span<const float> probabilities, std::size_t classes,
    std::span<const std::int32_t> given) {
    if (classes == 0 || probabilities.size() != given.size() * classes)
        return Error{ErrorCode::InvalidArgument, "Probabilities and classes do not fit",
            std::to_string(probabilities.size()) + " probabilities, " + std::to_string(given.size())
                + " tokens",
            "Give the probability of every class for each token."};
    for (const auto c : given)
        if (c < 0 || static_cast<std::size_t>(c) >= classes)
            return Error{ErrorCode::InvalidArgument, "There is no such class", std::to_string(c),
                "Give classes from 0 to " + std::to_string(classes - 1) + "."};
    return {};
}

} // namespace

Result<std::vector<double>> labelQuality(std::span<const float> probabilities, std::size_t classes,
    std::span<const std::int32_t> given, QualityMethod method) {
    if (auto sound = check(probabilities, classes, given); !sound)
        return sound.error();
    std::vector<double> out;
    out.reserve(given.size());
    for (std::size_t i = 0; i < given.size(); ++i) {
        const float* row = probabilities.data() + i * classes;
        const auto own = static_cast<std::size_t>(given[i]);
        if (method == QualityMethod::SelfConfidence) {
            out.push_back(static_cast<double>(row[own]));
            continue;
        }
        double other = 0;
        for (std::size_t k = 0; k < classes; ++k)
            if (k != own)
                other = std::max(other, static_cast<double>(row[k]));
        out.push_back((static_cast<double>(row[own]) - other + 1) / 2);
    }
    return out;
}

std::vector<double> worstTokens(
    std::span<const double> scores, std::span<const std::size_t> lengths) {
    std::vector<double> out;
    std::size_t at = 0;
    for (const std::size_t length : lengths) {
        const auto end = std::min(at + length, scores.size());
        double worst = 1;
        for (; at < end; ++at)
            worst = std::min(worst, scores[at]);
        out.push_back(worst);
    }
    return out;
}

Result<std::vector<std::size_t>> confidentErrors(std::span<const float> probabilities,
    std::size_t classes, std::span<const std::int32_t> given, std::vector<std::uint64_t>* joint) {
    if (auto sound = check(probabilities, classes, given); !sound)
        return sound.error();
    std::vector<double> sums(classes, 0);
    std::vector<std::uint64_t> counts(classes, 0);
    for (std::size_t i = 0; i < given.size(); ++i) {
        const auto own = static_cast<std::size_t>(given[i]);
        sums[own] += static_cast<double>(probabilities[i * classes + own]);
        ++counts[own];
    }
    std::vector<double> thresholds(classes, kAbsent);
    for (std::size_t k = 0; k < classes; ++k)
        if (counts[k] > 0)
            thresholds[k] = std::max(kLeastThreshold, sums[k] / static_cast<double>(counts[k]));
    if (joint)
        joint->assign(classes * classes, 0);
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < given.size(); ++i) {
        const float* row = probabilities.data() + i * classes;
        const auto best = static_cast<std::size_t>(std::max_element(row, row + classes) - row);
        std::size_t reached = 0, guess = classes;
        for (std::size_t k = 0; k < classes; ++k)
            if (static_cast<double>(row[k]) >= thresholds[k] - kSlack) {
                guess = reached == 0 ? k : best;
                ++reached;
            }
        if (reached == 0)
            continue;
        const auto own = static_cast<std::size_t>(given[i]);
        if (joint)
            ++(*joint)[own * classes + guess];
        if (guess != own && best != own)
            out.push_back(i);
    }
    if (joint)
        for (std::size_t k = 0; k < classes; ++k)
            (*joint)[k * classes + k] = std::max<std::uint64_t>((*joint)[k * classes + k], 1);
    return out;
}

double averagePrecision(std::span<const double> ranks, std::span<const std::uint8_t> wrong) {
    std::vector<std::size_t> order(std::min(ranks.size(), wrong.size()));
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
        [&](std::size_t a, std::size_t b) { return ranks[a] > ranks[b]; });
    // Equal ranks are one step, as in scikit-learn's average_precision_score.
    double sum = 0, seen = 0, found = 0, before = 0;
    double all = 0;
    for (std::size_t i = 0; i < order.size(); ++i)
        all += wrong[i] != 0;
    for (std::size_t at = 0; at < order.size();) {
        for (const double rank = ranks[order[at]]; at < order.size() && ranks[order[at]] == rank;
             ++at) {
            seen += 1;
            found += wrong[order[at]] != 0;
        }
        sum += (found - before) * found / seen;
        before = found;
    }
    return all > 0 ? sum / all : 0;
}

} // namespace evenspan
