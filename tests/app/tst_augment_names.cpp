// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/app/audit/augment_names.h"

#include <nlohmann/json.hpp>
#endif
#include <QTest>

using namespace evenspan;

namespace {

fairness::Suite fullNames() {
    fairness::Suite suite;
    suite.name = "s";
    suite.label = "PER";
    for (const auto* group : {"a", "b"})
        for (int first = 0; first < 9; ++first)
            for (int last = 0; last < 9; ++last) {
                fairness::SuiteName name;
                name.group = group;
                name.text =
                    std::string("G") + group + char('a' + first) + " S" + group + char('a' + last);
                suite.names.push_back(name);
            }
    return suite;
}

engine::Example example(const TagSet& tags, std::int64_t document, std::uint32_t sentence,
    std::vector<std::string> words, const std::vector<std::string>& names) {
    engine::Example out;
    out.document = document;
    out.sentence = sentence;
    out.words = std::move(words);
    out.blankBefore.assign(out.words.size(), true);
    out.blankBefore[0] = false;
    for (const auto& name : names)
        out.classes.push_back(tags.indexOf(name));
    return out;
}

std::vector<engine::Example> document(const TagSet& tags) {
    return {example(tags, 1, 0, {"Mr", "Anna", "Maria", "Kern", "met", "Bo", "in", "Rome", "."},
                {"O", "B-PER", "I-PER", "I-PER", "O", "B-PER", "O", "B-LOC", "O"}),
        example(tags, 1, 1, {"No", "name", "."}, {"O", "O", "O"}),
        example(tags, 1, 2, {"KERN", "left", "Rome"}, {"B-PER", "O", "B-LOC"}),
        example(tags, 2, 0, {"Kern", "left"}, {"B-PER", "O"})};
}

std::string lowered(std::string text) {
    for (char& c : text)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

} // namespace

class TestAugmentNames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void copiesAreAlignedAndConsistent() {
        const TagSet tags({"LOC", "PER"}, TagScheme::Iob2);
        auto examples = document(tags);
        const auto before = examples;
        const auto suite = fullNames();
        const auto done = augmentNames(examples, tags, suite, 2, 5);
        QVERIFY(done.ok());
        // Two copies of each of three sentences with a name; what was there stays in front.
        QCOMPARE(examples.size(), before.size() + 6);
        QCOMPARE(done->sentences, std::uint64_t(6));
        QCOMPARE(done->mentions, std::uint64_t(8));
        for (std::size_t i = 0; i < before.size(); ++i)
            QVERIFY(
                examples[i].words == before[i].words && examples[i].classes == before[i].classes);
        for (std::size_t copy = 0; copy < 2; ++copy) {
            const auto* at = examples.data() + before.size() + 3 * copy;
            // "Anna Maria Kern" is two words now, "Bo" one.
            QCOMPARE(at[0].words.size(), std::size_t(8));
            QCOMPARE(at[0].words[0], std::string("Mr"));
            QCOMPARE(at[0].words[3], std::string("met"));
            QCOMPARE(at[0].words[6], std::string("Rome"));
            std::vector<std::string> named;
            for (const auto label : at[0].classes)
                named.push_back(tags.tags()[static_cast<std::size_t>(label)]);
            QVERIFY((named
                == std::vector<std::string>{
                    "O", "B-PER", "I-PER", "O", "B-PER", "O", "B-LOC", "O"}));
            for (const auto* each : {&at[0], &at[1], &at[2]})
                QCOMPARE(each->words.size(), each->blankBefore.size());
            // The surname alone, in capitals: the same surname as in the whole name.
            QVERIFY(at[1].words[0] != "KERN");
            QCOMPARE(lowered(at[1].words[0]), lowered(at[0].words[2]));
            QVERIFY(at[1].words[0] != at[0].words[2]);
        }
    }

    void groupsAreEvenAndOneSeedGivesOneAnswer() {
        const TagSet tags({"LOC", "PER"}, TagScheme::Iob2);
        std::vector<engine::Example> many;
        for (std::int64_t d = 0; d < 50; ++d)
            many.push_back(example(tags, d, 0, {"Anna", "Kern", "left"}, {"B-PER", "I-PER", "O"}));
        auto first = many, again = many, other = many;
        const auto done = augmentNames(first, tags, fullNames(), 2, 1);
        QCOMPARE(done->groups.at("a"), std::uint64_t(50));
        QCOMPARE(done->groups.at("b"), std::uint64_t(50));
        QVERIFY(augmentNames(again, tags, fullNames(), 2, 1).ok());
        QVERIFY(augmentNames(other, tags, fullNames(), 2, 2).ok());
        const auto words = [](const std::vector<engine::Example>& examples) {
            std::vector<std::vector<std::string>> out;
            for (const auto& each : examples)
                out.push_back(each.words);
            return out;
        };
        QVERIFY(words(first) == words(again));
        QVERIFY(words(first) != words(other));
    }

    void noNameThatIsLearntIsLeftToTheAudit() {
        const TagSet tags({"LOC", "PER"}, TagScheme::Iob2);
        const auto suite = fullNames();
        auto examples = document(tags);
        const auto done = augmentNames(examples, tags, suite, 10, 3);
        QCOMPARE(done->words, wordsToLearn(suite));
        std::uint64_t left = 0;
        const auto audited = withoutNames(suite, done->words, left);
        // Of 9 first words and 9 last ones 3 each are learnt: 6 × 6 names stay in either group.
        QCOMPARE(audited.names.size(), std::size_t(72));
        QCOMPARE(left, std::uint64_t(90));
        std::set<std::string> learnt;
        for (std::size_t i = 4; i < examples.size(); ++i)
            for (const auto& word : examples[i].words)
                learnt.insert(lowered(word));
        for (const auto& name : audited.names) {
            const auto cut = name.text.find(' ');
            QVERIFY(!learnt.contains(lowered(name.text.substr(0, cut))));
            QVERIFY(!learnt.contains(lowered(name.text.substr(cut + 1))));
        }
        nlohmann::json record{{"augmented", {{"words", done->words}}}};
        QVERIFY(wordsLearnt(record.dump()) == done->words);
        QVERIFY(wordsLearnt("{}").empty() && wordsLearnt("nonsense").empty());
    }

    void whatCannotBeDoneIsRefused() {
        const TagSet places({"LOC"}, TagScheme::Iob2);
        std::vector<engine::Example> none;
        QCOMPARE(
            augmentNames(none, places, fullNames(), 1, 1).error().code, ErrorCode::LabelMismatch);
        const TagSet tags({"PER"}, TagScheme::Iob2);
        auto tiny = fullNames();
        tiny.names.resize(1);
        QCOMPARE(augmentNames(none, tags, tiny, 1, 1).error().code, ErrorCode::Empty);
    }
};

QTEST_APPLESS_MAIN(TestAugmentNames)
#include "tst_augment_names.moc"
