// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/run_audit.h"
#include "core/fairness/assess.h"
#include "core/fairness/what_if.h"

#include <memory>

namespace evenspan {

// One way to group of an audit, ready to be asked what would become of its groups if entities
// below a score were dropped.
struct WhatIfSet {
    std::string id; // as in fairness::AuditDimension; "" is everything as one group
    std::string unit; // "document", "mention": whether precision and F1 of a group mean anything
    std::vector<std::string> types;
    fairness::WhatIf whatIf;
};
class TypeBiasSets; // core/app/audit/type_bias_sets.h

struct WhatIfSets {
    std::string run, split;
    std::uint64_t documents = 0;
    std::vector<WhatIfSet> sets; // everything first
    std::shared_ptr<const TypeBiasSets> bias; // null: there are too many words to keep them
};

// Of a table whose predictions have scores. A score of a suite is that of what was found in its
// place; what was wrongly found elsewhere is not known. Errors: those of WhatIf::make.
Result<fairness::WhatIf> whatIfOf(
    const fairness::GroupTable& table, const fairness::LeastCounts& least);

// Scores the run of the request on its split, which should be one that the run was not tested on,
// and its suites; swaps are left out. Nothing is kept. Blocks; stops within a batch. Errors: those
// of runAudit.
Result<WhatIfSets> whatIfSets(store::Project& project, const std::filesystem::path& engine,
    const AuditRequest& request, std::stop_token stop = {},
    const std::function<void(const AuditProgress&)>& progress = {});

} // namespace evenspan
