// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/suite_sentences.h"
#include "core/app/audit/what_if_sets.h"
#include "core/engine/type_bias.h"
#include "core/metrics/entity_scores.h"

#include <map>

namespace evenspan {

struct AuditData; // core/app/audit/audit_tables.h

// What a run gives for every word of a split, with the groups of an audit, so that it can be asked
// what would become of each group if the run said one type more readily, or never. Answers are made
// anew by decoding; the model is not asked again. Never changes once it is made, so any thread may
// ask it.
class TypeBiasSets {
public:
    // Of the sentences that `data` was scored on, whose words were kept, those of suites, and the
    // tables of all ways to group. Errors: InvalidArgument (they do not fit).
    static Result<TypeBiasSets> make(const AuditData& data, engine::KeptWords words,
        std::vector<SuiteWords> suites, const std::vector<fairness::GroupTable>& tables,
        const fairness::LeastCounts& least);

    const std::vector<std::string>& types() const { return m_words.tags.labels(); }
    std::uint64_t words() const { return m_count; }
    // A bias for a type by its label, others 0; see engine::decodeWithBias(). The sets are those of
    // whatIfSets() for these ways to group, and the same where every bias is 0; sentence patterns
    // of a suite that tell nothing of the run as it is stay left out. Errors: InvalidArgument,
    // Cancelled.
    Result<std::vector<WhatIfSet>> at(
        const std::map<std::string, double>& biases, std::stop_token stop = {}) const;

private:
    struct Set {
        fairness::WhatIfData data; // without answers
        std::string id, unit;
        std::vector<std::uint32_t> goldGroups, sentenceGroups; // as in fairness::GroupTable
        std::size_t suite = std::size_t(-1); // of m_suites; else of the split
    };
    using Datas = std::vector<fairness::WhatIfData>;
    Result<void> addSplit(
        Datas& data, const std::vector<double>& biases, const std::stop_token& stop) const;
    Result<void> addSuites(
        Datas& data, const std::vector<double>& biases, const std::stop_token& stop) const;

    engine::KeptWords m_words;
    std::vector<std::vector<Mention>> m_gold; // of each sentence
    std::vector<std::vector<std::size_t>> m_goldPlaces; // of each: its place in goldGroups
    std::vector<Set> m_sets;
    std::vector<SuiteWords> m_suites;
    std::uint64_t m_count = 0;
};

} // namespace evenspan
