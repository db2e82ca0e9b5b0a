// SPDX-License-Identifier: GPL-3.0-or-later
// Sentences with other names in them: what is swapped, what stays, and where it stands then.
#include "core/app/audit/swap_texts.h"
#include "core/base/rng.h"

#include <algorithm>
#include <QTest>
#include <set>

using namespace evenspan;
using namespace evenspan::fairness;

namespace {

const std::vector<std::string> kFiller{"the", "of", "met", "in", "Ulm", "NATO", "said", ",", "."};
const std::vector<std::string> kPeople{"Mira", "Bo", "Zoë", "Okafor", "Tolvanen", "王", "OLSEN"};

Suite listOf(std::map<std::string, std::vector<std::string>> groups) {
    Suite list;
    list.name = "names";
    list.label = "PER";
    list.templates = {{"t", "{name} is here."}};
    for (const auto& [group, names] : groups)
        for (const auto& name : names) {
            SuiteName& own = list.names.emplace_back();
            own.text = name;
            own.group = group;
        }
    return list;
}
Suite twoGroups() {
    return listOf({{"a", {"Aoife Byrne", "Cian Walsh", "Orla Kelly", "Sean Daly"}},
        {"b", {"Ade Okoye", "Bisi Alabi", "Chi Eze", "Dayo Ojo", "Emeka Obi"}}});
}

struct Work {
    AuditData data;
    void add(std::int64_t document, std::uint32_t sentence, std::vector<std::string> words,
        const std::vector<Mention>& gold) {
        engine::Example example;
        example.words = std::move(words);
        example.document = document;
        example.sentence = sentence;
        data.evaluation.examples.push_back(std::move(example));
        for (const auto& mention : gold) {
            MentionError error;
            error.document = document;
            error.sentence = sentence;
            error.gold.resize(1);
            error.gold.front().mention = mention;
            data.errors.cases.push_back(std::move(error));
        }
    }
};

// Some words, mentions apart from each other, in any order of documents.
Work randomWork(Philox& rng) {
    Work work;
    const auto documents = 1 + rng.below(5);
    for (auto left = 2 + rng.below(12); left > 0; --left) {
        std::vector<std::string> words;
        std::vector<Mention> gold;
        for (auto parts = rng.below(8); parts > 0; --parts) {
            const auto begin = static_cast<std::uint32_t>(words.size());
            const auto kind = rng.below(4);
            for (auto n = kind == 0 ? 1 + rng.below(2) : 1; n > 0; --n)
                words.push_back(
                    kind == 0 ? kPeople[rng.below(kPeople.size())] : kFiller[rng.below(9)]);
            if (kind < 2)
                gold.push_back(
                    {begin, static_cast<std::uint32_t>(words.size()), kind == 0 ? "PER" : "LOC"});
        }
        work.add(static_cast<std::int64_t>(1 + rng.below(documents)),
            static_cast<std::uint32_t>(left), std::move(words), gold);
    }
    return work;
}

std::vector<Mention> slotMentions(const SwapTexts& texts, const SwapSentence& sentence) {
    std::vector<Mention> out;
    for (const auto s : sentence.slots)
        out.push_back(texts.slots[s].mention);
    return out;
}

} // namespace

