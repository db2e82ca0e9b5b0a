// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fairness/audit_result.h"
#include "core/store/reader.h"

#include <filesystem>
#include <map>
#include <stop_token>

namespace evenspan {

// The lowest group of an audit, beside F1 of all its text.
struct AuditLine {
    std::string audit, run, split;
    std::int64_t time = 0;
    std::string worstGroup; // "": no group could be judged
    fairness::AuditMeasure f1, worst;
    std::string measure; // of `worst`: "f1", "recall"
    std::uint64_t groups = 0; // that it was chosen from
};

// The same groups of the same text, asked of each run: of a run that was audited several times the
// newest counts.
struct AuditQuestion {
    std::string dimension; // id
    std::string name; // as a reader sees it
    std::string split;
    std::map<std::string, std::string> where; // metadata of the documents
    std::vector<AuditLine> runs; // the newest first
};

struct AuditHistory {
    std::vector<AuditLine> audits; // every one, the newest first
    std::vector<AuditQuestion> questions; // of most runs first, then the newest
};

// Reads every audit that the project keeps; one that cannot be read is left out, it says so when it
// is opened. `language`: of the names, as in report::auditParts().
Result<AuditHistory> auditHistory(store::Reader& reader, const std::filesystem::path& files,
    const std::string& language, const std::stop_token& stop = {});

} // namespace evenspan
