// SPDX-License-Identifier: GPL-3.0-or-later
// The cells behind a comparison of audits, against readings by the definition.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "tests/fairness/change_tables.h"
#endif
#include <QTest>

using namespace evenspan;
using namespace evenspan::fairness;

class TstChangeCells : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valuesAreThoseOfEachRun_data() {
        QTest::addColumn<QByteArray>("headline");
        QTest::newRow("recall") << QByteArray("recall");
        QTest::newRow("f1") << QByteArray("f1");
    }
    void valuesAreThoseOfEachRun() {
        QFETCH(QByteArray, headline);
        Philox rng(71);
        for (int round = 0; round < 200; ++round) {
            const std::size_t clusters = 3 + rng.below(20), before = 1 + rng.below(3);
            const auto runs =
                randomRuns(rng, before + 1 + rng.below(3), clusters, headline.constData());
            const auto cells = ChangeCells::make(pointers(runs), before);
            QVERIFY(cells.has_value());
            QCOMPARE(&cells->table(), &runs.front());
            const std::vector<double> once(clusters, 1);
            for (const auto& target : kTargets) {
                const auto values = cells->values(target);
                for (std::size_t r = 0; r < runs.size(); ++r) {
                    const auto expected = naiveValue(runs[r], target, once);
                    if (!expected) {
                        QVERIFY(!values);
                        break;
                    }
                    QVERIFY(values && near((*values)[r], *expected));
                }
            }
            for (std::size_t g = 0; g < 3; ++g) {
                double gold = 0;
                std::map<std::uint32_t, double> byCluster;
                for (const auto& row : runs.front().rows)
                    if (row.group == g) {
                        gold += row.tally.right + row.tally.missed;
                        byCluster[row.cluster] += row.tally.right + row.tally.missed;
                    }
                QCOMPARE(cells->mentions(g), std::uint64_t(gold));
                QCOMPARE(cells->clusters(g),
                    std::uint64_t(std::count_if(byCluster.begin(), byCluster.end(),
                        [](const auto& each) { return each.second > 0; })));
            }
        }
    }

    // The variance by what the change moves with the weight of each cluster (the delta method).
    void theErrorIsThatOfTheMovesOfTheClusters() {
        Philox rng(72);
        for (int round = 0; round < 60; ++round) {
            const std::size_t clusters = 4 + rng.below(12);
            const auto runs = randomRuns(rng, 2, clusters, round % 2 ? "f1" : "recall");
            const auto cells = *ChangeCells::make(pointers(runs), 1);
            for (const auto& target : kTargets) {
                const auto values = cells.values(target);
                if (!values)
                    continue;
                const auto found = cells.estimate(target, *values);
                std::vector<double> weight(clusters, 1);
                double squares = 0, counted = 0;
                for (std::uint32_t k = 0; k < clusters; ++k) {
                    bool any = false;
                    for (const auto& run : runs)
                        for (const auto& row : run.rows)
                            any = any
                                || (row.cluster == k && (target.gap || row.group == target.group)
                                    && (row.tally.right + row.tally.missed > 0
                                        || (run.headline == "f1" && row.tally.wrong > 0)));
                    if (!any)
                        continue;
                    constexpr double step = 1e-5;
                    weight[k] = 1 + step;
                    const double more = naiveChange(runs, 1, target, weight);
                    weight[k] = 1 - step;
                    const double less = naiveChange(runs, 1, target, weight);
                    weight[k] = 1;
                    squares += std::pow((more - less) / (2 * step), 2);
                    ++counted;
                }
                QCOMPARE(found.has_value(), counted > 1);
                if (!found)
                    continue;
                QVERIFY(near(found->difference, (*values)[1] - (*values)[0]));
                QVERIFY(near(found->error, std::sqrt(counted / (counted - 1) * squares), 1e-6));
                QCOMPARE(found->freedom, counted - 1);
            }
        }
    }

    // With several runs a side the scatter of the runs comes on top (Satterthwaite's freedom).
    void seedsAddTheirScatter() {
        Philox rng(73);
        const auto pair = randomRuns(rng, 2, 30, "recall");
        std::vector<GroupTable> runs{pair[0], pair[0], pair[0], pair[1], pair[1]};
        const ChangeTarget target{1, false};
        const auto one = *ChangeCells::make(pointers(pair), 1);
        const auto base = *one.estimate(target, *one.values(target));
        const auto many = *ChangeCells::make(pointers(runs), 3);
        const auto same = *many.estimate(target, *many.values(target));
        // The same runs again are no new documents and no scatter.
        QVERIFY(near(same.error, base.error));
        QVERIFY(near(same.freedom, base.freedom));
        const std::vector<double> values{0.5, 0.6, 0.7, 0.8, 0.9};
        const auto spread = *many.estimate(target, values);
        const double a = 0.01 / 3, b = 0.005 / 2; // variance of each side's mean
        const double documents = base.error * base.error;
        QVERIFY(near(spread.difference, 0.85 - 0.6));
        QVERIFY(near(spread.error * spread.error, documents + a + b));
        QVERIFY(near(spread.freedom,
            std::pow(documents + a + b, 2)
                / (documents * documents / base.freedom + a * a / 2 + b * b / 1)));
    }

    void noChangeIsExactlyNone() {
        Philox rng(74);
        const auto runs = randomRuns(rng, 1, 20, "recall");
        const std::vector<const GroupTable*> same(6, &runs.front());
        const auto cells = *ChangeCells::make(same, 3);
        for (const auto& target : kTargets) {
            const auto found = *cells.estimate(target, *cells.values(target));
            QCOMPARE(found.difference, 0.0);
            QVERIFY(found.error < 1e-12);
            QCOMPARE(**cells.swapP(target, 99, 1, {}), 1.0);
        }
        const auto drawn = *cells.draw(200, 5, 1, {});
        for (const auto& target : kTargets)
            for (const double change : drawn.changes(target))
                QVERIFY(std::abs(change) < 1e-12);
    }

    // Names by templates: a template that everybody or nobody answers tells nothing.
    void templatesThatTellNothingAreLeftOut() {
        Philox rng(78);
        auto runs = randomSuite(rng, 2, 40, 3);
        for (auto& table : runs)
            for (auto& cell : table.crossed)
                if (cell.item != 1)
                    cell.ratio.over = cell.item == 0 ? 1 : 0;
        const auto cells = *ChangeCells::make(pointers(runs), 1);
        for (std::size_t r = 0; r < 2; ++r)
            for (std::size_t g = 0; g < 2; ++g) {
                Ratio sum;
                for (const auto& cell : runs[r].crossed)
                    if (cell.item == 1 && cell.cluster % 2 == g) {
                        sum.over += cell.ratio.over;
                        sum.under += 1;
                    }
                QVERIFY(near((*cells.values({g, false}))[r], sum.over / sum.under));
            }
        // Counts are of all names, since they are there.
        QCOMPARE(cells.clusters(0), std::uint64_t(20));
        QCOMPARE(cells.mentions(0), std::uint64_t(60));
        // Where no template tells anything, all are looked at.
        for (auto& table : runs)
            for (auto& cell : table.crossed)
                cell.ratio.over = 1;
        const auto all = *ChangeCells::make(pointers(runs), 1);
        QCOMPARE(*all.values({0, false}), (std::vector<double>{1, 1}));
    }

    void aMeasureWithoutAnythingBelowTheLineIsNone() {
        std::vector<GroupTable> runs(2, emptyTable({"a", "b"}, 3));
        for (auto& table : runs)
            for (std::uint32_t k = 0; k < 3; ++k)
                table.rows.push_back({k, 0, 0, {1, 0, 1}});
        const auto cells = *ChangeCells::make(pointers(runs), 1);
        QVERIFY(cells.values({0, false}).has_value());
        QVERIFY(!cells.values({1, false}).has_value()); // nobody of b
        QVERIFY(!cells.values({0, true}).has_value()); // no rest
        QVERIFY(!cells.swapP({1, false}, 9, 1, {})->has_value());
        QVERIFY((*cells.draw(20, 1, 1, {})).changes({1, false}).empty());
        // One document has no error.
        std::vector<GroupTable> one(2, emptyTable({"a"}, 1));
        for (auto& table : one)
            table.rows.push_back({0, 0, 0, {1, 0, 1}});
        const auto single = *ChangeCells::make(pointers(one), 1);
        QVERIFY(!single.estimate({0, false}, *single.values({0, false})));
        QVERIFY(!single.swapP({0, false}, 9, 1, {})->has_value());
    }

    void tablesThatDifferAreNotCompared() {
        Philox rng(79);
        const auto runs = randomRuns(rng, 2, 6, "recall");
        const auto suite = randomSuite(rng, 2, 6, 2);
        const auto differs = [](std::vector<GroupTable> tables, auto change) {
            change(tables[1]);
            return !ChangeCells::make(pointers(tables), 1);
        };
        QVERIFY(!differs(runs, [](GroupTable&) {}));
        QVERIFY(!differs(suite, [](GroupTable&) {}));
        QVERIFY(differs(runs, [](GroupTable& t) { t.id = "meta:y"; }));
        QVERIFY(differs(runs, [](GroupTable& t) { t.groups[2] = "d"; }));
        QVERIFY(differs(runs, [](GroupTable& t) { t.clusters = 7; }));
        QVERIFY(differs(runs, [](GroupTable& t) { t.headline = "f1"; }));
        QVERIFY(differs(runs, [](GroupTable& t) { t.rows.front().group = 3; }));
        QVERIFY(differs(runs, [](GroupTable& t) { t.rows.front().cluster = 6; }));
        QVERIFY(differs(suite, [](GroupTable& t) { t.items = 3; }));
        QVERIFY(differs(suite, [](GroupTable& t) { t.crossed.front().item = 2; }));
        QVERIFY(differs(suite, [](GroupTable& t) { t.crossed.front().cluster = 6; }));
        // Another order of the rows is the same table.
        QVERIFY(!differs(runs, [](GroupTable& t) { std::reverse(t.rows.begin(), t.rows.end()); }));
    }

    void aStopEndsBoth() {
        Philox rng(80);
        const auto runs = randomRuns(rng, 2, 10, "recall");
        const auto cells = *ChangeCells::make(pointers(runs), 1);
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(cells.draw(10, 1, 2, stop.get_token()).error().code, ErrorCode::Cancelled);
        QCOMPARE(
            cells.swapP({0, false}, 10, 1, stop.get_token()).error().code, ErrorCode::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TstChangeCells)
#include "tst_change_cells.moc"
