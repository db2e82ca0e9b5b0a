// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/measures.h"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>

namespace evenspan::fairness {

namespace {

std::optional<double> meanDistance(std::span<const double> values, double from) {
    if (values.empty())
        return std::nullopt;
    double sum = 0;
    for (const double each : values)
        sum += std::abs(each - from);
    return sum / static_cast<double>(values.size());
}

// Of one benefit by the mean: its term of the index.
double term(double share, double a) {
    if (a == 1)
        return share > 0 ? share * std::log(share) : 0;
    if (a == 0)
        return -std::log(share);
    return (std::pow(share, a) - 1) / (a * (a - 1));
}

} // namespace

std::optional<double> rangeOf(std::span<const double> values) {
    if (values.size() < 2)
        return std::nullopt;
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    return *most - *least;
}

std::optional<double> leastRatio(std::span<const double> values) {
    if (values.size() < 2)
        return std::nullopt;
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    if (!(*most > 0))
        return std::nullopt;
    return *least / *most;
}

std::optional<double> missRatio(std::span<const double> recalls) {
    if (recalls.size() < 2)
        return std::nullopt;
    const auto [least, most] = std::minmax_element(recalls.begin(), recalls.end());
    if (!(1 - *most > 0))
        return std::nullopt;
    return (1 - *least) / (1 - *most);
}

std::optional<double> recallEqualityDifference(std::span<const double> recalls, double pooled) {
    return meanDistance(recalls, pooled);
}

std::optional<double> falseNegativeDifference(std::span<const double> misses, double overall) {
    const auto mean = meanDistance(misses, overall);
    return mean ? std::optional(100 * *mean) : std::nullopt;
}

std::optional<double> parityLoss(std::span<const double> values, std::size_t reference) {
    double sum = 0;
    for (const double each : values) {
        if (!(each > 0) || reference >= values.size() || !(values[reference] > 0))
            return std::nullopt;
        sum += std::abs(std::log(each / values[reference]));
    }
    return sum;
}

std::optional<ErrorTypes> errorTypes(std::span<const NameOutcome> outcomes, bool weighted) {
    double all = 0;
    ErrorTypes out;
    for (const auto& each : outcomes) {
        const double weight = weighted ? each.weight : 1;
        all += weight;
        out.other += each.tag == NameTag::OtherType ? weight : 0;
        out.missed += each.tag == NameTag::Missed ? weight : 0;
    }
    if (!(all > 0))
        return std::nullopt;
    out.other /= all;
    out.missed /= all;
    out.any = out.other + out.missed;
    return out;
}

std::optional<double> generalisedEntropy(std::span<const double> benefits, double a) {
    double mean = 0;
    for (const double each : benefits)
        mean += each / static_cast<double>(benefits.size());
    if (!(mean > 0))
        return std::nullopt;
    double sum = 0;
    for (const double each : benefits) {
        if (a == 0 && !(each > 0))
            return std::nullopt;
        sum += term(each / mean, a);
    }
    return sum / static_cast<double>(benefits.size());
}

std::optional<EntropyParts> entropyParts(std::span<const double> benefits,
    std::span<const std::uint32_t> group, std::size_t groups, double a) {
    const auto whole = generalisedEntropy(benefits, a);
    if (!whole || benefits.size() != group.size())
        return std::nullopt;
    std::vector<double> sums(groups), counts(groups);
    double all = 0;
    for (std::size_t i = 0; i < benefits.size(); ++i) {
        if (group[i] >= groups)
            return std::nullopt;
        sums[group[i]] += benefits[i];
        counts[group[i]] += 1;
        all += benefits[i];
    }
    const auto n = static_cast<double>(benefits.size());
    const double mean = all / n;
    EntropyParts out;
    for (std::size_t g = 0; g < groups; ++g)
        if (counts[g] > 0)
            out.between += counts[g] / n * term(sums[g] / counts[g] / mean, a);
    out.within = *whole - out.between;
    return out;
}

std::optional<EntropyParts> foundEntropy(std::span<const FoundOf> groups) {
    double found = 0, all = 0;
    for (const auto& each : groups) {
        found += each.found;
        all += each.all;
    }
    if (!(found > 0))
        return std::nullopt;
    const double mean = found / all;
    EntropyParts out;
    for (const auto& each : groups)
        if (each.all > 0) {
            const double share = each.found / each.all / mean;
            out.between += each.all / all * (share * share - 1) / 2;
        }
    out.within = (1 / mean - 1) / 2 - out.between;
    return out;
}

std::optional<SwapRates> swapRates(std::span<const SwapPair> pairs) {
    if (pairs.empty())
        return std::nullopt;
    SwapRates out;
    for (const auto& each : pairs) {
        out.lost += each.before && !each.after ? 1 : 0;
        out.gained += !each.before && each.after ? 1 : 0;
        const double gap = std::abs(each.scoreBefore - each.scoreAfter);
        out.tokenGap += gap;
        out.largest = std::max(out.largest, gap);
    }
    const auto n = static_cast<double>(pairs.size());
    out.lost /= n;
    out.gained /= n;
    out.net = out.gained - out.lost;
    out.tokenGap /= n;
    return out;
}

double mcnemarExact(std::uint64_t lost, std::uint64_t gained) {
    const auto n = static_cast<double>(lost + gained);
    if (n == 0)
        return 1;
    const boost::math::binomial_distribution<double> even(n, 0.5);
    return std::min(1.0, 2 * boost::math::cdf(even, static_cast<double>(std::min(lost, gained))));
}

} // namespace evenspan::fairness
