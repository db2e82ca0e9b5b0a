// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/metrics/bootstrap.h"
#include "core/metrics/confusion.h"

#include <algorithm>
#include <map>
#include <QTest>
#include <set>

using namespace evenspan;

namespace {

using Sentences = std::vector<std::vector<Mention>>;

Sentences draw(Philox& rng, std::size_t sentences) {
    static const char* const labels[] = {"PER", "ORG", "LOC"};
    Sentences out(sentences);
    for (auto& sentence : out) {
        std::set<Mention> some;
        for (auto left = rng.below(5); left > 0; --left) {
            const auto begin = std::uint32_t(rng.below(8));
            some.insert({begin, begin + 1 + std::uint32_t(rng.below(4)), labels[rng.below(3)]});
        }
        sentence.assign(some.begin(), some.end());
    }
    return out;
}

using Cells = std::map<std::pair<std::string, std::string>, std::uint64_t>;

// Takes the best of all pairs that are left, until none is.
Cells naive(const Sentences& gold, const Sentences& predicted, Boundaries boundaries) {
    Cells cells;
    for (std::size_t s = 0; s < gold.size(); ++s) {
        auto known = gold[s], found = predicted[s];
        for (;;) {
            std::vector<std::vector<std::int64_t>> best;
            for (std::size_t g = 0; g < known.size(); ++g)
                for (std::size_t p = 0; p < found.size(); ++p) {
                    const auto& a = known[g];
                    const auto& b = found[p];
                    std::int64_t shared = 0;
                    for (auto token = a.begin; token < a.end; ++token)
                        shared += token >= b.begin && token < b.end ? 1 : 0;
                    const bool same = a.begin == b.begin && a.end == b.end;
                    if (same || (boundaries == Boundaries::Overlapping && shared > 0))
                        best.push_back({same ? 0 : 1, -shared, a.label == b.label ? 0 : 1,
                            std::int64_t(g), std::int64_t(p)});
                }
            if (best.empty())
                break;
            const auto first = *std::min_element(best.begin(), best.end());
            ++cells[{known[std::size_t(first[3])].label, found[std::size_t(first[4])].label}];
            known.erase(known.begin() + first[3]);
            found.erase(found.begin() + first[4]);
        }
        for (const auto& mention : known)
            ++cells[{mention.label, ""}];
        for (const auto& mention : found)
            ++cells[{"", mention.label}];
    }
    return cells;
}

Cells cellsOf(const Confusion& confusion) {
    const auto name = [&](std::size_t i) {
        return i < confusion.labels.size() ? confusion.labels[i] : std::string();
    };
    Cells cells;
    for (std::size_t g = 0; g < confusion.size(); ++g)
        for (std::size_t p = 0; p < confusion.size(); ++p)
            if (confusion.at(g, p) > 0)
                cells[{name(g), name(p)}] = confusion.at(g, p);
    return cells;
}

} // namespace

class TstConfusion : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithANaiveMatcher() {
        Philox rng(21);
        for (int round = 0; round < 500; ++round) {
            const auto gold = draw(rng, 4), predicted = draw(rng, 4);
            for (const auto boundaries : {Boundaries::Exact, Boundaries::Overlapping})
                QVERIFY(cellsOf(confusionOf(gold, predicted, boundaries))
                    == naive(gold, predicted, boundaries));
        }
    }

    // Rows sum to the gold, columns to the predictions, and the diagonal of exact boundaries is
    // what the scorer calls right.
    void sumsAreThoseOfTheScorer() {
        Philox rng(22);
        for (int round = 0; round < 200; ++round) {
            const auto gold = draw(rng, 6), predicted = draw(rng, 6);
            std::uint64_t known = 0, found = 0, right = 0;
            for (const auto& counts : sentenceCounts(gold, predicted)) {
                known += counts.gold;
                found += counts.predicted;
                right += counts.right;
            }
            for (const auto boundaries : {Boundaries::Exact, Boundaries::Overlapping}) {
                const auto confusion = confusionOf(gold, predicted, boundaries);
                const auto none = confusion.labels.size();
                std::uint64_t rows = 0, columns = 0, diagonal = 0;
                for (std::size_t a = 0; a <= none; ++a)
                    for (std::size_t b = 0; b <= none; ++b) {
                        rows += a < none ? confusion.at(a, b) : 0;
                        columns += b < none ? confusion.at(a, b) : 0;
                        diagonal += a == b ? confusion.at(a, b) : 0;
                    }
                QCOMPARE(rows, known);
                QCOMPARE(columns, found);
                QCOMPARE(confusion.at(none, none), std::uint64_t{0});
                if (boundaries == Boundaries::Exact)
                    QCOMPARE(diagonal, right);
                else
                    QVERIFY(diagonal >= right);
            }
        }
    }

    void byHand() {
        const Sentences gold{{{0, 2, "PER"}, {4, 5, "LOC"}}, {{0, 1, "ORG"}}};
        const Sentences predicted{{{0, 1, "PER"}, {4, 5, "ORG"}}, {{3, 4, "PER"}}};
        const Cells exact{
            {{"PER", ""}, 1}, {{"", "PER"}, 2}, {{"LOC", "ORG"}, 1}, {{"ORG", ""}, 1}};
        const Cells overlap{
            {{"PER", "PER"}, 1}, {{"", "PER"}, 1}, {{"LOC", "ORG"}, 1}, {{"ORG", ""}, 1}};
        QVERIFY(cellsOf(confusionOf(gold, predicted, Boundaries::Exact)) == exact);
        QVERIFY(cellsOf(confusionOf(gold, predicted, Boundaries::Overlapping)) == overlap);
        QVERIFY(confusionOf({}, {}, Boundaries::Exact).labels.empty());
    }
};

QTEST_APPLESS_MAIN(TstConfusion)
#include "tst_confusion.moc"
