// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/crossed_estimate.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace evenspan::fairness {

namespace {

template <class Key>
std::optional<RatioEstimate> by(std::span<const CrossedPart> parts, const Key& key) {
    std::map<std::uint64_t, Ratio> sums;
    for (const auto& part : parts) {
        auto& sum = sums[key(part)];
        sum.over += part.ratio.over;
        sum.under += part.ratio.under;
    }
    std::vector<Ratio> clusters;
    for (const auto& [_, sum] : sums)
        clusters.push_back(sum);
    return estimate(clusters);
}

} // namespace

std::optional<GapEstimate> crossedEstimate(std::span<const CrossedPart> parts) {
    const auto documents = by(parts, [](const auto& p) { return std::uint64_t(p.document); });
    const auto names = by(parts, [](const auto& p) { return std::uint64_t(p.name); });
    const auto both =
        by(parts, [](const auto& p) { return std::uint64_t(p.document) << 32 | p.name; });
    if (!documents || documents->clusters < 2 || names->clusters < 2)
        return std::nullopt;
    const double variance = std::max({documents->variance, names->variance,
        documents->variance + names->variance - both->variance});
    return GapEstimate{documents->value, std::sqrt(variance),
        static_cast<double>(std::min(documents->clusters, names->clusters)) - 1};
}

} // namespace evenspan::fairness
