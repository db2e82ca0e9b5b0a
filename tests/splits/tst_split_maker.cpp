// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/data/repeats.h"
#include "core/data/split_maker.h"
#include "core/text/text_key.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <QTest>
#include <set>

using namespace evenspan;

namespace {

// Each on its own, with a few spans of a few labels.
std::vector<SplitItem> randomItems(Philox& rng, std::size_t count, std::uint32_t labels,
    std::uint32_t groups = 0, std::uint32_t mostSpans = 3) {
    std::vector<SplitItem> items(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        items[i].group = groups == 0 ? i : static_cast<std::uint32_t>(rng.below(groups));
        for (std::uint32_t label = 0; label < labels; ++label)
            if (rng.below(3) == 0)
                items[i].labels.emplace_back(
                    label, 1 + static_cast<std::uint32_t>(rng.below(mostSpans)));
    }
    return items;
}

std::vector<double> randomShares(Philox& rng) {
    std::vector<double> shares(2 + rng.below(3));
    for (auto& share : shares)
        share = 0.05 + rng.uniform();
    return shares;
}

std::vector<std::size_t> sizesOf(const std::vector<std::uint32_t>& parts, std::size_t count) {
    std::vector<std::size_t> sizes(count);
    for (const auto part : parts)
        ++sizes.at(part);
    return sizes;
}

// The least skew of all ways to deal the items into two parts of these sizes.
double leastSkew(const std::vector<SplitItem>& items, const std::vector<double>& shares) {
    const auto sizes = splitSizes(items.size(), shares);
    double best = 1;
    for (std::uint32_t bits = 0; bits < (1u << items.size()); ++bits) {
        std::vector<std::uint32_t> parts(items.size());
        std::size_t second = 0;
        for (std::size_t i = 0; i < items.size(); ++i)
            second += parts[i] = bits >> i & 1;
        if (second == sizes[1])
            best = std::min(best, splitSkew(items, parts, shares));
    }
    return best;
}

} // namespace

