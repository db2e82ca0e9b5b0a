// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fairness/assess.h"
#include "core/fairness/cluster_cells.h"

#include <map>
#include <utility>

// What the steps of assessDimension() share: each is a function in a file of its own. Cells are
// named by group and type as in ClusterCells: group `groups` is everything, type 0 all types.
namespace evenspan::fairness {

inline constexpr std::size_t kBootClusters = 8; // below it a bootstrap covers far too little

// The sums of some cells in each sample of one bootstrap.
class CellDraws {
public:
    void set(std::size_t rounds, std::vector<double> sums);
    void add(std::size_t group, std::size_t type); // the next cell, in the order of the sums
    bool has(std::size_t group, std::size_t type) const;
    std::size_t rounds() const { return m_rounds; }
    Tally at(std::size_t group, std::size_t type, std::size_t round) const;
    // The cell's measure in each sample, NaN where it has none; empty for a cell not drawn.
    std::vector<double> samples(std::size_t group, std::size_t type, RatioOf ratio) const;

private:
    std::size_t m_rounds = 0;
    std::vector<double> m_sums; // [cell × 3 × rounds]: right, wrong, missed
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> m_cells;
};
// Leaves out samples without a value; true where they were more than one in a hundred.
bool dropUndefined(std::vector<double>& drawn);

struct AssessFrame {
    AssessFrame(const GroupTable& table_, const AssessOptions& options_)
        : table(table_)
        , options(options_)
        , cells(table_)
        , ratio(table_.headline == "f1" ? f1Ratio : recallRatio) { }

    const GroupTable& table;
    const AssessOptions& options;
    ClusterCells cells;
    RatioOf ratio; // of the headline measure
    std::vector<Assessment> level; // of each group
    std::vector<std::size_t> listed; // groups, the unknown last
    CellDraws draws;

    std::size_t everything() const { return table.groups.size(); }
    const CellRows& cell(std::size_t group, std::size_t type) const {
        return cells.of(group, type);
    }
    double gold(std::size_t group) const {
        const Tally& sum = cell(group, 0).sum;
        return sum.right + sum.missed;
    }
    std::size_t clustersOf(std::size_t group) const {
        return table.headline == "f1" ? cell(group, 0).clusters.size()
                                      : cell(group, 0).goldClusters;
    }
    std::string typeName(std::size_t type) const {
        return type == 0 ? std::string() : table.types[type - 1];
    }
    bool tested(std::size_t group) const {
        return group != table.unknown && level[group] >= Assessment::Imprecise;
    }
    bool drawnFor(std::size_t group) const {
        return group == everything()
            || (level[group] >= Assessment::RecallOnly
                && cell(group, 0).clusters.size() >= kBootClusters);
    }
};

// assess_groups.cpp: how much may be said of each group, and which are listed.
void chooseGroups(AssessFrame& frame, AuditDimension& out, std::vector<AuditLimit>& limits);
// assess_draws.cpp: one run of the bootstrap serves every interval. Errors: Cancelled.
Result<void> drawCells(AssessFrame& frame, const std::stop_token& stop);
// assess_cells.cpp
AuditCell assessCell(
    const AssessFrame& frame, std::size_t group, std::size_t type, Assessment level);
AuditGroup assessGroup(const AssessFrame& frame, std::size_t group);
void addBands(const AssessFrame& frame, AuditDimension& out); // hold for all groups at once
// assess_spread.cpp: the groups of `out` in one number each.
AuditSpread assessSpread(const AssessFrame& frame, const AuditDimension& out, std::size_t type);
// assess_gaps.cpp: each group against all others; in a suite names and templates are drawn.
// Errors: Cancelled.
Result<void> addGaps(AssessFrame& frame, AuditDimension& out, const std::stop_token& stop);
Result<void> drawBoth(AssessFrame& frame, AuditDimension& out, const std::stop_token& stop);

AuditMeasure absent(const char* reason);
AuditMeasure plain(std::optional<double> value, const char* reason);
std::uint64_t whole(double value);

} // namespace evenspan::fairness
