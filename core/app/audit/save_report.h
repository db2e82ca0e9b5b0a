// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fairness/audit_result.h"

#include <filesystem>
#include <stop_token>
#include <string>

namespace evenspan {

// Where the bias report of an audit goes; an empty path is not written.
struct ReportFiles {
    std::filesystem::path pdf, html, json;
    std::string language = "en"; // or "zh_CN"
};

// Makes the bias report and writes it: every file appears whole or, where anything fails before the
// last bytes are on disk, none does. All folders are tried before any work is done. Needs a
// QGuiApplication. Errors: InvalidArgument (a language, two equal paths), NotFound (a folder),
// ReadOnly, NoSpace, Io, Cancelled.
Result<void> saveReport(
    const fairness::AuditResult& audit, const ReportFiles& files, std::stop_token stop = {});

// Whether every file could be begun, before an audit of minutes whose figures nobody would get.
// Leaves nothing. Errors: those of saveReport that the paths alone decide.
Result<void> tryReportPlaces(const ReportFiles& files);

} // namespace evenspan
