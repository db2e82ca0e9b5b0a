// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fairness/audit_result.h"
#include "core/report/report_model.h"

#include <string>
#include <vector>

namespace evenspan::report {

// What the window shows of one way to put the text into groups: the same charts, tables and words
// as the report's, without numbers of sections. Every chart has a table with its figures: a row of
// "performance.ID", "errors.ID" and "error-types.ID" for each group, in the audit's order; of
// "gaps.ID" for each gap of all types together.
struct AuditPart {
    QString name; // "Documents by “country”"
    std::vector<Block> groups, gaps, errors, swaps, calibration;
    std::vector<Block> change; // of a comparison of runs before and after; else empty
};

struct AuditParts {
    QString scope; // what was looked at, in a sentence
    std::vector<KeyFigure> headline; // three
    std::vector<QString> cannotSay;
    std::vector<QString> limits; // of this audit
    std::vector<AuditPart> dimensions; // in the audit's order
};

// Errors: InvalidArgument (a language that no report is written in).
Result<AuditParts> auditParts(const fairness::AuditResult& audit, const std::string& language);

// What each of the audit's ways to group is called, in their order. Errors: as auditParts().
Result<std::vector<QString>> dimensionNames(
    const fairness::AuditResult& audit, const std::string& language);

// A chart of shades as a table: its rows, with a column for each of its own.
Table tableOf(const HeatChart& chart, const QString& id, const QString& caption);

} // namespace evenspan::report
