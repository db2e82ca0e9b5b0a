// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fairness/audit_result.h"

#include <cstddef>
#include <string>

namespace evenspan::test {

// Made-up audits of every shape a report must bear: `groups` groups in each of three kinds (a
// column of the documents, the form of words, a suite with swaps and patterns). Names of groups are
// `name` and a number. The third group is too small to be shown, the fourth to be judged.
fairness::AuditResult sampleAudit(std::size_t groups, const std::string& name = "region");

// Made-up runs before and after a correction: all text and every group of the audit, of which the
// first are better, on three and two runs.
fairness::AuditChange sampleChange(const fairness::AuditResult& audit);

// The same with two columns of the documents together, a pair of which never meets, and with what
// annotators agree on.
fairness::AuditResult crossedAudit(std::size_t groups);

// Nothing in it may be assessed.
fairness::AuditResult emptyAudit();

} // namespace evenspan::test
