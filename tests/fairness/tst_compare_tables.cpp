// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/fairness/compare_tables.h"

#include <algorithm>
#include <cmath>
#include <QTest>

using namespace evenspan;
using namespace evenspan::fairness;

namespace {

GroupTable emptyTable(const char* id, std::vector<std::string> groups, std::size_t clusters) {
    GroupTable table;
    table.id = id;
    table.headline = "recall";
    table.types = {"PER"};
    table.tallies.resize(groups.size());
    table.groups = std::move(groups);
    table.clusters = clusters;
    return table;
}

// Documents of `mentions` each, half of them of either group; document k of run r finds a mention
// with the probability share(group, k, r).
template <class Share>
RunTables drawRun(std::size_t documents, int mentions, std::uint64_t seed, int run, Share share) {
    RunTables out{emptyTable("", {"all"}, documents), emptyTable("meta:x", {"a", "b"}, documents)};
    Philox rng(seed);
    for (std::uint32_t k = 0; k < documents; ++k) {
        const std::uint32_t group = k % 2;
        Tally tally;
        for (int m = 0; m < mentions; ++m)
            (rng.uniform() < share(group, k, run) ? tally.right : tally.missed) += 1;
        out[0].rows.push_back({k, 0, 0, tally});
        out[1].rows.push_back({k, group, 0, tally});
    }
    return out;
}

const AuditChangeLine& find(
    const std::vector<AuditChangeLine>& lines, const char* kind, const char* group) {
    for (const auto& line : lines)
        if (line.kind == kind && line.group == group)
            return line;
    qFatal("no such line");
}

ChangeOptions quick(std::uint64_t seed = 1) {
    ChangeOptions options;
    options.rounds = 400;
    options.swaps = 199;
    options.seed = seed;
    options.threads = 1;
    return options;
}

} // namespace

