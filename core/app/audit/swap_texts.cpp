// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/swap_texts.h"

#include "core/base/rng.h"

#include <algorithm>
#include <numeric>

namespace evenspan {

using namespace fairness;

SwapTexts::SwapTexts(const AuditData& data, const std::string& label, const Suite& list)
    : m_data(data)
    , m_label(label)
    , m_list(list) {
    std::map<std::string, std::vector<std::size_t>> byGroup;
    for (std::size_t n = 0; n < list.names.size(); ++n)
        byGroup[list.names[n].group].push_back(n);
    m_ranks = list.names.size();
    for (auto& [group, names] : byGroup) {
        groups.push_back(group);
        m_ranks = std::min(m_ranks, names.size());
        m_names.push_back(std::move(names));
    }
    const auto full = std::count_if(list.names.begin(), list.names.end(),
        [](const auto& name) { return name.text.find(' ') != std::string::npos; });
    m_fullNames = 2 * static_cast<std::size_t>(full) > list.names.size();
}

bool SwapTexts::choose(std::uint64_t seed) {
    GoldMentions gold;
    for (const auto& error : m_data.errors.cases)
        for (const auto& mention : error.gold)
            gold[{error.document, error.sentence}].push_back(mention.mention);
    Philox rng(seed);
    std::vector<std::size_t> ranks(m_ranks);
    std::iota(ranks.begin(), ranks.end(), std::size_t{0});
    std::size_t dealt = m_ranks;
    const auto deal = [&] { // every name once before one comes again
        if (dealt == m_ranks) {
            for (std::size_t i = m_ranks; i > 1; --i)
                std::swap(ranks[i - 1], ranks[rng.below(i)]);
            dealt = 0;
        }
        return ranks[dealt++];
    };
    const auto& examples = m_data.evaluation.examples;
    std::vector<std::size_t> order(examples.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
        [&](auto a, auto b) { return examples[a].document < examples[b].document; });
    for (std::size_t from = 0; from < order.size();) {
        std::size_t to = from;
        const auto first = slots.size();
        std::vector<Words> mentions;
        for (; to < order.size() && examples[order[to]].document == examples[order[from]].document;
             ++to)
            addSentence(order[to], gold, mentions);
        if (slots.size() > first) {
            const auto roles = sameNames(mentions);
            std::vector<std::size_t> dealtRanks;
            for (std::size_t i = 0; i < roles.size(); ++i) {
                while (dealtRanks.size() <= roles[i].name)
                    dealtRanks.push_back(deal());
                slots[first + i].part = roles[i].part;
                slots[first + i].rank = dealtRanks[roles[i].name];
            }
            ++documents;
        }
        from = to;
    }
    return !slots.empty();
}

void SwapTexts::addSentence(
    std::size_t example, const GoldMentions& gold, std::vector<Words>& mentions) {
    const auto& own = m_data.evaluation.examples[example];
    const auto found = gold.find({own.document, own.sentence});
    if (found == gold.end())
        return;
    SwapSentence sentence{example, static_cast<std::uint32_t>(documents), {}, {}};
    auto sorted = found->second;
    std::sort(sorted.begin(), sorted.end(),
        [](const auto& a, const auto& b) { return a.begin < b.begin; });
    std::uint32_t free = 0; // nested mentions cannot both be swapped
    for (const auto& mention : sorted) {
        if (mention.label != m_label || mention.begin < free) {
            sentence.others.push_back(mention);
            continue;
        }
        free = mention.end;
        sentence.slots.push_back(slots.size());
        slots.push_back({sentences.size(), mention, NamePart::Whole, 0});
        mentions.emplace_back(own.words.begin() + mention.begin, own.words.begin() + mention.end);
    }
    std::erase_if(sentence.others, [&](const auto& other) {
        return std::any_of(sentence.slots.begin(), sentence.slots.end(), [&](auto s) {
            const auto& slot = slots[s].mention;
            return other.begin < slot.end && slot.begin < other.end;
        });
    });
    if (!sentence.slots.empty())
        sentences.push_back(std::move(sentence));
}

Words SwapTexts::variant(const SwapSentence& sentence, std::size_t v, std::vector<Mention>& placed,
    std::vector<Mention>& others) const {
    const auto& words = m_data.evaluation.examples[sentence.example].words;
    Words made;
    std::vector<std::uint32_t> place(words.size() + 1); // of each word as written
    std::size_t next = 0;
    placed.clear();
    for (std::uint32_t w = 0; w < words.size();) {
        place[w] = static_cast<std::uint32_t>(made.size());
        if (next == sentence.slots.size() || slots[sentence.slots[next]].mention.begin != w) {
            made.push_back(words[w++]);
            continue;
        }
        const SwapSlot& slot = slots[sentence.slots[next++]];
        Words own(words.begin() + slot.mention.begin, words.begin() + slot.mention.end);
        if (v > 0)
            own =
                swapName(own, slot.part, m_list.names[m_names[v - 1][slot.rank]].text, m_fullNames);
        const auto begin = static_cast<std::uint32_t>(made.size());
        made.insert(made.end(), own.begin(), own.end());
        placed.push_back({begin, static_cast<std::uint32_t>(made.size()), m_label});
        w = slot.mention.end;
    }
    place[words.size()] = static_cast<std::uint32_t>(made.size());
    others = sentence.others;
    for (auto& other : others) {
        const auto length = other.end - other.begin; // none of its words was swapped
        other.begin = place[other.begin];
        other.end = other.begin + length;
    }
    return made;
}

} // namespace evenspan
