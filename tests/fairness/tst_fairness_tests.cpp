// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/fairness/permutation.h"
#include "core/fairness/resample.h"
#include "core/fairness/suppression.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <QTest>

using namespace evenspan;
using namespace evenspan::fairness;

namespace {

std::vector<std::uint32_t> upTo(std::size_t n) {
    std::vector<std::uint32_t> out(n);
    std::iota(out.begin(), out.end(), 0U);
    return out;
}

} // namespace

class TestFairnessTests : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawnSumsAreThoseOfTheWeights() {
        constexpr std::size_t n = 137, rounds = 21;
        std::vector<double> whole(n), real(n);
        Philox rng(3);
        for (std::size_t i = 0; i < n; ++i) {
            whole[i] = static_cast<double>(rng.below(4));
            real[i] = rng.uniform();
        }
        for (const bool exact : {true, false}) {
            Resampler resampler(n, {upTo(n)});
            resampler.addColumn(upTo(n), whole);
            if (!exact)
                resampler.addColumn(upTo(n), real);
            const auto sums = *resampler.sums(rounds, 99);
            std::vector<std::uint32_t> weights;
            for (std::size_t r = 0; r < rounds; ++r) {
                drawWeights(n, 99, r, weights);
                QCOMPARE(std::accumulate(weights.begin(), weights.end(), 0U), unsigned(n));
                double a = 0, b = 0;
                for (std::size_t i = 0; i < n; ++i) {
                    a += weights[i] * whole[i];
                    b += weights[i] * real[i];
                }
                QCOMPARE(sums[r], a);
                if (!exact)
                    QVERIFY(std::abs(sums[rounds + r] - b) < 1e-9);
            }
        }
    }

    void strataKeepTheirSizesAndThreadsChangeNothing() {
        std::vector<std::uint32_t> odd, even;
        std::vector<double> isOdd(101), all(101, 1);
        for (std::uint32_t i = 0; i < 101; ++i) {
            (i % 2 ? odd : even).push_back(i);
            isOdd[i] = i % 2;
        }
        Resampler resampler(101, {odd, even});
        resampler.addColumn(upTo(101), isOdd);
        resampler.addColumn(upTo(101), all);
        const auto one = *resampler.sums(100, 7, 1);
        for (std::size_t r = 0; r < 100; ++r) {
            QCOMPARE(one[r], 50.0);
            QCOMPARE(one[100 + r], 101.0);
        }
        Resampler free(101, {upTo(101)});
        free.addColumn(upTo(101), isOdd);
        const auto some = *free.sums(100, 7, 1);
        QVERIFY(*std::max_element(some.begin(), some.end()) > 50);
        for (unsigned threads : {2U, 3U, 8U})
            QVERIFY(*free.sums(100, 7, threads) == some);
        QVERIFY(*free.sums(100, 8, 1) != some);
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(free.sums(100, 7, 2, stop.get_token()).error().code, ErrorCode::Cancelled);
    }

    // Against every way to deal three of seven clusters.
    void permutationAgreesWithAllDealings() {
        const std::vector<Ratio> clusters{
            {9, 10}, {4, 5}, {6, 6}, {2, 8}, {3, 4}, {5, 9}, {1, 3}, {0, 0}};
        const std::vector<std::uint32_t> group{0, 0, 0, 1, 1, 1, 1, 0};
        const auto t = [&](unsigned mask) {
            std::vector<Ratio> a, b;
            for (unsigned k = 0; k < 7; ++k)
                (mask >> k & 1 ? a : b).push_back(clusters[k]);
            const auto gap = *gapApart(a, b);
            return std::abs(gap.difference) / gap.error;
        };
        double hits = 0, ways = 0;
        for (unsigned mask = 0; mask < 128; ++mask)
            if (__builtin_popcount(mask) == 3) {
                ++ways;
                hits += t(mask) >= t(0b111) * (1 - 1e-9);
            }
        const auto p = *groupPermutation(clusters, group, 3, 40000, 11);
        QVERIFY(std::abs(*p[0] - hits / ways) < 0.012);
        QCOMPARE(*p[0], *p[1]); // two groups: one question
        QVERIFY(!p[2]); // nothing in it
        QVERIFY(*groupPermutation(clusters, group, 3, 40000, 11, 3) == p);
        QVERIFY(!groupPermutation(clusters, group, 1, 10, 1).ok());
        QVERIFY(!groupPermutation(clusters, group, 3, 0, 1).ok());
    }

    // Without a gap one audit in twenty says so, though one group's documents are three times as
    // large and their mentions alike; mentions dealt one by one would say so far more often.
    void permutationKeepsItsLevel() {
        constexpr int audits = 400;
        int said = 0;
        for (int audit = 0; audit < audits; ++audit) {
            Philox rng(1000 + static_cast<std::uint64_t>(audit));
            std::vector<Ratio> clusters;
            std::vector<std::uint32_t> group;
            for (std::uint32_t k = 0; k < 120; ++k) {
                const bool second = k >= 80;
                const int size = second ? 9 : 3;
                // Beta(0.85 s, 0.15 s) stood in for by two levels of the same mean.
                const double level = rng.uniform() < 0.5 ? 0.7 : 1.0;
                Ratio one{0, double(size)};
                for (int i = 0; i < size; ++i)
                    one.over += rng.uniform() < (second ? level : 0.85);
                clusters.push_back(one);
                group.push_back(second);
            }
            said += **groupPermutation(clusters, group, 2, 399, 5)->begin() <= 0.05;
        }
        // Four standard errors of a share of 0.05 around it.
        QVERIFY2(std::abs(said / double(audits) - 0.05) < 4 * std::sqrt(0.05 * 0.95 / audits),
            qPrintable(QString::number(said)));
    }

    void adjustedP() {
        const std::vector<double> p{0.01, 0.04, 0.03, 0.005};
        const auto bh = benjaminiHochberg(p);
        const double want[] = {0.02, 0.04, 0.04, 0.02};
        for (int i = 0; i < 4; ++i) {
            QVERIFY(std::abs(bh[std::size_t(i)] - want[i]) < 1e-12);
            QVERIFY(std::abs(benjaminiYekutieli(p)[std::size_t(i)]
                        - std::min(1.0, want[i] * (1 + 0.5 + 1.0 / 3 + 0.25)))
                < 1e-12);
        }
        QVERIFY(benjaminiHochberg({}).empty());
    }

    void bandsOfOneGroupAreItsOwnAndWidenWithMore() {
        std::vector<std::vector<double>> drawn;
        Philox rng(8);
        for (int g = 0; g < 10; ++g) {
            auto& values = drawn.emplace_back();
            for (int r = 0; r < 4000; ++r)
                values.push_back(normalQuantile((1 + rng.uniform() * 1e6) / (1e6 + 2)));
        }
        const std::vector<double> seen(10, 0), error(10, 1);
        const auto all = std::span(drawn);
        const auto one = *maxTQuantile(all.first(1), seen, error);
        QVERIFY(std::abs(one - 1.96) < 0.1);
        // Ten independent groups: the quantile at 0.95^(1/10) of |z|.
        QVERIFY(std::abs(*maxTQuantile(all, seen, error) - 2.80) < 0.12);
        QVERIFY(!maxTQuantile(all, seen, std::vector<double>(10, 0)));
    }

    void smallGroupsAreHiddenAndCannotBeComputed() {
        QCOMPARE(assess(10, 9), Assessment::Suppressed);
        QCOMPARE(assess(11, 4), Assessment::Suppressed);
        QCOMPARE(assess(11, 5), Assessment::RecallOnly);
        QCOMPARE(assess(0, 0), Assessment::RecallOnly);
        QCOMPARE(assess(30, 11), Assessment::RecallOnly);
        QCOMPARE(assess(30, 12), Assessment::Imprecise);
        QCOMPARE(assess(99, 50), Assessment::Imprecise);
        QCOMPARE(assess(100, 20), Assessment::Full);
        QCOMPARE(assess(40, 20, {50, 5}), Assessment::Suppressed);
        Philox rng(2);
        for (int round = 0; round < 500; ++round) {
            std::vector<std::uint64_t> mentions;
            std::vector<Assessment> before;
            for (std::uint64_t i = 0; i < 1 + rng.below(7); ++i) {
                mentions.push_back(rng.below(60));
                before.push_back(assess(mentions.back(), 20));
            }
            auto after = before;
            const auto added = suppressComplement(mentions, after);
            std::uint64_t hidden = 0, sum = 0, shown = 0;
            for (std::size_t i = 0; i < after.size(); ++i) {
                hidden += after[i] == Assessment::Suppressed;
                sum += after[i] == Assessment::Suppressed ? mentions[i] : 0;
                shown += after[i] != Assessment::Suppressed && mentions[i] > 0;
                QVERIFY(before[i] != Assessment::Suppressed || after[i] == before[i]);
            }
            QVERIFY(hidden == 0 || shown == 0 || (hidden >= 2 && sum >= 11));
            QVERIFY(hidden > 0 || added == 0);
        }
    }
};

QTEST_MAIN(TestFairnessTests)
#include "tst_fairness_tests.moc"
