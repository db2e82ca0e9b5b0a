// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fairness/assess.h"

#include <array>
#include <map>
#include <utility>

namespace evenspan::fairness {

// The rows of a table by group and type, each with its tallies by cluster. Type 0 is all types
// together, type t + 1 is types[t]; group `groups` is everything.
struct ClusterTally {
    std::uint32_t cluster = 0;
    Tally tally;
};
struct CellRows {
    std::vector<ClusterTally> clusters; // by cluster, each once
    Tally sum;
    double tokensFound = 0, tokensGold = 0, tokensFalse = 0;
    std::size_t goldClusters = 0; // with a gold mention
};
class ClusterCells {
public:
    explicit ClusterCells(const GroupTable& table);
    const CellRows& of(std::size_t group, std::size_t type) const;
    std::size_t types() const { return m_types; }

private:
    std::size_t m_types;
    std::vector<CellRows> m_cells;
};

using RatioOf = Ratio (*)(const Tally&);
// Of the cell's clusters alone, or of all clusters of the table (0/0 where the cell has none).
std::vector<Ratio> ratiosOf(const CellRows& cell, RatioOf ratio);
std::vector<Ratio> denseRatios(const CellRows& cell, RatioOf ratio, std::size_t clusters);
// The same of everything but the cell.
std::vector<Ratio> restRatios(
    const CellRows& all, const CellRows& cell, RatioOf ratio, std::size_t clusters);

} // namespace evenspan::fairness
