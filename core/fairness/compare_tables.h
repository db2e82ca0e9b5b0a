// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fairness/assess.h"

#include <span>
#include <stop_token>
#include <vector>

namespace evenspan::fairness {

// The tables of one run: everything as one group first, then each dimension, in one order for all
// runs. Tables of one place have the same groups, clusters and items, whatever the run said.
using RunTables = std::vector<GroupTable>;

struct ChangeOptions {
    std::size_t rounds = 10000; // of the bootstrap
    std::size_t swaps = 9999;
    std::uint64_t seed = 1;
    double level = 0.05;
    LeastCounts least;
    unsigned threads = 0;
};

// What changed between two sides of runs, paired by document (in a suite by name and template).
//
// The measure of a run is a ratio of sums; a side's is the mean over its runs. The change's
// variance is that over clusters (linearised, both sides of a cluster together, as in gapWithin)
// plus that of the seeds: s²/n of each side. In a suite that over clusters is Σ by name + Σ by
// template − Σ by cell (Cameron, Gelbach & Miller 2011, JBES 29:238-249), at least the larger of
// the first two. Interval and p are Student's, with Satterthwaite's degrees of freedom (Welch
// 1947). Since what seeds and documents share counts in both, they are rather too wide than too
// narrow. Side by side stand a bootstrap that draws clusters, items and n − 1 of the n runs of each
// side (Rao & Wu 1988, JASA 83:231-241: so few draws keep the variance of few runs), and a
// permutation that swaps the sides of whole clusters, studentised (Janssen 1997), of these very
// runs.
//
// Lines: overall; by dimension each group that is large enough (own measure, gap to the rest) and
// the worst of them. In a suite templates that no run or every run answers (under 5 %, over 99.5 %
// of all names and runs) are left out. A side of one run has no variance of seeds. Holm's
// correction is over all lines with a p; the two gaps of two groups are one question. Errors:
// InvalidArgument (a side without a run, tables that do not fit each other), Cancelled.
Result<std::vector<AuditChangeLine>> compareTables(std::span<const RunTables> before,
    std::span<const RunTables> after, const ChangeOptions& options, std::stop_token stop = {});

} // namespace evenspan::fairness
