// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fairness/assess.h"

#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace evenspan::fairness {

// What changes: a group's own measure, or its gap to the rest.
struct ChangeTarget {
    std::size_t group = 0;
    bool gap = false;
};

class ChangeCells;

// Sums of every run and group in each sample, with the runs of a side that the sample drew.
class DrawnSums {
public:
    // Samples without a value are left out.
    std::vector<double> changes(const ChangeTarget& target) const;
    // Of the smallest measure among these groups, whichever that is on a side.
    std::vector<double> worstChanges(std::span<const std::size_t> groups) const;

private:
    friend class ChangeCells;
    std::optional<double> side(std::size_t round, bool after, const ChangeTarget& target) const;
    std::size_t m_rounds = 0, m_runs = 0, m_before = 0, m_groups = 0;
    std::vector<Ratio> m_sums; // [round × runs × groups]
    std::vector<std::uint8_t> m_weights; // [round × runs]: how often a run was drawn
};

// The same dimension of several runs, cell by cell: cluster, item and group with the ratio of each
// run. Runs of before come first.
class ChangeCells {
public:
    // Nothing where the tables differ in groups, clusters or items.
    static std::optional<ChangeCells> make(
        const std::vector<const GroupTable*>& runs, std::size_t before);

    const GroupTable& table() const { return *m_table; }
    std::uint64_t mentions(std::size_t group) const; // gold ones
    std::uint64_t clusters(std::size_t group) const; // with a gold one
    // Of each run; nothing where one is undefined.
    std::optional<std::vector<double>> values(const ChangeTarget& target) const;
    // Of the change; nothing for fewer than two clusters.
    std::optional<GapEstimate> estimate(
        const ChangeTarget& target, std::span<const double> values) const;
    // Errors: Cancelled.
    Result<DrawnSums> draw(
        std::size_t rounds, std::uint64_t seed, unsigned threads, std::stop_token stop) const;
    // Errors: Cancelled.
    Result<std::optional<double>> swapP(const ChangeTarget& target, std::size_t swaps,
        std::uint64_t seed, std::stop_token stop) const;

private:
    struct Cell {
        std::uint32_t cluster = 0, item = 0, group = 0;
    };
    void leaveOutItems();
    std::vector<double> influence(const ChangeTarget& target) const; // [cells]

    const GroupTable* m_table = nullptr;
    std::size_t m_runs = 0, m_before = 0;
    bool m_crossed = false;
    std::vector<Cell> m_cells;
    std::vector<Ratio> m_ratios; // [cells × runs]
    std::vector<Ratio> m_sums; // [groups × runs]
    std::vector<std::uint64_t> m_mentions, m_clusters;
};

} // namespace evenspan::fairness
