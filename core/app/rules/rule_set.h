// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/wilson.h"
#include "core/rules/rule_file.h"
#include "core/store/annotations.h"

#include <filesystem>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

// The rules of a project: what is there and how well each does, changes, files.
namespace evenspan {

struct RuleSummary {
    store::RuleHead head;
    store::RuleTally tally;
    // Accepted among decided suggestions with its 95 % interval; nothing decided: nothing known.
    std::optional<Proportion> precision;
    bool operator==(const RuleSummary&) const = default;
};
// In order of creation, without archived ones unless asked.
Result<std::vector<RuleSummary>> listRules(
    store::Reader& reader, bool archived = false, std::stop_token stop = {});

struct LoadedRule {
    std::int64_t id = 0; // 0: not in the project yet
    rules::Rule rule;
};
// Ready to look for: `ids`, or where empty all that are switched on. A definition that cannot be
// read is an error that names the rule; NotFound for an unknown id.
Result<std::vector<LoadedRule>> loadRules(
    store::Reader& reader, std::span<const std::int64_t> ids = {});

// Saves a rule (`id` 0: a new one) that checkRule() passes, with its label where the project has
// none of the name; one undo step. Its id. Errors: those of checkRule() and of the writer.
Result<std::int64_t> saveRule(
    store::Writer& writer, std::int64_t id, const rules::Rule& rule, bool enabled);

// Reads a file of rules, of any kind that rules::readRules() knows. Errors: as there, and those of
// opening and reading, each with file and line. `progress` gets bytes read so far and in all.
using RuleProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;
Result<rules::RuleFile> readRuleFile(const std::filesystem::path& path,
    rules::RuleFileOptions options, std::stop_token stop = {}, const RuleProgress& progress = {});

struct RuleImportOutcome {
    std::int64_t added = 0, updated = 0, same = 0; // rules
    bool operator==(const RuleImportOutcome&) const = default;
};
// One undo step called `name`. A rule whose name is in use takes the place of that rule, whose
// accepted and rejected suggestions go on counting; labels that are missing are made.
Result<RuleImportOutcome> addRules(
    store::Writer& writer, const std::string& name, std::span<const rules::FileRule> rules);

// Writes all rules but the archived ones as Evenspan's own file; whole or not at all. Their number.
Result<std::int64_t> exportRules(
    store::Reader& reader, const std::filesystem::path& path, std::stop_token stop = {});

nlohmann::ordered_json toJson(const RuleSummary& summary);
nlohmann::ordered_json toJson(const rules::RuleFileReport& report);

} // namespace evenspan
