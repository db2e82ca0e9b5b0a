// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/sentence_groups.h"

#include "core/app/audit/run_audit.h"
#include "core/app/audit/sensitive_attributes.h"
#include "core/base/nearest.h"
#include "core/fairness/listed_names.h"

#include <algorithm>
#include <map>
#include <set>

namespace evenspan {

namespace {

constexpr std::size_t kPortion = 1000; // documents read at once

struct Column {
    std::string name; // plain
    bool sensitive = false;
};
// One that there is and that may be looked at.
Result<Column> columnOf(store::Reader& reader, const std::string& by, std::stop_token stop) {
    const std::string name = by.starts_with("meta:") ? by.substr(5) : by;
    auto columns = reader.metadataColumns(stop);
    if (!columns)
        return columns.error();
    if (std::find(columns->begin(), columns->end(), name) == columns->end()) {
        std::string all;
        for (const auto& column : *columns)
            all += (all.empty() ? "" : ", ") + column;
        const auto near = nearestWord(name, *columns);
        return Error{ErrorCode::InvalidArgument, "The documents have no such metadata",
            "group_by: " + name,
            !near.empty()     ? "Did you mean " + near + "?"
                : all.empty() ? "Group by the names of a suite: group_by=suite:NAME."
                              : "There are: " + all + "; or group by suite:NAME."};
    }
    auto marked = sensitiveAttributes(reader);
    if (!marked)
        return marked.error();
    Column column{name};
    for (const auto& each : *marked) {
        if (each.key != sensitiveKey(name))
            continue;
        column.sensitive = true;
        if (each.state != SensitiveState::Allowed)
            return Error{ErrorCode::InvalidArgument,
                "This attribute is sensitive and may not be looked at yet", "group_by: " + name,
                "Allow it for a purpose: evenspan-cli sensitive FILE allow " + each.key
                    + " --purpose TEXT"};
    }
    return column;
}

Result<std::map<std::int64_t, std::string>> valuesOf(std::span<const engine::Example> examples,
    store::Reader& reader, const std::string& column, std::stop_token stop) {
    std::set<std::int64_t> documents;
    for (const auto& example : examples)
        documents.insert(example.document);
    std::map<std::int64_t, std::string> values;
    std::vector<DocumentId> ids;
    for (auto at = documents.begin(); at != documents.end();) {
        ids.clear();
        for (; at != documents.end() && ids.size() < kPortion; ++at)
            ids.push_back(DocumentId(*at));
        auto rows = reader.rows(ids, stop);
        if (!rows)
            return rows.error();
        for (const auto& row : *rows)
            if (const auto found = row.metadata.find(column); found != row.metadata.end())
                values[row.id.value] = found->second;
    }
    return values;
}

// "" where no mention of the label is listed under one group.
std::string groupOf(const engine::Example& example, const TagSet& tags, const std::string& label,
    const fairness::ListedNames& names) {
    std::vector<std::string> own;
    for (const auto index : example.classes)
        own.push_back(tags.tags()[static_cast<std::size_t>(index)]);
    for (const auto& mention : mentionsFromTags(own, tags.scheme())) {
        if (mention.label != label)
            continue;
        std::string text;
        for (auto w = mention.begin; w < mention.end; ++w)
            text += (text.empty() ? "" : " ") + example.words[w];
        if (auto group = names.groupOf(text); !group.empty())
            return group;
    }
    return {};
}

} // namespace

Result<SentenceGroups> sentenceGroups(std::span<const engine::Example> examples, const TagSet& tags,
    store::Reader& reader, const std::string& by, const std::filesystem::path& shipped,
    std::stop_token stop) {
    SentenceGroups out;
    std::vector<std::string> group(examples.size());
    if (by.starts_with(kSuiteGroups)) {
        auto suite = openSuite(reader, shipped, by.substr(kSuiteGroups.size()));
        if (!suite)
            return suite.error();
        out.by = by;
        out.label = suite->label;
        const fairness::ListedNames names(*suite);
        for (std::size_t i = 0; i < examples.size(); ++i)
            group[i] = groupOf(examples[i], tags, suite->label, names);
    } else {
        auto column = columnOf(reader, by, stop);
        if (!column)
            return column.error();
        out.by = sensitiveKey(column->name);
        out.sensitive = column->sensitive;
        auto values = valuesOf(examples, reader, column->name, stop);
        if (!values)
            return values.error();
        for (std::size_t i = 0; i < examples.size(); ++i)
            if (const auto found = values->find(examples[i].document); found != values->end())
                group[i] = found->second;
    }
    const std::set<std::string> unique(group.begin(), group.end());
    if (unique.size() < 2)
        return Error{ErrorCode::Empty, "All training sentences are of one group", "group_by: " + by,
            "Group by something in which they differ, or leave reweighing and group DRO off."};
    out.names.assign(unique.begin(), unique.end());
    for (const auto& name : group)
        out.of.push_back(static_cast<std::int32_t>(
            std::lower_bound(out.names.begin(), out.names.end(), name) - out.names.begin()));
    return out;
}

} // namespace evenspan
