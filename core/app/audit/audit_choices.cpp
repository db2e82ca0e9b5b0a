// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/audit_choices.h"

#include "core/app/audit/audit_tables.h"
#include "core/app/audit/run_audit.h"
#include "core/app/audit/sensitive_attributes.h"
#include "core/app/runs/run_data.h"
#include "core/metrics/entity_scores.h"
#include "core/store/annotations.h"
#include "core/store/run_marks.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace evenspan {

namespace {

bool has(const std::vector<std::string>& all, const std::string& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

AuditRun factsOf(const store::RunRow& row) {
    AuditRun out;
    out.name = row.name;
    const auto record = nlohmann::json::parse(row.record, nullptr, false);
    if (!record.is_object())
        return out;
    try {
        if (const auto tags = record.find("tags"); tags != record.end() && tags->is_array())
            out.labels = TagSet::fromTags(tags->get<std::vector<std::string>>()).labels();
        if (const auto where = record.find("where"); where != record.end() && where->is_object())
            out.where = where->get<std::map<std::string, std::string>>();
    } catch (const nlohmann::json::exception&) {
        out.labels.clear(); // the audit itself says what is wrong with the run
    }
    return out;
}

} // namespace

Result<AuditChoices> auditChoices(
    store::Reader& reader, const std::filesystem::path& shipped, std::stop_token stop) {
    AuditChoices out;
    auto runs = reader.runs(stop);
    if (!runs)
        return runs.error();
    auto marks = store::runMarks(reader, stop);
    if (!marks)
        return marks.error();
    for (const auto& run : *runs) {
        const auto found = marks->find(run.id);
        const bool trashed = found != marks->end() && found->second.trashed.has_value();
        if (!trashed
            && (run.state == store::RunState::Finished || run.state == store::RunState::Stopped))
            out.runs.insert(out.runs.begin(), factsOf(run));
    }
    auto labels = learnableLabels(reader);
    if (labels)
        out.labels = std::move(*labels);
    else if (labels.error().code != ErrorCode::Empty)
        return labels.error();
    auto columns = reader.metadataColumns(stop);
    if (!columns)
        return columns.error();
    std::erase_if(*columns, namesAnnotators);
    out.columns = std::move(*columns);
    auto attributes = store::attributes(reader);
    if (!attributes)
        return attributes.error();
    for (const auto& attribute : *attributes)
        if (attribute.target == store::AttributeTarget::Span
            && !namesAnnotators("attribute:" + attribute.name))
            out.attributes.push_back(attribute.name);
    auto names = suiteNames(reader, shipped);
    if (!names)
        return names.error();
    for (const auto& name : *names)
        if (auto suite = openSuite(reader, shipped, name))
            out.suites.push_back({name, suite->label});
    auto sensitive = sensitiveAttributes(reader);
    if (!sensitive)
        return sensitive.error();
    for (const auto& each : *sensitive)
        if (each.state != SensitiveState::Allowed)
            out.sensitive.insert(each.key);
    auto audits = auditNames(reader);
    if (!audits)
        return audits.error();
    out.audits = std::move(*audits);
    return out;
}

NotOffered whyNoSuite(const AuditRun& run, const std::string& label) {
    return run.labels.empty() || has(run.labels, label) ? NotOffered::Offered
                                                        : NotOffered::RunLacksLabel;
}

NotOffered whyNoSwap(
    const AuditRun& run, const std::vector<std::string>& labels, const std::string& label) {
    return has(labels, label) ? whyNoSuite(run, label) : NotOffered::ProjectLacksLabel;
}

Result<std::map<std::string, SwapCount>> countSwaps(store::Reader& reader, const std::string& split,
    const std::map<std::string, std::string>& where, std::stop_token stop) {
    std::map<std::string, SwapCount> out;
    auto labels = learnableLabels(reader);
    if (!labels)
        return labels.error().code == ErrorCode::Empty
            ? Result<std::map<std::string, SwapCount>>(out)
            : labels.error();
    const TagSet tags(*labels, TagScheme::Iob2);
    const auto data = readRunData(reader, tags, {split, where, true}, stop);
    if (!data)
        return data.error();
    std::map<std::string, std::set<std::int64_t>> documents;
    for (const auto& example : data->examples) {
        std::vector<std::string> named;
        for (const auto c : example.classes)
            named.push_back(tags.tags()[static_cast<std::size_t>(c)]);
        std::set<std::string> here;
        for (const auto& mention : defaultMentions(named)) {
            ++out[mention.label].mentions;
            here.insert(mention.label);
        }
        for (const auto& label : here) {
            ++out[label].sentences;
            documents[label].insert(example.document);
        }
    }
    for (const auto& [label, ids] : documents)
        out[label].documents = ids.size();
    return out;
}

} // namespace evenspan
