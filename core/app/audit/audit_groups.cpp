// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/audit_tables.h"
#include "core/base/nearest.h"
#include "core/fairness/listed_names.h"
#include "core/store/reader.h"

#include <algorithm>
#include <map>

namespace evenspan {

using namespace fairness;

namespace {

// What an audit with no wish takes, then what has to be asked for: those need the training
// documents, or say the same as the length in words of another measure.
const std::vector<std::string> kUsual{"casing", "length", "position", "script", "seen"};
const std::vector<std::string> kStructures{
    "casing", "frequency", "length", "polysemy", "position", "script", "seen", "subwords"};

std::string lowered(std::string text) {
    for (char& c : text)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

} // namespace

std::vector<std::string> structureNames() {
    return kStructures;
}
std::vector<std::string> usualStructures() {
    return kUsual;
}

Result<std::vector<std::string>> waysToGroup(
    store::Reader& reader, std::vector<std::string> groups, const std::stop_token& stop) {
    auto columns = reader.metadataColumns(stop);
    if (!columns)
        return columns.error();
    for (auto& group : groups) {
        if (group.starts_with("list:") || group.starts_with("attribute:"))
            continue;
        const bool plain = !group.starts_with("meta:");
        const std::string column = plain ? group : group.substr(5);
        if (std::find(columns->begin(), columns->end(), column) != columns->end()) {
            group = "meta:" + column;
            continue;
        }
        if (plain && std::find(kStructures.begin(), kStructures.end(), group) != kStructures.end())
            continue;
        auto all = *columns;
        all.insert(all.end(), kStructures.begin(), kStructures.end());
        const auto near = nearestWord(column, all);
        std::string list;
        for (const auto& each : all)
            list += (list.empty() ? "" : ", ") + each;
        return Error{ErrorCode::InvalidArgument, "Nothing can be grouped by this", group,
            near.empty() ? "There are: " + list + "." : "Did you mean " + near + "?"};
    }
    return groups;
}

// Mentions whose words are all of one group of the list, by any part of its names.
GroupTable listTable(const AuditData& data, const Suite& suite) {
    return mentionTable(data, "list:" + suite.name, "list",
        [&suite, names = ListedNames(suite)](const MentionError&, const DescribedMention& gold) {
            return gold.mention.label == suite.label ? names.groupOf(gold.text) : std::string();
        });
}

// Attributes lie on spans in code points: a mention's are those of the span over its words.
Result<GroupTable> attributeTable(const AuditData& data, store::Reader& reader,
    const std::string& key, const std::stop_token& stop) {
    std::map<std::pair<std::int64_t, std::uint32_t>, std::vector<std::pair<Mention, std::string>>>
        values;
    bool any = false;
    for (const auto& [id, facts] : data.metadata) {
        auto document = reader.document(DocumentId(id), stop);
        if (!document)
            return document.error();
        for (std::size_t s = 0; s < document->grid.sentenceCount(); ++s) {
            const auto tokens = document->grid.sentence(s);
            for (const auto& span : document->spans) {
                const auto found = span.attributes.find(key);
                if (span.state != SpanState::Accepted || found == span.attributes.end())
                    continue;
                Mention mention{0, 0, span.label};
                for (std::size_t w = 0; w < tokens.size(); ++w)
                    if (span.range.overlaps({tokens[w].begin, tokens[w].end})) {
                        if (mention.end == 0)
                            mention.begin = static_cast<std::uint32_t>(w);
                        mention.end = static_cast<std::uint32_t>(w + 1);
                    }
                if (mention.end > 0) {
                    values[{id, static_cast<std::uint32_t>(s)}].push_back({mention, found->second});
                    any = true;
                }
            }
        }
    }
    if (!any)
        return Error{ErrorCode::InvalidArgument, "No span of the split has this attribute",
            "attribute:" + key, "Give spans the attribute, or choose another way to group."};
    return mentionTable(data, "attribute:" + key, "attribute",
        [&](const MentionError& place, const DescribedMention& gold) {
            const auto found = values.find({place.document, place.sentence});
            if (found != values.end())
                for (const auto& [mention, value] : found->second)
                    if (mention == gold.mention)
                        return value;
            return std::string();
        });
}

// Words of the split that stand outside every entity and in lower case.
std::set<std::string, std::less<>> ordinaryWords(const AuditData& data) {
    std::set<std::string, std::less<>> out;
    const auto& e = data.evaluation;
    for (std::size_t i = 0; i < e.examples.size(); ++i)
        for (std::size_t w = 0; w < e.examples[i].words.size(); ++w)
            if (const auto& word = e.examples[i].words[w];
                e.gold[i][w] == "O" && word == lowered(word))
                out.insert(word);
    return out;
}

Result<void> readMetadata(AuditData& data, store::Reader& reader, const std::stop_token& stop) {
    constexpr std::size_t kPortion = 1000; // documents read at once
    const auto& of = data.evaluation.documentOf;
    const std::set<std::int64_t> unique(of.begin(), of.end());
    std::vector<DocumentId> ids;
    const auto read = [&]() -> Result<void> {
        auto rows = reader.rows(ids, stop);
        if (!rows)
            return rows.error();
        for (auto& row : *rows)
            data.metadata[row.id.value] = std::move(row.metadata);
        ids.clear();
        return {};
    };
    for (const auto id : unique) {
        ids.push_back(DocumentId(id));
        if (ids.size() == kPortion)
            if (auto done = read(); !done)
                return done;
    }
    return ids.empty() ? Result<void>() : read();
}

} // namespace evenspan
