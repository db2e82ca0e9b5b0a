// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/metrics/paired_tests.h"

#include <cmath>
#include <QTest>

using namespace evenspan;

namespace {

using Documents = std::vector<DocumentCounts>;

Documents draw(Philox& rng, std::size_t count, double hit) {
    Documents out(count);
    for (auto& counts : out) {
        const auto gold = rng.below(6);
        for (std::uint64_t i = 0; i < gold; ++i)
            ++(rng.uniform() < hit ? counts.right : counts.missed);
        counts.wrong = static_cast<std::uint32_t>(rng.below(3));
    }
    return out;
}

double plainF1(const Documents& documents) {
    double right = 0, wrong = 0, missed = 0;
    for (const auto& counts : documents) {
        right += counts.right;
        wrong += counts.wrong;
        missed += counts.missed;
    }
    const double all = 2 * right + wrong + missed;
    return all == 0 ? 0 : 2 * right / all;
}

// Every way to swap, the sides built anew each time.
double naiveP(const Documents& a, const Documents& b) {
    const double observed = std::abs(plainF1(a) - plainF1(b));
    std::size_t hits = 0;
    const std::size_t all = std::size_t{1} << a.size();
    for (std::size_t mask = 0; mask < all; ++mask) {
        Documents left = a, right = b;
        for (std::size_t i = 0; i < a.size(); ++i)
            if (mask >> i & 1)
                std::swap(left[i], right[i]);
        hits += std::abs(plainF1(left) - plainF1(right)) >= observed - 1e-12 ? 1 : 0;
    }
    return double(hits) / double(all);
}

} // namespace

