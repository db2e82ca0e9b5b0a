// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/fairness/measures.h"

#include <cmath>
#include <QTest>

using namespace evenspan;
using namespace evenspan::fairness;

namespace {

bool near(double a, double b, double within = 1e-9) {
    return std::abs(a - b) <= within;
}

} // namespace

class TestFairnessMeasures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Accuracies of eight groups of names in the table of Mishra et al. 2020 (arXiv 2008.03415).
    void publishedGapsAndRatios() {
        const std::vector<std::vector<double>> columns{
            {.7039, .8410, .8454, .8801, .8537, .7791, .9627, .9644},
            {.8942, .8986, .8308, .8603, .8130, .9265, .9116, .9068},
            {.8931, .9015, .8738, .7942, .9074, .9351, .9679, .9700},
            {.7940, .8862, .8626, .8629, .8747, .9477, .9723, .9688},
            {.8908, .7831, .8378, .8151, .8287, .8285, .9577, .9260},
            {.3043, .3517, .3726, .4628, .4285, .4976, .5574, .7732}};
        const double gaps[] = {.2605, .1135, .1758, .1783, .1746, .4689};
        const double ratios[] = {.730, .878, .819, .817, .818, .394};
        for (std::size_t i = 0; i < columns.size(); ++i) {
            QVERIFY(near(*rangeOf(columns[i]), gaps[i], 5e-5));
            QVERIFY(near(*leastRatio(columns[i]), ratios[i], 5.1e-4));
        }
        // A ratio of recalls of .82 looks mild; 20.6 % against 3.0 % missed is 6.9 times as many.
        QVERIFY(near(*missRatio(columns[2]), 6.86, 5e-3));
    }

    void publishedDifferences() {
        // Mansfield et al. 2022, LAR2 with one service.
        QVERIFY(near(
            *falseNegativeDifference(std::vector<double>{0.38194, 0.25356}, 0.29285), 6.419, 5e-4));
        // Xiao et al. 2023: a reference tagger by race, groups of equal size.
        const std::vector<double> recalls{.938, .946, .828, .958};
        QVERIFY(near(*recallEqualityDifference(recalls, .9175), .045, 5e-4));
    }

    void undefinedStaysUndefined() {
        const std::vector<double> one{0.5}, zeros{0, 0}, perfect{0.9, 1};
        QVERIFY(!rangeOf(one) && !leastRatio(one) && !missRatio(one));
        QVERIFY(!leastRatio(zeros));
        QVERIFY(!missRatio(perfect)); // over no miss at all there is no ratio, and no cap
        QVERIFY(!recallEqualityDifference({}, 0.5));
        QVERIFY(!errorTypes({}, true));
        QVERIFY(!generalisedEntropy(zeros, 2));
        QVERIFY(!generalisedEntropy(perfect, 0).has_value() == false);
        QVERIFY(!generalisedEntropy(std::vector<double>{0, 1}, 0));
        QVERIFY(!parityLoss(zeros, 0));
        QVERIFY(!swapRates({}));
        QVERIFY(!foundEntropy(std::vector<FoundOf>{{0, 3}}));
    }

    void errorTypesSumAndMayDisagree() {
        const std::vector<NameOutcome> names{{NameTag::Found, 90}, {NameTag::OtherType, 6},
            {NameTag::Missed, 3}, {NameTag::Missed, 1}};
        const auto weighted = *errorTypes(names, true), plain = *errorTypes(names, false);
        QVERIFY(near(weighted.any, 0.10) && near(weighted.other, 0.06));
        QVERIFY(near(plain.any, 0.75) && near(plain.missed, 0.5));
        Philox rng(4);
        for (int round = 0; round < 100; ++round) {
            std::vector<NameOutcome> some;
            for (std::uint64_t i = 0; i < 1 + rng.below(20); ++i)
                some.push_back({static_cast<NameTag>(rng.below(3)), 1 + rng.uniform()});
            for (const bool each : {true, false}) {
                const auto e = *errorTypes(some, each);
                QVERIFY(near(e.any, e.other + e.missed));
            }
        }
    }

    // 85 of benefit 1 and 15 of 2: ln 1.15 − 0.15 ln 2. (AIF360 0.6 returns it over the mean.)
    void meanLogDeviation() {
        std::vector<double> benefits(85, 1);
        benefits.resize(100, 2);
        QVERIFY(near(*generalisedEntropy(benefits, 0), 0.03579, 5e-6));
        QVERIFY(near(*generalisedEntropy(benefits, 0), std::log(1.15) - 0.15 * std::log(2)));
    }

    void entropyIsBetweenPlusWithin() {
        Philox rng(6);
        for (const double a : {0.0, 0.5, 1.0, 2.0}) {
            for (int round = 0; round < 50; ++round) {
                std::vector<double> benefits;
                std::vector<std::uint32_t> group;
                for (int i = 0; i < 40; ++i) {
                    benefits.push_back(0.1 + rng.uniform());
                    group.push_back(static_cast<std::uint32_t>(rng.below(3)));
                }
                const auto parts = *entropyParts(benefits, group, 3, a);
                double mean = 0;
                for (const double b : benefits)
                    mean += b / 40;
                double within = 0; // by its own formula
                for (std::uint32_t g = 0; g < 3; ++g) {
                    std::vector<double> own;
                    double sum = 0;
                    for (std::size_t i = 0; i < 40; ++i)
                        if (group[i] == g) {
                            own.push_back(benefits[i]);
                            sum += benefits[i];
                        }
                    if (own.empty())
                        continue;
                    const auto n = static_cast<double>(own.size());
                    within += n / 40 * std::pow(sum / n / mean, a) * *generalisedEntropy(own, a);
                }
                QVERIFY(near(parts.within, within));
                QVERIFY(parts.between >= -1e-12);
            }
        }
    }

    void foundFromCountsIsTheSame() {
        const std::vector<FoundOf> groups{{9, 10}, {4, 10}, {20, 25}};
        std::vector<double> benefits;
        std::vector<std::uint32_t> group;
        for (std::uint32_t g = 0; g < 3; ++g)
            for (int i = 0; i < int(groups[g].all); ++i) {
                benefits.push_back(i < groups[g].found);
                group.push_back(g);
            }
        const auto a = *foundEntropy(groups), b = *entropyParts(benefits, group, 3, 2);
        QVERIFY(near(a.between, b.between) && near(a.within, b.within));
        const double recall = 33.0 / 45;
        QVERIFY(near(a.between + a.within, (1 / recall - 1) / 2));
    }

    void swaps() {
        const std::vector<SwapPair> pairs{{true, false, 0.9, 0.2}, {true, true, 0.8, 0.7},
            {false, true, 0.4, 0.6}, {false, false}};
        const auto rates = *swapRates(pairs);
        QVERIFY(near(rates.lost, 0.25) && near(rates.gained, 0.25) && near(rates.net, 0));
        QVERIFY(near(rates.tokenGap, 0.25) && near(rates.largest, 0.7));
        // binomtest(2, 10).pvalue of scipy.
        QVERIFY(near(mcnemarExact(2, 8), 0.109375));
        QCOMPARE(mcnemarExact(0, 0), 1.0);
        QCOMPARE(mcnemarExact(3, 3), 1.0);
    }
};

QTEST_MAIN(TestFairnessMeasures)
#include "tst_fairness_measures.moc"
