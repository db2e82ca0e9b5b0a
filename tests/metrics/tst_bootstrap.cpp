// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/metrics/bootstrap.h"
#include "core/metrics/entity_scores.h"

#include <cmath>
#include <limits>
#include <QTest>

using namespace evenspan;

namespace {

using Runs = std::vector<std::vector<SentenceCounts>>;

// One run over `sentences` sentences of two gold entities, each found with probability `hit`.
std::vector<SentenceCounts> run(Philox& rng, std::size_t sentences, double hit) {
    std::vector<SentenceCounts> out(sentences);
    for (auto& counts : out) {
        counts.gold = counts.predicted = 2;
        for (int i = 0; i < 2; ++i)
            counts.right += rng.uniform() < hit ? 1 : 0;
    }
    return out;
}

} // namespace

class TstBootstrap : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsGiveTheScorersF1() {
        const std::vector<std::vector<Mention>> gold{{{0, 1, "A"}, {2, 4, "B"}}, {}, {{0, 2, "A"}}};
        const std::vector<std::vector<Mention>> other{
            {{0, 1, "A"}, {2, 3, "B"}}, {{5, 6, "A"}}, {{0, 2, "A"}}};
        const std::vector<std::vector<Mention>> nothing(3);
        const Runs runs{sentenceCounts(gold, other)}, none{sentenceCounts(gold, nothing)};
        const auto interval = *bootstrapDifference(runs, none, 50, 0.95, 1);
        QCOMPARE(interval.estimate, scoreMentions(gold, other).micro.f1);
    }

    void sameSeedSameBits() {
        Philox rng(1);
        const Runs a{run(rng, 60, 0.7), run(rng, 60, 0.7)}, b{run(rng, 60, 0.6)};
        const auto first = *bootstrapDifference(a, b, 400, 0.95, 7);
        const auto second = *bootstrapDifference(a, b, 400, 0.95, 7);
        QCOMPARE(first.low, second.low);
        QCOMPARE(first.high, second.high);
        QVERIFY(first.low != bootstrapDifference(a, b, 400, 0.95, 8)->low);
        QVERIFY(first.low <= first.estimate && first.estimate <= first.high);
    }

    // Pairing: a side against itself differs by nothing, whatever sentences are drawn.
    void equalSidesDifferByNothing() {
        Philox rng(2);
        const Runs a{run(rng, 40, 0.5)};
        const auto interval = *bootstrapDifference(a, a, 200, 0.95, 3);
        QCOMPARE(interval.low, 0.0);
        QCOMPARE(interval.high, 0.0);
    }

    // With one entity a sentence and one run, F1 is a mean, whose interval theory knows.
    void widthIsThatOfAMean() {
        std::vector<SentenceCounts> half(400, {1, 1, 0}), none(400, {1, 1, 0});
        for (std::size_t i = 0; i < half.size(); i += 2)
            half[i].right = 1;
        const Runs a{half}, b{none};
        const auto interval = *bootstrapDifference(a, b, 4000, 0.95, 5);
        const double expected = 2 * 1.959964 * std::sqrt(0.25 / 400);
        QCOMPARE(interval.estimate, 0.5);
        QVERIFY(std::abs((interval.high - interval.low) / expected - 1) < 0.1);
    }

    // Seeds count too: runs that disagree widen the interval although the sentences do not.
    void seedsWidenTheInterval() {
        const std::vector<SentenceCounts> good(50, {1, 1, 1}), bad(50, {1, 1, 0});
        const Runs a{good, bad}, b{bad};
        const auto interval = *bootstrapDifference(a, b, 500, 0.95, 5);
        QCOMPARE(interval.estimate, 0.5);
        QCOMPARE(interval.low, 0.0);
        QCOMPARE(interval.high, 1.0);
    }

    void refusesWhatCannotBeCompared() {
        const std::vector<SentenceCounts> five(5), six(6), zero;
        auto code = [](const Runs& a, const Runs& b, std::size_t rounds, double confidence) {
            const auto result = bootstrapDifference(a, b, rounds, confidence, 1);
            return result ? ErrorCode::Internal : result.error().code;
        };
        QCOMPARE(code({five}, {six}, 10, 0.95), ErrorCode::InvalidArgument);
        QCOMPARE(code({}, {five}, 10, 0.95), ErrorCode::InvalidArgument);
        QCOMPARE(code({five}, {}, 10, 0.95), ErrorCode::InvalidArgument);
        QCOMPARE(code({zero}, {zero}, 10, 0.95), ErrorCode::InvalidArgument);
        QCOMPARE(code({five}, {five}, 0, 0.95), ErrorCode::InvalidArgument);
        QCOMPARE(code({five}, {five}, 10, 1.0), ErrorCode::InvalidArgument);
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QCOMPARE(code({five}, {five}, 10, nan), ErrorCode::InvalidArgument);
        QCOMPARE(code({five}, {five}, 10, 0.95), ErrorCode::Internal); // nothing labelled: fine
    }
};

QTEST_APPLESS_MAIN(TstBootstrap)
#include "tst_bootstrap.moc"
