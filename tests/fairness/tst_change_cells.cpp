// SPDX-License-Identifier: GPL-3.0-or-later
// The cells behind a comparison of audits, against readings by the definition.
#include "core/base/rng.h"
#include "core/fairness/change_cells.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <QTest>

using namespace evenspan;
using namespace evenspan::fairness;

namespace {

GroupTable emptyTable(std::vector<std::string> groups, std::size_t clusters) {
    GroupTable table;
    table.id = "meta:x";
    table.headline = "recall";
    table.types = {"PER", "LOC"};
    table.tallies.resize(groups.size());
    table.groups = std::move(groups);
    table.clusters = clusters;
    return table;
}

// Documents with mentions of several groups; the same gold in each run, other answers.
std::vector<GroupTable> randomRuns(
    Philox& rng, std::size_t runs, std::size_t clusters, const char* headline) {
    std::vector<GroupTable> out(runs, emptyTable({"a", "b", "c"}, clusters));
    for (auto& table : out)
        table.headline = headline;
    for (std::uint32_t k = 0; k < clusters; ++k)
        for (std::uint32_t g = 0; g < 3; ++g)
            for (std::uint32_t type = 0; type < 2; ++type) {
                const auto gold = rng.below(4);
                for (auto& table : out) {
                    const auto right = rng.below(gold + 1);
                    const auto wrong = rng.below(3);
                    if (gold + wrong > 0)
                        table.rows.push_back(
                            {k, g, type, {double(right), double(wrong), double(gold - right)}});
                }
            }
    return out;
}

// Names by templates; each name is of one group.
std::vector<GroupTable> randomSuite(
    Philox& rng, std::size_t runs, std::uint32_t names, std::uint32_t templates) {
    std::vector<GroupTable> out(runs, emptyTable({"a", "b"}, names));
    for (auto& table : out) {
        table.items = templates;
        for (std::uint32_t n = 0; n < names; ++n) {
            Tally sum;
            for (std::uint32_t t = 0; t < templates; ++t) {
                const double right = rng.uniform() < 0.3 + 0.1 * t + 0.1 * (n % 2);
                table.crossed.push_back({n, t, {right, 1}});
                (right > 0 ? sum.right : sum.missed) += 1;
            }
            table.rows.push_back({n, n % 2, 0, sum});
        }
    }
    return out;
}

std::vector<const GroupTable*> pointers(const std::vector<GroupTable>& tables) {
    std::vector<const GroupTable*> out;
    for (const auto& table : tables)
        out.push_back(&table);
    return out;
}

// The measure of one run by its definition, each cluster counted `weight` times.
std::optional<double> naiveValue(
    const GroupTable& table, const ChangeTarget& target, const std::vector<double>& weight) {
    Tally own, rest;
    for (const auto& row : table.rows) {
        auto& side = row.group == target.group ? own : rest;
        side.right += weight[row.cluster] * row.tally.right;
        side.wrong += weight[row.cluster] * row.tally.wrong;
        side.missed += weight[row.cluster] * row.tally.missed;
    }
    const auto share = [&](const Tally& t) -> std::optional<double> {
        const bool f1 = table.headline == "f1";
        const double over = f1 ? 2 * t.right : t.right;
        const double under = t.right + t.missed + (f1 ? t.right + t.wrong : 0);
        return under > 0 ? std::optional(over / under) : std::nullopt;
    };
    const auto value = share(own), other = share(rest);
    if (!value || (target.gap && !other))
        return {};
    return target.gap ? *value - *other : *value;
}

double naiveChange(const std::vector<GroupTable>& runs, std::size_t before,
    const ChangeTarget& target, const std::vector<double>& weight) {
    double out = 0;
    for (std::size_t r = 0; r < runs.size(); ++r)
        out += *naiveValue(runs[r], target, weight)
            / (r < before ? -double(before) : double(runs.size() - before));
    return out;
}

bool near(double a, double b, double by = 1e-9) {
    return std::abs(a - b) <= by * std::max({1.0, std::abs(a), std::abs(b)});
}

constexpr std::array<ChangeTarget, 6> kTargets{ChangeTarget{0, false}, ChangeTarget{1, false},
    ChangeTarget{2, false}, ChangeTarget{0, true}, ChangeTarget{1, true}, ChangeTarget{2, true}};

} // namespace

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
