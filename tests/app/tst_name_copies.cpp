// SPDX-License-Identifier: GPL-3.0-or-later
// Training sentences written once more with other names: tags, words and turns.
#include "core/app/audit/name_copies.h"

#include <algorithm>
#include <QTest>

using namespace evenspan;
using namespace evenspan::fairness;

namespace {

// "Gaba", "Gabb", …: words that no other list has.
std::string word(const std::string& head, std::size_t number) {
    std::string out = head;
    for (int i = 0; i < 3; ++i, number /= 20)
        out += char('a' + number % 20);
    return out;
}

Suite names(std::size_t groups, std::size_t each, bool full) {
    Suite suite;
    suite.name = "names";
    suite.label = "PER";
    for (std::size_t g = 0; g < groups; ++g)
        for (std::size_t n = 0; n < each; ++n) {
            SuiteName& own = suite.names.emplace_back();
            own.group = std::string(1, char('a' + g));
            const std::string head(1, char('A' + g));
            own.text = word(head + "f", n) + (full ? " " + word(head + "l", n) : "");
        }
    return suite;
}

engine::Example sentence(const TagSet& tags, std::vector<std::string> words,
    const std::vector<Mention>& mentions, std::int64_t document = 1) {
    engine::Example out;
    for (const auto& tag : tagsFromMentions(mentions, std::uint32_t(words.size()), tags.scheme()))
        out.classes.push_back(tags.indexOf(tag));
    out.words = std::move(words);
    out.blankBefore.assign(out.words.size(), true);
    if (!out.blankBefore.empty())
        out.blankBefore[0] = false;
    out.document = document;
    return out;
}

std::vector<Mention> mentionsIn(const engine::Example& example, const TagSet& tags) {
    std::vector<std::string> own;
    for (const auto c : example.classes)
        own.push_back(tags.tags()[std::size_t(c)]);
    return mentionsFromTags(own, tags.scheme());
}

std::string textOf(const engine::Example& example, const Mention& mention) {
    std::string out;
    for (auto w = mention.begin; w < mention.end; ++w)
        out += (out.empty() ? "" : " ") + example.words[w];
    return out;
}

std::vector<engine::Example> randomDocument(Philox& rng, const TagSet& tags, const Suite& suite) {
    std::vector<engine::Example> out;
    for (auto left = 1 + rng.below(4); left > 0; --left) {
        std::vector<std::string> words;
        std::vector<Mention> mentions;
        for (auto parts = rng.below(7); parts > 0; --parts) {
            words.push_back(rng.below(2) ? "the" : ","); // so that mentions never touch
            const auto kind = rng.below(3);
            const auto begin = std::uint32_t(words.size());
            if (kind == 0) {
                for (const auto& own : wordsOf(suite.names[rng.below(suite.names.size())].text))
                    words.push_back(own);
                if (rng.below(4) == 0)
                    words.back() = "Unlisted";
            } else if (kind == 1) {
                words.insert(words.end(), {"New", "Ulm"});
            }
            if (kind < 2)
                mentions.push_back({begin, std::uint32_t(words.size()), kind == 0 ? "PER" : "LOC"});
        }
        out.push_back(sentence(tags, std::move(words), mentions, 9));
        out.back().sentence = std::uint32_t(left);
        for (std::size_t w = 1; w < out.back().blankBefore.size(); ++w)
            out.back().blankBefore[w] = rng.below(5) > 0;
    }
    return out;
}

} // namespace

