// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/rng.h"
#include "core/fairness/change_cells.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

// Random tables of several runs, and their measures by definition.
namespace evenspan::fairness {

inline GroupTable emptyTable(std::vector<std::string> groups, std::size_t clusters) {
    GroupTable table;
    table.id = "meta:x";
    table.headline = "recall";
    table.types = {"PER", "LOC"};
    table.tallies.resize(groups.size());
    table.groups = std::move(groups);
    table.clusters = clusters;
    return table;
}

// Documents with mentions of several groups; the same gold in each run, other answers.
inline std::vector<GroupTable> randomRuns(
    Philox& rng, std::size_t runs, std::size_t clusters, const char* headline) {
    std::vector<GroupTable> out(runs, emptyTable({"a", "b", "c"}, clusters));
    for (auto& table : out)
        table.headline = headline;
    for (std::uint32_t k = 0; k < clusters; ++k)
        for (std::uint32_t g = 0; g < 3; ++g)
            for (std::uint32_t type = 0; type < 2; ++type) {
                const auto gold = rng.below(4);
                for (auto& table : out) {
                    const auto right = rng.below(gold + 1);
                    const auto wrong = rng.below(3);
                    if (gold + wrong > 0)
                        table.rows.push_back(
                            {k, g, type, {double(right), double(wrong), double(gold - right)}});
                }
            }
    return out;
}

// Names by templates; each name is of one group.
inline std::vector<GroupTable> randomSuite(
    Philox& rng, std::size_t runs, std::uint32_t names, std::uint32_t templates) {
    std::vector<GroupTable> out(runs, emptyTable({"a", "b"}, names));
    for (auto& table : out) {
        table.items = templates;
        for (std::uint32_t n = 0; n < names; ++n) {
            Tally sum;
            for (std::uint32_t t = 0; t < templates; ++t) {
                const double right = rng.uniform() < 0.3 + 0.1 * t + 0.1 * (n % 2);
                table.crossed.push_back({n, t, {right, 1}});
                (right > 0 ? sum.right : sum.missed) += 1;
            }
            table.rows.push_back({n, n % 2, 0, sum});
        }
    }
    return out;
}

inline std::vector<const GroupTable*> pointers(const std::vector<GroupTable>& tables) {
    std::vector<const GroupTable*> out;
    for (const auto& table : tables)
        out.push_back(&table);
    return out;
}

// The measure of one run by its definition, each cluster counted `weight` times.
inline std::optional<double> naiveValue(
    const GroupTable& table, const ChangeTarget& target, const std::vector<double>& weight) {
    Tally own, rest;
    for (const auto& row : table.rows) {
        auto& side = row.group == target.group ? own : rest;
        side.right += weight[row.cluster] * row.tally.right;
        side.wrong += weight[row.cluster] * row.tally.wrong;
        side.missed += weight[row.cluster] * row.tally.missed;
    }
    const auto share = [&](const Tally& t) -> std::optional<double> {
        const bool f1 = table.headline == "f1";
        const double over = f1 ? 2 * t.right : t.right;
        const double under = t.right + t.missed + (f1 ? t.right + t.wrong : 0);
        return under > 0 ? std::optional(over / under) : std::nullopt;
    };
    const auto value = share(own), other = share(rest);
    if (!value || (target.gap && !other))
        return {};
    return target.gap ? *value - *other : *value;
}

inline double naiveChange(const std::vector<GroupTable>& runs, std::size_t before,
    const ChangeTarget& target, const std::vector<double>& weight) {
    double out = 0;
    for (std::size_t r = 0; r < runs.size(); ++r)
        out += *naiveValue(runs[r], target, weight)
            / (r < before ? -double(before) : double(runs.size() - before));
    return out;
}

inline bool near(double a, double b, double by = 1e-9) {
    return std::abs(a - b) <= by * std::max({1.0, std::abs(a), std::abs(b)});
}

inline constexpr std::array<ChangeTarget, 6> kTargets{ChangeTarget{0, false},
    ChangeTarget{1, false}, ChangeTarget{2, false}, ChangeTarget{0, true}, ChangeTarget{1, true},
    ChangeTarget{2, true}};

} // namespace evenspan::fairness
