// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fairness/audit_result.h"
#include "core/fairness/measures.h"
#include "core/fairness/ratio.h"
#include "core/fairness/suppression.h"

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan::fairness {

// What one cluster adds to one group and one type. A wrong prediction counts with its own type.
struct TableRow {
    std::uint32_t cluster = 0, group = 0;
    std::uint32_t type = 0; // of GroupTable::types
    Tally tally;
    // Words of the type found, words of the type, words of others taken for it.
    double tokensFound = 0, tokensGold = 0, tokensFalse = 0;
};

// What became of a group's mentions, beyond right and wrong.
struct GroupTally {
    double right = 0, otherType = 0, boundary = 0, split = 0, merged = 0, missed = 0, spurious = 0;
    double tokens = 0; // of its documents; 0 where a group has none of its own
    double documents = 0, names = 0;
    double pieces = 0, words = 0; // sub-words and words of its mentions
    std::vector<NameOutcome> outcomes; // of a suite
    std::vector<double> scores; // of predicted entities
    std::vector<std::uint8_t> holds;
    std::vector<std::uint32_t> scoredTypes; // of each of them
};

// One name of a suite in one template: over 1 where it is right, under 1.
struct CrossedRow {
    std::uint32_t cluster = 0, item = 0;
    Ratio ratio;
};

// Everything that a dimension is computed from.
struct GroupTable {
    std::string id, source, unit, cluster, headline; // as in AuditDimension
    std::vector<std::string> types;
    std::vector<std::string> groups; // sorted
    std::size_t unknown = std::size_t(-1); // index of the group of those without a value
    std::size_t clusters = 0;
    std::vector<TableRow> rows;
    std::vector<GroupTally> tallies; // of each group
    bool nested = true; // a cluster has mentions of one group alone
    double looseWrong = 0, tokens = 0; // predictions without a gold mention; words looked at
    // Of a suite: clusters (names) by items (templates), for the two-way bootstrap.
    std::vector<CrossedRow> crossed;
    std::size_t items = 0;
    // Of crossed kinds: sets of groups that sum to a group of another table, so that none of them
    // may be computed from the others.
    std::vector<std::vector<std::size_t>> sums;
    // For answers that are made anew: the group of each gold mention, in the order of the audit's
    // cases; and of each sentence, where groups are of documents.
    std::vector<std::uint32_t> goldGroups, sentenceGroups;
};

struct AssessOptions {
    std::size_t rounds = 10000;
    std::uint64_t seed = 1;
    LeastCounts least;
    double margin = 0.05;
    unsigned threads = 0;
};

// Cells, intervals, spreads and gaps of one dimension, each gap with p but not yet adjusted. Recall
// has Wilson's interval with the design effect of its clusters; F1 and precision BCa from 8
// clusters on; a gap delta-t below 40 clusters on a side, else BCa; in a suite the two-way
// bootstrap. `limits` gets what cannot be said. The same seed gives the same on any number of
// threads. Errors: Cancelled.
Result<AuditDimension> assessDimension(const GroupTable& table, const AssessOptions& options,
    std::vector<AuditLimit>& limits, std::stop_token stop = {});

// The cells of everything as one group, and its calibration.
Result<std::vector<AuditCell>> assessOverall(
    const GroupTable& table, const AssessOptions& options, std::stop_token stop = {});
std::optional<AuditCalibration> calibrationOf(
    const GroupTally& tally, std::uint64_t seed, std::size_t rounds = 1000);

// The headline measure of a group of that dimension; null where the group may not be judged or its
// measure is undefined. It points into the group.
const AuditMeasure* judgedMeasure(const AuditDimension& dimension, const AuditGroup& group);

// Adjusts the p of all gaps of the audit (Holm over those of all types together, Benjamini-Hochberg
// over single types; where a dimension has two groups alone, their two gaps are one test), sets
// verdicts, detectable gaps at the level of the whole family, and the headline. Dimensions,
// overall, level, discovery and margin are set before.
void concludeAudit(AuditResult& audit);
// The headline alone, from figures and verdicts as they stand: where a dimension was taken out.
void chooseHeadline(AuditResult& audit);

} // namespace evenspan::fairness
