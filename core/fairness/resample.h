// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

namespace evenspan::fairness {

// Sums of many columns over clusters drawn with replacement: what every bootstrap of an audit is
// made from. Only what is not 0 is kept. Clusters of a stratum are drawn from it alone, as many as
// it has (Davison & Hinkley 1997, §3.2). Sample r draws from Philox's stream r + 1 of the seed, so
// the sums are the same on any number of threads.
class Resampler {
public:
    // `strata`: which clusters each holds; every cluster in one at most.
    Resampler(std::size_t clusters, std::vector<std::vector<std::uint32_t>> strata);

    // Returns the column's number. A value of a cluster given twice is added.
    std::size_t addColumn(std::span<const std::uint32_t> clusters, std::span<const double> values);

    // [columns × rounds], one column after the other. `threads` 0: as many as there are cores.
    // Errors: InvalidArgument (no round, no cluster), Cancelled.
    Result<std::vector<double>> sums(std::size_t rounds, std::uint64_t seed, unsigned threads = 0,
        std::stop_token stop = {}) const;

private:
    struct Column {
        std::vector<std::uint32_t> cluster;
        std::vector<double> value;
    };
    template <class Real>
    void block(std::size_t first, std::size_t rounds, std::uint64_t seed,
        std::vector<Real>& weights, std::vector<double>& out) const;

    std::size_t m_clusters;
    std::vector<std::vector<std::uint32_t>> m_strata;
    std::vector<Column> m_columns;
    bool m_small = true; // sums stay exact in a float
};

// How often each cluster is drawn in sample `round` of a seed; the draws of Resampler with one
// stratum.
void drawWeights(std::size_t clusters, std::uint64_t seed, std::uint64_t round,
    std::vector<std::uint32_t>& weights);

} // namespace evenspan::fairness
