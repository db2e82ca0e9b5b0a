// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/type_bias_sets.h"

#include "core/app/audit/audit_tables.h"
#include "core/app/inspect/slot_answer.h"
#include "core/metrics/mention_cases.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace evenspan {

using namespace fairness;

namespace {

Error misfit() {
    return {ErrorCode::InvalidArgument, "The kept answers do not fit the groups", {},
        "Score the run on this split again."};
}

std::uint32_t placeOf(const std::vector<std::string>& sorted, const std::string& label) {
    return static_cast<std::uint32_t>(
        std::lower_bound(sorted.begin(), sorted.end(), label) - sorted.begin());
}

} // namespace

Result<TypeBiasSets> TypeBiasSets::make(const AuditData& data, engine::KeptWords words,
    std::vector<SuiteWords> suites, const std::vector<GroupTable>& tables,
    const LeastCounts& least) {
    TypeBiasSets out;
    for (const auto& suite : suites)
        if (suite.slots.size() != suite.words.sentences.size()
            || suite.words.tags.tags() != words.tags.tags())
            return misfit();
    const auto& evaluation = data.evaluation;
    if (words.sentences.size() != evaluation.examples.size())
        return misfit();
    // Where each gold mention stands in the order of the cases, which is that of goldGroups.
    std::map<std::tuple<std::int64_t, std::uint32_t, std::uint32_t, std::uint32_t>, std::size_t>
        places;
    for (const auto& error : data.errors.cases)
        for (const auto& mention : error.gold)
            places.emplace(std::tuple(error.document, error.sentence, mention.mention.begin,
                               mention.mention.end),
                places.size());
    for (std::size_t s = 0; s < evaluation.examples.size(); ++s) {
        const auto& example = evaluation.examples[s];
        out.m_count += example.words.size();
        if (words.sentences[s].size() != example.words.size() * words.tags.size())
            return misfit();
        out.m_gold.push_back(defaultMentions(evaluation.gold[s]));
        auto& own = out.m_goldPlaces.emplace_back();
        for (const auto& mention : out.m_gold.back()) {
            const auto found =
                places.find({example.document, example.sentence, mention.begin, mention.end});
            if (found == places.end())
                return misfit();
            own.push_back(found->second);
        }
    }
    std::set<std::string> types(data.types.begin(), data.types.end());
    types.insert(words.tags.labels().begin(), words.tags.labels().end());
    for (const auto& table : tables) {
        Set set;
        const auto suite = std::find_if(
            suites.begin(), suites.end(), [&](const auto& each) { return each.id == table.id; });
        if (suite != suites.end())
            set.suite = static_cast<std::size_t>(suite - suites.begin());
        else if (table.unit == "document"
                ? table.sentenceGroups.size() != evaluation.examples.size()
                : table.goldGroups.size() != places.size())
            continue; // its sentences are not those of the split
        set.id = table.id;
        set.unit = table.unit;
        set.goldGroups = table.goldGroups;
        set.sentenceGroups = table.sentenceGroups;
        set.data.groups = table.groups;
        set.data.types.assign(types.begin(), types.end());
        set.data.unknown = table.unknown;
        set.data.least = least;
        set.data.gold.resize(table.groups.size() * types.size());
        std::vector<std::set<std::uint32_t>> clusters(table.groups.size());
        for (const auto& row : table.rows) {
            const auto gold = static_cast<std::uint64_t>(row.tally.right + row.tally.missed);
            set.data
                .gold[row.group * types.size() + placeOf(set.data.types, table.types[row.type])] +=
                gold;
            if (gold > 0)
                clusters[row.group].insert(row.cluster);
        }
        for (const auto& each : clusters)
            set.data.clusters.push_back(each.size());
        out.m_sets.push_back(std::move(set));
    }
    out.m_words = std::move(words);
    out.m_suites = std::move(suites);
    return out;
}

Result<void> TypeBiasSets::addSplit(
    Datas& data, const std::vector<double>& biases, const std::stop_token& stop) const {
    auto said = engine::decodeWithBias(m_words, biases, stop);
    if (!said)
        return said.error();
    std::vector<std::string> tags;
    for (std::size_t s = 0; s < said->size(); ++s) {
        if (s % 64 == 0 && stop.stop_requested())
            return Error{ErrorCode::Cancelled, "Cancelled", {}, {}};
        const auto& prediction = (*said)[s];
        tags.clear();
        for (const auto c : prediction.classes)
            tags.push_back(m_words.tags.tags()[static_cast<std::size_t>(c)]);
        for (const auto& found : mentionCases(m_gold[s], defaultMentions(tags)))
            for (const auto& mention : found.predicted) {
                double sum = 0;
                for (auto w = mention.begin; w < mention.end; ++w)
                    sum += static_cast<double>(prediction.scores[w]);
                const double score =
                    std::clamp(sum / static_cast<double>(mention.end - mention.begin), 0.0, 1.0);
                for (std::size_t k = 0; k < m_sets.size(); ++k) {
                    const auto& set = m_sets[k];
                    if (set.suite < m_suites.size())
                        continue;
                    std::uint32_t group = 0;
                    if (set.unit == "document") {
                        group = set.sentenceGroups[s];
                    } else if (found.gold.empty()) {
                        continue; // it is of no group
                    } else {
                        const auto first =
                            std::find(m_gold[s].begin(), m_gold[s].end(), found.gold.front());
                        group = set.goldGroups[m_goldPlaces[s][static_cast<std::size_t>(
                            first - m_gold[s].begin())]];
                    }
                    data[k].answers.push_back({group, placeOf(data[k].types, mention.label), score,
                        found.kind == CaseKind::Right});
                }
            }
    }
    return {};
}

// What was found in the place of a name counts, as in whatIfOf(): of what was wrongly found
// elsewhere in a suite's sentences nothing is known.
Result<void> TypeBiasSets::addSuites(
    Datas& data, const std::vector<double>& biases, const std::stop_token& stop) const {
    for (std::size_t k = 0; k < m_sets.size(); ++k) {
        if (m_sets[k].suite >= m_suites.size())
            continue;
        const auto& suite = m_suites[m_sets[k].suite];
        auto said = engine::decodeWithBias(suite.words, biases, stop);
        if (!said)
            return said.error();
        for (std::size_t s = 0; s < said->size(); ++s) {
            const auto& slot = suite.slots[s];
            if (!slot.counts)
                continue;
            const auto answer =
                slotAnswer(engine::mentionsOf((*said)[s], suite.words.tags), slot.mention);
            if (answer.right)
                data[k].answers.push_back(
                    {slot.group, placeOf(data[k].types, slot.mention.label), answer.score, true});
        }
    }
    return {};
}

Result<std::vector<WhatIfSet>> TypeBiasSets::at(
    const std::map<std::string, double>& biases, std::stop_token stop) const {
    std::vector<double> wanted;
    for (const auto& label : types()) {
        const auto found = biases.find(label);
        wanted.push_back(found == biases.end() ? 0 : found->second);
    }
    Datas data;
    for (const auto& set : m_sets)
        data.push_back(set.data);
    if (auto done = addSplit(data, wanted, stop); !done)
        return done.error();
    if (auto done = addSuites(data, wanted, stop); !done)
        return done.error();
    std::vector<WhatIfSet> out;
    for (std::size_t k = 0; k < m_sets.size(); ++k) {
        auto types = data[k].types;
        auto made = WhatIf::make(std::move(data[k]));
        if (!made)
            return made.error();
        out.push_back({m_sets[k].id, m_sets[k].unit, std::move(types), std::move(*made)});
    }
    return out;
}

} // namespace evenspan
