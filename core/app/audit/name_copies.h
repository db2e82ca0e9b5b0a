// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/rng.h"
#include "core/engine/examples.h"
#include "core/fairness/listed_names.h"
#include "core/fairness/name_swap.h"

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace evenspan {

// Words of a suite's names that a run may learn, a third of each group's first words and of its
// last ones, always the same: a name with one of them is then no test of the run any more.
std::set<std::string> wordsToLearn(const fairness::Suite& suite);

// Deals every item once before one comes again.
template <class T> class Deck {
public:
    Deck(std::vector<T> items, Philox& rng)
        : m_items(std::move(items))
        , m_rng(rng)
        , m_at(m_items.size()) { }
    const T& deal() {
        if (m_at == m_items.size()) {
            shuffle(std::span(m_items), m_rng);
            m_at = 0;
        }
        return m_items[m_at++];
    }

private:
    std::vector<T> m_items;
    Philox& m_rng;
    std::size_t m_at;
};

// A sentence with other names, tags set anew, and its words beside those of the sentence: all
// outside the swapped mentions, and of those the ones that have the same place and the same tag.
struct NameCopy {
    engine::Example example;
    std::vector<std::array<std::uint32_t, 2>> words;
};

// Writes sentences with names of a suite, of the words that a run may learn alone. Groups and names
// come in turn; names are the same within a copy of a document. A list of full names gives first
// and last words of one group in any combination. The same seed and calls give the same.
class NameCopier {
public:
    // `otherGroup`: a name that the list has gets one of another group; with one group there is
    // none, and open() says so.
    NameCopier(const TagSet& tags, const fairness::Suite& suite, std::uint64_t seed,
        bool otherGroup = false);
    NameCopier(const NameCopier&) = delete;
    NameCopier& operator=(const NameCopier&) = delete;

    // Errors: LabelMismatch (the tags do not have the suite's label), Empty (a list too small to
    // part, or of one group where another is wanted).
    Result<void> open();
    // Of the sentences of one document; none of a sentence without a mention of the label.
    std::vector<std::optional<NameCopy>> copy(std::span<const engine::Example> document);

    std::uint64_t sentences = 0, mentions = 0; // that were made
    std::map<std::string, std::uint64_t> groups; // names put in, by group
    std::set<std::string> words; // that the run may learn

private:
    struct GroupNames {
        std::string group;
        Deck<std::string> firsts, lasts; // of a list of single words: `firsts` alone
    };
    std::string draw(const std::string& avoided);
    NameCopy write(const engine::Example& from, const std::vector<Mention>& mentions,
        const std::vector<fairness::Words>& swapped) const;

    const TagSet& m_tags;
    const fairness::Suite& m_suite;
    Philox m_rng;
    bool m_otherGroup;
    fairness::ListedNames m_listed;
    std::vector<GroupNames> m_groups;
    std::vector<std::size_t> m_numbers; // of groups, in the order of this turn
    std::size_t m_turn = 0;
    bool m_full = false;
};

} // namespace evenspan
