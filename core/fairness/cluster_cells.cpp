// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/cluster_cells.h"

#include <algorithm>

namespace evenspan::fairness {

namespace {

void addTo(Tally& sum, const Tally& more) {
    sum.right += more.right;
    sum.wrong += more.wrong;
    sum.missed += more.missed;
}

} // namespace

ClusterCells::ClusterCells(const GroupTable& table)
    : m_types(table.types.size() + 1)
    , m_cells((table.groups.size() + 1) * m_types) {
    std::vector<const TableRow*> order;
    for (const auto& row : table.rows)
        order.push_back(&row);
    std::stable_sort(order.begin(), order.end(),
        [](const auto* a, const auto* b) { return a->cluster < b->cluster; });
    const auto add = [&](std::size_t group, std::size_t type, const TableRow& row) {
        CellRows& cell = m_cells[group * m_types + type];
        if (cell.clusters.empty() || cell.clusters.back().cluster != row.cluster)
            cell.clusters.push_back({row.cluster, {}});
        addTo(cell.clusters.back().tally, row.tally);
        addTo(cell.sum, row.tally);
        cell.tokensFound += row.tokensFound;
        cell.tokensGold += row.tokensGold;
        cell.tokensFalse += row.tokensFalse;
    };
    for (const auto* row : order)
        for (const std::size_t type : {std::size_t(0), std::size_t(row->type) + 1}) {
            if (row->group < table.groups.size())
                add(row->group, type, *row);
            add(table.groups.size(), type, *row);
        }
    for (auto& cell : m_cells)
        cell.goldClusters = static_cast<std::size_t>(std::count_if(cell.clusters.begin(),
            cell.clusters.end(), [](const auto& c) { return c.tally.right + c.tally.missed > 0; }));
}

const CellRows& ClusterCells::of(std::size_t group, std::size_t type) const {
    return m_cells[group * m_types + type];
}

std::vector<Ratio> ratiosOf(const CellRows& cell, RatioOf ratio) {
    std::vector<Ratio> out;
    for (const auto& each : cell.clusters)
        out.push_back(ratio(each.tally));
    return out;
}

std::vector<Ratio> denseRatios(const CellRows& cell, RatioOf ratio, std::size_t clusters) {
    std::vector<Ratio> out(clusters);
    for (const auto& each : cell.clusters)
        out[each.cluster] = ratio(each.tally);
    return out;
}

std::vector<Ratio> restRatios(
    const CellRows& all, const CellRows& cell, RatioOf ratio, std::size_t clusters) {
    auto out = denseRatios(all, ratio, clusters);
    for (const auto& each : cell.clusters) {
        const Ratio own = ratio(each.tally);
        out[each.cluster].over -= own.over;
        out[each.cluster].under -= own.under;
    }
    return out;
}

} // namespace evenspan::fairness
