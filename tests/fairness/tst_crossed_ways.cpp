// SPDX-License-Identifier: GPL-3.0-or-later
// Ways to group that are taken together: their names there and back, and that no hidden cell of
// such a table can be computed from the sums of its rows and columns.
#include "core/base/rng.h"
#include "core/fairness/crossed_ways.h"
#include "core/fairness/suppression.h"

#include <QTest>

using namespace evenspan;
using namespace evenspan::fairness;

class TestCrossedWays : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void idsThereAndBack() {
        const std::vector<std::vector<std::string>> all{{"meta:country", "structure:casing"},
            {"meta:a+b", "attribute:gender", "list:names"}, {"attribute:x+", "meta:+y"},
            {"meta:a:b", "meta:attribute"}};
        for (const auto& parts : all) {
            const auto id = crossedId(parts);
            QVERIFY(crossedParts(id) == parts);
            for (const auto& part : parts)
                QVERIFY(comesFrom(id, part));
            QVERIFY(!comesFrom(id, "meta:other") && !comesFrom(id, "meta:a"));
        }
        for (const char* id : {"meta:country", "structure:casing", "suite:a+b", ""}) {
            QVERIFY(crossedParts(id).empty());
            QVERIFY(comesFrom(id, id));
        }
        QVERIFY(!comesFrom("meta:country", "meta:count"));
    }

    void groupsThereAndBack() {
        const std::vector<std::string> values{"north", "very – long", "3"};
        QVERIFY(crossedValues(crossedGroup(values), 3) == values);
        QVERIFY(crossedValues(crossedGroup(values), 2).empty());
        QVERIFY(crossedGroup({"north", ""}).empty()); // unknown
        QVERIFY(crossedValues("alone", 1) == std::vector<std::string>{"alone"});
        // A value that holds the sign itself belongs to no pair.
        QVERIFY(crossedValues(crossedGroup({"a \u00d7 b", "c"}), 2).empty());
    }

    // Tables of random counts: for every row, column and the whole, what is hidden holds two cells
    // that are not empty and enough mentions, or everything of it is hidden.
    void sumsGiveNothingAway() {
        const LeastCounts least;
        std::size_t more = 0;
        for (std::uint64_t seed = 1; seed <= 400; ++seed) {
            Philox rng(seed);
            const std::size_t rows = 1 + rng.below(5), columns = 1 + rng.below(5);
            std::vector<std::uint64_t> mentions;
            std::vector<Assessment> before;
            for (std::size_t i = 0; i < rows * columns; ++i) {
                const std::uint64_t most[] = {1, 12, 40, 300};
                mentions.push_back(rng.below(most[rng.below(4)]));
                before.push_back(assess(mentions.back(), mentions.back() / 2, least));
            }
            std::vector<std::vector<std::size_t>> sums;
            for (std::size_t r = 0; r < rows; ++r) {
                sums.emplace_back();
                for (std::size_t c = 0; c < columns; ++c)
                    sums.back().push_back(r * columns + c);
            }
            for (std::size_t c = 0; c < columns; ++c) {
                sums.emplace_back();
                for (std::size_t r = 0; r < rows; ++r)
                    sums.back().push_back(r * columns + c);
            }
            auto plain = before, after = before;
            suppressComplement(mentions, plain, least);
            const auto added = suppressComplement(mentions, sums, after, least);
            std::size_t changed = 0;
            for (std::size_t i = 0; i < after.size(); ++i) {
                QVERIFY(before[i] != Assessment::Suppressed || after[i] == before[i]);
                QVERIFY(mentions[i] > 0 || after[i] != Assessment::Suppressed);
                changed += after[i] != before[i];
            }
            QCOMPARE(added, changed);
            more += after != plain;
            std::vector<std::size_t> everything(after.size());
            for (std::size_t i = 0; i < after.size(); ++i)
                everything[i] = i;
            sums.push_back(everything);
            for (const auto& set : sums) {
                std::size_t hidden = 0, shown = 0;
                std::uint64_t sum = 0;
                for (const auto g : set) {
                    const bool gone = after[g] == Assessment::Suppressed;
                    hidden += gone;
                    shown += !gone && mentions[g] > 0;
                    sum += gone ? mentions[g] : 0;
                }
                QVERIFY(hidden == 0 || shown == 0 || (hidden >= 2 && sum >= least.mentions));
            }
        }
        QVERIFY(more > 20); // the sums mattered
    }
};

QTEST_APPLESS_MAIN(TestCrossedWays)
#include "tst_crossed_ways.moc"
