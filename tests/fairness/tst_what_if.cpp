// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/fairness/what_if.h"

#include <QTest>

using namespace evenspan;
using namespace evenspan::fairness;

namespace {

WhatIfData drawn(std::size_t groups, std::size_t types, std::size_t gold, std::uint64_t seed) {
    WhatIfData data;
    Philox rng(seed);
    for (std::size_t g = 0; g < groups; ++g) {
        data.groups.push_back("g" + std::to_string(g));
        data.clusters.push_back(25);
    }
    for (std::size_t t = 0; t < types; ++t)
        data.types.push_back("t" + std::to_string(t));
    data.gold.assign(groups * types, gold);
    for (std::uint32_t g = 0; g < groups; ++g)
        for (std::uint32_t t = 0; t < types; ++t)
            for (std::size_t m = 0; m < gold; ++m) {
                // Scores of a hundredth, so that many equal a cut.
                const double score = static_cast<double>(rng.below(101)) / 100;
                data.answers.push_back({g, t, score, rng.uniform() < 0.8});
            }
    return data;
}

} // namespace

class TestWhatIf : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCutAgreesWithCounting() {
        const auto data = drawn(4, 3, 60, 9);
        const auto whatIf = WhatIf::make(data);
        QVERIFY(whatIf.ok());
        Philox rng(2);
        for (int round = 0; round < 50; ++round) {
            std::vector<double> cuts;
            for (int t = 0; t < 3; ++t)
                cuts.push_back(static_cast<double>(rng.below(102)) / 100);
            const auto answer = whatIf->at(cuts);
            QVERIFY(answer.ok());
            double allRight = 0, allKept = 0;
            for (std::uint32_t g = 0; g < 4; ++g) {
                double right = 0, kept = 0;
                for (const auto& each : data.answers)
                    if (each.group == g && each.score >= cuts[each.type]) {
                        ++kept;
                        right += each.right;
                    }
                const auto& found = answer->groups[g];
                QCOMPARE(found.tally.right, right);
                QCOMPARE(found.tally.wrong, kept - right);
                QCOMPARE(found.tally.missed, 180 - right);
                QCOMPARE(*found.recall, right / 180);
                QCOMPARE(found.precision.has_value(), kept > 0);
                if (kept > 0)
                    QCOMPARE(*found.precision, right / kept);
                allRight += right;
                allKept += kept;
            }
            QCOMPARE(answer->all.right, allRight);
            QCOMPARE(answer->all.right + answer->all.wrong, allKept);
            double low = 1, high = 0;
            for (const auto& group : answer->groups) {
                low = std::min(low, *group.recall);
                high = std::max(high, *group.recall);
                QVERIFY(std::abs(*group.gap
                            - (*group.recall - (allRight - group.tally.right) / (3 * 180)))
                    < 1e-12);
            }
            QCOMPARE(*answer->worst, low);
            QCOMPARE(*answer->widest, high - low);
        }
    }

    void noCutKeepsAllAndAHighOneNothing() {
        const auto whatIf = WhatIf::make(drawn(2, 1, 50, 4));
        const std::vector<double> none{0}, above{1.01};
        QCOMPARE(whatIf->at(none)->all.right + whatIf->at(none)->all.wrong, 100.0);
        const auto empty = *whatIf->at(above);
        QCOMPARE(empty.all.missed, 100.0);
        QCOMPARE(*empty.groups[0].recall, 0.0);
        QVERIFY(!empty.groups[0].precision); // undefined, not 0
    }

    void smallGroupsAreNotShownNorDerivable() {
        auto data = drawn(4, 1, 40, 5);
        data.gold[2] = 6;
        std::erase_if(data.answers, [](const auto& each) { return each.group == 2; });
        const auto answer = *WhatIf::make(data)->at(std::vector<double>{0.5});
        QCOMPARE(answer.groups[2].level, Assessment::Suppressed);
        int hidden = 0;
        for (const auto& group : answer.groups)
            if (group.level == Assessment::Suppressed) {
                ++hidden;
                QVERIFY(!group.recall && !group.gap && !group.f1);
                QCOMPARE(group.tally.right + group.tally.wrong + group.tally.missed, 0.0);
            }
        QVERIFY(hidden >= 2); // else the total would give the one away
    }

    // Those without a value are shown, but are neither the worst nor a gap.
    void theUnknownAreNotJudged() {
        auto data = drawn(3, 1, 60, 6);
        for (auto& each : data.answers)
            each.right = each.right && each.group != 2;
        const auto judged = *WhatIf::make(data)->at(std::vector<double>{0.2});
        QCOMPARE(*judged.worst, 0.0);
        data.unknown = 2;
        const auto answer = *WhatIf::make(data)->at(std::vector<double>{0.2});
        QCOMPARE(*answer.groups[2].recall, 0.0);
        QVERIFY(!answer.groups[2].gap);
        QCOMPARE(*answer.groups[0].gap, *judged.groups[0].gap); // they stay among the rest
        QCOMPARE(*answer.worst, std::min(*answer.groups[0].recall, *answer.groups[1].recall));
        QCOMPARE(*answer.widest, std::abs(*answer.groups[0].recall - *answer.groups[1].recall));
    }

    void whatDoesNotFitIsRefused() {
        auto data = drawn(2, 2, 20, 1);
        QCOMPARE(WhatIf::make(data)->at(std::vector<double>{0.5}).error().code,
            ErrorCode::InvalidArgument);
        auto more = data;
        more.gold.pop_back();
        QCOMPARE(WhatIf::make(more).error().code, ErrorCode::InvalidArgument);
        auto far = data;
        far.answers[0].group = 2;
        QCOMPARE(WhatIf::make(far).error().code, ErrorCode::InvalidArgument);
        auto score = data;
        score.answers[0].score = 1.5;
        QCOMPARE(WhatIf::make(score).error().code, ErrorCode::InvalidArgument);
        auto right = data;
        right.gold.assign(4, 1); // fewer than are right
        QCOMPARE(WhatIf::make(right).error().code, ErrorCode::InvalidArgument);
    }
};

QTEST_APPLESS_MAIN(TestWhatIf)
#include "tst_what_if.moc"
