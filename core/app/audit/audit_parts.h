// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/audit_tables.h"
#include "core/app/audit/run_audit.h"
#include "core/app/audit/suite_sentences.h"
#include "core/engine/type_bias.h"
#include "core/fairness/compare_tables.h"

#include <set>

namespace evenspan {

// What a comparison gives to the audit of one run, and takes from it.
struct AuditParts {
    std::set<std::string> leaveOut; // names of suites that hold one of these words
    bool tablesAlone = false; // no intervals, no tests
    fairness::RunTables tables; // everything, ways to group, suites with every template
    // What the model gives for each word of the split and of suites, and the split, where they are
    // asked for.
    bool keepWords = false;
    engine::KeptWords words;
    std::vector<SuiteWords> suiteWords;
    AuditData data;
    std::uint64_t namesLearnt = 0; // names that were left out
};
Result<fairness::AuditResult> runAuditParts(store::Project& project,
    const std::filesystem::path& engine, const AuditRequest& request, AuditParts& parts,
    std::stop_token stop, const std::function<void(const AuditProgress&)>& progress);

} // namespace evenspan
