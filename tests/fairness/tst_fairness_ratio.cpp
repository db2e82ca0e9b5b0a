// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/fairness/ratio.h"

#include <cmath>
#include <QTest>

using namespace evenspan;
using namespace evenspan::fairness;

namespace {

bool near(double a, double b, double within = 1e-9) {
    return std::abs(a - b) <= within;
}

} // namespace

class TestFairnessRatio : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingBelowTheLineIsUndefined() {
        QVERIFY(!valueOf(recallRatio({0, 3, 0})));
        QVERIFY(!valueOf(precisionRatio({0, 0, 3})));
        QCOMPARE(*valueOf(recallRatio({0, 0, 3})), 0.0);
        QCOMPARE(*valueOf(f1Ratio({0, 0, 3})), 0.0); // 2PR/(P + R) would be 0/0
        QVERIFY(!valueOf(f1Ratio({})));
        QVERIFY(!estimate({}));
        QVERIFY(!gapApart(std::vector<Ratio>{{1, 2}}, std::vector<Ratio>{{1, 2}, {2, 2}}));
    }

    // Equal sizes below the line: the linearised variance is that of a mean.
    void varianceOfEqualClustersIsThatOfTheMean() {
        const std::vector<Ratio> shares{{1, 4}, {2, 4}, {4, 4}, {3, 4}, {0, 0}};
        const auto found = estimate(shares);
        QCOMPARE(found->clusters, std::size_t(4));
        const double mean = 10.0 / 16;
        double squares = 0;
        for (const double x : {0.25, 0.5, 1.0, 0.75})
            squares += (x - mean) * (x - mean);
        QVERIFY(near(found->value, mean));
        QVERIFY(near(found->variance, squares / 3 / 4));
    }

    // Of one cluster a side, the paired gap has the variance of its differences.
    void pairedGapUsesTheCovariance() {
        const std::vector<Ratio> a{{3, 4}, {2, 4}, {4, 4}, {1, 4}};
        std::vector<Ratio> b;
        for (const auto& each : a)
            b.push_back({each.over - 1, 4});
        const auto same = gapWithin(a, b);
        QVERIFY(near(same->difference, 0.25));
        QVERIFY(near(same->error, 0));
        QVERIFY(gapApart(a, b)->error > 0.1);
        QCOMPARE(gapP(*same), 0.0);
        QCOMPARE(equivalenceP(*same, 0.3), 0.0);
        QCOMPARE(equivalenceP(*same, 0.2), 1.0);
    }

    // As scipy: t.ppf(.975, 7.5), norm.ppf(.8).
    void quantiles() {
        QVERIFY(near(studentQuantile(0.975, 7.5), 2.3330396269, 1e-9));
        QVERIFY(near(normalQuantile(0.8), 0.8416212335729143, 1e-12));
        QVERIFY(near(studentQuantile(0.9, INFINITY), normalQuantile(0.9), 1e-12));
    }

    void equivalenceIsTheNinetyPercentInterval() {
        Philox rng(5);
        for (int i = 0; i < 200; ++i) {
            const GapEstimate gap{
                rng.uniform() * 0.1 - 0.05, 0.001 + 0.03 * rng.uniform(), 3 + 50 * rng.uniform()};
            const auto inside = gapInterval(gap, 0.90);
            QCOMPARE(equivalenceP(gap, 0.05) < 0.05, inside.low > -0.05 && inside.high < 0.05);
            const auto outside = gapInterval(gap);
            QCOMPARE(gapP(gap) < 0.05, outside.low > 0 || outside.high < 0);
        }
    }

    // Minimum detectable gaps in points: reference 5,000 mentions, design effect 1.25, power 80 %.
    void detectableSharesAreThoseOfTheTable() {
        const double sizes[] = {20, 30, 50, 100, 200, 500, 1000, 2000};
        const double first[] = {34, 27, 19, 11.7, 7.4, 4.2, 2.8, 2.0};
        const double second[] = {35, 28, 20, 13.3, 8.7, 5.2, 3.7, 2.7};
        const double third[] = {45, 37, 28, 18.5, 12.1, 7.1, 4.9, 3.6};
        for (int i = 0; i < 8; ++i) {
            const double wide = i < 3 ? 0.51 : 0.051; // as it is rounded
            QVERIFY(near(100 * *detectableShare(0.95, 5000, sizes[i], 1.25, 0.05), first[i], wide));
            QVERIFY(
                near(100 * *detectableShare(0.90, 5000, sizes[i], 1.25, 0.05), second[i], wide));
            QVERIFY(
                near(100 * *detectableShare(0.90, 5000, sizes[i], 1.25, 0.005), third[i], wide));
        }
        QVERIFY(!detectableShare(0.1, 5, 5, 1, 0.05));
    }

    void missBounds() {
        QVERIFY(near(missBound(10), 0.259, 5e-4));
        QVERIFY(near(missBound(30), 0.095, 5e-4));
        QVERIFY(near(missBound(100), 0.030, 5e-4));
    }

    void wilsonWithoutEffectIsTheOldOne() {
        for (int n : {1, 7, 40})
            for (int k = 0; k <= n; ++k) {
                const auto a = *wilsonDesign(k, n, 1), b = *wilsonInterval(k, n);
                QVERIFY(near(a.low, b.low) && near(a.high, b.high));
            }
        const auto perfect = *wilsonDesign(40, 40, 2);
        QCOMPARE(perfect.high, 1.0);
        QVERIFY(near(perfect.low, wilsonInterval(20, 20)->low));
        QVERIFY(!wilsonDesign(3, 2, 1).ok());
        // Ten in each of five documents, all or nothing: as little as five trials say.
        const std::vector<Ratio> alike{{10, 10}, {0, 10}, {10, 10}, {10, 10}, {0, 10}};
        QVERIFY(designEffect(alike) > 9);
        const std::vector<Ratio> even{{1, 2}, {1, 2}, {1, 2}};
        QCOMPARE(designEffect(even), 1.0);
    }

    // Newcombe 1998, table II, row (a): 56/70 − 48/80, method 10: 0.0524 to 0.3339.
    void newcombesOwnExample() {
        const auto gap = newcombe(*wilsonInterval(56, 70), *wilsonInterval(48, 80));
        QVERIFY(near(gap.low, 0.0524, 5e-5) && near(gap.high, 0.3339, 5e-5));
    }

    void bcaOfASymmetricStatisticIsThePercentile() {
        std::vector<double> drawn;
        for (int i = 1; i < 2000; ++i)
            drawn.push_back(normalQuantile(i / 2000.0));
        const std::vector<std::vector<double>> even{{-1, 1, -2, 2}};
        const auto interval = *bcaInterval(0, drawn, even);
        QVERIFY(near(interval.low, normalQuantile(0.025), 0.01));
        QVERIFY(near(interval.high, normalQuantile(0.975), 0.01));
        // A long tail of influence to the right moves both ends right.
        const std::vector<std::vector<double>> bent{{-6, 1, 1, 1, 1, 1, 1}};
        const auto moved = *bcaInterval(0, drawn, bent);
        QVERIFY(moved.low > interval.low && moved.high > interval.high);
        QVERIFY(bcaInterval(1, {1, 1, 1}, {})->unstable);
        QCOMPARE(bcaInterval(1, {}, {}).error().code, ErrorCode::InvalidArgument);
    }

    void leavingOneOut() {
        const std::vector<Ratio> clusters{{1, 2}, {0, 0}, {3, 3}};
        const auto left = leaveOneOut(clusters);
        QVERIFY(near(left[0], 1) && near(left[1], 0.8) && near(left[2], 0.5));
        QCOMPARE(leaveOneOut(std::vector<Ratio>{{1, 2}})[0], 0.5);
    }
};

QTEST_MAIN(TestFairnessRatio)
#include "tst_fairness_ratio.moc"
