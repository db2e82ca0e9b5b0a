// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/augment_names.h"

#include "core/app/run_audit.h"
#include "core/base/files.h"
#include "core/base/rng.h"
#include "core/fairness/name_swap.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace evenspan {

using fairness::NamePart;
using fairness::Suite;
using fairness::Words;
using Json = nlohmann::ordered_json;

namespace {

constexpr std::size_t kLearnt = 3; // one of so many words
constexpr std::uint64_t kPartSeed = 7; // the same words for every run

Words blanked(std::string_view text) {
    Words out;
    for (std::size_t from = 0; from < text.size();) {
        const auto to = std::min(text.find(' ', from), text.size());
        if (to > from)
            out.emplace_back(text.substr(from, to - from));
        from = to + 1;
    }
    return out;
}

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

struct GroupNames {
    std::string group;
    Deck<std::string> firsts, lasts; // of a list of single words: `firsts` alone
};

class Augmenter {
public:
    Augmenter(const TagSet& tags, const Suite& suite, std::uint64_t seed)
        : m_tags(tags)
        , m_suite(suite)
        , m_rng(seed) { }

    Result<void> readNames() {
        const auto& labels = m_tags.labels();
        if (std::find(labels.begin(), labels.end(), m_suite.label) == labels.end())
            return Error{ErrorCode::LabelMismatch, "The run does not learn the label of the suite",
                "suite " + m_suite.name, "Take a suite for a label of the training documents."};
        out.words = wordsToLearn(m_suite);
        std::map<std::string, std::pair<std::set<std::string>, std::set<std::string>>> groups;
        std::size_t full = 0;
        for (const auto& name : m_suite.names) {
            const auto words = blanked(name.text);
            full += words.size() > 1;
            auto& own = groups[name.group];
            if (out.words.contains(words.front()))
                own.first.insert(words.front());
            if (words.size() > 1 && out.words.contains(words.back()))
                own.second.insert(words.back());
        }
        m_full = 2 * full > m_suite.names.size();
        for (auto& [group, parts] : groups) {
            if (parts.first.empty() || (m_full && parts.second.empty()))
                continue;
            const auto list = [](const std::set<std::string>& words) {
                return std::vector<std::string>(words.begin(), words.end());
            };
            m_numbers.push_back(m_groups.size());
            m_groups.push_back({group, {list(parts.first), m_rng}, {list(parts.second), m_rng}});
        }
        if (m_groups.empty())
            return Error{ErrorCode::Empty, "The list is too small to learn from a part of it",
                "suite " + m_suite.name, "Give every group at least six names."};
        return {};
    }

    // The sentences of one document that have a mention, with other names.
    void copy(std::span<const engine::Example> document, std::vector<engine::Example>& added) {
        std::vector<std::vector<Mention>> mentions;
        std::vector<Words> own; // words of the mentions of the label, in the order of the text
        for (const auto& example : document) {
            std::vector<std::string> tags;
            for (const auto label : example.classes)
                tags.push_back(m_tags.tags()[static_cast<std::size_t>(label)]);
            mentions.push_back(mentionsFromTags(tags, m_tags.scheme()));
            for (const auto& mention : mentions.back())
                if (mention.label == m_suite.label)
                    own.emplace_back(
                        example.words.begin() + mention.begin, example.words.begin() + mention.end);
        }
        if (own.empty())
            return;
        const auto roles = fairness::sameNames(own);
        std::vector<std::string> names;
        for (const auto& role : roles)
            while (names.size() <= role.name)
                names.push_back(draw());
        std::size_t next = 0;
        for (std::size_t i = 0; i < document.size(); ++i) {
            const auto count = static_cast<std::size_t>(std::count_if(mentions[i].begin(),
                mentions[i].end(), [&](const auto& m) { return m.label == m_suite.label; }));
            if (count == 0)
                continue;
            std::vector<Words> swapped;
            for (std::size_t n = next; n < next + count; ++n)
                swapped.push_back(
                    fairness::swapName(own[n], roles[n].part, names[roles[n].name], m_full));
            next += count;
            added.push_back(write(document[i], mentions[i], swapped));
            ++out.sentences;
            out.mentions += count;
        }
    }

    NameAugmentation out;

private:
    std::string draw() {
        if (m_turn == m_numbers.size()) {
            shuffle(std::span(m_numbers), m_rng);
            m_turn = 0;
        }
        auto& group = m_groups[m_numbers[m_turn++]];
        ++out.groups[group.group];
        std::string name = group.firsts.deal();
        return m_full ? name + " " + group.lasts.deal() : name;
    }

