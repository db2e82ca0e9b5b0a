// SPDX-License-Identifier: GPL-3.0-or-later
// The answer of a model for every word, wherever its window stood in whichever batch.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/base/rng.h"
#include "core/engine/word_logits.h"
#endif
#include <algorithm>
#include <QTest>

using namespace evenspan;
using namespace evenspan::engine;

namespace {

constexpr std::size_t kClasses = 3;
constexpr std::uint64_t kLong = 1100; // sub-words, of which a batch holds no more than asked for

// The logits of a sub-word by its id and where it stands in its window, so that no two are alike.
float logit(std::int32_t id, std::int32_t column, std::size_t c) {
    return float(id) * 100 + float(column) + float(c) / 4;
}

struct Model {
    std::vector<std::int32_t> columns, rows;
    std::size_t failAt = std::size_t(-1);
    Result<std::vector<float>> operator()(const Batch& batch) {
        if (columns.size() == failAt)
            return Error{ErrorCode::OutOfMemory, "No memory", "model", "Take a smaller batch."};
        columns.push_back(batch.columns);
        rows.push_back(batch.rows);
        if (batch.wanted.size() != batch.ids.size())
            qFatal("nobody said which are wanted");
        std::vector<float> out;
        for (std::int32_t r = 0; r < batch.rows; ++r)
            for (std::int32_t i = 0; i < batch.lengths[std::size_t(r)]; ++i) {
                const auto at = std::size_t(r * batch.columns + i);
                for (std::size_t c = 0; c < kClasses; ++c) // what is not wanted is unspecified
                    out.push_back(batch.wanted[at] ? logit(batch.ids[at], i, c) : -1e9F);
            }
        return out;
    }
};

// Sentences of several windows; each word is read at some place of some window.
std::vector<EncodedSentence> randomSentences(
    Philox& rng, std::size_t count, std::uint64_t shortest = 2) {
    std::vector<EncodedSentence> out(count);
    for (auto& sentence : out) {
        const auto windows = 1 + rng.below(3);
        for (std::size_t w = 0; w < windows; ++w) {
            EncodedWindow window;
            for (auto left = shortest + rng.below(12); left > 0; --left)
                window.ids.push_back(std::int32_t(3 + rng.below(500)));
            sentence.windows.push_back(std::move(window));
        }
        if (rng.below(6) == 0)
            continue; // a sentence without a word
        for (auto left = 1 + rng.below(9); left > 0; --left) {
            const auto w = rng.below(windows);
            sentence.words.push_back(
                {std::uint32_t(w), std::uint32_t(rng.below(sentence.windows[w].ids.size()))});
        }
    }
    return out;
}

} // namespace

class TstWordLogits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyWordHasItsOwn_data() {
        QTest::addColumn<int>("batch");
        for (const int batch : {1, 2, 7, 32, 1000})
            QTest::addRow("batches of %d", batch) << batch;
    }
    void everyWordHasItsOwn() {
        QFETCH(int, batch);
        Philox rng(21 + std::uint64_t(batch));
        for (int round = 0; round < 60; ++round) {
            const auto sentences = randomSentences(rng, rng.below(30));
            Model model;
            const auto values = wordLogits([&](const Batch& b) { return model(b); }, kClasses,
                sentences, {true, std::size_t(batch), 0});
            QVERIFY(values.ok());
            QCOMPARE(values->size(), sentences.size());
            for (std::size_t s = 0; s < sentences.size(); ++s) {
                const auto& sentence = sentences[s];
                QCOMPARE((*values)[s].size(), sentence.words.size() * kClasses);
                for (std::size_t w = 0; w < sentence.words.size(); ++w) {
                    const auto place = sentence.words[w];
                    const auto id = sentence.windows[place.window].ids[place.position];
                    for (std::size_t c = 0; c < kClasses; ++c)
                        QCOMPARE((*values)[s][w * kClasses + c],
                            logit(id, std::int32_t(place.position), c));
                }
            }
            // Of short windows a batch may hold more, up to 4096 sub-words.
            for (std::size_t i = 0; i < model.rows.size(); ++i)
                QVERIFY(model.rows[i] >= 1
                    && (model.rows[i] <= batch || model.rows[i] * model.columns[i] <= 4096));
        }
    }

    // The longest first, so that a batch holds windows of about one length.
    void longWindowsStandTogether() {
        Philox rng(22);
        auto sentences = randomSentences(rng, 40, kLong);
        Model model;
        QVERIFY(
            wordLogits([&](const Batch& b) { return model(b); }, kClasses, sentences, {true, 4, 0})
                .ok());
        QVERIFY(std::is_sorted(model.columns.rbegin(), model.columns.rend()));
    }

    void sentencesWithoutAWordAskNobody() {
        std::vector<EncodedSentence> sentences(3);
        for (auto& sentence : sentences)
            sentence.windows.push_back({{1, 2}, {}});
        Model model;
        const auto values =
            wordLogits([&](const Batch& b) { return model(b); }, kClasses, sentences, {});
        QVERIFY(values.ok());
        QCOMPARE(values->size(), std::size_t(3));
        for (const auto& each : *values)
            QVERIFY(each.empty());
        QVERIFY(model.rows.empty());
        QVERIFY(wordLogits([&](const Batch& b) { return model(b); }, kClasses, {}, {})->empty());
    }

    void progressCountsWindows() {
        Philox rng(23);
        const auto sentences = randomSentences(rng, 30, kLong);
        std::size_t windows = 0;
        for (const auto& sentence : sentences)
            windows += sentence.words.empty() ? 0 : sentence.windows.size();
        Model model;
        std::vector<std::size_t> seen;
        QVERIFY(wordLogits([&](const Batch& b) { return model(b); }, kClasses, sentences,
            {true, 8, 0}, {},
            [&](std::size_t done, std::size_t total) {
                QCOMPARE(total, windows);
                seen.push_back(done);
            }).ok());
        QCOMPARE(seen.size(), (windows + 7) / 8);
        QCOMPARE(seen.back(), windows);
        QVERIFY(std::is_sorted(seen.begin(), seen.end()));
    }

    void errorsAndStopsEndIt() {
        Philox rng(24);
        const auto sentences = randomSentences(rng, 30, kLong);
        Model model;
        model.failAt = 2;
        const auto failed =
            wordLogits([&](const Batch& b) { return model(b); }, kClasses, sentences, {true, 4, 0});
        QCOMPARE(failed.error().code, ErrorCode::OutOfMemory);
        QCOMPARE(model.rows.size(), std::size_t(2));
        std::stop_source stop;
        Model other;
        const auto stopped =
            wordLogits([&](const Batch& b) { return other(b); }, kClasses, sentences, {true, 4, 0},
                stop.get_token(), [&](std::size_t, std::size_t) { stop.request_stop(); });
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        QCOMPARE(other.rows.size(), std::size_t(1)); // within one batch
    }
};

QTEST_APPLESS_MAIN(TstWordLogits)
#include "tst_word_logits.moc"
