// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// A finished audit as plain values: what panel, PDF, HTML and JSON show. Shares are in [0, 1] (a
// gap of 0.05 is five points), times are milliseconds since 1970, UTC. Free text in it: names of
// runs, splits, metadata columns and their values, labels, suites, groups, templates' ids. Never a
// text of a document, a name from a list, an annotator or a path. Words that a reader sees are made
// from the codes by whoever shows them, in the reader's language.
namespace evenspan::fairness {

// A number with its interval, or why there is none. Undefined is a value: it is never 0 or 1, and
// never enters a minimum, maximum or gap.
struct AuditMeasure {
    std::optional<double> value;
    std::optional<double> low, high; // 95 %; unset where an interval would promise too much
    // Where value is unset: "no_gold", "no_prediction", "nothing" (neither), "suppressed" (too few
    // to be shown), "too_few" (too few to be assessed), "no_attribute" (a wrong mention has no gold
    // one to take its group from), "no_names", "not_asked".
    std::string reason;
    std::string method; // of the interval: "wilson", "bca", "delta_t", "pigeonhole", "t", ""
    // Over 1 % of the bootstrap's samples had no value, or all had the same.
    bool unstable = false;
    bool operator==(const AuditMeasure&) const = default;
};

// Counts and measures of one group (or of everything) for one type.
struct AuditCell {
    std::string type; // "" is all types together
    // Unset where suppressed.
    std::optional<std::uint64_t> gold, predicted, right;
    AuditMeasure precision, recall, f1;
    AuditMeasure selection; // predicted entities of 1,000 tokens: descriptive, no defect
    AuditMeasure tokenTpr; // share of the type's tokens that are found
    AuditMeasure tokenFpr; // tokens of 1,000 others that are wrongly taken for it
    // Band in which all groups' headline measure of this type lies at once, with 95 %.
    std::optional<double> bandLow, bandHigh;
    bool operator==(const AuditCell&) const = default;
};

// What became of a group's gold mentions, and its spurious ones where those have a group.
struct AuditErrors {
    std::optional<std::uint64_t> right, otherType, boundary, split, merged, missed, spurious;
    // Types 1 to 3 of Mehrabi et al. 2020: not found as its type; found as another; not found at
    // all. `weighted` by the frequency of the name, where the list has one.
    AuditMeasure type1, type2, type3;
    AuditMeasure weighted1, weighted2, weighted3;
    bool operator==(const AuditErrors&) const = default;
};

struct AuditBin {
    double score = 0, right = 0, low = 0, high = 1; // means of the bin; interval of `right`
    std::uint64_t count = 0;
    bool operator==(const AuditBin&) const = default;
};
struct AuditCalibration {
    std::uint64_t count = 0; // predicted entities
    std::optional<double> error; // unset below 200 entities
    double chance = 0, chanceHigh = 0; // of a perfectly calibrated model: mean, 95th percentile
    std::optional<double> brier;
    std::vector<AuditBin> bins;
    bool operator==(const AuditCalibration&) const = default;
};

struct AuditGroup {
    std::string name;
    bool unknown = false; // mentions or documents without a value; no gap is tested for it
    // How much may be said: "suppressed" (under 11 mentions, or under 5 clusters; or hidden so that
    // another cannot be computed from the sum), "recall_only" (under 30, or under 12 clusters),
    // "imprecise" (under 100, or under 20 clusters), "full".
    std::string level;
    // Unset where suppressed. Clusters are documents, or names in a suite.
    std::optional<std::uint64_t> mentions, clusters, documents, names;
    std::optional<double> fertility; // sub-words a word of its mentions
    // Of groups of documents: those that several people labelled, and F1 of one against another.
    std::optional<std::uint64_t> annotated; // unset: not asked, or too few
    AuditMeasure agreement;
    std::vector<AuditCell> cells; // all types together first
    AuditErrors errors;
    std::optional<AuditCalibration> calibration;
    bool operator==(const AuditGroup&) const = default;
};

// A group against all others.
struct AuditGap {
    std::string group;
    std::string type; // "" is all types together
    std::string measure; // "f1", "recall"
    AuditMeasure difference; // the group minus the rest: below 0 the group is served worse
    AuditMeasure rest;
    std::string test; // "studentised_permutation", "cluster_t", "name_permutation"
    std::optional<double> p, adjusted;
    std::string correction; // "holm" (all types together), "bh" (single types)
    std::uint64_t family = 0; // tests that were adjusted together
    std::optional<double> detectable; // the smallest gap that would be found in 80 of 100 audits
    // Two one-sided tests: largest p of "the gap is at least the margin".
    std::optional<double> equivalence;
    // "gap", "no_gap_of_margin" (equivalence shown), "not_shown" (neither), "not_assessable".
    std::string verdict;
    bool operator==(const AuditGap&) const = default;
};

// All groups of one dimension in one number each; only assessable groups enter.
struct AuditSpread {
    std::string type; // "" is all types together
    std::string measure; // "f1", "recall"
    std::uint64_t groups = 0; // that entered
    std::string best, worst; // names of groups
    AuditMeasure difference, ratio; // largest minus smallest, smallest over largest
    AuditMeasure missRatio; // largest share missed over smallest
    AuditMeasure red; // mean of |recall − pooled recall| (Xiao 2023)
    AuditMeasure nfned; // 100 × mean of |share missed − share missed overall| (Mansfield 2022)
    AuditMeasure tokenOdds; // larger of the ranges of token TPR and FPR
    // Generalised entropy (2) of "found": between groups, and its share of all.
    AuditMeasure between, betweenShare;
    bool belowFourFifths = false; // ratio < 0.8: a line to look closer, never a verdict
    bool operator==(const AuditSpread&) const = default;
};

// The same sentences with a name of `from` and with one of `to`.
struct AuditSwap {
    std::string from, to; // from "": the name that stands in the project's own text
    std::uint64_t pairs = 0;
    AuditMeasure net; // recall with `to` minus recall with `from`
    AuditMeasure lost, gained; // right with `from` alone; with `to` alone
    AuditMeasure flips; // their sum
    AuditMeasure collateral; // other gold mentions of the sentence whose answer changed
    AuditMeasure tokenGap; // mean |probability with `from` − with `to`| of the label
    std::string verdict; // "gap", "no_gap_of_margin", "not_shown", "not_assessable"
    std::optional<double> p, adjusted; // Holm over the matrix
    bool operator==(const AuditSwap&) const = default;
};

// Recall of a group in one template of a suite.
struct AuditTemplateCell {
    std::string templateId, group;
    std::optional<std::uint64_t> names;
    AuditMeasure recall;
    bool operator==(const AuditTemplateCell&) const = default;
};

// Where the names of a suite come from.
struct AuditSuite {
    std::string name, language, label;
    std::string source, licence, date, rule;
    std::uint64_t names = 0, templates = 0, sentences = 0;
    std::string hash; // SHA-256 of the whole suite
    // Templates whose recall over all names is under 5 % or over 99.5 %: they tell nothing and are
    // left out of the gaps.
    std::vector<std::string> uninformative;
    struct Remark {
        std::string code; // of the linter: "too_few", "word_like", "frequency", "length", …
        std::string group; // "" is the whole list
        std::uint64_t count = 0;
        bool operator==(const Remark&) const = default;
    };
    std::vector<Remark> remarks;
    bool operator==(const AuditSuite&) const = default;
};

// One way to put what was looked at into groups.
struct AuditDimension {
    // "meta:country", "attribute:gender", "structure:script", "suite:NAME", "swap:LABEL:LIST", … or
    // several together (crossed_ways.h).
    std::string id;
    std::string source; // "document", "attribute", "structure", "list", "suite", "swap", "crossed"
    std::string unit; // what carries the group: "document", "mention"
    std::string cluster; // what is resampled: "document", "name"
    std::string headline; // measure of its gaps: "f1" where unit is "document", else "recall"
    std::vector<AuditGroup> groups; // by name; the unknown last
    std::uint64_t moreGroups = 0; // that are not listed: too small, beyond the first thousand
    // Predictions that overlap no gold mention, where unit is "mention": of 1,000 tokens.
    AuditMeasure unattributed;
    std::vector<AuditSpread> spreads;
    std::vector<AuditGap> gaps; // all types together first, in the order of groups
    std::vector<AuditSwap> swaps;
    std::vector<AuditTemplateCell> templates;
    std::optional<AuditSuite> suite;
    bool operator==(const AuditDimension&) const = default;
};

// Whether names of a list were put into sentences: the groups are of names, and nothing is known of
// predictions elsewhere.
inline bool putsNames(const std::string& source) {
    return source == "suite" || source == "swap";
}

// What the audit cannot say, or what limits it; the code says which, the rest fills it in:
// "one_group", "no_group", "unknown_value", "suppressed", "complementary", "not_assessable",
// "unknown_labels", "undecided", "uninformative_templates", "list_remarks", "label_quality",
// "many_groups", "unaligned", "names_not_people", "overlapping", "binary_gender", "few_names",
// "names_learnt" (names of a suite that the run has learnt from, which are left out),
// "attribute_deleted" (ways to group whose figures went with a sensitive attribute).
struct AuditLimit {
    std::string code;
    std::string dimension; // id, or ""
    std::uint64_t count = 0;
    bool operator==(const AuditLimit&) const = default;
};

// One figure before and after. Runs of a side differ by their seed alone; `before` and `after` are
// the means over a side's runs.
struct AuditChangeLine {
    std::string dimension; // id; "" is everything
    std::string group; // "" is everything, or the worst of all groups
    // "overall", "group" (its own measure), "gap" (the group minus the rest), "worst" (the smallest
    // of all groups, whichever that is on a side).
    std::string kind;
    std::string measure; // "f1", "recall"
    AuditMeasure before, after;
    AuditMeasure change; // after minus before, with documents (names) and seeds as random factors
    // The same by drawing documents (names and templates) and seeds with replacement.
    std::optional<double> drawnLow, drawnHigh;
    std::optional<double> p, adjusted; // Holm over all lines that have one
    // Of these very runs: sides swapped by document (name), studentised. Unset for "worst".
    std::optional<double> swapP;
    // "better", "worse" (of a gap: nearer to zero, farther from it), "not_shown".
    std::string verdict;
    bool operator==(const AuditChangeLine&) const = default;
};

// Runs before and after a measure was taken, on the same documents and names.
struct AuditChange {
    std::vector<std::string> before, after; // runs
    // What the recipes differ in: "augment_suite: … → …"; the first run of each side.
    std::vector<std::string> differences;
    std::uint64_t documents = 0;
    std::uint64_t namesLearnt = 0; // of suites, left out since a run has learnt from them
    std::uint64_t rounds = 0, swaps = 0;
    bool fewSeeds = false; // under three runs on a side: how far seeds scatter is not known
    std::vector<AuditChangeLine> lines; // everything first, then by dimension
    bool operator==(const AuditChange&) const = default;
};

struct AuditHeadline {
    AuditMeasure f1; // of everything in the split
    std::string worstDimension, worstGroup; // "" where no group may be assessed
    AuditMeasure worst; // its headline measure
    std::uint64_t assessable = 0; // groups that the worst was chosen from
    // Largest gap whose adjusted p is below `level`; "" where there is none.
    std::string gapDimension;
    std::optional<AuditGap> gap;
    bool operator==(const AuditHeadline&) const = default;
};

struct AuditResult {
    // Who, what, when.
    std::string name; // of the audit
    std::string version; // of Evenspan
    std::int64_t time = 0;
    std::string purpose; // as the user wrote it
    std::string run, model; // of the run; of the encoder it began from
    std::string weights; // SHA-256 of the run's weights, "" where not known
    std::string decoder;
    std::vector<std::string> labels; // that the run can say
    std::string split;
    std::string data; // SHA-256 over the words and classes scored
    std::string training; // the same of what the run learnt from, "" where not known
    std::uint64_t documents = 0, sentences = 0, tokens = 0, mentions = 0, undecided = 0;
    std::vector<std::string> unknownLabels; // in the split, not known to the run
    std::uint64_t annotated = 0; // documents that several people labelled
    AuditMeasure agreement; // of those people: F1 of one against another
    // How.
    std::string match = "strict"; // same range, same type
    std::uint64_t seed = 0;
    std::uint64_t rounds = 0; // bootstrap samples, relabellings
    double level = 0.05; // of the tests, after correction
    double discovery = 0.10; // false discovery rate for single types
    double margin = 0.05; // a gap that would matter, as the user said
    std::uint64_t leastMentions = 11, leastClusters = 5; // under which a cell is suppressed
    // What.
    AuditHeadline headline;
    std::vector<AuditCell> overall; // all types together first
    std::optional<AuditCalibration> calibration;
    std::vector<AuditDimension> dimensions;
    std::vector<AuditLimit> limits;
    std::optional<AuditChange> change; // of a before-and-after comparison; `run` is of its after
    bool operator==(const AuditResult&) const = default;
};

// One JSON document; the same audit gives the same bytes. Keys are the members' names in snake
// case; what is unset is null or left out.
std::string auditToJson(const AuditResult& audit);
// The way back. Errors: Corrupt (no JSON, a key of a wrong kind), TooNew (another format number).
Result<AuditResult> auditFromJson(const std::string& json);

} // namespace evenspan::fairness
