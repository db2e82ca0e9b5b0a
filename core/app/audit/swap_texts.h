// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/audit_tables.h"
#include "core/fairness/name_swap.h"

#include <map>
#include <utility>

namespace evenspan {

// A mention that is swapped.
struct SwapSlot {
    std::size_t sentence = 0; // of SwapTexts::sentences
    Mention mention; // where it stands as written
    fairness::NamePart part = fairness::NamePart::Whole;
    std::size_t rank = 0; // of the name that comes in its place, in each group
};
// A sentence with slots, and its other gold mentions.
struct SwapSentence {
    std::size_t example = 0;
    std::uint32_t document = 0;
    std::vector<std::size_t> slots; // by where they stand
    std::vector<Mention> others;
};

// The sentences of an evaluation in which a type's mentions get names of a list (name_swap.h), rank
// by rank of each group.
class SwapTexts {
public:
    SwapTexts(const AuditData& data, const std::string& label, const fairness::Suite& list);
    // Finds the mentions, which of them mean one name, and draws which rank each name gets: every
    // rank once before one comes again. False: there is no such mention.
    bool choose(std::uint64_t seed);
    // The words of a sentence with names of group v − 1 (0: as written), and where its slots and
    // its other mentions are then.
    fairness::Words variant(const SwapSentence& sentence, std::size_t v,
        std::vector<Mention>& placed, std::vector<Mention>& others) const;

    std::vector<std::string> groups; // of the list, sorted
    std::vector<SwapSlot> slots;
    std::vector<SwapSentence> sentences;
    std::size_t documents = 0; // with a slot

private:
    using GoldMentions = std::map<std::pair<std::int64_t, std::uint32_t>, std::vector<Mention>>;
    void addSentence(
        std::size_t example, const GoldMentions& gold, std::vector<fairness::Words>& mentions);

    const AuditData& m_data;
    const std::string& m_label;
    const fairness::Suite& m_list;
    std::vector<std::vector<std::size_t>> m_names; // of each group, by rank
    std::size_t m_ranks = 0; // that every group has
    bool m_fullNames = false;
};

} // namespace evenspan
