// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/engine/run_examples.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace evenspan;
using namespace evenspan::engine;

namespace {

const TagSet kTags({"PER", "LOC"}, TagScheme::Iob2); // O B-PER I-PER B-LOC I-LOC

struct Case {
    std::vector<Example> sentences;
    std::vector<Prediction> predictions;
    std::vector<std::vector<std::int32_t>> gold;

    void add(const std::vector<std::string>& words, const std::vector<std::int32_t>& classes,
        const std::vector<std::int32_t>& predicted, float sure) {
        Example example;
        example.words = words;
        example.classes = classes;
        example.document = static_cast<std::int64_t>(sentences.size()) + 1;
        sentences.push_back(example);
        gold.push_back(classes);
        Prediction p;
        p.classes = predicted;
        p.scores.assign(words.size(), sure);
        p.best = p.scores;
        predictions.push_back(p);
    }
    std::vector<RunExample> pick(std::size_t count = kShownExamples) const {
        return pickExamples(sentences, predictions, gold, kTags, count);
    }
};

} // namespace

class TestRunExamples : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void spansStandAtTheirWords() {
        Case c;
        c.add({"Mara", "Quint", "in", "Zürich", "."}, {1, 2, 0, 3, 0}, {1, 0, 0, 0, 0}, 0.5f);
        c.sentences[0].blankBefore = {false, true, true, true, false};
        const auto shown = c.pick();
        QCOMPARE(shown.size(), std::size_t{1});
        QCOMPARE(shown[0].text, std::string("Mara Quint in Zürich."));
        QVERIFY(!shown[0].cut && !shown[0].agrees);
        QVERIFY(shown[0].gold
            == (std::vector<ExampleSpan>{{0, 10, "PER", 1}, {14, 20, "LOC", 1}})); // code points
        QVERIFY(shown[0].predicted == (std::vector<ExampleSpan>{{0, 4, "PER", 0.5}}));
        QVERIFY(std::abs(shown[0].score - 0.5) < 1e-6);
    }

    void chineseWordsAreNotSpaced() {
        Case c;
        c.add({"林晓", "在", "上海"}, {1, 0, 3}, {1, 0, 3}, 0.9f);
        c.sentences[0].blankBefore = {false, false, false};
        const auto shown = c.pick();
        QCOMPARE(shown[0].text, std::string("林晓在上海"));
        QVERIFY(shown[0].agrees);
        QVERIFY(shown[0].gold == (std::vector<ExampleSpan>{{0, 2, "PER", 1}, {3, 5, "LOC", 1}}));
    }

    void aLongSentenceIsCutBetweenWords() {
        Case c;
        std::vector<std::string> words(400, "word");
        std::vector<std::int32_t> classes(400, 0);
        classes[118] = 1; // begins before the cut and ends behind it
        classes[119] = classes[120] = classes[121] = 2;
        classes[300] = 3;
        c.add(words, classes, std::vector<std::int32_t>(400, 0), 0.9f);
        const auto shown = c.pick();
        QVERIFY(shown[0].cut);
        QVERIFY(shown[0].text.size() <= kShownCharacters);
        QCOMPARE(shown[0].text.size() % 5, std::size_t{4}); // whole words
        QCOMPARE(shown[0].gold.size(), std::size_t{1});
        QCOMPARE(std::size_t{shown[0].gold[0].end}, shown[0].text.size());
    }

    // Against a plain sort: first those that differ, then by score, then by place.
    void orderEqualsAPlainSort() {
        for (std::uint64_t seed = 0; seed < 50; ++seed) {
            Philox rng(seed);
            Case c;
            const auto count = 1 + rng.below(40);
            for (std::uint32_t i = 0; i < count; ++i) {
                std::vector<std::int32_t> gold, predicted;
                const auto words = 1 + rng.below(4);
                for (std::uint32_t w = 0; w < words; ++w) {
                    gold.push_back(rng.below(2) ? 1 : 0);
                    predicted.push_back(rng.below(8) ? gold.back() : 3);
                }
                c.add(std::vector<std::string>(words, "w"), gold, predicted,
                    0.25f * static_cast<float>(1 + rng.below(4))); // ties are many
            }
            struct Row {
                bool agrees;
                double score;
                std::int64_t document;
            };
            std::vector<Row> rows;
            for (std::size_t i = 0; i < count; ++i) {
                double sum = 0;
                for (const float best : c.predictions[i].best)
                    sum += std::log(static_cast<double>(best));
                rows.push_back({c.predictions[i].classes == c.gold[i],
                    std::exp(sum / static_cast<double>(c.predictions[i].best.size())),
                    static_cast<std::int64_t>(i) + 1});
            }
            std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
                return a.agrees != b.agrees ? !a.agrees : a.score < b.score - 1e-12;
            });
            const auto shown = c.pick();
            QCOMPARE(shown.size(), std::min<std::size_t>(count, kShownExamples));
            for (std::size_t i = 0; i < shown.size(); ++i) {
                QCOMPARE(shown[i].document, rows[i].document);
                QCOMPARE(shown[i].agrees, rows[i].agrees);
            }
        }
    }

    void nothingToShow() { QVERIFY(Case().pick().empty()); }
};

QTEST_APPLESS_MAIN(TestRunExamples)
#include "tst_run_examples.moc"
