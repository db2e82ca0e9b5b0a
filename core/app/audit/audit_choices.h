// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/reader.h"

#include <filesystem>
#include <map>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan {

// A run that can be audited, and what it can be asked for.
struct AuditRun {
    std::string name;
    std::vector<std::string> labels; // that it predicts; empty: its record does not say
    std::map<std::string, std::string> where; // metadata of the documents that it was made from
};
struct AuditSuiteChoice {
    std::string name, label;
};
// What the project has that an audit can be made of. Runs are the newest first and have weights;
// suites that cannot be read are left out.
struct AuditChoices {
    std::vector<AuditRun> runs;
    std::vector<std::string> labels; // of the project, with at least one accepted span
    std::vector<std::string> columns, attributes; // of documents, of spans
    std::vector<AuditSuiteChoice> suites;
    std::set<std::string> sensitive; // ways to group that are not allowed now
    std::vector<std::string> audits; // names that are taken
};
Result<AuditChoices> auditChoices(
    store::Reader& reader, const std::filesystem::path& shipped, std::stop_token stop = {});

// Why a suite for a label cannot be asked of a run; and a swap not made in the project's sentences,
// which needs their labels, too.
enum class NotOffered { Offered, RunLacksLabel, ProjectLacksLabel };
NotOffered whyNoSuite(const AuditRun& run, const std::string& label);
NotOffered whyNoSwap(
    const AuditRun& run, const std::vector<std::string>& labels, const std::string& label);

// How much of a split names can be swapped in, by label: what audit_swaps.h would find. Of decided
// documents with the run's metadata. Reads the whole split: for the background. Errors: those of
// the store, Cancelled.
struct SwapCount {
    std::uint64_t sentences = 0, mentions = 0, documents = 0;
};
Result<std::map<std::string, SwapCount>> countSwaps(store::Reader& reader, const std::string& split,
    const std::map<std::string, std::string>& where, std::stop_token stop = {});

} // namespace evenspan
