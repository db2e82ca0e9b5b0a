// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/audit_tables.h"

#include <algorithm>
#include <map>

namespace evenspan {

using fairness::GroupTable;
using fairness::GroupTally;
using fairness::TableRow;

namespace {

// Adds up rows by cluster, group and type, and gives groups and clusters their numbers.
class TableMaker {
public:
    TableMaker(const AuditData& data, std::string id, std::string source, std::string unit,
        std::vector<std::string> groups)
        : m_data(data) {
        m_table.id = std::move(id);
        m_table.source = std::move(source);
        m_table.unit = unit;
        m_table.cluster = "document";
        m_table.headline = unit == "document" ? "f1" : "recall";
        m_table.types = data.types;
        // The unknown group "" last.
        std::sort(groups.begin(), groups.end());
        groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
        if (!groups.empty() && groups.front().empty()) {
            std::rotate(groups.begin(), groups.begin() + 1, groups.end());
            m_table.unknown = groups.size() - 1;
        }
        m_table.groups = std::move(groups);
        m_table.tallies.resize(m_table.groups.size());
        for (std::size_t i = 0; i < m_table.groups.size(); ++i)
            m_groups[m_table.groups[i]] = static_cast<std::uint32_t>(i);
        std::set<std::int64_t> documents(
            data.evaluation.documentOf.begin(), data.evaluation.documentOf.end());
        for (const auto id : documents)
            m_clusters.emplace(id, static_cast<std::uint32_t>(m_clusters.size()));
        m_table.clusters = m_clusters.size();
        for (const auto& words : data.evaluation.gold)
            m_table.tokens += static_cast<double>(words.size());
    }

    std::uint32_t group(const std::string& name) const { return m_groups.at(name); }
    std::uint32_t typeOf(const std::string& label) const {
        const auto at = std::lower_bound(m_data.types.begin(), m_data.types.end(), label);
        return static_cast<std::uint32_t>(at - m_data.types.begin());
    }
    GroupTally& tally(std::uint32_t group) { return m_table.tallies[group]; }

    TableRow& row(std::int64_t document, std::uint32_t group, const std::string& type) {
        const auto cluster = m_clusters.at(document);
        const auto number = typeOf(type);
        auto [found, fresh] =
            m_rows.emplace(std::tuple(cluster, group, number), m_table.rows.size());
        if (fresh) {
            m_table.rows.emplace_back();
            m_table.rows.back().cluster = cluster;
            m_table.rows.back().group = group;
            m_table.rows.back().type = number;
        }
        return m_table.rows[found->second];
    }

    void gold(const MentionError& error, const DescribedMention& mention, std::uint32_t group) {
        TableRow& own = row(error.document, group, mention.mention.label);
        GroupTally& sum = tally(group);
        m_table.goldGroups.push_back(group);
        const bool right = error.kind == CaseKind::Right;
        (right ? own.tally.right : own.tally.missed) += 1;
        switch (error.kind) {
        case CaseKind::Right:
            sum.right += 1;
            break;
        case CaseKind::WrongType:
            sum.otherType += 1;
            break;
        case CaseKind::LeftBorder:
        case CaseKind::RightBorder:
        case CaseKind::BothBorders:
            sum.boundary += 1;
            break;
        case CaseKind::Split:
            sum.split += 1;
            break;
        case CaseKind::Merged:
            sum.merged += 1;
            break;
        case CaseKind::Missed:
        case CaseKind::Spurious:
            sum.missed += 1;
            break;
        }
        documents[group].insert(error.document);
        std::size_t from = 0;
        while (from < mention.text.size()) {
            const auto to = std::min(mention.text.find(' ', from), mention.text.size());
            if (const auto found = m_data.pieces.find(mention.text.substr(from, to - from));
                found != m_data.pieces.end()) {
                sum.pieces += found->second;
                sum.words += 1;
            }
            from = to + 1;
        }
    }

    void predicted(const MentionError& error, const DescribedMention& mention, double score,
        std::uint32_t group) {
        const bool right = error.kind == CaseKind::Right;
        if (!right)
            row(error.document, group, mention.mention.label).tally.wrong += 1;
        GroupTally& sum = tally(group);
        sum.scores.push_back(score);
        sum.holds.push_back(right);
        sum.scoredTypes.push_back(typeOf(mention.mention.label));
    }

    GroupTable take() {
        for (const auto& [group, ids] : documents)
            m_table.tallies[group].documents = static_cast<double>(ids.size());
        return std::move(m_table);
    }

