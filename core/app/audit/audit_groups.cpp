// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/audit_tables.h"
#include "core/base/nearest.h"
#include "core/fairness/crossed_ways.h"
#include "core/schema/annotators.h"
#include "core/store/reader.h"
#include "core/text/ascii.h"

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

} // namespace

std::vector<std::string> structureNames() {
    return kStructures;
}
std::vector<std::string> usualStructures() {
    return kUsual;
}
bool namesAnnotators(const std::string& way) {
    return way == kAnnotatorsKey || way == std::string("meta:") + kAnnotatorsKey
        || way == std::string("attribute:") + kAnnotatorAttribute;
}

namespace {

bool isStructure(const std::string& way) {
    return std::find(kStructures.begin(), kStructures.end(), way) != kStructures.end();
}

Result<std::string> knownWay(const std::string& group, const std::vector<std::string>& columns) {
    if (namesAnnotators(group))
        return Error{ErrorCode::InvalidArgument,
            "Groups of annotators would put their names into the report", group,
            "Choose another way to group; how far annotators agree stands in every report."};
    if (group.starts_with("list:") || group.starts_with("attribute:"))
        return group;
    const bool plain = !group.starts_with("meta:");
    const std::string column = plain ? group : group.substr(5);
    if (std::find(columns.begin(), columns.end(), column) != columns.end())
        return "meta:" + column;
    if (plain && isStructure(group))
        return group;
    auto all = columns;
    all.insert(all.end(), kStructures.begin(), kStructures.end());
    const auto near = nearestWord(column, all);
    std::string list;
    for (const auto& each : all)
        list += (list.empty() ? "" : ", ") + each;
    return Error{ErrorCode::InvalidArgument, "Nothing can be grouped by this", group,
        near.empty() ? "There are: " + list + "." : "Did you mean " + near + "?"};
}

// "country+gender" where both are ways to group and the whole is none: a plus may stand in a name.
Result<std::string> knownCrossing(
    const std::string& group, const std::vector<std::string>& columns) {
    std::vector<std::string> parts;
    for (std::size_t from = 0; from <= group.size();) {
        const auto to = std::min(group.find('+', from), group.size());
        const std::string part = group.substr(from, to - from);
        auto known = knownWay(part.starts_with("structure:") ? part.substr(10) : part, columns);
        if (!known)
            return known;
        parts.push_back(isStructure(*known) ? "structure:" + *known : *known);
        from = to + 1;
    }
    auto unique = parts;
    std::sort(unique.begin(), unique.end());
    if (std::adjacent_find(unique.begin(), unique.end()) != unique.end())
        return Error{ErrorCode::InvalidArgument, "A way to group cannot be taken with itself",
            group, "Name two different ones, such as country+casing."};
    return crossedId(parts);
}

} // namespace

Result<std::vector<std::string>> waysToGroup(
    store::Reader& reader, std::vector<std::string> groups, const std::stop_token& stop) {
    auto columns = reader.metadataColumns(stop);
    if (!columns)
        return columns.error();
    const std::string crossed = "crossed:";
    for (auto& group : groups) {
        const bool named = group.starts_with(crossed);
        const std::string column = group.starts_with("meta:") ? group.substr(5) : group;
        const bool several = group.find('+') != std::string::npos
            && std::find(columns->begin(), columns->end(), column) == columns->end();
        auto known = named ? knownCrossing(group.substr(crossed.size()), *columns)
            : several      ? knownCrossing(group, *columns)
                           : knownWay(group, *columns);
        if (!known && several && !named) // then the plus is a letter of its name
            if (auto whole = knownWay(group, *columns))
                known = std::move(whole);
        if (!known)
            return known.error();
        group = std::move(*known);
    }
    return groups;
}

// Words of the split that stand outside every entity and in lower case.
std::set<std::string, std::less<>> ordinaryWords(const AuditData& data) {
    std::set<std::string, std::less<>> out;
    const auto& e = data.evaluation;
    for (std::size_t i = 0; i < e.examples.size(); ++i)
        for (std::size_t w = 0; w < e.examples[i].words.size(); ++w)
            if (const auto& word = e.examples[i].words[w];
                e.gold[i][w] == "O" && word == asciiLower(word))
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
