// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/two_way.h"

#include "core/fairness/resample.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <thread>

namespace evenspan::fairness {

Result<TwoWaySamples> twoWayBootstrap(const std::vector<CrossedRow>& cells,
    const std::vector<std::uint32_t>& groupOf, std::size_t groups, std::size_t items,
    std::size_t rounds, std::uint64_t seed, unsigned threads, std::stop_token stop) {
    for (const auto& cell : cells)
        if (cell.cluster >= groupOf.size() || cell.item >= items || groupOf[cell.cluster] >= groups)
            return Error{ErrorCode::InvalidArgument, "The cells do not fit the groups", {},
                "Give each name one group."};
    std::vector<std::vector<std::uint32_t>> members(groups);
    for (std::uint32_t k = 0; k < groupOf.size(); ++k)
        members[groupOf[k]].push_back(k);
    const double none = std::numeric_limits<double>::quiet_NaN();
    TwoWaySamples out;
    out.value.assign(groups, std::vector<double>(rounds, none));
    out.gap = out.value;
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        std::vector<std::uint32_t> drawn, items_, weight(groupOf.size());
        std::vector<Ratio> sums(groups);
        for (std::size_t r = next++; r < rounds && !stop.stop_requested(); r = next++) {
            // A seed for the templates and one for each group's names, all of the one given.
            drawWeights(items, seed, r, items_);
            for (std::size_t g = 0; g < groups; ++g) {
                drawWeights(members[g].size(), seed + 0x9E3779B97F4A7C15ull * (g + 1), r, drawn);
                for (std::size_t i = 0; i < drawn.size(); ++i)
                    weight[members[g][i]] = drawn[i];
            }
            std::fill(sums.begin(), sums.end(), Ratio{});
            Ratio all;
            for (const auto& cell : cells) {
                const double times = double(weight[cell.cluster]) * double(items_[cell.item]);
                Ratio& sum = sums[groupOf[cell.cluster]];
                sum.over += times * cell.ratio.over;
                sum.under += times * cell.ratio.under;
            }
            for (const auto& sum : sums) {
                all.over += sum.over;
                all.under += sum.under;
            }
            for (std::size_t g = 0; g < groups; ++g) {
                const auto own = valueOf(sums[g]);
                const auto rest = valueOf({all.over - sums[g].over, all.under - sums[g].under});
                out.value[g][r] = own.value_or(none);
                out.gap[g][r] = own && rest ? *own - *rest : none;
            }
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
        return Error{ErrorCode::Cancelled, "Stopped", "bootstrap", {}};
    return out;
}

} // namespace evenspan::fairness
