// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/audit_tables.h"

namespace evenspan {

// What other names in the project's own sentences gave.
struct SwapRun {
    fairness::GroupTable table; // clusters are names, crossed with documents
    fairness::AuditSuite facts; // of the list; `sentences` of those made from it
    // As written against every group, and every group against every other (up to ten groups), not
    // yet adjusted. Names are paired by their rank in their group, so that a list in the order of
    // frequency pairs common names with common ones.
    std::vector<fairness::AuditSwap> swaps;
};
// Puts, group by group, names of the list in the place of every gold mention of `label`, the same
// name for the same one of a document (name_swap.h), and predicts the sentences. Which name comes
// where is drawn from `seed`; it is the same rank for every group. Flips, what is lost and gained
// and the mean change of the label's probability (the counterfactual token gap of Garg et al. 2019,
// arXiv 1809.10610) have intervals over documents and names at once, collateral changes (other gold
// mentions of the sentence whose tags change) over documents. Errors: LabelMismatch (the run does
// not know the label), Empty (the split has no such mention), Cancelled, those of the model.
Result<SwapRun> runSwaps(OpenRun& run, const AuditData& data, const std::string& label,
    const fairness::Suite& list, bool viterbi, const std::set<std::string, std::less<>>& words,
    std::uint64_t seed, std::stop_token stop,
    const std::function<void(std::size_t, std::size_t)>& progress);

// Holm over each matrix of the audit, and the verdicts that follow.
void adjustSwaps(fairness::AuditResult& audit);

} // namespace evenspan
