// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/resample.h"

#include "core/base/rng.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <thread>

namespace evenspan::fairness {

namespace {

// Samples handled together: eight weights of a cluster lie side by side, so that one column's sums
// of eight samples are two or four vector operations an entry.
constexpr std::size_t kTogether = 8;

// Draws `count` numbers below `count`, by the high half of a product. A 32-bit word makes some
// numbers likelier than others by at most count / 2^32.
template <class Take>
void draw(
    std::size_t count, std::uint64_t seed, std::uint64_t stream, std::uint64_t& at, Take take) {
    for (std::size_t done = 0; done < count; done += 4) {
        const auto words = Philox::block(seed, at++, stream);
        const std::size_t here = std::min<std::size_t>(4, count - done);
        for (std::size_t i = 0; i < here; ++i)
            take(static_cast<std::size_t>((std::uint64_t{words[i]} * count) >> 32));
    }
}

} // namespace

Resampler::Resampler(std::size_t clusters, std::vector<std::vector<std::uint32_t>> strata)
    : m_clusters(clusters)
    , m_strata(std::move(strata)) { }

std::size_t Resampler::addColumn(
    std::span<const std::uint32_t> clusters, std::span<const double> values) {
    Column column;
    double sum = 0;
    for (std::size_t i = 0; i < clusters.size(); ++i) {
        if (values[i] == 0)
            continue;
        column.cluster.push_back(clusters[i]);
        column.value.push_back(values[i]);
        sum += std::abs(values[i]);
        m_small = m_small && values[i] == std::floor(values[i]);
    }
    // Drawn sums stay far below eight times the whole.
    m_small = m_small && sum < 2097152;
    m_columns.push_back(std::move(column));
    return m_columns.size() - 1;
}

template <class Real>
void Resampler::block(std::size_t first, std::size_t rounds, std::uint64_t seed,
    std::vector<Real>& weights, std::vector<double>& out) const {
    const std::size_t here = std::min(kTogether, rounds - first);
    std::fill(weights.begin(), weights.end(), Real(0));
    for (std::size_t lane = 0; lane < here; ++lane) {
        std::uint64_t at = 0;
        for (const auto& stratum : m_strata)
            draw(stratum.size(), seed, first + lane + 1, at,
                [&](std::size_t which) { weights[stratum[which] * kTogether + lane] += Real(1); });
    }
    for (std::size_t c = 0; c < m_columns.size(); ++c) {
        const Column& column = m_columns[c];
        Real sums[kTogether] = {};
        for (std::size_t i = 0; i < column.cluster.size(); ++i) {
            const Real* weight = weights.data() + column.cluster[i] * kTogether;
            const auto value = static_cast<Real>(column.value[i]);
            for (std::size_t lane = 0; lane < kTogether; ++lane)
                sums[lane] += weight[lane] * value;
        }
        for (std::size_t lane = 0; lane < here; ++lane)
            out[c * rounds + first + lane] = static_cast<double>(sums[lane]);
    }
}

Result<std::vector<double>> Resampler::sums(
    std::size_t rounds, std::uint64_t seed, unsigned threads, std::stop_token stop) const {
    if (rounds == 0 || m_clusters == 0)
        return Error{ErrorCode::InvalidArgument, "There is nothing to draw from", {},
            "Give clusters, and at least one round."};
    std::vector<double> out(m_columns.size() * rounds);
    std::atomic<std::size_t> next{0};
    const auto work = [&](auto zero) {
        std::vector<decltype(zero)> weights(m_clusters * kTogether);
        for (std::size_t first = next.fetch_add(kTogether);
             first < rounds && !stop.stop_requested(); first = next.fetch_add(kTogether))
            block(first, rounds, seed, weights, out);
    };
    const auto job = [&] { m_small ? work(0.0F) : work(0.0); };
    if (threads == 0)
        threads = std::max(1U, std::thread::hardware_concurrency());
    std::vector<std::jthread> pool;
    for (unsigned i = 1; i < threads; ++i)
        pool.emplace_back(job);
    job();
    pool.clear();
    if (stop.stop_requested())
        return Error{ErrorCode::Cancelled, "Stopped", "bootstrap", {}};
    return out;
}

void drawWeights(std::size_t clusters, std::uint64_t seed, std::uint64_t round,
    std::vector<std::uint32_t>& weights) {
    weights.assign(clusters, 0);
    std::uint64_t at = 0;
    draw(clusters, seed, round + 1, at, [&](std::size_t which) { ++weights[which]; });
}

} // namespace evenspan::fairness
