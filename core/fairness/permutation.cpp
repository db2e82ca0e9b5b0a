// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/permutation.h"

#include "core/base/rng.h"
#include "core/metrics/quantile.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <numeric>
#include <thread>

namespace evenspan::fairness {

namespace {

// Sums from which a ratio and its variance follow.
struct Moments {
    double over = 0, under = 0, overOver = 0, overUnder = 0, underUnder = 0, count = 0;

    void add(const Ratio& r) {
        over += r.over;
        under += r.under;
        overOver += r.over * r.over;
        overUnder += r.over * r.under;
        underUnder += r.under * r.under;
        count += 1;
    }
    Moments operator-(const Moments& o) const {
        return {over - o.over, under - o.under, overOver - o.overOver, overUnder - o.overUnder,
            underUnder - o.underUnder, count - o.count};
    }
    double value() const { return over / under; }
    double variance() const {
        const double v = value();
        const double squares = overOver - 2 * v * overUnder + v * v * underUnder;
        return count / (count - 1) * std::max(0.0, squares) / (under * under);
    }
};

// How many standard errors apart.
double apart(const Moments& group, const Moments& rest) {
    const double difference = std::abs(group.value() - rest.value());
    const double variance = group.variance() + rest.variance();
    if (variance <= 1e-18) // rounding of sums that cancel
        return difference <= 1e-12 ? 0 : std::numeric_limits<double>::infinity();
    return difference / std::sqrt(variance);
}

std::vector<Moments> momentsOf(
    std::span<const Ratio> clusters, std::span<const std::uint32_t> group, std::size_t groups) {
    std::vector<Moments> out(groups);
    for (std::size_t k = 0; k < clusters.size(); ++k)
        out[group[k]].add(clusters[k]);
    return out;
}

} // namespace

Result<std::vector<std::optional<double>>> groupPermutation(std::span<const Ratio> all,
    std::span<const std::uint32_t> groupOf, std::size_t groups, std::size_t rounds,
    std::uint64_t seed, unsigned threads, std::stop_token stop) {
    if (all.size() != groupOf.size() || rounds == 0
        || std::any_of(groupOf.begin(), groupOf.end(), [&](auto g) { return g >= groups; }))
        return Error{ErrorCode::InvalidArgument, "The groups do not fit the clusters", {},
            "Give each cluster one group, and at least one round."};
    std::vector<Ratio> clusters;
    std::vector<std::uint32_t> group;
    Moments total;
    for (std::size_t k = 0; k < all.size(); ++k)
        if (all[k].under > 0) {
            clusters.push_back(all[k]);
            group.push_back(groupOf[k]);
            total.add(all[k]);
        }
    const auto seen = momentsOf(clusters, group, groups);
    std::vector<std::optional<double>> p(groups);
    std::vector<double> distance(groups, -1);
    for (std::size_t g = 0; g < groups; ++g)
        if (seen[g].count >= 2 && total.count - seen[g].count >= 2)
            distance[g] = apart(seen[g], total - seen[g]);
    std::vector<std::atomic<std::uint64_t>> hits(groups);
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        std::vector<std::uint32_t> dealt;
        std::vector<Moments> sums;
        for (std::size_t round = next++; round < rounds && !stop.stop_requested(); round = next++) {
            // From the same order each time, so that a round depends on nothing before it.
            dealt = group;
            std::uint64_t at = 0;
            std::array<std::uint32_t, 4> words{};
            for (std::size_t i = dealt.size(), used = 4; i > 1; --i, ++used) {
                if (used == 4) {
                    words = Philox::block(seed, at++, round + 1);
                    used = 0;
                }
                std::swap(dealt[i - 1], dealt[(std::uint64_t{words[used]} * i) >> 32]);
            }
            sums = momentsOf(clusters, dealt, groups);
            for (std::size_t g = 0; g < groups; ++g)
                if (distance[g] >= 0 && apart(sums[g], total - sums[g]) >= distance[g] * (1 - 1e-9))
                    ++hits[g];
        }
    };
    if (threads == 0)
        threads = std::max(1U, std::thread::hardware_concurrency());
    std::vector<std::jthread> pool;
    for (unsigned i = 1; i < threads; ++i)
        pool.emplace_back(work);
    work();
    pool.clear();
    if (stop.stop_requested())
        return Error{ErrorCode::Cancelled, "Stopped", "permutation", {}};
    for (std::size_t g = 0; g < groups; ++g)
        if (distance[g] >= 0)
            p[g] = (1 + static_cast<double>(hits[g].load())) / (static_cast<double>(rounds) + 1);
    return p;
}

namespace {

std::vector<double> stepUp(std::span<const double> p, double factor) {
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(
        order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] > p[b]; });
    std::vector<double> out(p.size());
    double least = 1;
    const auto m = static_cast<double>(p.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        const double rank = m - static_cast<double>(i);
        least = std::min(least, factor * m * p[order[i]] / rank);
        out[order[i]] = least;
    }
    return out;
}

} // namespace

std::vector<double> benjaminiHochberg(std::span<const double> p) {
    return stepUp(p, 1);
}

std::vector<double> benjaminiYekutieli(std::span<const double> p) {
    double harmonic = 0;
    for (std::size_t i = 1; i <= p.size(); ++i)
        harmonic += 1 / static_cast<double>(i);
    return stepUp(p, harmonic);
}

std::optional<double> maxTQuantile(std::span<const std::vector<double>> drawn,
    std::span<const double> seen, std::span<const double> error, double confidence) {
    std::vector<double> most;
    for (std::size_t g = 0; g < drawn.size(); ++g) {
        if (!(error[g] > 0))
            continue;
        most.resize(std::max(most.size(), drawn[g].size()), 0);
        for (std::size_t r = 0; r < drawn[g].size(); ++r)
            if (!std::isnan(drawn[g][r]))
                most[r] = std::max(most[r], std::abs(drawn[g][r] - seen[g]) / error[g]);
    }
    if (most.empty())
        return std::nullopt;
    std::sort(most.begin(), most.end());
    return quantile(most, confidence);
}

} // namespace evenspan::fairness
