// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/inspect/behaviour_tests.h"
#include "core/app/inspect/inspect_text.h"
#include "core/base/rng.h"
#include "core/store/reader.h"
#include "core/store/writer.h"
#include "core/text/offset_map.h"
#include "core/text/utf8.h"

#include <nlohmann/json.hpp>
#include <QTemporaryDir>
#include <QTest>

using namespace evenspan;

namespace {

const std::vector<std::string> kTags{"O", "B-PER", "I-PER"};

MarkedText marked(const char* typed) {
    return *parseMarked(typed);
}

// Marks words that begin with a capital after the first of the sentence's own.
Result<std::vector<ReadSentence>> capitals(const std::string& text) {
    auto cut = sentencesOf(text);
    std::vector<ReadSentence> out;
    for (std::size_t s = 0; s < cut->examples.size(); ++s) {
        ReadSentence sentence;
        for (std::size_t w = 0; w < cut->ranges[s].size(); ++w) {
            InspectedWord word;
            word.range = cut->ranges[s][w];
            word.text = cut->examples[s].words[w];
            const bool name = word.text[0] >= 'A' && word.text[0] <= 'Z' && word.text != "It";
            word.tag = name ? 1 : 0;
            word.probabilities = name ? std::vector<float>{0.25f, 0.5f, 0.25f}
                                      : std::vector<float>{0.75f, 0.25f, 0.0f};
            if (name) {
                const auto at = static_cast<std::uint32_t>(w);
                sentence.spans.push_back({{at, at + 1, "PER"}, word.range, 0, 0, 0, {}});
            }
            sentence.words.push_back(word);
        }
        out.push_back(std::move(sentence));
    }
    return out;
}

BehaviourTest invariance(const char* text, std::vector<TextChange> changes) {
    BehaviourTest test;
    test.name = "t";
    test.kind = BehaviourKind::Invariance;
    test.text = marked(text);
    test.changes = std::move(changes);
    return test;
}

} // namespace

class BehaviourTestsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aMarkedTextIsReadAndWritten() {
        const auto one = marked("[Ana Ruiz](PER) lives in [Oslo](LOC).");
        QCOMPARE(one.text, std::string("Ana Ruiz lives in Oslo."));
        QCOMPARE(one.spans.size(), std::size_t(2));
        QVERIFY((one.spans[1] == MarkedSpan{{18, 22}, "LOC"}));
        QCOMPARE(writeMarked(one), std::string("[Ana Ruiz](PER) lives in [Oslo](LOC)."));
        // Brackets of the text itself.
        QCOMPARE(marked("see [1] and [2").text, std::string("see [1] and [2"));
        QVERIFY(marked("see [1] and [2").spans.empty());
        QCOMPARE(marked("\\[a](b)").text, std::string("[a](b)"));
        QCOMPARE(parseMarked("x [](PER)").error().code, ErrorCode::BadFormat);
        QCOMPARE(parseMarked("x [a]()").error().code, ErrorCode::BadFormat);
        QCOMPARE(parseMarked("\xff").error().code, ErrorCode::BadEncoding);
    }

    // Any text with any spans comes back.
    void marksSurviveWriting() {
        const char32_t letters[] = {U'a', U'[', U']', U'(', U')', U'\\', U' ', U'é', U'王', U'😊'};
        const char* labels[] = {"PER", "A(B)", "x\\y"};
        Philox rng(5);
        for (int round = 0; round < 2000; ++round) {
            MarkedText text;
            const auto size = rng.below(12);
            for (std::uint64_t i = 0; i < size; ++i)
                appendUtf8(text.text, letters[rng.below(std::size(letters))]);
            for (std::uint32_t at = 0; at < size;) {
                const auto end = at + 1
                    + static_cast<std::uint32_t>(rng.below(std::min<std::uint64_t>(3, size - at)));
                if (rng.below(2))
                    text.spans.push_back({{at, end}, labels[rng.below(3)]});
                at = end;
            }
            const auto again = parseMarked(writeMarked(text));
            QVERIFY2(again && *again == text, writeMarked(text).c_str());
        }
    }

    void testsComeBackFromJson() {
        std::vector<BehaviourTest> tests{invariance("[Ana](PER) sings.", {TextChange::Swap})};
        tests[0].names = {{"PER", {"Bo", "Li Na"}}};
        BehaviourTest direction;
        direction.name = "with a title";
        direction.kind = BehaviourKind::Direction;
        direction.text = marked("[Reed](PER) came.");
        direction.other = marked("Dr. [Reed](PER) came.");
        direction.rises = true;
        direction.least = 0.125;
        tests.push_back(direction);
        QCOMPARE(*behaviourTestsFromJson(behaviourTestsToJson(tests)), tests);
        QCOMPARE(behaviourTestsFromJson("{}").error().code, ErrorCode::BadFormat);
        auto json = nlohmann::json::parse(behaviourTestsToJson(tests));
        json["tests"][1]["kind"] = "sideways";
        const auto error = behaviourTestsFromJson(json.dump()).error();
        QCOMPARE(error.code, ErrorCode::BadFormat);
        QVERIFY(error.where.find("test 2") == 0);
        json["tests"][1] = json["tests"][0];
        QVERIFY(!behaviourTestsFromJson(json.dump()));
    }

    void theSameTestIsMergedOnce() {
        auto test = invariance("[Ana](PER) sings.", {TextChange::Lower});
        test.name = "a";
        std::vector<BehaviourTest> tests{test};
        auto other = test;
        other.changes = {TextChange::Upper};
        QCOMPARE(mergeBehaviourTests(tests, {test, other, other}), std::size_t(1));
        QCOMPARE(tests.size(), std::size_t(3)); // the name of the third was taken: it is another
        QCOMPARE(tests[1].name, freeTestName({test}, "a"));
        QVERIFY(tests[2].name != tests[1].name);
    }

    void whatIsMissingIsSaid() {
        auto test = invariance("Nobody.", {});
        QVERIFY(!checkBehaviourTest(test));
        test.changes = {TextChange::Lower};
        QVERIFY(checkBehaviourTest(test).ok());
        test.changes = {TextChange::Swap};
        QVERIFY(!checkBehaviourTest(test));
        test.kind = BehaviourKind::Direction;
        test.text = marked("[A](X)");
        test.other = marked("[A](Y)");
        QVERIFY(!checkBehaviourTest(test));
        test.other = marked("[A](X)");
        QVERIFY(checkBehaviourTest(test).ok());
        test.name.clear();
        QVERIFY(!checkBehaviourTest(test));
    }

    // A span that is moved covers the same words, those of a swapped name the new name.
    void variantsKeepTheirSpans() {
        const std::map<std::string, std::vector<std::string>> names{
            {"PER", {"Ana", "Li", "Wilhelmina of Oss"}}, {"LOC", {"Oslo", "Rio"}}};
        const auto test = invariance("Today [Ana](PER) saw [Oslo](LOC) twice.",
            {std::begin(kAllTextChanges), std::end(kAllTextChanges)});
        const auto variants = variantsOf(test, names);
        std::map<TextChange, int> counts;
        for (const auto& variant : variants) {
            ++counts[variant.change];
            QVERIFY(variant.text != test.text.text);
            const OffsetMap map(variant.text);
            for (const auto& span : test.text.spans) {
                const std::string now(map.slice(variant.moved(span.range)));
                const std::string before(OffsetMap(test.text.text).slice(span.range));
                if (variant.change == TextChange::Lower || variant.change == TextChange::Upper)
                    QCOMPARE(now.size(), before.size());
                else if (variant.change != TextChange::Swap)
                    QCOMPARE(now, before);
                else
                    QVERIFY(now == before
                        || std::count(names.at(span.label).begin(), names.at(span.label).end(), now)
                            == 1);
            }
        }
        QCOMPARE(counts[TextChange::Lower], 1);
        QCOMPARE(counts[TextChange::Upper], 1);
        QCOMPARE(counts[TextChange::Typos], 4);
        QCOMPARE(counts[TextChange::Punctuation], 2);
        QCOMPARE(counts[TextChange::Swap], 3); // two other people, one other place
        QCOMPARE(counts[TextChange::Negated], 1);
        // The same each time.
        const auto again = variantsOf(test, names);
        for (std::size_t i = 0; i < variants.size(); ++i)
            QCOMPARE(again[i].text, variants[i].text);
    }

    void otherScriptsAreNegatedInTheirWords() {
        const auto variants =
            variantsOf(invariance("[王芳](PER)住在巴黎", {TextChange::Negated}), {});
        QCOMPARE(variants.size(), std::size_t(1));
        QCOMPARE(variants[0].text, std::string("并不是说王芳住在巴黎"));
        QVERIFY((variants[0].moved({0, 2}) == CodePointRange{4, 6}));
        // Letters without case, no entity, nothing to swap: nothing is said.
        QVERIFY(
            variantsOf(invariance("巴黎", {TextChange::Upper, TextChange::Typos}), {}).size() <= 1);
    }

    void eachKindPassesAndFails() {
        BehaviourTest test;
        test.name = "m";
        test.text = marked("now [Ana](PER) sings");
        QVERIFY(tryBehaviour(test, {}, kTags, capitals)->passed());
        test.text = marked("now [Ana](ORG) sings");
        QVERIFY(!tryBehaviour(test, {}, kTags, capitals)->passed());
        test.text = marked("now Ana sings");
        QVERIFY(!tryBehaviour(test, {}, kTags, capitals)->passed());

        auto same = invariance("now [Ana](PER) sings well",
            {TextChange::Typos, TextChange::Negated, TextChange::Punctuation});
        auto result = *tryBehaviour(same, {}, kTags, capitals);
        QVERIFY(result.passed());
        QVERIFY(result.checks.size() > 4);
        same.changes = {TextChange::Lower};
        result = *tryBehaviour(same, {}, kTags, capitals);
        QCOMPARE(result.failed(), std::size_t(1));
        QCOMPARE(result.checks[0].expected.size(), std::size_t(1));
        QVERIFY(result.checks[0].found.empty());
        same.changes = {TextChange::Swap};
        result = *tryBehaviour(same, {{"PER", {"Bo", "ina"}}}, kTags, capitals);
        QCOMPARE(result.checks.size(), std::size_t(2));
        QCOMPARE(result.failed(), std::size_t(1));

        BehaviourTest direction;
        direction.name = "d";
        direction.kind = BehaviourKind::Direction;
        direction.text = marked("now [Ana](PER) sings");
        direction.other = marked("now [ana](PER) sings");
        result = *tryBehaviour(direction, {}, kTags, capitals);
        QVERIFY(result.passed());
        QCOMPARE(result.checks[0].before, 0.75);
        QCOMPARE(result.checks[0].after, 0.25);
        direction.least = 0.6;
        QVERIFY(!tryBehaviour(direction, {}, kTags, capitals)->passed());
        direction.least = 0;
        direction.rises = true;
        QVERIFY(!tryBehaviour(direction, {}, kTags, capitals)->passed());
    }

    void rightToLeftAndLongTextsAreTried() {
        auto test = invariance(
            "[דנה](PER) גרה כאן.", {std::begin(kAllTextChanges), std::end(kAllTextChanges)});
        QVERIFY(tryBehaviour(test, {}, kTags, capitals).ok());
        test.text = {std::string(10'000, 'x'), {}};
        test.changes = {TextChange::Typos, TextChange::Upper, TextChange::Negated};
        QVERIFY(tryBehaviour(test, {}, kTags, capitals).ok());
    }

    void aReportSaysItsRatesAndIsKept() {
        BehaviourReport report{"first", 2000, {}};
        const auto result = [](BehaviourKind kind, std::vector<bool> passed) {
            BehaviourResult out{"n", kind, {}};
            for (const bool one : passed) {
                BehaviourCheck check;
                check.text = "Ana";
                check.expected = {{{0, 3}, "PER"}};
                check.passed = one;
                out.checks.push_back(check);
            }
            return out;
        };
        report.results = {result(BehaviourKind::Minimum, {true}),
            result(BehaviourKind::Invariance, {true, false, true}),
            result(BehaviourKind::Invariance, {true}), result(BehaviourKind::Invariance, {})};
        report.results[1].checks[1].change = TextChange::Swap;
        QCOMPARE(report.tests(), std::size_t(3)); // nothing was changed in the last
        QCOMPARE(report.rate(), *wilsonInterval(2, 3));
        QCOMPARE(report.rate(BehaviourKind::Invariance), *wilsonInterval(1, 2));
        QCOMPARE(report.rate(BehaviourKind::Direction), *wilsonInterval(0, 0));

        QTemporaryDir folder;
        auto project = std::move(
            *store::Project::create(folder.filePath(QStringLiteral("p.evenspan")).toStdString()));
        store::RunRow row;
        row.name = "first";
        row.state = store::RunState::Finished;
        row.finished = 2000;
        row.id = *project->writer()->createRun(row);
        QVERIFY(keepBehaviourReport(*project->writer(), row.id, report).ok());
        const auto test = invariance("[Ana](PER) sings.", {TextChange::Swap});
        QVERIFY(keepBehaviourTests(*project->writer(), {test}).ok());
        const auto reader = *project->reader();
        auto kept = *keptBehaviourReport(*reader, row);
        QVERIFY(kept.has_value());
        QCOMPARE(behaviourReportToJson(*kept).dump(), behaviourReportToJson(report).dump());
        QCOMPARE(*keptBehaviourTests(*reader), std::vector<BehaviourTest>{test});
        // Of weights that have changed it says nothing.
        row.finished = 3000;
        QVERIFY(!keptBehaviourReport(*reader, row)->has_value());
        QCOMPARE(behaviourReportFromJson("[]").error().code, ErrorCode::Corrupt);
        QCOMPARE(freeTestName({test}, "t"), std::string("t 2"));
    }
};

QTEST_GUILESS_MAIN(BehaviourTestsTest)
#include "tst_behaviour_tests.moc"
