// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/run_audit.h"

namespace evenspan {

// The audit of the first run of `request.after` with what changed since the runs of
// `request.before`, on the same documents and names (core/fairness/compare_tables.h). Names that
// any of the runs has learnt from a list are left out for all of them. Kept as runAudit() keeps an
// audit. Errors: InvalidArgument (a side without a run, a run on both sides), those of runAudit.
Result<fairness::AuditResult> compareAudits(store::Project& project,
    const std::filesystem::path& engine, const AuditRequest& request, std::stop_token stop = {},
    const std::function<void(const AuditProgress&)>& progress = {});

// The request with sides to propose: `before` and `after` hold runs of one recipe each, which
// differ by their seed, as the audit's own run and the recipe that is nearest to it; the older
// recipe stands before. Where there is no other recipe nothing is proposed. `runs`: the newest
// first.
AuditRequest withSides(AuditRequest request, const std::vector<store::RunRow>& runs);

// What the request asks for: a comparison where it names runs before, else the audit of its run.
// `progress` gets the share of the whole as well, 0 to 1, by the usual lengths of the phases.
Result<fairness::AuditResult> auditOrCompare(store::Project& project,
    const std::filesystem::path& engine, const AuditRequest& request, std::stop_token stop = {},
    const std::function<void(const AuditProgress&, double share)>& progress = {});

} // namespace evenspan
