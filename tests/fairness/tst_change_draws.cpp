// SPDX-License-Identifier: GPL-3.0-or-later
// What is drawn and swapped in a comparison of audits, against drawing by every way there is.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "tests/fairness/change_tables.h"
#endif
#include <QTest>

using namespace evenspan;
using namespace evenspan::fairness;

class TstChangeDraws : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Documents are drawn with replacement: the samples scatter as the estimate says.
    void samplesScatterAsTheErrorSays() {
        Philox rng(75);
        const auto runs = randomRuns(rng, 2, 120, "f1");
        const auto cells = *ChangeCells::make(pointers(runs), 1);
        const auto drawn = *cells.draw(4000, 9, 2, {});
        for (const auto& target : kTargets) {
            const auto found = *cells.estimate(target, *cells.values(target));
            const auto changes = drawn.changes(target);
            QCOMPARE(changes.size(), std::size_t(4000));
            double mean = 0, squares = 0;
            for (const double each : changes)
                mean += each / 4000;
            for (const double each : changes)
                squares += (each - mean) * (each - mean) / 3999;
            QVERIFY(std::abs(mean - found.difference) < 0.2 * found.error);
            QVERIFY(std::abs(std::sqrt(squares) / found.error - 1) < 0.1);
        }
        // Of one group the worst is the group itself.
        for (const std::size_t g : {0, 1, 2})
            QCOMPARE(drawn.worstChanges(std::array{g}), drawn.changes({g, false}));
        QVERIFY(drawn.worstChanges({}).empty());
    }

    void theWorstIsLookedForOnEachSide() {
        // b is the worst before, a after, in every sample.
        std::vector<GroupTable> runs(2, emptyTable({"a", "b"}, 20));
        for (std::uint32_t k = 0; k < 20; ++k)
            for (std::uint32_t g = 0; g < 2; ++g) {
                runs[0].rows.push_back({k, g, 0, {g == 0 ? 8.0 : 2.0, 0, g == 0 ? 2.0 : 8.0}});
                runs[1].rows.push_back({k, g, 0, {g == 0 ? 5.0 : 9.0, 0, g == 0 ? 5.0 : 1.0}});
            }
        const auto cells = *ChangeCells::make(pointers(runs), 1);
        const auto drawn = *cells.draw(50, 1, 1, {});
        const auto worst = drawn.worstChanges(std::array<std::size_t, 2>{0, 1});
        QCOMPARE(worst.size(), std::size_t(50));
        for (const double change : worst)
            QVERIFY(near(change, 0.5 - 0.2));
    }

    void samplesAreTheSameOnAnyNumberOfThreads() {
        Philox rng(76);
        for (const bool suite : {false, true}) {
            const auto runs = suite ? randomSuite(rng, 4, 30, 6) : randomRuns(rng, 4, 25, "recall");
            const auto cells = *ChangeCells::make(pointers(runs), 2);
            const auto one = *cells.draw(100, 3, 1, {}), many = *cells.draw(100, 3, 5, {}),
                       other = *cells.draw(100, 4, 1, {});
            for (const ChangeTarget target : {ChangeTarget{0, false}, ChangeTarget{1, true}}) {
                QCOMPARE(one.changes(target), many.changes(target));
                QVERIFY(one.changes(target) != other.changes(target));
            }
            // More samples go on where fewer ended.
            const auto longer = (*cells.draw(150, 3, 2, {})).changes({0, false});
            const auto shorter = one.changes({0, false});
            QVERIFY(std::equal(shorter.begin(), shorter.end(), longer.begin()));
        }
    }

    void swappedSidesAgreeWithEveryWayToSwap() {
        Philox rng(77);
        for (int round = 0; round < 6; ++round) {
            const std::uint32_t clusters = 8;
            const auto runs = randomRuns(rng, 2, clusters, "recall");
            const auto cells = *ChangeCells::make(pointers(runs), 1);
            const ChangeTarget target{std::size_t(round) % 3, false};
            std::array<std::vector<Ratio>, 2> sides;
            for (int s = 0; s < 2; ++s) {
                sides[s].resize(clusters);
                for (const auto& row : runs[std::size_t(s)].rows)
                    if (row.group == target.group) {
                        sides[s][row.cluster].over += row.tally.right;
                        sides[s][row.cluster].under += row.tally.right + row.tally.missed;
                    }
            }
            const auto statistic = [&](unsigned mask) {
                auto a = sides[0], b = sides[1];
                for (unsigned k = 0; k < clusters; ++k)
                    if (mask >> k & 1)
                        std::swap(a[k], b[k]);
                Ratio sum[2];
                for (unsigned k = 0; k < clusters; ++k)
                    for (int s = 0; s < 2; ++s) {
                        sum[s].over += (s == 0 ? a : b)[k].over;
                        sum[s].under += (s == 0 ? a : b)[k].under;
                    }
                const double before = sum[0].over / sum[0].under,
                             after = sum[1].over / sum[1].under;
                double squares = 0;
                for (unsigned k = 0; k < clusters; ++k)
                    squares += std::pow((b[k].over - after * b[k].under) / sum[1].under
                            - (a[k].over - before * a[k].under) / sum[0].under,
                        2);
                return squares > 1e-30 ? std::abs(after - before) / std::sqrt(squares)
                    : std::abs(after - before) < 1e-15 ? 0
                                                       : INFINITY;
            };
            int hits = 0;
            for (unsigned mask = 0; mask < 256; ++mask)
                hits += statistic(mask) >= statistic(0) * (1 - 1e-12);
            const double exact = hits / 256.0;
            constexpr std::size_t swaps = 8000;
            const double drawn = **cells.swapP(target, swaps, 11, {});
            QVERIFY(std::abs(drawn - exact)
                < 4.5 * std::sqrt(exact * (1 - exact) / double(swaps)) + 1.0 / swaps);
        }
    }
};

QTEST_APPLESS_MAIN(TstChangeDraws)
#include "tst_change_draws.moc"
