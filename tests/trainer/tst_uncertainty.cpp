// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/predictor.h"

#include <cmath>
#include <QTest>

using namespace evenspan;
using namespace evenspan::engine;

namespace {

// One window a sentence; word w at position w + 1, between two special sub-words.
EncodedSentence sentence(std::uint32_t words) {
    EncodedSentence out;
    out.windows.resize(1);
    out.windows[0].ids.assign(words + 2, 1);
    for (std::uint32_t w = 0; w < words; ++w)
        out.words.push_back({0, w + 1});
    return out;
}

} // namespace

class TstUncertainty : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theMeanOfTheBestLogProbabilities() {
        const std::vector<Prediction> sentences{
            {{0, 0}, {0.5F, 0.1F}, {0.5F, 0.25F}}, {{0}, {1.0F}, {1.0F}}, {}};
        const double hand = (std::log(2.0) + std::log(4.0)) / 3;
        QVERIFY(std::fabs(uncertaintyOf(sentences) - hand) < 1e-12);
        QCOMPARE(uncertaintyOf({}), 0.0);
    }

    // The best probability is of any class, also where the rules of the tags forbid it there.
    void theBestClassMayBeForbidden() {
        const TagSet tags({"A"}, TagScheme::Iob2); // O, B-A, I-A
        const std::vector sentences{sentence(1)};
        // I-A leads, and may not begin a sentence.
        const LogitsFunction logits = [](const Batch&) -> Result<std::vector<float>> {
            return std::vector<float>{0, 0, 0, 1, 0, 2, 0, 0, 0};
        };
        const auto out = predict(logits, tags, sentences);
        QVERIFY(out.ok());
        const double sum = std::exp(1.0) + 1 + std::exp(2.0);
        QCOMPARE((*out)[0].classes, std::vector<std::int32_t>{0});
        QVERIFY(std::fabs((*out)[0].scores[0] - std::exp(1.0) / sum) < 1e-6);
        QVERIFY(std::fabs((*out)[0].best[0] - std::exp(2.0) / sum) < 1e-6);
        QVERIFY(std::fabs(uncertaintyOf(*out) + std::log(std::exp(2.0) / sum)) < 1e-6);
    }
};

QTEST_APPLESS_MAIN(TstUncertainty)
#include "tst_uncertainty.moc"