class TstSwapTexts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theVariantWithoutANameIsTheTextItself() {
        Philox rng(31);
        const auto list = twoGroups();
        const std::string label = "PER";
        for (int round = 0; round < 300; ++round) {
            const auto work = randomWork(rng);
            SwapTexts texts(work.data, label, list);
            texts.choose(rng.next64());
            for (const auto& sentence : texts.sentences) {
                std::vector<Mention> placed, others;
                QCOMPARE(texts.variant(sentence, 0, placed, others),
                    work.data.evaluation.examples[sentence.example].words);
                QCOMPARE(placed, slotMentions(texts, sentence));
                QCOMPARE(others, sentence.others);
            }
        }
    }

    // Against writing the sentence piece by piece.
    void everyVariantKeepsWhatIsNoName() {
        Philox rng(32);
        const auto list = twoGroups();
        const std::string label = "PER";
        std::size_t seen = 0;
        for (int round = 0; round < 300; ++round) {
            const auto work = randomWork(rng);
            SwapTexts texts(work.data, label, list);
            texts.choose(rng.next64());
            QCOMPARE(texts.groups, (std::vector<std::string>{"a", "b"}));
            for (const auto& sentence : texts.sentences)
                for (std::size_t v = 1; v <= 2; ++v) {
                    ++seen;
                    const auto& words = work.data.evaluation.examples[sentence.example].words;
                    std::vector<Mention> placed, others, expectedPlaced;
                    const auto made = texts.variant(sentence, v, placed, others);
                    Words expected;
                    std::uint32_t at = 0;
                    for (const auto s : sentence.slots) {
                        const auto& slot = texts.slots[s];
                        expected.insert(
                            expected.end(), words.begin() + at, words.begin() + slot.mention.begin);
                        const auto begin = static_cast<std::uint32_t>(expected.size());
                        const Words own(
                            words.begin() + slot.mention.begin, words.begin() + slot.mention.end);
                        const std::size_t first = v == 1 ? 0 : 4; // of the group's names
                        const auto name =
                            swapName(own, slot.part, list.names[first + slot.rank].text, true);
                        expected.insert(expected.end(), name.begin(), name.end());
                        expectedPlaced.push_back(
                            {begin, static_cast<std::uint32_t>(expected.size()), "PER"});
                        at = slot.mention.end;
                    }
                    expected.insert(expected.end(), words.begin() + at, words.end());
                    QCOMPARE(made, expected);
                    QCOMPARE(placed, expectedPlaced);
                    QCOMPARE(others.size(), sentence.others.size());
                    for (std::size_t i = 0; i < others.size(); ++i) {
                        const auto &now = others[i], &then = sentence.others[i];
                        QCOMPARE(now.label, then.label);
                        QVERIFY(std::equal(made.begin() + now.begin, made.begin() + now.end,
                            words.begin() + then.begin, words.begin() + then.end));
                    }
                }
        }
        QVERIFY(seen > 1000);
    }

    void everyGoldMentionOfTheTypeIsASlotOnce() {
        Philox rng(33);
        const auto list = twoGroups();
        const std::string label = "PER";
        for (int round = 0; round < 300; ++round) {
            const auto work = randomWork(rng);
            SwapTexts texts(work.data, label, list);
            const bool any = texts.choose(5);
            std::multiset<std::tuple<std::int64_t, std::uint32_t, Mention>> gold, found;
            std::set<std::int64_t> documents;
            for (const auto& error : work.data.errors.cases)
                if (error.gold.front().mention.label == "PER") {
                    gold.insert({error.document, error.sentence, error.gold.front().mention});
                    documents.insert(error.document);
                }
            for (std::size_t i = 0; i < texts.slots.size(); ++i) {
                const auto& sentence = texts.sentences[texts.slots[i].sentence];
                QVERIFY(std::find(sentence.slots.begin(), sentence.slots.end(), i)
                    != sentence.slots.end());
                const auto& example = work.data.evaluation.examples[sentence.example];
                found.insert({example.document, example.sentence, texts.slots[i].mention});
                QVERIFY(sentence.document < texts.documents);
                QVERIFY(texts.slots[i].rank < 4); // the shorter list has four
            }
            QVERIFY(gold == found);
            QCOMPARE(any, !gold.empty());
            QCOMPARE(texts.documents, documents.size());
        }
    }

    // "Mira Tolvanen … Tolvanen … MIRA" is one name; each gets its part of the same new one.
    void oneNameGetsOneName() {
        Work work;
        work.add(7, 0, {"Mira", "Tolvanen", "met", "Bo", "."}, {{0, 2, "PER"}, {3, 4, "PER"}});
        work.add(8, 0, {"Mira", "left", "."}, {{0, 1, "PER"}}); // another document: another name
        work.add(7, 1, {"TOLVANEN", "saw", "Mira", "."}, {{0, 1, "PER"}, {2, 3, "PER"}});
        const auto list = twoGroups();
        const std::string label = "PER";
        SwapTexts texts(work.data, label, list);
        QVERIFY(texts.choose(3));
        QCOMPARE(texts.documents, std::size_t(2));
        QCOMPARE(texts.slots.size(), std::size_t(5));
        QCOMPARE(texts.slots[0].rank, texts.slots[2].rank);
        QCOMPARE(texts.slots[0].rank, texts.slots[3].rank);
        QVERIFY(texts.slots[0].rank != texts.slots[1].rank); // dealt once before one comes again
        QVERIFY(texts.slots[0].part == NamePart::Whole);
        QVERIFY(texts.slots[2].part == NamePart::Last);
        QVERIFY(texts.slots[3].part == NamePart::First);
        std::vector<Mention> placed, others;
        const auto whole = texts.variant(texts.sentences[0], 1, placed, others);
        const auto parts = texts.variant(texts.sentences[1], 1, placed, others);
        QCOMPARE(parts[2], whole[0]);
        QVERIFY(parts[0] != whole[1]); // in capitals, as it stood there
        QCOMPARE(QString::fromStdString(parts[0]), QString::fromStdString(whole[1]).toUpper());
    }

    void everyRankComesOnceBeforeOneComesAgain() {
        Work work;
        for (int d = 0; d < 41; ++d)
            work.add(
                d, 0, {"Person" + std::string(1, char('A' + d % 26)), "came"}, {{0, 1, "PER"}});
        const auto list = twoGroups();
        const std::string label = "PER";
        std::set<std::vector<std::size_t>> orders;
        for (std::uint64_t seed = 0; seed < 30; ++seed) {
            SwapTexts texts(work.data, label, list);
            QVERIFY(texts.choose(seed));
            std::vector<std::size_t> ranks;
            for (const auto& slot : texts.slots)
                ranks.push_back(slot.rank);
            for (std::size_t from = 0; from + 4 <= ranks.size(); from += 4) {
                const std::set<std::size_t> turn(
                    ranks.begin() + std::ptrdiff_t(from), ranks.begin() + std::ptrdiff_t(from + 4));
                QCOMPARE(turn, (std::set<std::size_t>{0, 1, 2, 3}));
            }
            orders.insert(ranks);
            SwapTexts again(work.data, label, list);
            QVERIFY(again.choose(seed));
            for (std::size_t i = 0; i < ranks.size(); ++i)
                QCOMPARE(again.slots[i].rank, ranks[i]);
        }
        QCOMPARE(orders.size(), std::size_t(30)); // the seed says which
    }

    // Of nested mentions the first is swapped; what lies over a swapped one is not looked at.
    void nestedMentions() {
        Work work;
        work.add(1, 0, {"Mira", "Bo", "Ulm", "in", "Ulm", "now"},
            {{0, 3, "PER"}, {1, 2, "PER"}, {2, 3, "LOC"}, {4, 5, "LOC"}, {0, 6, "ORG"}});
        const auto list = twoGroups();
        const std::string label = "PER";
        SwapTexts texts(work.data, label, list);
        QVERIFY(texts.choose(1));
        QCOMPARE(texts.slots.size(), std::size_t(1));
        QCOMPARE(texts.slots[0].mention, (Mention{0, 3, "PER"}));
        QCOMPARE(texts.sentences[0].others, (std::vector<Mention>{{4, 5, "LOC"}}));
        std::vector<Mention> placed, others;
        const auto made = texts.variant(texts.sentences[0], 2, placed, others);
        QCOMPARE(others.size(), std::size_t(1));
        QCOMPARE(made[others[0].begin], std::string("Ulm"));
        QCOMPARE(others[0].end - others[0].begin, 1U);
    }

    void mentionsAtBothEndsAndSideBySide() {
        Work work;
        work.add(1, 0, {"Bo", "Mira", "Zoë"}, {{2, 3, "PER"}, {0, 1, "PER"}, {1, 2, "PER"}});
        const auto list = listOf({{"x", {"A", "B", "C"}}, {"y", {"Do Re", "E F G", "H"}}});
        const std::string label = "PER";
        SwapTexts texts(work.data, label, list);
        QVERIFY(texts.choose(2));
        std::vector<Mention> placed, others;
        for (std::size_t v = 0; v < 3; ++v) {
            const auto made = texts.variant(texts.sentences[0], v, placed, others);
            QCOMPARE(placed.size(), std::size_t(3));
            QCOMPARE(placed.front().begin, 0U);
            QCOMPARE(std::size_t(placed.back().end), made.size());
            QCOMPARE(placed[0].end, placed[1].begin);
            QCOMPARE(placed[1].end, placed[2].begin);
        }
    }

    void withoutTheTypeThereIsNothing() {
        Work work;
        work.add(1, 0, {"Ulm", "is", "nice"}, {{0, 1, "LOC"}});
        work.add(1, 1, {}, {});
        const auto list = twoGroups();
        for (const std::string label : {"PER", "", "per"}) {
            SwapTexts texts(work.data, label, list);
            QVERIFY(!texts.choose(1));
            QVERIFY(texts.slots.empty() && texts.sentences.empty());
            QCOMPARE(texts.documents, std::size_t(0));
        }
    }
};

QTEST_APPLESS_MAIN(TstSwapTexts)
#include "tst_swap_texts.moc"
