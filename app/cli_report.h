// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/save_report.h"

namespace CLI {
class App;
}

namespace evenspan::cli {

// --pdf, --html, --json and --language, the same for every verb that ends with a report. What the
// user types is written to `files` when the command line is read.
// `json` false: the verb has a --json of its own.
void addReportOptions(CLI::App& verb, ReportFiles& files, bool json = true);

// Writes what is asked for and says on stderr where it lies; nothing asked for is no error.
Result<void> writeReports(
    const fairness::AuditResult& audit, const ReportFiles& files, std::stop_token stop);

} // namespace evenspan::cli
