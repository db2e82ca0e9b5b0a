// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/inspect/mention_table.h"
#include "core/fairness/audit_result.h"

#include <optional>

namespace evenspan::ui {

// The group that a row of a table is about; null: it is about none.
const fairness::AuditGroup* groupBehind(
    const fairness::AuditDimension& dimension, const std::string& table, int row);

// The mentions that a figure of an audit counts, as a filter of the inspection page. `table` is the
// id of a table of core/report/audit_parts.h, `row` its row, `column` its column (the first is the
// group). Unset where no document holds them: sentences of a suite, names looked up in a list,
// figures that are of all groups.
std::optional<MentionFilter> mentionsBehind(
    const fairness::AuditDimension& dimension, const std::string& table, int row, int column);

} // namespace evenspan::ui