class TstNameCopies : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aThirdOfEachGroupsWordsMayBeLearnt() {
        for (const std::size_t each : {6, 9, 20, 33}) {
            const auto suite = names(3, each, true);
            const auto learnt = wordsToLearn(suite);
            for (const std::string group : {"A", "B", "C"})
                for (const std::string place : {"f", "l"})
                    QCOMPARE(std::size_t(std::count_if(learnt.begin(), learnt.end(),
                                 [&](const auto& w) { return w.starts_with(group + place); })),
                        each / 3);
        }
        QVERIFY(wordsToLearn(names(2, 2, true)).empty()); // too few to part
        QVERIFY(wordsToLearn(Suite{}).empty());
    }

    void theWordsToLearnDoNotDependOnTheOrderOfTheList() {
        auto suite = names(4, 24, true);
        const auto learnt = wordsToLearn(suite);
        Philox rng(3);
        for (int round = 0; round < 50; ++round) {
            shuffle(std::span(suite.names), rng);
            QCOMPARE(wordsToLearn(suite), learnt);
        }
        suite.name = "another name of the same list";
        suite.templates = {{"t", "{name}"}};
        QCOMPARE(wordsToLearn(suite), learnt);
    }

    void aWordOfSeveralGroupsCountsOnce() {
        auto suite = names(2, 12, false);
        for (std::size_t n = 0; n < 12; ++n)
            suite.names[12 + n].text = suite.names[n].text; // both groups alike
        QCOMPARE(wordsToLearn(suite).size(), std::size_t(4));
    }

    void aDeckDealsEveryItemOnceATurn() {
        Philox rng(4);
        Deck<int> deck({1, 2, 3, 4, 5}, rng);
        std::set<std::vector<int>> orders;
        for (int turn = 0; turn < 200; ++turn) {
            std::vector<int> dealt;
            for (int i = 0; i < 5; ++i)
                dealt.push_back(deck.deal());
            orders.insert(dealt);
            std::sort(dealt.begin(), dealt.end());
            QCOMPARE(dealt, (std::vector<int>{1, 2, 3, 4, 5}));
        }
        QVERIFY(orders.size() > 50); // of 120
    }

    void whatCannotWorkIsRefused() {
        const auto code = [](const TagSet& tags, const Suite& suite, bool other) {
            NameCopier copier(tags, suite, 1, other);
            const auto opened = copier.open();
            if (!opened && (opened.error().remedy.empty() || opened.error().where != "suite names"))
                qFatal("an error without its place or remedy");
            return opened ? ErrorCode::Internal : opened.error().code;
        };
        const TagSet people({"PER", "LOC"}, TagScheme::Iob2), places({"LOC"}, TagScheme::Iob2);
        QCOMPARE(code(people, names(2, 6, true), true), ErrorCode::Internal); // sound
        QCOMPARE(code(places, names(2, 6, true), false), ErrorCode::LabelMismatch);
        QCOMPARE(code(people, names(2, 2, true), false), ErrorCode::Empty);
        QCOMPARE(code(people, names(1, 6, true), false), ErrorCode::Internal);
        QCOMPARE(code(people, names(1, 6, true), true), ErrorCode::Empty);
        // Of two groups one is too small: no other is left.
        auto uneven = names(2, 6, false);
        uneven.names.resize(8);
        QCOMPARE(code(people, uneven, false), ErrorCode::Internal);
        QCOMPARE(code(people, uneven, true), ErrorCode::Empty);
    }

    void copies_data() {
        QTest::addColumn<int>("scheme");
        QTest::addColumn<bool>("full");
        QTest::addColumn<bool>("other");
        for (const auto scheme : kAllTagSchemes)
            for (const bool full : {false, true})
                for (const bool other : {false, true})
                    QTest::addRow("%s%s%s", tagSchemeName(scheme), full ? ", full names" : "",
                        other ? ", of another group" : "")
                        << int(scheme) << full << other;
    }
    // Everything that a copy promises, on random documents.
    void copies() {
        QFETCH(int, scheme);
        QFETCH(bool, full);
        QFETCH(bool, other);
        const TagSet tags({"PER", "LOC"}, TagScheme(scheme));
        const auto suite = names(3, 12, full);
        const ListedNames listed(suite);
        NameCopier copier(tags, suite, 5, other), twin(tags, suite, 5, other);
        QVERIFY(copier.open() && twin.open());
        QCOMPARE(copier.words, wordsToLearn(suite));
        Philox rng(6 + std::uint64_t(scheme));
        std::uint64_t sentences = 0, mentions = 0;
        for (int round = 0; round < 120; ++round) {
            const auto document = randomDocument(rng, tags, suite);
            const auto copies = copier.copy(document);
            QCOMPARE(copies.size(), document.size());
            const auto again = twin.copy(document);
            for (std::size_t i = 0; i < document.size(); ++i) {
                const auto& from = document[i];
                const auto before = mentionsIn(from, tags);
                const auto own = std::count_if(before.begin(), before.end(),
                    [](const Mention& m) { return m.label == "PER"; });
                QCOMPARE(copies[i].has_value(), own > 0);
                if (own == 0)
                    continue;
                ++sentences;
                mentions += std::uint64_t(own);
                const auto& [made, words] = *copies[i];
                QCOMPARE(made.words, again[i]->example.words); // the same seed and calls
                QCOMPARE(words, again[i]->words);
                QCOMPARE(made.document, from.document);
                QCOMPARE(made.sentence, from.sentence);
                QCOMPARE(made.classes.size(), made.words.size());
                QCOMPARE(made.blankBefore.size(), made.words.size());
                const auto after = mentionsIn(made, tags);
                QCOMPARE(after.size(), before.size());
                std::set<std::uint32_t> inNames; // words of the copy
                for (std::size_t m = 0; m < after.size(); ++m) {
                    QCOMPARE(after[m].label, before[m].label);
                    if (after[m].label != "PER") {
                        QCOMPARE(textOf(made, after[m]), textOf(from, before[m]));
                        continue;
                    }
                    QCOMPARE(made.blankBefore[after[m].begin], from.blankBefore[before[m].begin]);
                    for (auto w = after[m].begin; w < after[m].end; ++w) {
                        inNames.insert(w);
                        QVERIFY(copier.words.contains(made.words[w]));
                    }
                    const auto old = listed.groupOf(textOf(from, before[m]));
                    const auto now = listed.groupOf(textOf(made, after[m]));
                    QVERIFY(!now.empty()); // first and last words of one group
                    if (other && !old.empty())
                        QVERIFY(now != old);
                }
                std::set<std::uint32_t> left, right;
                QVERIFY(std::is_sorted(words.begin(), words.end()));
                for (const auto& [a, b] : words) {
                    QVERIFY(left.insert(a).second && right.insert(b).second);
                    QCOMPARE(made.classes[b], from.classes[a]);
                    if (!inNames.contains(b))
                        QCOMPARE(made.words[b], from.words[a]);
                }
                // All words outside of names have their partner.
                QVERIFY(right.size() >= made.words.size() - inNames.size());
                for (std::uint32_t w = 0; w < made.words.size(); ++w)
                    QVERIFY(inNames.contains(w) || right.contains(w));
            }
        }
        QCOMPARE(copier.sentences, sentences);
        QCOMPARE(copier.mentions, mentions);
        QVERIFY(mentions > 100);
    }

    void groupsComeInTurn() {
        const TagSet tags({"PER"}, TagScheme::Iob2);
        const auto suite = names(4, 9, false);
        NameCopier copier(tags, suite, 8);
        QVERIFY(copier.open());
        std::map<std::string, std::uint64_t> counted;
        for (int round = 1; round <= 200; ++round) {
            const std::vector document{sentence(tags, {"Xu", "came"}, {{0, 1, "PER"}})};
            const auto copies = copier.copy(document);
            ++counted[ListedNames(suite).groupOf(copies[0]->example.words[0])];
            const auto [least, most] = std::minmax_element(copier.groups.begin(),
                copier.groups.end(), [](auto& a, auto& b) { return a.second < b.second; });
            if (round % 4 == 0)
                QCOMPARE(least->second, most->second);
            QVERIFY(most->second <= std::uint64_t((round + 3) / 4));
        }
        QCOMPARE(copier.groups, counted);
        QCOMPARE(counted.size(), std::size_t(4));
    }

    void oneNameOfADocumentGetsOneName() {
        const TagSet tags({"PER"}, TagScheme::Bilou);
        const auto suite = names(3, 12, true);
        NameCopier copier(tags, suite, 9);
        QVERIFY(copier.open());
        for (int round = 0; round < 50; ++round) {
            const std::vector document{
                sentence(tags, {"Mira", "Tolvanen", "left", "."}, {{0, 2, "PER"}}),
                sentence(tags, {"Nobody", "came", "."}, {}),
                sentence(tags, {"TOLVANEN", "saw", "Mira", "and", "Bo"},
                    {{0, 1, "PER"}, {2, 3, "PER"}, {4, 5, "PER"}})};
            const auto copies = copier.copy(document);
            QVERIFY(!copies[1]);
            const auto &whole = copies[0]->example.words, &parts = copies[2]->example.words;
            QCOMPARE(whole.size(), std::size_t(4));
            QCOMPARE(parts.size(), std::size_t(5));
            QCOMPARE(parts[2], whole[0]);
            QCOMPARE(QString::fromStdString(parts[0]), QString::fromStdString(whole[1]).toUpper());
            QVERIFY(parts[4] != whole[0] && parts[4] != whole[1]);
        }
    }

    // Han characters of a name stand without blanks; the blank before the name stays as it was.
    void blanksAreThoseOfTheScript() {
        auto suite = names(1, 0, false);
        for (const char* name : {"李明", "王芳", "张伟", "刘洋", "陈静", "杨敏"}) {
            SuiteName& own = suite.names.emplace_back();
            own.text = name;
            own.group = "zh";
        }
        const TagSet tags({"PER"}, TagScheme::Iob2);
        NameCopier copier(tags, suite, 2);
        QVERIFY(copier.open());
        auto from = sentence(tags, {"said", "Mira", "!"}, {{1, 2, "PER"}});
        from.blankBefore = {false, true, false};
        const auto copies = copier.copy(std::vector{from});
        const auto& made = copies[0]->example;
        QVERIFY(made.blankBefore[1]);
        for (std::size_t w = 2; w < made.words.size(); ++w)
            QVERIFY(!made.blankBefore[w]);
    }

    void nothingToCopy() {
        const TagSet tags({"PER", "LOC"}, TagScheme::Iob2);
        const auto suite = names(2, 9, true);
        NameCopier copier(tags, suite, 1);
        QVERIFY(copier.open());
        QVERIFY(copier.copy({}).empty());
        const std::vector document{
            sentence(tags, {}, {}), sentence(tags, {"Ulm"}, {{0, 1, "LOC"}})};
        for (const auto& copy : copier.copy(document))
            QVERIFY(!copy);
        QCOMPARE(copier.sentences, std::uint64_t(0));
        QVERIFY(copier.groups.empty());
    }
};

QTEST_APPLESS_MAIN(TstNameCopies)
#include "tst_name_copies.moc"