class TstSplitMaker : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sizesAreTheSharesAsNearAsCanBe() {
        const std::vector<double> usual{0.8, 0.1, 0.1};
        QCOMPARE(splitSizes(10, usual), (std::vector<std::size_t>{8, 1, 1}));
        QCOMPARE(splitSizes(11, usual), (std::vector<std::size_t>{9, 1, 1}));
        QCOMPARE(splitSizes(3, std::vector<double>{1, 1}), (std::vector<std::size_t>{2, 1}));
        QCOMPARE(splitSizes(0, usual), (std::vector<std::size_t>{0, 0, 0}));
        Philox rng(1);
        for (int i = 0; i < 500; ++i) {
            const auto shares = randomShares(rng);
            const auto sum = std::accumulate(shares.begin(), shares.end(), 0.0);
            const auto count = rng.below(1000);
            const auto sizes = splitSizes(count, shares);
            QCOMPARE(std::accumulate(sizes.begin(), sizes.end(), std::size_t{0}), count);
            for (std::size_t part = 0; part < sizes.size(); ++part)
                QVERIFY(std::abs(double(sizes[part]) - shares[part] / sum * double(count)) < 1);
        }
    }

    void freeItemsFillTheirSizes() {
        Philox rng(2);
        for (int i = 0; i < 200; ++i) {
            const auto items = randomItems(rng, 1 + rng.below(120), 4);
            const auto shares = randomShares(rng);
            for (const bool stratified : {false, true}) {
                const auto parts = dealSplits(items, shares, i, stratified);
                QCOMPARE(sizesOf(parts, shares.size()), splitSizes(items.size(), shares));
                QCOMPARE(dealSplits(items, shares, i, stratified), parts);
            }
        }
        const auto items = randomItems(rng, 100, 1);
        const std::vector<double> halves{1, 1};
        QVERIFY(dealSplits(items, halves, 1, false) != dealSplits(items, halves, 2, false));
    }

    void aGroupStaysOnOneSide() {
        Philox rng(3);
        for (int i = 0; i < 200; ++i) {
            const auto items =
                randomItems(rng, 10 + rng.below(100), 4, 2 + std::uint32_t(rng.below(30)));
            const auto shares = randomShares(rng);
            std::map<std::uint32_t, std::size_t> groups;
            for (const auto& item : items)
                ++groups[item.group];
            std::size_t largest = 0;
            for (const auto& [group, size] : groups)
                largest = std::max(largest, size);
            for (const bool stratified : {false, true}) {
                const auto parts = dealSplits(items, shares, i, stratified);
                std::map<std::uint32_t, std::set<std::uint32_t>> sides;
                for (std::size_t item = 0; item < items.size(); ++item)
                    sides[items[item].group].insert(parts[item]);
                for (const auto& [group, parts_] : sides)
                    QCOMPARE(parts_.size(), std::size_t(1));
                const auto sizes = sizesOf(parts, shares.size());
                const auto wanted = splitSizes(items.size(), shares);
                for (std::size_t part = 0; part < sizes.size(); ++part)
                    QVERIFY(sizes[part] < wanted[part] + largest);
            }
        }
    }

    // Over many small sets that a naive search can solve: near its answer, far from a blind deal.
    void stratifiedIsNearTheBestThereIs() {
        Philox rng(4);
        double best = 0, ours = 0, blind = 0;
        constexpr int kSets = 60;
        for (int i = 0; i < kSets; ++i) {
            const auto items = randomItems(rng, 12, 3, 0, 2);
            const std::vector<double> shares{2, 1};
            best += leastSkew(items, shares) / kSets;
            ours += splitSkew(items, dealSplits(items, shares, i, true), shares) / kSets;
            blind += splitSkew(items, dealSplits(items, shares, i, false), shares) / kSets;
        }
        qInfo("skew: best %.4f, stratified %.4f, blind %.4f", best, ours, blind);
        QVERIFY(ours >= best - 1e-9);
        QVERIFY(ours - best < (blind - best) / 2);
        // With many items of one label each, rounding is all that is left.
        std::vector<SplitItem> many(900);
        for (std::uint32_t i = 0; i < many.size(); ++i)
            many[i] = {i, {{i % 9, 1}}, {}};
        const std::vector<double> shares{0.8, 0.1, 0.1};
        QCOMPARE(splitSkew(many, dealSplits(many, shares, 5, true), shares), 0.0);
    }

    void theOldestComeFirst() {
        Philox rng(5);
        for (int round = 0; round < 200; ++round) {
            std::vector<SplitItem> items(3 + rng.below(60));
            std::size_t known = 0;
            for (auto& item : items)
                if (const auto time = rng.below(12); time > 0) {
                    item.time = std::to_string(time);
                    ++known;
                }
            const auto shares = randomShares(rng);
            const auto parts = splitByTime(items, shares);
            std::map<int, std::set<std::uint32_t>> sides;
            for (std::size_t i = 0; i < items.size(); ++i) {
                QCOMPARE(parts[i] == kNoSplit, items[i].time.empty());
                if (!items[i].time.empty())
                    sides[std::stoi(items[i].time)].insert(parts[i]);
            }
            std::uint32_t last = 0;
            for (const auto& [time, side] : sides) { // as numbers: 9 before 10
                QCOMPARE(side.size(), std::size_t(1));
                QVERIFY(*side.begin() >= last);
                last = *side.begin();
            }
        }
        std::vector<SplitItem> dated(10);
        for (std::size_t i = 0; i < dated.size(); ++i)
            dated[i].time = "2024-0" + std::to_string(9 - i % 9) + "-01";
        dated[9].time = "2023-12-31";
        const auto parts = splitByTime(dated, std::vector<double>{0.5, 0.5});
        QCOMPARE(parts[9], 0u);
        QCOMPARE(parts[0], 1u);
        QCOMPARE(sizesOf(parts, 2), (std::vector<std::size_t>{5, 5}));
    }

    void textsThatPeopleCallTheSame() {
        QCOMPARE(alikeKey("  Mira\t runs\r\nfar "), alikeKey("mira RUNS far"));
        QCOMPARE(alikeKey("ÜBER Straße"), alikeKey("über straße"));
        QCOMPARE(alikeKey("a\xE3\x80\x80"
                          "b"),
            alikeKey("A b")); // U+3000
        QVERIFY(alikeKey("ab") != alikeKey("a b"));
        QVERIFY(alikeKey("Zoe") != alikeKey("Zoë"));
        QCOMPARE(alikeKey(" \n\t"), std::uint64_t(0));
        QVERIFY(textKey("a") != textKey("A"));
        QCOMPARE(textKey("foobar"), std::uint64_t(0x85944171f73967e8)); // of the authors' page
    }

    // Against counting every pair.
    void repeatsAreCounted() {
        Philox rng(6);
        const std::vector<std::string> texts{"a", "A", " a", "b", "c d", "c  D", "e", "f", " "};
        const std::vector<std::string> splits{"train", "test", ""};
        for (int round = 0; round < 200; ++round) {
            struct Doc {
                std::string text, split;
                bool known;
            };
            std::vector<Doc> docs;
            RepeatWatch watch;
            const auto known = rng.below(8), count = known + rng.below(15);
            for (std::uint64_t i = 0; i < count; ++i) {
                docs.push_back({texts[rng.below(texts.size())], splits[rng.below(3)], i < known});
                watch.add(docs.back().text, docs.back().split, docs.back().known);
            }
            Repeats naive;
            std::map<std::pair<std::string, std::string>, SplitLeak> leaks;
            for (std::size_t i = 0; i < docs.size(); ++i) {
                naive.documents += !docs[i].known;
                if (alikeKey(docs[i].text) == 0)
                    continue;
                bool exact = false, alike = false, before = false;
                std::map<std::string, std::pair<bool, bool>> others;
                for (std::size_t j = 0; j < docs.size(); ++j) {
                    const bool same = docs[i].text == docs[j].text;
                    const bool like = alikeKey(docs[i].text) == alikeKey(docs[j].text);
                    if (j < i) {
                        exact = exact || same;
                        alike = alike || like;
                        before = before || (same && docs[j].known);
                    }
                    if (like && docs[i].split != docs[j].split && !docs[j].split.empty()
                        && !docs[i].split.empty() && !(docs[i].known && docs[j].known)) {
                        others[docs[j].split].first |= same;
                        others[docs[j].split].second = true;
                    }
                }
                if (!docs[i].known) {
                    naive.exact += exact;
                    naive.alike += alike;
                    naive.known += before;
                }
                for (const auto& [other, found] : others) {
                    auto& leak = leaks[{docs[i].split, other}];
                    leak.split = docs[i].split;
                    leak.other = other;
                    leak.exact += found.first;
                    leak.alike += found.second;
                }
            }
            for (const auto& [pair, leak] : leaks)
                naive.leaks.push_back(leak);
            QVERIFY(watch.result() == naive);
        }
    }
};

QTEST_GUILESS_MAIN(TstSplitMaker)
#include "tst_split_maker.moc"
