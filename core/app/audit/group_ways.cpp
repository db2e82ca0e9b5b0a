// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/group_ways.h"

#include "core/fairness/crossed_ways.h"
#include "core/fairness/listed_names.h"
#include "core/store/reader.h"

#include <algorithm>
#include <memory>

namespace evenspan {

using namespace fairness;

namespace {

constexpr std::size_t kMostPairs = 400; // beyond it pairs that never meet are not listed

// Attributes lie on spans in code points: a mention's are those of the span over its words.
Result<MentionGroup> attributeGroups(const AuditData& data, store::Reader& reader,
    const std::string& key, const std::stop_token& stop) {
    using Values = std::map<std::pair<std::int64_t, std::uint32_t>,
        std::vector<std::pair<Mention, std::string>>>;
    const auto values = std::make_shared<Values>();
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
                if (mention.end > 0)
                    (*values)[{id, static_cast<std::uint32_t>(s)}].push_back(
                        {mention, found->second});
            }
        }
    }
    if (values->empty())
        return Error{ErrorCode::InvalidArgument, "No span of the split has this attribute",
            "attribute:" + key, "Give spans the attribute, or choose another way to group."};
    return MentionGroup([values](const MentionError& place, const DescribedMention& gold) {
        const auto found = values->find({place.document, place.sentence});
        if (found != values->end())
            for (const auto& [mention, value] : found->second)
                if (mention == gold.mention)
                    return value;
        return std::string();
    });
}

// Mentions whose words are all of one group of the list, by any part of its names.
MentionGroup listGroups(const Suite& suite) {
    return [&suite, names = std::make_shared<const ListedNames>(suite)](
               const MentionError&, const DescribedMention& gold) {
        return gold.mention.label == suite.label ? names->groupOf(gold.text) : std::string();
    };
}

MentionGroup structureGroups(const AuditSlices& slices, const std::string& way) {
    return [&slices, way](const MentionError&, const DescribedMention& gold) {
        if (AuditSlices::knows(way))
            return slices.of(way, gold);
        const auto found = gold.features.find(way);
        return found == gold.features.end() ? std::string() : found->second;
    };
}

DocumentGroup columnGroups(const AuditData& data, const std::string& column) {
    return [&data, column](std::int64_t document) {
        const auto facts = data.metadata.find(document);
        if (facts == data.metadata.end())
            return std::string();
        const auto found = facts->second.find(column);
        return found == facts->second.end() ? std::string() : found->second;
    };
}

// The values of each part that came, and every combination of them.
class Values {
public:
    explicit Values(std::size_t parts)
        : m_seen(parts) { }

    void see(std::size_t part, const std::string& value) {
        if (!value.empty())
            m_seen[part].insert(value);
    }
    std::vector<std::string> together() const {
        std::size_t count = 1;
        for (const auto& each : m_seen)
            if (count *= each.size(); count > kMostPairs)
                return {};
        std::vector<std::vector<std::string>> all{{}};
        for (const auto& values : m_seen) {
            std::vector<std::vector<std::string>> longer;
            for (const auto& begun : all)
                for (const auto& value : values) {
                    longer.push_back(begun);
                    longer.back().push_back(value);
                }
            all = std::move(longer);
        }
        std::vector<std::string> out;
        for (const auto& values : all)
            out.push_back(crossedGroup(values));
        return out;
    }

private:
    std::vector<std::set<std::string>> m_seen;
};

class Crossing {
public:
    Crossing(const AuditData& data, const AuditSlices& slices,
        const std::map<std::string, Suite>& suites, store::Reader& reader,
        const std::stop_token& stop)
        : m_data(data)
        , m_slices(slices)
        , m_suites(suites)
        , m_reader(reader)
        , m_stop(stop) { }

    Result<MentionGroup> mentions(const std::string& way) const {
        if (way.starts_with("meta:"))
            return MentionGroup(
                [of = columnGroups(m_data, way.substr(5))](const MentionError& place,
                    const DescribedMention&) { return of(place.document); });
        if (way.starts_with("attribute:"))
            return attributeGroups(m_data, m_reader, way.substr(10), m_stop);
        if (way.starts_with("list:"))
            return listGroups(m_suites.at(way.substr(5)));
        return structureGroups(m_slices, way);
    }

    Result<GroupTable> table(const std::string& id) const {
        const auto parts = singleWays({id});
        const bool documents = std::all_of(
            parts.begin(), parts.end(), [](const auto& part) { return part.starts_with("meta:"); });
        auto made = documents ? Result<GroupTable>(ofDocuments(id, parts)) : ofMentions(id, parts);
        if (made)
            made->sums = crossedSums(made->groups, parts.size());
        return made;
    }

private:
    GroupTable ofDocuments(const std::string& id, const std::vector<std::string>& parts) const {
        Values values(parts.size());
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const auto of = columnGroups(m_data, parts[i].substr(5));
            for (const auto document : m_data.evaluation.documentOf)
                values.see(i, of(document));
        }
        return documentTable(m_data, id, "crossed", documentGroups(id, m_data), values.together());
    }

    Result<GroupTable> ofMentions(
        const std::string& id, const std::vector<std::string>& parts) const {
        std::vector<MentionGroup> groups;
        for (const auto& part : parts) {
            auto made = mentions(part);
            if (!made)
                return made.error();
            groups.push_back(std::move(*made));
        }
        Values values(parts.size());
        for (const auto& error : m_data.errors.cases)
            for (const auto& gold : error.gold)
                for (std::size_t i = 0; i < parts.size(); ++i)
                    values.see(i, groups[i](error, gold));
        return mentionTable(
            m_data, id, "crossed",
            [&groups](const MentionError& place, const DescribedMention& gold) {
                std::vector<std::string> own;
                for (const auto& group : groups)
                    own.push_back(group(place, gold));
                return crossedGroup(own);
            },
            values.together());
    }

    const AuditData& m_data;
    const AuditSlices& m_slices;
    const std::map<std::string, Suite>& m_suites;
    store::Reader& m_reader;
    const std::stop_token& m_stop;
};

} // namespace

std::vector<std::string> singleWays(const std::vector<std::string>& ways) {
    std::vector<std::string> out;
    for (const auto& way : ways) {
        const auto parts = crossedParts(way);
        for (const auto& part : parts)
            out.push_back(part.starts_with("structure:") ? part.substr(10) : part);
        if (parts.empty())
            out.push_back(way);
    }
    return out;
}

DocumentGroup documentGroups(const std::string& way, const AuditData& data) {
    std::vector<DocumentGroup> columns;
    for (const auto& part : singleWays({way}))
        columns.push_back(columnGroups(data, part.substr(5)));
    return [columns](std::int64_t document) {
        std::vector<std::string> values;
        for (const auto& column : columns)
            values.push_back(column(document));
        return crossedGroup(values);
    };
}

Result<GroupTable> tableOf(const std::string& way, const AuditData& data, const AuditSlices& slices,
    const std::map<std::string, Suite>& suites, store::Reader& reader,
    const std::stop_token& stop) {
    const Crossing ways(data, slices, suites, reader, stop);
    if (!crossedParts(way).empty())
        return ways.table(way);
    if (way.starts_with("meta:"))
        return documentTable(data, way, "document", documentGroups(way, data));
    auto groups = ways.mentions(way);
    if (!groups)
        return groups.error();
    const auto colon = way.find(':');
    return mentionTable(data, colon == std::string::npos ? "structure:" + way : way,
        colon == std::string::npos ? "structure" : way.substr(0, colon), *groups);
}

} // namespace evenspan