    GroupTable& table() { return m_table; }
    std::map<std::uint32_t, std::set<std::int64_t>> documents;

private:
    const AuditData& m_data;
    GroupTable m_table;
    std::map<std::string, std::uint32_t> m_groups;
    std::map<std::int64_t, std::uint32_t> m_clusters;
    std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::size_t> m_rows;
};

// Mean probability of a predicted mention's words.
class Scores {
public:
    explicit Scores(const Evaluation& evaluation)
        : m_evaluation(evaluation) {
        for (std::size_t i = 0; i < evaluation.examples.size(); ++i)
            m_places[{evaluation.examples[i].document, evaluation.examples[i].sentence}] = i;
    }
    double of(const MentionError& error, const Mention& mention) const {
        const auto& sure = m_evaluation.sure[m_places.at({error.document, error.sentence})];
        double sum = 0;
        for (auto w = mention.begin; w < mention.end && w < sure.size(); ++w)
            sum += static_cast<double>(sure[w]);
        return std::clamp(sum / static_cast<double>(mention.end - mention.begin), 0.0, 1.0);
    }

private:
    const Evaluation& m_evaluation;
    std::map<std::pair<std::int64_t, std::uint32_t>, std::size_t> m_places;
};

void addTokens(TableMaker& maker, const Evaluation& evaluation,
    const std::function<std::uint32_t(std::int64_t)>& groupOf) {
    for (std::size_t i = 0; i < evaluation.gold.size(); ++i) {
        const auto document = evaluation.documentOf[i];
        const auto group = groupOf(document);
        maker.table().sentenceGroups.push_back(group);
        maker.tally(group).tokens += static_cast<double>(evaluation.gold[i].size());
        maker.documents[group].insert(document);
        for (std::size_t w = 0; w < evaluation.gold[i].size(); ++w) {
            const auto gold = splitTag(evaluation.gold[i][w]).label;
            const auto said = splitTag(evaluation.predicted[i][w]).label;
            if (!gold.empty()) {
                auto& row = maker.row(document, group, std::string(gold));
                row.tokensGold += 1;
                row.tokensFound += gold == said;
            }
            if (!said.empty() && gold != said)
                maker.row(document, group, std::string(said)).tokensFalse += 1;
        }
    }
}

GroupTable byDocument(const AuditData& data, TableMaker& maker,
    const std::function<std::uint32_t(std::int64_t)>& groupOf) {
    const Scores scores(data.evaluation);
    addTokens(maker, data.evaluation, groupOf);
    for (const auto& error : data.errors.cases) {
        const auto group = groupOf(error.document);
        for (const auto& mention : error.gold)
            maker.gold(error, mention, group);
        for (const auto& mention : error.predicted)
            maker.predicted(error, mention, scores.of(error, mention.mention), group);
        if (error.kind == CaseKind::Spurious)
            maker.tally(group).spurious += 1;
    }
    return maker.take();
}

} // namespace

GroupTable wholeTable(const AuditData& data) {
    TableMaker maker(data, "", "document", "document", {"all"});
    return byDocument(data, maker, [](std::int64_t) { return 0U; });
}

GroupTable documentTable(const AuditData& data, const std::string& id, const std::string& source,
    const DocumentGroup& groupOf, std::vector<std::string> also) {
    for (const auto document : data.evaluation.documentOf)
        also.push_back(groupOf(document));
    TableMaker maker(data, id, source, "document", std::move(also));
    return byDocument(
        data, maker, [&](std::int64_t document) { return maker.group(groupOf(document)); });
}

GroupTable mentionTable(const AuditData& data, const std::string& id, const std::string& source,
    const MentionGroup& groupOf, std::vector<std::string> also) {
    for (const auto& error : data.errors.cases)
        for (const auto& mention : error.gold)
            also.push_back(groupOf(error, mention));
    TableMaker maker(data, id, source, "mention", std::move(also));
    const Scores scores(data.evaluation);
    // Whether each cluster has mentions of one group alone.
    std::map<std::int64_t, std::uint32_t> only;
    maker.table().nested = true;
    for (const auto& error : data.errors.cases) {
        for (const auto& mention : error.gold) {
            const auto group = maker.group(groupOf(error, mention));
            maker.gold(error, mention, group);
            if (only.emplace(error.document, group).first->second != group)
                maker.table().nested = false;
        }
        for (const auto& mention : error.predicted) {
            if (error.gold.empty())
                maker.table().looseWrong += 1;
            else
                maker.predicted(error, mention, scores.of(error, mention.mention),
                    maker.group(groupOf(error, error.gold.front())));
        }
    }
    return maker.take();
}

} // namespace evenspan
