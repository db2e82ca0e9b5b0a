// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace evenspan {

// Batches of items of like length: the items are shuffled, taken in pools of `pool` batches, sorted
// by length within a pool and cut; then the batches are shuffled. The order is a function of seed
// and epoch alone, so a run resumes at (epoch, batch).
struct BucketOptions {
    std::size_t batchSize = 16; // items a batch
    std::size_t pool = 50; // batches
    std::uint64_t seed = 42;
    std::uint64_t epoch = 0;
};
using BatchPlan = std::vector<std::vector<std::uint32_t>>; // item indices
BatchPlan bucketBatches(std::span<const std::uint32_t> lengths, const BucketOptions& options);

// Share of real sub-words in batches padded to their longest item, in [0, 1]; 1 for no batches.
double realShare(const BatchPlan& plan, std::span<const std::uint32_t> lengths);

// The items that are held out: round(share × count) of them, at least one of two or more, drawn by
// seed; sorted.
std::vector<std::uint32_t> holdOut(std::size_t count, double share, std::uint64_t seed);

} // namespace evenspan