class TstPairedTests : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // 200 pairs of up to 10 documents: the exact test is the naive one, and drawing swaps comes
    // within 4.5 standard errors of it (each pair's bound is fixed by the number of draws).
    void everySwapAgreesWithDrawnOnes() {
        Philox rng(11);
        constexpr std::size_t rounds = 20'000;
        for (int round = 0; round < 200; ++round) {
            const auto count = 1 + rng.below(10);
            const auto a = draw(rng, count, 0.3 + 0.6 * rng.uniform());
            const auto b = draw(rng, count, 0.3 + 0.6 * rng.uniform());
            const double known = naiveP(a, b);
            const auto exact = exactRandomisation(a, b);
            QVERIFY(exact.ok());
            QCOMPARE(exact->p, known);
            QCOMPARE(exact->difference, plainF1(a) - plainF1(b));
            const auto drawn = approximateRandomisation(a, b, rounds, std::uint64_t(round));
            const double error = std::sqrt(known * (1 - known) / double(rounds)) + 1.0 / rounds;
            QVERIFY2(std::abs(drawn->p - known) <= 4.5 * error,
                qPrintable(QStringLiteral("%1 %2").arg(drawn->p).arg(known)));
            QVERIFY(!drawn->exact && exact->exact);
            const auto chosen = *randomisation(a, b, rounds, 1);
            QCOMPARE(chosen.p, known); // 1,024 swaps are fewer than the rounds
            QVERIFY(chosen.exact);
        }
    }

    void sidesTradePlaces() {
        Philox rng(3);
        const auto a = draw(rng, 40, 0.8), b = draw(rng, 40, 0.6);
        const auto one = *pairedBootstrap(a, b, 2000, 0.9, 5);
        const auto two = *pairedBootstrap(b, a, 2000, 0.9, 5);
        QCOMPARE(one.difference.estimate, -two.difference.estimate);
        QCOMPARE(one.difference.low, -two.difference.high);
        QCOMPARE(one.p, two.p);
        QCOMPARE(one.ahead, 1 - two.ahead);
        QCOMPARE(
            approximateRandomisation(a, b, 500, 9)->p, approximateRandomisation(b, a, 500, 9)->p);
    }

    void sameSeedSameAnswer() {
        Philox rng(4);
        const auto a = draw(rng, 30, 0.7), b = draw(rng, 30, 0.6);
        const auto one = *pairedBootstrap(a, b, 1000, 0.95, 5);
        const auto two = *pairedBootstrap(a, b, 1000, 0.95, 5);
        QCOMPARE(one.difference.low, two.difference.low);
        QCOMPARE(one.p, two.p);
        QVERIFY(one.difference.low != pairedBootstrap(a, b, 1000, 0.95, 6)->difference.low);
    }

    // One run a side: the same interval as the paired one, up to the draws. Seeds that disagree
    // widen it.
    void groupsOfRuns() {
        Philox rng(9);
        const auto a = draw(rng, 60, 0.8), b = draw(rng, 60, 0.7);
        const std::vector<Documents> one{a}, other{b};
        const auto single = *groupBootstrap(one, other, 4000, 0.95, 5);
        const auto paired = *pairedBootstrap(a, b, 4000, 0.95, 6);
        QCOMPARE(single.difference.estimate, paired.difference.estimate);
        const double width = paired.difference.high - paired.difference.low;
        QVERIFY(std::abs(single.difference.low - paired.difference.low) < 0.1 * width);
        QVERIFY(std::abs(single.difference.high - paired.difference.high) < 0.1 * width);
        const std::vector<Documents> mixed{a, b, draw(rng, 60, 0.4)};
        const auto wide = *groupBootstrap(mixed, other, 2000, 0.95, 5);
        QVERIFY(wide.difference.high - wide.difference.low > width);
        const double mean = (plainF1(mixed[0]) + plainF1(mixed[1]) + plainF1(mixed[2])) / 3;
        QVERIFY(std::abs(wide.difference.estimate - (mean - plainF1(b))) < 1e-12);
        const std::vector<Documents> shorter{a, Documents(5)};
        QCOMPARE(
            groupBootstrap(shorter, other, 10, 0.95, 1).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(groupBootstrap({}, other, 10, 0.95, 1).error().code, ErrorCode::InvalidArgument);
    }

    void equalRunsDoNotDiffer() {
        Philox rng(5);
        const auto a = draw(rng, 25, 0.7);
        const auto test = *pairedBootstrap(a, a, 500, 0.95, 1);
        QCOMPARE(test.difference.low, 0.0);
        QCOMPARE(test.difference.high, 0.0);
        QCOMPARE(test.ahead, 0.5);
        QCOMPARE(test.p, 1.0);
        const auto swaps = *randomisation(a, a, 500, 1);
        QCOMPARE(swaps.p, 1.0);
        QCOMPARE(swaps.rounds, std::size_t{1}); // one way: nothing to swap
    }

    // A side that is right wherever the other is wrong, on many documents.
    void aClearWinnerIsClear() {
        const Documents good(60, {2, 0, 0}), bad(60, {1, 1, 1});
        const auto test = *pairedBootstrap(good, bad, 1000, 0.95, 1);
        QCOMPARE(test.difference.estimate, 0.5);
        QCOMPARE(test.ahead, 1.0);
        QVERIFY(test.p < 0.01 && test.p > 0);
        QVERIFY(approximateRandomisation(good, bad, 1000, 1)->p < 0.01);
    }

    // Where both sides are drawn alike, a level of 5 % alarms in about 5 % of the cases.
    void falseAlarmsStayAtTheLevel() {
        Philox rng(8);
        int swapAlarms = 0, bootAlarms = 0;
        for (int round = 0; round < 400; ++round) {
            const auto a = draw(rng, 60, 0.6), b = draw(rng, 60, 0.6);
            swapAlarms += approximateRandomisation(a, b, 400, std::uint64_t(round))->p <= 0.05;
            bootAlarms += pairedBootstrap(a, b, 400, 0.95, std::uint64_t(round))->p <= 0.05;
        }
        // 20 expected, standard deviation 4.4.
        QVERIFY2(swapAlarms >= 5 && swapAlarms <= 37, qPrintable(QString::number(swapAlarms)));
        QVERIFY2(bootAlarms >= 5 && bootAlarms <= 42, qPrintable(QString::number(bootAlarms)));
    }

    void theOwnIntervalHoldsTheScore() {
        Philox rng(6);
        const auto a = draw(rng, 80, 0.7);
        const auto interval = *bootstrapF1(a, 1000, 0.95, 2);
        QCOMPARE(interval.estimate, plainF1(a));
        QCOMPARE(interval.estimate, microF1(a));
        QVERIFY(interval.low < interval.estimate && interval.estimate < interval.high);
        const auto wide = *bootstrapF1(a, 1000, 0.99, 2);
        QVERIFY(wide.low < interval.low && wide.high > interval.high);
    }

    // Holm's own steps, by hand: 0.01·4, max(0.04, 0.02·3), max(0.06, 0.03·2), …
    void adjustedByHand() {
        const std::vector<double> p{0.03, 0.01, 0.5, 0.02};
        const auto out = holm(p);
        QCOMPARE(out[1], 0.04);
        QCOMPARE(out[3], 0.06);
        QCOMPARE(out[0], 0.06);
        QCOMPARE(out[2], 0.5);
        QCOMPARE(holm(std::vector{0.9, 0.8})[0], 1.0);
        QVERIFY(holm({}).empty());
    }

    void spreadByHand() {
        const auto spread = spreadOf(std::vector{2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0});
        QCOMPARE(spread.mean, 5.0);
        QCOMPARE(spread.deviation, std::sqrt(32.0 / 7));
        QCOMPARE(spreadOf(std::vector{3.0}).deviation, 0.0);
        QCOMPARE(spreadOf({}).count, std::size_t{0});
    }

    void refusesWhatCannotBeCompared() {
        const Documents five(5), six(6), many(40, {1, 0, 0}), other(40, {0, 1, 1});
        const auto code = [](const auto& result) {
            return result ? ErrorCode::Internal : result.error().code;
        };
        const auto bad = ErrorCode::InvalidArgument;
        QCOMPARE(code(pairedBootstrap(five, six, 10, 0.95, 1)), bad);
        QCOMPARE(code(pairedBootstrap(five, five, 0, 0.95, 1)), bad);
        QCOMPARE(code(pairedBootstrap(five, five, 10, 1, 1)), bad);
        QCOMPARE(code(pairedBootstrap({}, {}, 10, 0.95, 1)), bad);
        QCOMPARE(code(approximateRandomisation(five, six, 10, 1)), bad);
        QCOMPARE(code(approximateRandomisation(five, five, 0, 1)), bad);
        QCOMPARE(code(exactRandomisation(five, six)), bad);
        QCOMPARE(code(exactRandomisation(many, other)), bad);
        QVERIFY(!randomisation(many, other, 100, 1)->exact);
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(code(pairedBootstrap(many, other, 10, 0.95, 1, stop.get_token())),
            ErrorCode::Cancelled);
        QCOMPARE(code(randomisation(many, other, 10, 1, stop.get_token())), ErrorCode::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TstPairedTests)
#include "tst_paired_tests.moc"