class TestCompareTables : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onePairOfRunsIsThePairedGap() {
        const auto share = [](std::uint32_t g, std::uint32_t k, int run) {
            return 0.4 + 0.2 * run + 0.1 * g + 0.002 * k;
        };
        const RunTables before = drawRun(60, 5, 11, 0, share), after = drawRun(60, 5, 12, 1, share);
        const auto result = compareTables({&before, 1}, {&after, 1}, quick());
        QVERIFY(result.ok());
        std::vector<Ratio> a, b;
        for (const auto& row : after[0].rows)
            a.push_back(recallRatio(row.tally));
        for (const auto& row : before[0].rows)
            b.push_back(recallRatio(row.tally));
        const auto gap = *gapWithin(a, b);
        const auto interval = gapInterval(gap);
        const auto& line = result->front();
        QCOMPARE(line.kind, std::string("overall"));
        QVERIFY(std::abs(*line.change.value - gap.difference) < 1e-12);
        QVERIFY(std::abs(*line.change.low - interval.low) < 1e-12);
        QVERIFY(std::abs(*line.change.high - interval.high) < 1e-12);
        QVERIFY(std::abs(*line.p - gapP(gap)) < 1e-12);
        QCOMPARE(line.change.method, std::string("t"));
        // A gap by hand: (a − b) after minus (a − b) before.
        const auto recall = [](const RunTables& run, std::uint32_t group) {
            double right = 0, all = 0;
            for (const auto& row : run[1].rows)
                if (row.group == group) {
                    right += row.tally.right;
                    all += row.tally.right + row.tally.missed;
                }
            return right / all;
        };
        const auto& own = find(*result, "gap", "a");
        QVERIFY(std::abs(*own.before.value - (recall(before, 0) - recall(before, 1))) < 1e-12);
        QVERIFY(std::abs(*own.after.value - (recall(after, 0) - recall(after, 1))) < 1e-12);
        const auto& other = find(*result, "gap", "b");
        QVERIFY(std::abs(*own.change.value + *other.change.value) < 1e-12);
        const auto& worst = find(*result, "worst", "");
        QVERIFY(
            std::abs(*worst.before.value - std::min(recall(before, 0), recall(before, 1))) < 1e-12);
    }

    void swappedSidesAgreeWithEveryWayToSwap() {
        const auto share = [](std::uint32_t, std::uint32_t k, int run) {
            return 0.45 + 0.15 * run + 0.01 * k;
        };
        const RunTables before = drawRun(10, 8, 5, 0, share), after = drawRun(10, 8, 6, 1, share);
        ChangeOptions options = quick();
        options.swaps = 20000;
        const auto result = compareTables({&before, 1}, {&after, 1}, options);
        QVERIFY(result.ok());
        std::vector<Ratio> a, b;
        for (std::size_t k = 0; k < 10; ++k) {
            a.push_back(recallRatio(after[0].rows[k].tally));
            b.push_back(recallRatio(before[0].rows[k].tally));
        }
        const auto statistic = [&](unsigned mask) {
            auto x = a, y = b;
            for (unsigned k = 0; k < 10; ++k)
                if (mask >> k & 1)
                    std::swap(x[k], y[k]);
            const auto gap = *gapWithin(x, y);
            return gap.error > 0 ? std::abs(gap.difference) / gap.error : 0;
        };
        int hits = 0;
        for (unsigned mask = 0; mask < 1024; ++mask)
            hits += statistic(mask) >= statistic(0) * (1 - 1e-12);
        const double exact = hits / 1024.0;
        QVERIFY(std::abs(*result->front().swapP - exact)
            < 4 * std::sqrt(exact * (1 - exact) / 20000) + 2e-4);
    }

    // No true change; documents differ, seeds differ: how often is one reported, and how often does
    // the interval hold zero? Within Monte-Carlo error of the level, or below it.
    void theLevelIsKeptWhereSeedsScatter() {
        constexpr int sets = 300;
        int rejected = 0, gapRejected = 0, covered = 0, drawnCovered = 0;
        for (int set = 0; set < sets; ++set) {
            Philox rng(1000 + static_cast<std::uint64_t>(set));
            std::vector<double> document(60), seeds(6);
            for (auto& each : document)
                each = 0.3 * (rng.uniform() - 0.5);
            for (auto& each : seeds)
                each = 0.2 * (rng.uniform() - 0.5);
            std::vector<RunTables> before, after;
            for (int r = 0; r < 6; ++r)
                (r < 3 ? before : after)
                    .push_back(drawRun(
                        60, 4, rng.next64(), r, [&](std::uint32_t, std::uint32_t k, int run) {
                            return 0.7 + document[k] + seeds[static_cast<std::size_t>(run)];
                        }));
            const auto result = compareTables(before, after, quick(rng.next64()));
            QVERIFY(result.ok());
            const auto& line = result->front();
            rejected += *line.p <= 0.05;
            covered += *line.change.low <= 0 && *line.change.high >= 0;
            drawnCovered += *line.drawnLow <= 0 && *line.drawnHigh >= 0;
            gapRejected += *find(*result, "gap", "a").p <= 0.05;
            QCOMPARE(line.change.method, std::string("t_seeds"));
            QCOMPARE(*line.p <= 0.05, *line.change.low > 0 || *line.change.high < 0);
        }
        const double error = std::sqrt(0.05 * 0.95 / sets);
        qInfo("size %.3f, of gaps %.3f; holds zero: %.3f, drawn %.3f", rejected / double(sets),
            gapRejected / double(sets), covered / double(sets), drawnCovered / double(sets));
        QVERIFY(rejected <= (0.05 + 3 * error) * sets);
        QVERIFY(gapRejected <= (0.05 + 3 * error) * sets);
        QVERIFY(covered >= (0.95 - 3 * error) * sets);
        // Three seeds a side, drawn twice: narrower than it should be, which is why p is Student's.
        QVERIFY(drawnCovered >= 0.8 * sets);
    }

    void aGapThatShrinksIsFound() {
        std::vector<RunTables> before, after;
        for (int r = 0; r < 3; ++r) {
            const auto seed = static_cast<std::uint64_t>(r);
            before.push_back(drawRun(200, 5, 50 + seed, r,
                [](std::uint32_t g, std::uint32_t, int) { return g == 0 ? 0.9 : 0.6; }));
            after.push_back(drawRun(200, 5, 70 + seed, r,
                [](std::uint32_t g, std::uint32_t, int) { return g == 0 ? 0.9 : 0.85; }));
        }
        const auto result = compareTables(before, after, quick());
        QVERIFY(result.ok());
        for (const char* group : {"a", "b"}) {
            const auto& gap = find(*result, "gap", group);
            QCOMPARE(gap.verdict, std::string("better")); // nearer to zero, whatever its sign
            QVERIFY(*gap.adjusted < 0.01 && *gap.swapP < 0.01);
        }
        QCOMPARE(find(*result, "group", "b").verdict, std::string("better"));
        QCOMPARE(find(*result, "group", "a").verdict, std::string("not_shown"));
        QVERIFY(*find(*result, "worst", "").drawnLow > 0);
        const auto back = compareTables(after, before, quick());
        QCOMPARE(find(*back, "gap", "b").verdict, std::string("worse"));
        QVERIFY(std::abs(
                    *find(*back, "gap", "b").change.value + *find(*result, "gap", "b").change.value)
            < 1e-12);
    }

    // Of two groups each is the other's rest: one question, which counts once; of three it is not.
    void theGapsOfTwoGroupsAreOneTest() {
        const auto share = [](std::uint32_t g, std::uint32_t, int run) {
            return 0.6 + 0.1 * run + (g == 0 ? 0.1 : 0);
        };
        RunTables before = drawRun(90, 6, 31, 0, share), after = drawRun(90, 6, 32, 1, share);
        const auto adjusts = [&](bool once) {
            const auto result = compareTables({&before, 1}, {&after, 1}, quick());
            QVERIFY(result.ok());
            std::vector<double> p, adjusted;
            double mirror = 2;
            for (const auto& line : *result) {
                if (!line.p)
                    continue;
                if (once && line.kind == "gap" && mirror < 2) {
                    QCOMPARE(*line.adjusted, mirror);
                    continue;
                }
                if (line.kind == "gap")
                    mirror = *line.adjusted;
                p.push_back(*line.p);
                adjusted.push_back(*line.adjusted);
            }
            QCOMPARE(p.size(), std::size_t(once ? 4 : 7));
            // Holm by hand: the k-th smallest times what is left, never below the one before.
            auto order = p;
            std::sort(order.begin(), order.end());
            for (std::size_t i = 0; i < p.size(); ++i) {
                double expected = 0;
                for (std::size_t k = 0; k < order.size() && order[k] <= p[i]; ++k)
                    expected = std::max(
                        expected, std::min(1.0, static_cast<double>(order.size() - k) * order[k]));
                QVERIFY(std::abs(adjusted[i] - expected) < 1e-12);
            }
        };
        adjusts(true);
        for (auto* run : {&before, &after}) {
            auto& table = (*run)[1];
            table.groups.push_back("c");
            table.tallies.resize(3);
            for (auto& row : table.rows)
                row.group = row.cluster % 3;
        }
        adjusts(false);
    }

    void aSuiteIsPairedByNameAndTemplate() {
        const auto suiteRun = [](double shift, std::uint64_t seed) {
            RunTables out{
                emptyTable("", {"all"}, 12), emptyTable("suite:s", {"known", "other"}, 240)};
            for (std::uint32_t k = 0; k < 12; ++k)
                out[0].rows.push_back({k, 0, 0, {5, 0, 5}});
            out[1].items = 5;
            Philox rng(seed);
            for (std::uint32_t n = 0; n < 240; ++n) {
                const std::uint32_t group = n < 120 ? 0 : 1;
                Tally sum;
                for (std::uint32_t t = 0; t < 5; ++t) {
                    // Template 4 is answered by all: it tells nothing and is left out.
                    const double share = t == 4 ? 1 : group == 0 ? 0.9 : 0.5 + shift + 0.05 * t;
                    const double right = rng.uniform() < share;
                    out[1].crossed.push_back({n, t, {right, 1}});
                    (right > 0 ? sum.right : sum.missed) += 1;
                }
                out[1].rows.push_back({n, group, 0, sum});
            }
            return out;
        };
        std::vector<RunTables> before, after;
        for (std::uint64_t r = 0; r < 3; ++r) {
            before.push_back(suiteRun(0, 10 + r));
            after.push_back(suiteRun(0.25, 20 + r));
        }
        const auto result = compareTables(before, after, quick());
        QVERIFY(result.ok());
        const auto& gap = find(*result, "gap", "other");
        double right = 0, all = 0;
        for (const auto& run : before)
            for (const auto& cell : run[1].crossed)
                if (cell.cluster >= 120 && cell.item < 4) {
                    right += cell.ratio.over;
                    all += 1;
                }
        QVERIFY(std::abs(*find(*result, "group", "other").before.value - right / all) < 1e-12);
        QCOMPARE(gap.verdict, std::string("better"));
        QVERIFY(*gap.drawnLow > 0 && *gap.change.low > 0);
        // The same runs on both sides: nothing changed, and nothing is said to have.
        const auto same = compareTables(before, before, quick());
        for (const auto& line : *same) {
            QCOMPARE(*line.change.value, 0.0);
            QCOMPARE(line.verdict, std::string("not_shown"));
        }
        QCOMPARE(*find(*same, "gap", "other").swapP, 1.0);
    }

    void threadsChangeNothingAndSmallGroupsSayNothing() {
        const auto share = [](std::uint32_t, std::uint32_t, int run) { return 0.5 + 0.1 * run; };
        std::vector<RunTables> before{drawRun(40, 3, 1, 0, share)},
            after{drawRun(40, 3, 2, 1, share)};
        auto options = quick();
        const auto one = compareTables(before, after, options);
        options.threads = 4;
        QVERIFY(*one == *compareTables(before, after, options));
        options.seed = 2;
        QVERIFY(!(*one == *compareTables(before, after, options)));

        before = {drawRun(8, 2, 1, 0, share)}; // 8 mentions a group
        after = {drawRun(8, 2, 2, 1, share)};
        const auto few = compareTables(before, after, quick());
        QCOMPARE(few->size(), std::size_t(1));
        QCOMPARE(few->front().kind, std::string("overall"));
    }

    void whatDoesNotFitIsRefused() {
        const auto share = [](std::uint32_t, std::uint32_t, int) { return 0.5; };
        const std::vector<RunTables> one{drawRun(40, 3, 1, 0, share)};
        const std::vector<RunTables> fewer{drawRun(30, 3, 1, 0, share)};
        QCOMPARE(compareTables(one, fewer, quick()).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(compareTables(one, {}, quick()).error().code, ErrorCode::InvalidArgument);
        auto other = one;
        other[0][1].groups = {"a", "c"};
        QCOMPARE(compareTables(one, other, quick()).error().code, ErrorCode::InvalidArgument);
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(
            compareTables(one, one, quick(), stop.get_token()).error().code, ErrorCode::Cancelled);
    }

    void aChangeIsReadBackAsItWasWritten() {
        AuditResult audit;
        auto& change = audit.change.emplace();
        change.before = {"a", "b"};
        change.after = {"c"};
        change.differences = {"augment_suite: x"};
        change.fewSeeds = true;
        change.lines.push_back({"meta:x", "g", "gap", "recall", {0.1, {}, {}, "", "", false},
            {0.05, {}, {}, "", "", false}, {-0.05, -0.1, 0.0, "", "t_seeds", false}, -0.09, 0.01,
            0.04, 0.08, {}, "not_shown"});
        const auto back = auditFromJson(auditToJson(audit));
        QVERIFY(back.ok());
        QVERIFY(*back == audit);
    }
};

QTEST_APPLESS_MAIN(TestCompareTables)
#include "tst_compare_tables.moc"
