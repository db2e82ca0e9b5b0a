// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/rules/rule_set.h"

#include "core/base/files.h"
#include "core/io/line_reader.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace evenspan {

using Json = nlohmann::ordered_json;

namespace {

// Adds the labels that the project lacks; inside a group. A label whose adding fails because it is
// there is what was wanted.
Result<void> addLabels(store::Writer& writer, const std::set<std::string>& labels) {
    for (const std::string& name : labels) {
        store::LabelRow label;
        label.name = name;
        const auto added = writer.addLabel(label);
        if (!added && added.error().code != ErrorCode::AlreadyExists)
            return added.error();
    }
    return {};
}

} // namespace

Result<std::vector<RuleSummary>> listRules(
    store::Reader& reader, bool archived, std::stop_token stop) {
    auto heads = store::ruleHeads(reader, archived, stop);
    if (!heads)
        return heads.error();
    auto tallies = store::ruleTallies(reader, stop);
    if (!tallies)
        return tallies.error();
    std::map<std::int64_t, store::RuleTally> byRule;
    for (const store::RuleTally& tally : *tallies)
        byRule[tally.rule] = tally;
    std::vector<RuleSummary> out;
    for (store::RuleHead& head : *heads) {
        RuleSummary summary;
        summary.tally = byRule[head.id];
        summary.tally.rule = head.id;
        const std::int64_t decided = summary.tally.accepted + summary.tally.rejected;
        if (decided > 0)
            summary.precision = *wilsonInterval(summary.tally.accepted, decided);
        summary.head = std::move(head);
        out.push_back(std::move(summary));
    }
    return out;
}

Result<std::vector<LoadedRule>> loadRules(
    store::Reader& reader, std::span<const std::int64_t> ids) {
    std::vector<std::int64_t> wanted(ids.begin(), ids.end());
    if (wanted.empty()) {
        const auto heads = store::ruleHeads(reader);
        if (!heads)
            return heads.error();
        for (const store::RuleHead& head : *heads)
            if (head.enabled)
                wanted.push_back(head.id);
    }
    std::vector<LoadedRule> out;
    for (const std::int64_t id : wanted) {
        const auto row = store::rule(reader, id);
        if (!row)
            return row.error();
        auto rule = rules::fromDefinition(row->name, row->definition);
        if (!rule)
            return rule.error();
        out.push_back({id, std::move(*rule)});
    }
    return out;
}

Result<std::int64_t> saveRule(
    store::Writer& writer, std::int64_t id, const rules::Rule& rule, bool enabled) {
    if (const auto sound = rules::checkRule(rule); !sound)
        return sound.error();
    std::int64_t out = 0;
    const auto done =
        writer.group((id == 0 ? "Add rule " : "Change rule ") + rule.name, [&]() -> Result<void> {
            if (auto labels = addLabels(writer, {rule.label}); !labels)
                return labels;
            const auto saved = store::Annotations(writer).saveRule(
                {id, rule.name, rules::toDefinition(rule), enabled, false});
            if (!saved)
                return saved.error();
            out = *saved;
            return {};
        });
    return done ? Result<std::int64_t>(out) : Result<std::int64_t>(done.error());
}

Result<rules::RuleFile> readRuleFile(const std::filesystem::path& path,
    rules::RuleFileOptions options, std::stop_token stop, const RuleProgress& progress) {
    auto lines = io::LineReader::open(path);
    if (!lines)
        return lines.error();
    std::error_code unknown;
    const std::uint64_t total = std::filesystem::file_size(path, unknown);
    if (options.name.empty())
        options.name = path.stem().string();
    std::uint64_t count = 0;
    const rules::NextLine next = [&](std::string_view& line) {
        if (progress && ++count % 4096 == 0)
            progress(lines->bytes(), unknown ? 0 : total);
        return lines->next(line);
    };
    return rules::readRules(next, path.string(), options, stop);
}

Result<RuleImportOutcome> addRules(
    store::Writer& writer, const std::string& name, std::span<const rules::FileRule> rules) {
    std::set<std::string> labels;
    for (const rules::FileRule& rule : rules) {
        if (const auto sound = rules::checkRule(rule.rule); !sound)
            return sound.error();
        labels.insert(rule.rule.label);
    }
    RuleImportOutcome out;
    const auto done = writer.group(name, [&]() -> Result<void> {
        if (auto made = addLabels(writer, labels); !made)
            return made;
        for (const rules::FileRule& rule : rules) {
            const auto put = store::Annotations(writer).putRule(
                {0, rule.rule.name, rules::toDefinition(rule.rule), rule.enabled, false});
            if (!put)
                return put.error();
            ++(*put == store::RulePut::Added          ? out.added
                    : *put == store::RulePut::Changed ? out.updated
                                                      : out.same);
        }
        return {};
    });
    return done ? Result<RuleImportOutcome>(out) : Result<RuleImportOutcome>(done.error());
}

Result<std::int64_t> exportRules(
    store::Reader& reader, const std::filesystem::path& path, std::stop_token stop) {
    const auto heads = store::ruleHeads(reader);
    if (!heads)
        return heads.error();
    auto file = AtomicFile::create(path);
    if (!file)
        return file.error();
    if (auto written = file->write(rules::ownFileHead()); !written)
        return written.error();
    for (const store::RuleHead& head : *heads) {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, "Stopped; nothing was written", path.string(), {}};
        auto loaded = loadRules(reader, std::span(&head.id, 1));
        if (!loaded)
            return loaded.error();
        const std::string line =
            rules::ownFileLine({std::move(loaded->front().rule), head.enabled});
        if (auto written = file->write(line); !written)
            return written.error();
    }
    if (auto done = file->commit(); !done)
        return done.error();
    return static_cast<std::int64_t>(heads->size());
}

Json toJson(const RuleSummary& summary) {
    Json out{{"id", summary.head.id}, {"name", summary.head.name}, {"label", summary.head.label},
        {"kind", summary.head.kind}, {"entries", summary.head.entries},
        {"enabled", summary.head.enabled}, {"archived", summary.head.archived},
        {"accepted", summary.tally.accepted}, {"rejected", summary.tally.rejected},
        {"open", summary.tally.open}, {"precision", nullptr}};
    if (summary.precision)
        out["precision"] = {{"estimate", summary.precision->estimate},
            {"low", summary.precision->low}, {"high", summary.precision->high}};
    return out;
}

Json toJson(const rules::RuleFileReport& report) {
    return {{"format", report.format}, {"lines", report.lines}, {"entries", report.entries},
        {"duplicates", report.duplicates}, {"labels", report.labels}, {"lost", report.lost},
        {"lost_lines", report.lostLines}, {"warnings", report.warnings}};
}

} // namespace evenspan
