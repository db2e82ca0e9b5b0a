// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/audit/name_copies.h"

#include <algorithm>

namespace evenspan {

using fairness::Words;

namespace {

constexpr std::size_t kLearnt = 3; // one of so many words
constexpr std::uint64_t kPartSeed = 7; // the same words for every run

// One mention as ListedNames asks for it.
std::string textOf(const Words& words) {
    std::string text;
    for (const auto& word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

} // namespace

std::set<std::string> wordsToLearn(const fairness::Suite& suite) {
    // A word that stands in several places is dealt where it comes first.
    std::map<std::pair<std::string, bool>, std::set<std::string>> places;
    for (const auto& name : suite.names) {
        const auto words = fairness::wordsOf(name.text);
        if (words.empty())
            continue;
        places[{name.group, false}].insert(words.front());
        if (words.size() > 1)
            places[{name.group, true}].insert(words.back());
    }
    std::set<std::string> learnt, dealt;
    Philox rng(kPartSeed);
    for (const auto& [place, words] : places) {
        std::vector<std::string> fresh;
        for (const auto& word : words)
            if (dealt.insert(word).second)
                fresh.push_back(word);
        shuffle(std::span(fresh), rng);
        learnt.insert(
            fresh.begin(), fresh.begin() + static_cast<std::ptrdiff_t>(fresh.size() / kLearnt));
    }
    return learnt;
}

NameCopier::NameCopier(
    const TagSet& tags, const fairness::Suite& suite, std::uint64_t seed, bool otherGroup)
    : m_tags(tags)
    , m_suite(suite)
    , m_rng(seed)
    , m_otherGroup(otherGroup)
    , m_listed(suite) { }

Result<void> NameCopier::open() {
    const auto& labels = m_tags.labels();
    if (std::find(labels.begin(), labels.end(), m_suite.label) == labels.end())
        return Error{ErrorCode::LabelMismatch, "The run does not learn the label of the suite",
            "suite " + m_suite.name, "Take a suite for a label of the training documents."};
    words = wordsToLearn(m_suite);
    std::map<std::string, std::pair<std::set<std::string>, std::set<std::string>>> listed;
    std::size_t full = 0;
    for (const auto& name : m_suite.names) {
        const auto own = fairness::wordsOf(name.text);
        full += own.size() > 1;
        auto& parts = listed[name.group];
        if (words.contains(own.front()))
            parts.first.insert(own.front());
        if (own.size() > 1 && words.contains(own.back()))
            parts.second.insert(own.back());
    }
    m_full = 2 * full > m_suite.names.size();
    for (auto& [group, parts] : listed) {
        if (parts.first.empty() || (m_full && parts.second.empty()))
            continue;
        const auto list = [](const std::set<std::string>& part) {
            return std::vector<std::string>(part.begin(), part.end());
        };
        m_numbers.push_back(m_groups.size());
        m_groups.push_back({group, {list(parts.first), m_rng}, {list(parts.second), m_rng}});
    }
    if (m_groups.empty())
        return Error{ErrorCode::Empty, "The list is too small to learn from a part of it",
            "suite " + m_suite.name, "Give every group at least six names."};
    if (m_otherGroup && m_groups.size() < 2)
        return Error{ErrorCode::Empty, "The list has one group, so no name is of another",
            "suite " + m_suite.name, "Take a suite with at least two groups of six names."};
    return {};
}

std::vector<std::optional<NameCopy>> NameCopier::copy(std::span<const engine::Example> document) {
    std::vector<std::optional<NameCopy>> copies(document.size());
    std::vector<std::vector<Mention>> found;
    std::vector<Words> own; // words of the mentions of the label, in the order of the text
    for (const auto& example : document) {
        std::vector<std::string> tags;
        for (const auto label : example.classes)
            tags.push_back(m_tags.tags()[static_cast<std::size_t>(label)]);
        found.push_back(mentionsFromTags(tags, m_tags.scheme()));
        for (const auto& mention : found.back())
            if (mention.label == m_suite.label)
                own.emplace_back(
                    example.words.begin() + mention.begin, example.words.begin() + mention.end);
    }
    if (own.empty())
        return copies;
    const auto roles = fairness::sameNames(own);
    std::vector<std::string> avoided, names; // of each different name
    for (std::size_t i = 0; i < roles.size(); ++i) {
        avoided.resize(std::max(avoided.size(), roles[i].name + 1));
        if (auto& group = avoided[roles[i].name]; m_otherGroup && group.empty())
            group = m_listed.groupOf(textOf(own[i]));
    }
    for (const auto& group : avoided)
        names.push_back(draw(group));
    std::size_t next = 0;
    for (std::size_t i = 0; i < document.size(); ++i) {
        const auto count = static_cast<std::size_t>(std::count_if(found[i].begin(), found[i].end(),
            [&](const auto& m) { return m.label == m_suite.label; }));
        if (count == 0)
            continue;
        std::vector<Words> swapped;
        for (std::size_t n = next; n < next + count; ++n)
            swapped.push_back(
                fairness::swapName(own[n], roles[n].part, names[roles[n].name], m_full));
        next += count;
        copies[i] = write(document[i], found[i], swapped);
        ++sentences;
        mentions += count;
    }
    return copies;
}

std::string NameCopier::draw(const std::string& avoided) {
    // The first of the turn that may come; the others keep their order.
    const auto free = [&](std::size_t number) {
        return avoided.empty() || m_groups[number].group != avoided;
    };
    auto chosen = std::find_if(
        m_numbers.begin() + static_cast<std::ptrdiff_t>(m_turn), m_numbers.end(), free);
    if (chosen == m_numbers.end()) {
        shuffle(std::span(m_numbers), m_rng);
        m_turn = 0;
        chosen = std::find_if(m_numbers.begin(), m_numbers.end(), free);
    }
    std::rotate(m_numbers.begin() + static_cast<std::ptrdiff_t>(m_turn), chosen, chosen + 1);
    auto& group = m_groups[m_numbers[m_turn++]];
    ++groups[group.group];
    std::string name = group.firsts.deal();
    return m_full ? name + " " + group.lasts.deal() : name;
}

NameCopy NameCopier::write(const engine::Example& from, const std::vector<Mention>& mentionsThere,
    const std::vector<Words>& swapped) const {
    NameCopy copy;
    auto& made = copy.example;
    made.document = from.document;
    made.sentence = from.sentence;
    const auto blank = [&](std::size_t w) {
        return w > 0 && (w >= from.blankBefore.size() || from.blankBefore[w]);
    };
    std::vector<Mention> placed;
    std::vector<std::array<std::uint32_t, 2>> inNames;
    std::size_t next = 0, at = 0;
    const auto take = [&](std::size_t to) {
        for (; at < to; ++at) {
            copy.words.push_back(
                {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(made.words.size())});
            made.blankBefore.push_back(blank(at));
            made.words.push_back(from.words[at]);
        }
    };
    for (const auto& mention : mentionsThere) {
        take(mention.begin);
        const auto begin = static_cast<std::uint32_t>(made.words.size());
        if (mention.label == m_suite.label) {
            for (const auto& word : swapped[next]) {
                // Han characters follow each other without a blank.
                const bool han = static_cast<unsigned char>(word.front()) >= 0xE3;
                const bool first = made.words.size() == begin;
                made.blankBefore.push_back(first ? blank(at) : !han && word != ".");
                made.words.push_back(word);
            }
            ++next;
            at = mention.end;
            const auto end = static_cast<std::uint32_t>(made.words.size());
            for (std::uint32_t i = 0; mention.begin + i < mention.end && begin + i < end; ++i)
                inNames.push_back({mention.begin + i, begin + i});
        } else {
            take(mention.end);
        }
        placed.push_back({begin, static_cast<std::uint32_t>(made.words.size()), mention.label});
    }
    take(from.words.size());
    for (const auto& tag :
        tagsFromMentions(placed, static_cast<std::uint32_t>(made.words.size()), m_tags.scheme()))
        made.classes.push_back(m_tags.indexOf(tag));
    for (const auto& pair : inNames)
        if (from.classes[pair[0]] == made.classes[pair[1]])
            copy.words.push_back(pair);
    std::sort(copy.words.begin(), copy.words.end());
    return copy;
}

} // namespace evenspan
