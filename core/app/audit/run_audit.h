// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/open_run.h"
#include "core/fairness/audit_result.h"
#include "core/fairness/suite.h"
#include "core/store/reader.h"

#include <filesystem>
#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan {

// Entities of a type in the project's own sentences get names of a list, group by group: every
// mention of one name in a document the same one.
struct SwapWish {
    std::string label; // of the entities: "PER"
    std::string list; // name of a suite, of which the names alone are taken
    bool operator==(const SwapWish&) const = default;
};

// What is audited. Everything but the last five is kept with the audit, so that it can be repeated.
struct AuditRequest {
    std::string name; // of the audit; empty: it is not kept
    std::string run;
    // Of a comparison (compareAudits): runs before and after; `run` is the first of those after.
    std::vector<std::string> before, after;
    std::string split = "test";
    std::map<std::string, std::string> where; // metadata; empty: as the run was trained
    // Ways to group: a metadata column ("country" or "meta:country"), an attribute of the spans
    // ("attribute:KEY"), a structure ("script", "casing", "length", "position", "seen",
    // "subwords", "frequency", "polysemy"), or the names of a suite looked up in the text
    // ("list:SUITE"). With no groups, suites or swaps: the first five structures.
    std::vector<std::string> groups;
    std::vector<std::string> suites; // names: of the project, else of those that are shipped
    std::vector<SwapWish> swaps;
    std::string purpose;
    std::uint64_t seed = 1;
    std::uint64_t rounds = 10000;
    double margin = 0.05;
    std::uint64_t leastMentions = 11, leastClusters = 5; // may be raised alone
    std::string decoder; // empty: as the run's recipe
    ComputeWish compute;
    bool sensitive = false; // documents' and attributes' groups are: allow them for the purpose
    std::filesystem::path shipped; // folder of shipped suites
    std::string version; // of the program, as the audit names it
    unsigned threads = 0; // of the statistics; the figures do not depend on it
};
std::string auditRequestToJson(const AuditRequest& request);
Result<AuditRequest> auditRequestFromJson(const std::string& json); // Corrupt

struct AuditProgress {
    const char* phase = ""; // "scoring", "suite", "swaps", "statistics"
    std::uint64_t done = 0, total = 0;
};

// Scores the split, predicts the suites and computes the audit; where the request has a name and
// the project can be written to, keeps it: a file with the role "audit", its name in the setting
// "audits", its request in "audit:NAME". Blocks; stops within a batch. Nothing is kept after an
// error. Errors: InvalidArgument (a way to group that there is not: those there are), NotFound (a
// suite), those of admitSensitive, evaluateRun, openRun and of the suite's form, Cancelled.
Result<fairness::AuditResult> runAudit(store::Project& project, const std::filesystem::path& engine,
    const AuditRequest& request, std::stop_token stop = {},
    const std::function<void(const AuditProgress&)>& progress = {});

// Kept audits, the oldest first.
Result<std::vector<std::string>> auditNames(store::Reader& reader);
// Errors: NotFound, HashMismatch (the file was changed), Corrupt, TooNew, Io.
Result<fairness::AuditResult> openAudit(store::Project& project, const std::string& name);
// The same by a reader and the project's files folder.
Result<fairness::AuditResult> openAudit(
    store::Reader& reader, const std::filesystem::path& files, const std::string& name);
Result<AuditRequest> auditRequest(store::Reader& reader, const std::string& name); // NotFound

// Suites: those of the project (setting "suite:NAME") and those that are shipped.
Result<std::vector<std::string>> suiteNames(
    store::Reader& reader, const std::filesystem::path& shipped);
Result<fairness::Suite> openSuite(
    store::Reader& reader, const std::filesystem::path& shipped, const std::string& name);
Result<void> saveSuite(store::Project& project, const fairness::Suite& suite);
// Of the project's own; a shipped one of the name is seen again. Errors: NotFound, ReadOnly.
Result<void> removeSuite(store::Project& project, const std::string& name);

} // namespace evenspan