    engine::Example write(const engine::Example& from, const std::vector<Mention>& mentions,
        const std::vector<Words>& swapped) const {
        engine::Example made;
        made.document = from.document;
        made.sentence = from.sentence;
        const auto blank = [&](std::size_t w) {
            return w > 0 && (w >= from.blankBefore.size() || from.blankBefore[w]);
        };
        std::vector<Mention> placed;
        std::size_t next = 0, at = 0;
        const auto take = [&](std::size_t to) {
            for (; at < to; ++at) {
                made.blankBefore.push_back(blank(at));
                made.words.push_back(from.words[at]);
            }
        };
        for (const auto& mention : mentions) {
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
            } else {
                take(mention.end);
            }
            placed.push_back({begin, static_cast<std::uint32_t>(made.words.size()), mention.label});
        }
        take(from.words.size());
        for (const auto& tag : tagsFromMentions(
                 placed, static_cast<std::uint32_t>(made.words.size()), m_tags.scheme()))
            made.classes.push_back(m_tags.indexOf(tag));
        return made;
    }

    const TagSet& m_tags;
    const Suite& m_suite;
    Philox m_rng;
    std::vector<GroupNames> m_groups;
    std::vector<std::size_t> m_numbers; // of groups, in the order of this turn
    std::size_t m_turn = 0;
    bool m_full = false;
};

} // namespace

std::set<std::string> wordsToLearn(const Suite& suite) {
    // A word that stands in several places is dealt where it comes first.
    std::map<std::pair<std::string, bool>, std::set<std::string>> places;
    for (const auto& name : suite.names) {
        const auto words = blanked(name.text);
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

Suite withoutNames(const Suite& suite, const std::set<std::string>& words, std::uint64_t& left) {
    Suite out = suite;
    std::erase_if(out.names, [&](const auto& name) {
        const auto own = blanked(name.text);
        return std::any_of(
            own.begin(), own.end(), [&](const auto& word) { return words.contains(word); });
    });
    left = suite.names.size() - out.names.size();
    return out;
}

Result<NameAugmentation> augmentNames(std::vector<engine::Example>& examples, const TagSet& tags,
    const Suite& suite, std::int64_t copies, std::uint64_t seed) {
    Augmenter augmenter(tags, suite, seed);
    if (auto read = augmenter.readNames(); !read)
        return read.error();
    std::vector<engine::Example> added;
    for (std::int64_t copy = 0; copy < copies; ++copy)
        for (std::size_t from = 0, to = 0; from < examples.size(); from = to) {
            while (to < examples.size() && examples[to].document == examples[from].document)
                ++to;
            augmenter.copy(std::span(examples).subspan(from, to - from), added);
        }
    for (auto& example : added)
        examples.push_back(std::move(example));
    return std::move(augmenter.out);
}

Result<Json> augmentAsAsked(std::vector<engine::Example>& examples, const TagSet& tags,
    store::Reader& reader, const engine::Recipe& recipe, const std::filesystem::path& shipped) {
    if (recipe.augment_suite.empty())
        return Json();
    auto suite = openSuite(reader, shipped, recipe.augment_suite);
    if (!suite)
        return suite.error();
    auto done = augmentNames(
        examples, tags, *suite, recipe.augment_copies, static_cast<std::uint64_t>(recipe.seed));
    if (!done)
        return done.error();
    return Json{{"suite", suite->name}, {"sha256", sha256Hex(suiteToJson(*suite))},
        {"label", suite->label}, {"copies", recipe.augment_copies}, {"sentences", done->sentences},
        {"mentions", done->mentions}, {"groups", done->groups}, {"words", done->words}};
}

std::set<std::string> wordsLearnt(const std::string& record) {
    const auto json = nlohmann::json::parse(record, nullptr, false);
    if (!json.is_object() || !json.contains("augmented"))
        return {};
    return json["augmented"].value("words", std::set<std::string>());
}

Result<void> keepSuiteOf(
    store::Project& project, const std::filesystem::path& shipped, const engine::Recipe& recipe) {
    if (recipe.augment_suite.empty())
        return {};
    auto reader = project.reader();
    if (!reader)
        return reader.error();
    auto kept = (*reader)->setting("suite:" + recipe.augment_suite);
    if (!kept)
        return kept.error();
    if (*kept)
        return {};
    auto suite = openSuite(**reader, shipped, recipe.augment_suite);
    if (!suite)
        return suite.error();
    return saveSuite(project, *suite);
}

} // namespace evenspan
