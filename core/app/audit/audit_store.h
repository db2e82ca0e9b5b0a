// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/run_audit.h"

namespace evenspan {

constexpr const char* kAuditRole = "audit"; // of a kept audit's file

// Writes the audit's file, then lists it in place of an older one of its name, in one transaction;
// after an error neither is there.
Result<void> keepAudit(store::Project& project, const AuditRequest& request, RunId run,
    const fairness::AuditResult& audit);

} // namespace evenspan
