// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/inspect/training_neighbours.h"
#include "core/app/inspect/version_change.h"
#include "core/base/rng.h"

#include <QTest>

#include <cmath>

using namespace evenspan;

namespace {

// Words from single letters; the probability of tag 0 is given.
std::vector<InspectedWord> wordsOf(const std::string& letters, float probability) {
    std::vector<InspectedWord> out;
    for (const char letter : letters) {
        InspectedWord word;
        word.text = std::string(1, letter);
        word.probabilities = {probability, 1 - probability};
        out.push_back(word);
    }
    return out;
}

std::size_t longestCommon(const std::string& a, const std::string& b) {
    std::vector<std::vector<std::size_t>> table(
        a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 1; i <= a.size(); ++i)
        for (std::size_t j = 1; j <= b.size(); ++j)
            table[i][j] = a[i - 1] == b[j - 1] ? table[i - 1][j - 1] + 1
                                               : std::max(table[i - 1][j], table[i][j - 1]);
    return table[a.size()][b.size()];
}

} // namespace

class TstVersionChange : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aWordPutInMovesTheOthersAlong() {
        auto before = wordsOf("abc", 0.5f);
        before[2].probabilities = {0.9f, 0.1f};
        const auto changes = changesSince(before, wordsOf("axbc", 0.6f));
        QCOMPARE(changes.size(), std::size_t(4));
        QVERIFY(std::fabs(*changes[0] - 0.1) < 1e-6);
        QVERIFY(!changes[1]);
        QVERIFY(std::fabs(*changes[2] - 0.1) < 1e-6);
        QVERIFY(std::fabs(*changes[3] + 0.3) < 1e-6);
    }

    // The change is of the tag that the word has now.
    void anotherTag() {
        auto now = wordsOf("a", 0.2f);
        now[0].tag = 1;
        QVERIFY(std::fabs(*changesSince(wordsOf("a", 0.7f), now)[0] - 0.5) < 1e-6);
    }

    void nothingBefore() {
        for (const auto& change : changesSince({}, wordsOf("ab", 0.5f)))
            QVERIFY(!change);
        QVERIFY(changesSince(wordsOf("ab", 0.5f), {}).empty());
    }

    // As many words are paired as the longest common subsequence has, in order, each with its
    // equal.
    void pairsAreALongestCommonSubsequence() {
        Philox rng(3);
        for (int round = 0; round < 400; ++round) {
            const auto text = [&] {
                std::string out;
                for (auto n = rng.below(12); n-- > 0;)
                    out += static_cast<char>('a' + rng.below(3));
                return out;
            };
            const std::string a = text(), b = text();
            // Each word before has a probability of its own, so that its pair can be told.
            auto before = wordsOf(a, 0);
            for (std::size_t i = 0; i < a.size(); ++i)
                before[i].probabilities[0] = static_cast<float>(i);
            const auto changes = changesSince(before, wordsOf(b, 0));
            std::size_t paired = 0;
            double last = -1;
            for (std::size_t j = 0; j < b.size(); ++j) {
                if (!changes[j])
                    continue;
                ++paired;
                const double from = -*changes[j];
                QVERIFY(from > last);
                last = from;
                QCOMPARE(a[static_cast<std::size_t>(from)], b[j]);
            }
            QCOMPARE(paired, longestCommon(a, b));
        }
    }

    // The closed form is the dot product of the two gradients, written out.
    void influenceIsTheProductOfGradients() {
        Philox rng(5);
        const auto draw = [&](std::size_t n) {
            std::vector<float> out;
            for (std::size_t i = 0; i < n; ++i)
                out.push_back(static_cast<float>(2 * rng.uniform() - 1));
            return out;
        };
        for (int round = 0; round < 50; ++round) {
            const std::size_t classes = 2 + rng.below(6), width = 1 + rng.below(9);
            const auto h1 = draw(width), h2 = draw(width);
            const auto d1 = headError(draw(classes), static_cast<std::int32_t>(rng.below(classes)));
            const auto d2 = headError(draw(classes), static_cast<std::int32_t>(rng.below(classes)));
            double naive = 0, sum = 0;
            for (std::size_t k = 0; k < classes; ++k) {
                sum += static_cast<double>(d1[k]);
                naive += static_cast<double>(d1[k]) * static_cast<double>(d2[k]);
                for (std::size_t i = 0; i < width; ++i)
                    naive += static_cast<double>(d1[k]) * static_cast<double>(h1[i])
                        * static_cast<double>(d2[k]) * static_cast<double>(h2[i]);
            }
            QVERIFY(std::fabs(sum) < 1e-5);
            QVERIFY(std::fabs(naive - headInfluence(d1, h1, d2, h2)) < 1e-5);
        }
    }
};

QTEST_APPLESS_MAIN(TstVersionChange)
#include "tst_version_change.moc"
