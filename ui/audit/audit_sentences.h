// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/audit_cases.h"
#include "core/report/report_model.h"

#include <optional>

namespace evenspan::ui {

// The sentences that a figure counts, of names put into sentences and of groups that the inspection
// page has no column for; mentionsBehind() is the same for the others. `table` is one of
// core/report/audit_parts.h or that of a map, `row` and `column` its place. Unset where the groups
// are of others, or the figure is of all groups.
std::optional<CaseWish> casesBehind(
    const fairness::AuditDimension& dimension, const report::Table& table, int row, int column);

} // namespace evenspan::ui
