// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/assess_frame.h"

#include <algorithm>
#include <numeric>

namespace evenspan::fairness {

namespace {

constexpr std::size_t kListed = 1000; // groups

} // namespace

void chooseGroups(AssessFrame& frame, AuditDimension& out, std::vector<AuditLimit>& limits) {
    const auto limit = [&](const char* code, std::uint64_t count) {
        if (count > 0)
            limits.push_back({code, frame.table.id, count});
    };
    const std::size_t groups = frame.table.groups.size();
    std::vector<std::uint64_t> mentions;
    for (std::size_t g = 0; g < groups; ++g) {
        mentions.push_back(whole(frame.gold(g)));
        frame.level.push_back(assess(mentions[g], frame.clustersOf(g), frame.options.least));
    }
    limit("suppressed",
        static_cast<std::uint64_t>(
            std::count(frame.level.begin(), frame.level.end(), Assessment::Suppressed)));
    limit("complementary",
        suppressComplement(mentions, frame.table.sums, frame.level, frame.options.least));
    std::vector<std::size_t> order(groups);
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (groups > kListed) {
        std::stable_sort(
            order.begin(), order.end(), [&](auto a, auto b) { return mentions[a] > mentions[b]; });
        order.resize(kListed);
        std::sort(order.begin(), order.end());
        out.moreGroups = groups - kListed;
        limit("many_groups", out.moreGroups);
    }
    std::stable_partition(
        order.begin(), order.end(), [&](auto g) { return g != frame.table.unknown; });
    frame.listed = order;
    const auto known = groups - (frame.table.unknown < groups ? 1 : 0);
    limit("no_group", known == 0);
    limit("one_group", known == 1);
    if (frame.table.unknown < groups)
        limit("unknown_value", mentions[frame.table.unknown]);
    std::uint64_t few = 0;
    for (const auto g : frame.listed)
        few += frame.level[g] == Assessment::RecallOnly;
    limit("not_assessable", few);
    if (putsNames(frame.table.source))
        limit("names_not_people", 1);
}

} // namespace evenspan::fairness
