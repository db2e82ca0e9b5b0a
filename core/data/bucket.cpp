// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/bucket.h"

#include "core/base/rng.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace evenspan {

BatchPlan bucketBatches(std::span<const std::uint32_t> lengths, const BucketOptions& options) {
    std::vector<std::uint32_t> order(lengths.size());
    std::iota(order.begin(), order.end(), 0u);
    // One stream an epoch: the keys of different epochs must not overlap.
    const auto block = Philox::block(options.seed, options.epoch, 0x6275636B);
    Philox rng(block[0] | static_cast<std::uint64_t>(block[1]) << 32);
    shuffle(std::span(order), rng);
    const std::size_t size = std::max<std::size_t>(1, options.batchSize);
    const std::size_t pool = size * std::max<std::size_t>(1, options.pool);
    for (std::size_t at = 0; at < order.size(); at += pool) {
        const auto begin = order.begin() + static_cast<std::ptrdiff_t>(at);
        const auto end =
            order.begin() + static_cast<std::ptrdiff_t>(std::min(at + pool, order.size()));
        std::stable_sort(
            begin, end, [&](std::uint32_t a, std::uint32_t b) { return lengths[a] < lengths[b]; });
    }
    BatchPlan plan;
    for (std::size_t at = 0; at < order.size(); at += size)
        plan.emplace_back(order.begin() + static_cast<std::ptrdiff_t>(at),
            order.begin() + static_cast<std::ptrdiff_t>(std::min(at + size, order.size())));
    shuffle(std::span(plan), rng);
    return plan;
}

double realShare(const BatchPlan& plan, std::span<const std::uint32_t> lengths) {
    std::uint64_t real = 0, padded = 0;
    for (const auto& batch : plan) {
        std::uint64_t longest = 0;
        for (const auto item : batch) {
            real += lengths[item];
            longest = std::max<std::uint64_t>(longest, lengths[item]);
        }
        padded += longest * batch.size();
    }
    return padded == 0 ? 1.0 : static_cast<double>(real) / static_cast<double>(padded);
}

std::vector<std::uint32_t> holdOut(std::size_t count, double share, std::uint64_t seed) {
    auto want = static_cast<std::size_t>(std::llround(share * static_cast<double>(count)));
    if (count >= 2 && share > 0)
        want = std::clamp<std::size_t>(want, 1, count - 1);
    std::vector<std::uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0u);
    Philox rng(seed ^ 0x686F6C64206F7574ull);
    shuffle(std::span(order), rng);
    order.resize(std::min(want, count));
    std::sort(order.begin(), order.end());
    return order;
}

} // namespace evenspan
