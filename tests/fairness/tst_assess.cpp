// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/fairness/assess.h"

#include <algorithm>
#include <cmath>
#include <QTest>

using namespace evenspan;
using namespace evenspan::fairness;

namespace {

GroupTable tableOf(std::vector<std::string> groups, bool documents) {
    GroupTable table;
    table.id = documents ? "meta:x" : "structure:x";
    table.source = documents ? "document" : "structure";
    table.unit = documents ? "document" : "mention";
    table.cluster = "document";
    table.headline = documents ? "f1" : "recall";
    table.types = {"ORG", "PER"};
    table.groups = std::move(groups);
    table.tallies.resize(table.groups.size());
    table.tokens = 10000;
    return table;
}

void add(GroupTable& table, std::uint32_t group, std::uint32_t type, Tally tally) {
    table.rows.push_back(
        {static_cast<std::uint32_t>(table.clusters++), group, type, tally, 0, 0, 0});
}

// A table of two groups, `documents` each, of five mentions each, found with chance p or q.
GroupTable drawn(std::uint64_t seed, int documents, double p, double q) {
    auto table = tableOf({"a", "b"}, false);
    Philox rng(seed);
    for (std::uint32_t g = 0; g < 2; ++g)
        for (int d = 0; d < documents; ++d) {
            Tally tally;
            for (int i = 0; i < 5; ++i)
                (rng.uniform() < (g ? q : p) ? tally.right : tally.missed) += 1;
            add(table, g, 1, tally);
        }
    return table;
}

AuditDimension assessed(const GroupTable& table, std::size_t rounds = 200) {
    std::vector<AuditLimit> limits;
    AssessOptions options;
    options.rounds = rounds;
    return *assessDimension(table, options, limits);
}

AuditResult concluded(const GroupTable& table, std::size_t rounds = 200) {
    AuditResult audit;
    audit.dimensions = {assessed(table, rounds)};
    concludeAudit(audit);
    return audit;
}

bool hasLimit(const std::vector<AuditLimit>& limits, const std::string& code) {
    return std::any_of(
        limits.begin(), limits.end(), [&](const auto& each) { return each.code == code; });
}

} // namespace

class TestAssess : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingAtAll() {
        std::vector<AuditLimit> limits;
        const auto none = *assessDimension(tableOf({}, true), {}, limits);
        QVERIFY(none.groups.empty() && none.gaps.empty());
        QVERIFY(hasLimit(limits, "no_group"));
        limits.clear();
        auto one = tableOf({"only"}, true);
        for (int i = 0; i < 40; ++i)
            add(one, 0, 0, {4, 1, 1});
        AssessOptions options;
        options.rounds = 200;
        const auto single = *assessDimension(one, options, limits);
        QVERIFY(single.gaps.empty());
        QVERIFY(hasLimit(limits, "one_group"));
        QVERIFY(std::abs(*single.groups[0].cells[0].f1.value - 8.0 / 10) < 1e-12);
        // Each document alike: the bootstrap cannot see how far the figure may lie off.
        QVERIFY(single.groups[0].cells[0].f1.unstable);
    }

    void undefinedIsListedAndEntersNothing() {
        auto table = tableOf({"empty", "fine", "silent", "worse"}, true);
        for (int i = 0; i < 30; ++i) {
            add(table, 0, 1, {0, i < 3 ? 1.0 : 0.0, 0}); // predictions without gold
            add(table, 1, 1, {4, i % 3 ? 0.0 : 1.0, i % 4 ? 0.0 : 1.0});
            add(table, 2, 1, {0, 0, 4}); // all O
            add(table, 3, 1, {3, 1, i % 2 ? 1.0 : 2.0});
        }
        const auto found = assessed(table);
        const auto& empty = found.groups[0].cells[0];
        QVERIFY(!empty.recall.value);
        QCOMPARE(empty.recall.reason, std::string("no_gold"));
        const auto& silent = found.groups[2].cells[0];
        QVERIFY(!silent.precision.value);
        QCOMPARE(silent.precision.reason, std::string("no_prediction"));
        QCOMPARE(*silent.recall.value, 0.0);
        QCOMPARE(*silent.f1.value, 0.0);
        QCOMPARE(found.groups[1].cells[1].recall.reason, std::string("nothing")); // no ORG anywhere
        // The spread is of three groups: one has no gold mention.
        QCOMPARE(found.spreads[0].groups, std::uint64_t(3));
        QCOMPARE(found.spreads[0].worst, std::string("silent"));
        for (const auto& gap : found.gaps)
            if (gap.group == "empty")
                QVERIFY(!gap.p && gap.verdict == "not_assessable" && !gap.difference.value);
    }

    void everythingIsCountedOnce() {
        auto table = tableOf({"a", "b"}, true);
        for (std::uint32_t i = 0; i < 20; ++i)
            add(table, i % 2, i % 2, {3, 1, 2});
        AssessOptions options;
        options.rounds = 200;
        const auto cells = *assessOverall(table, options);
        QCOMPARE(cells.size(), std::size_t(3));
        QCOMPARE(*cells[0].gold, std::uint64_t(100));
        QCOMPARE(*cells[0].predicted, std::uint64_t(80));
        QCOMPARE(*cells[2].right, std::uint64_t(30));
        QVERIFY(std::abs(*cells[0].f1.value - 120.0 / 180) < 1e-12);
    }

    void perfectGroupHasRoomBelowAlone() {
        auto table = tableOf({"other", "perfect"}, false);
        for (int i = 0; i < 30; ++i) {
            add(table, 0, 1, {3, 0, 1});
            add(table, 1, 1, {4, 0, 0});
        }
        const auto found = assessed(table);
        const auto& recall = found.groups[1].cells[0].recall;
        QCOMPARE(*recall.value, 1.0);
        QCOMPARE(*recall.high, 1.0);
        QVERIFY(*recall.low < 0.98 && *recall.low > 0.9);
        QCOMPARE(recall.method, std::string("wilson"));
    }

    void smallGroupsStayHidden() {
        auto table = tableOf({"big", "middle", "tiny"}, false);
        for (int i = 0; i < 60; ++i)
            add(table, 0, 1, {4, 0, 1});
        for (int i = 0; i < 20; ++i)
            add(table, 1, 1, {1, 0, 1});
        for (int i = 0; i < 9; ++i)
            add(table, 2, 1, {0, 0, 1});
        table.tallies[2].missed = 9;
        std::vector<AuditLimit> limits;
        AssessOptions options;
        options.rounds = 200;
        const auto found = *assessDimension(table, options, limits);
        // Nine could be had as the total less the rest, so the next smallest is hidden too.
        for (const std::size_t hidden : {1u, 2u}) {
            const auto& group = found.groups[hidden];
            QCOMPARE(group.level, std::string("suppressed"));
            QVERIFY(!group.mentions && !group.clusters && !group.errors.missed);
            for (const auto& cell : group.cells)
                QVERIFY(!cell.gold && !cell.right && !cell.recall.value && !cell.f1.value);
        }
        QVERIFY(hasLimit(limits, "suppressed") && hasLimit(limits, "complementary"));
        QVERIFY(found.groups[0].mentions.has_value());
    }

    void tenThousandGroups() {
        std::vector<std::string> names;
        for (int i = 0; i < 10000; ++i)
            names.push_back("g" + std::to_string(100000 + i));
        auto table = tableOf(names, true);
        for (std::uint32_t g = 0; g < 10000; ++g)
            for (int i = 0; i < (g < 2 ? 40 : 1); ++i)
                add(table, g, 1, {3, 0, 1});
        const auto found = assessed(table, 100);
        QCOMPARE(found.groups.size(), std::size_t(1000));
        QCOMPARE(found.moreGroups, std::uint64_t(9000));
        QCOMPARE(found.groups[0].level, std::string("full"));
        QCOMPARE(found.groups[900].level, std::string("suppressed"));
    }

    void sameSeedSameFiguresOnAnyNumberOfThreads() {
        const auto table = drawn(9, 60, 0.9, 0.8);
        std::vector<AuditLimit> limits;
        AssessOptions options;
        options.rounds = 300;
        options.threads = 1;
        const auto one = *assessDimension(table, options, limits);
        options.threads = 3;
        QVERIFY(*assessDimension(table, options, limits) == one);
        options.seed = 2;
        QVERIFY(!(*assessDimension(table, options, limits) == one));
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(assessDimension(table, options, limits, stop.get_token()).error().code,
            ErrorCode::Cancelled);
    }

    // Without a gap, one audit in twenty says there is one, and p lies below 0.05 in one of twenty.
    void levelIsKept() {
        constexpr int audits = 300;
        int said = 0, low = 0;
        for (int i = 0; i < audits; ++i) {
            const auto audit = concluded(drawn(static_cast<std::uint64_t>(i) + 1, 30, 0.85, 0.85));
            said += audit.headline.gap.has_value();
            low += *audit.dimensions[0].gaps[0].p <= 0.05;
        }
        const double error = std::sqrt(0.05 * 0.95 / audits);
        QVERIFY2(
            std::abs(low / double(audits) - 0.05) < 4 * error, qPrintable(QString::number(low)));
        QVERIFY2(
            std::abs(said / double(audits) - 0.05) < 4 * error, qPrintable(QString::number(said)));
    }

    // Of two groups the one gap is the other's mirror: one test, not two.
    void twoGroupsAreOneQuestion() {
        const auto two = concluded(drawn(11, 40, 0.9, 0.82));
        QCOMPARE(two.dimensions[0].gaps[0].family, std::uint64_t(1));
        QCOMPARE(*two.dimensions[0].gaps[0].adjusted, *two.dimensions[0].gaps[0].p);
        QCOMPARE(*two.dimensions[0].gaps[0].adjusted, *two.dimensions[0].gaps[1].adjusted);
        QCOMPARE(two.dimensions[0].gaps[0].verdict, two.dimensions[0].gaps[1].verdict);
        auto table = drawn(11, 40, 0.9, 0.82);
        table.groups.push_back("c");
        table.tallies.emplace_back();
        for (int i = 0; i < 40; ++i)
            add(table, 2, 1, {4, 0, 1});
        const auto three = concluded(table);
        QCOMPARE(three.dimensions[0].gaps[0].family, std::uint64_t(3));
    }

    // A gap of the printed detectable size is found in four audits of five.
    void detectableGapIsDetected() {
        constexpr int audits = 300;
        double width = 0;
        for (int i = 0; i < 40; ++i) {
            const auto gap = concluded(drawn(5000 + static_cast<std::uint64_t>(i), 60, 0.85, 0.78));
            width += *gap.dimensions[0].gaps[0].detectable / 40;
        }
        int found = 0;
        for (int i = 0; i < audits; ++i) {
            const auto audit =
                concluded(drawn(9000 + static_cast<std::uint64_t>(i), 60, 0.85, 0.85 - width), 400);
            found += audit.headline.gap.has_value();
        }
        QVERIFY2(std::abs(found / double(audits) - 0.8) < 4 * std::sqrt(0.16 / audits) + 0.02,
            qPrintable(QString::number(found) + QLatin1Char(0x20) + QString::number(width)));
    }

    void equalityIsClaimedOnlyWhereShown() {
        const auto wide = concluded(drawn(3, 15, 0.9, 0.9));
        for (const auto& gap : wide.dimensions[0].gaps)
            QVERIFY(gap.verdict != "no_gap_of_margin" || gap.type != "");
        const auto narrow = concluded(drawn(4, 1500, 0.9, 0.9));
        QCOMPARE(narrow.dimensions[0].gaps[0].verdict, std::string("no_gap_of_margin"));
        QVERIFY(*narrow.dimensions[0].gaps[0].difference.low > -0.05);
    }

    void calibrationNeedsTwoHundred() {
        GroupTally tally;
        Philox rng(12);
        for (int i = 0; i < 199; ++i) {
            tally.scores.push_back(0.5 + rng.uniform() / 2);
            tally.holds.push_back(rng.uniform() < tally.scores.back());
        }
        QVERIFY(!calibrationOf(tally, 1)->error);
        tally.scores.push_back(0.9);
        tally.holds.push_back(1);
        const auto found = *calibrationOf(tally, 1);
        QVERIFY(found.error && *found.error >= 0);
        QCOMPARE(found.bins.size(), std::size_t(10));
        QVERIFY(found.chanceHigh > found.chance && found.chance > 0);
        QVERIFY(!calibrationOf({}, 1));
    }
};

QTEST_MAIN(TestAssess)
#include "tst_assess.moc"
