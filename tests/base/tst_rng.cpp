// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <QTest>
#include <vector>

using evenspan::Philox;

class TstRng : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Known answers of the Random123 distribution (kat_vectors, philox4x32 10).
    void knownAnswers() {
        const auto zero = Philox::block(0, 0, 0);
        QCOMPARE(zero[0], 0x6627e8d5u);
        QCOMPARE(zero[1], 0xe169c58du);
        QCOMPARE(zero[2], 0xbc57ac4cu);
        QCOMPARE(zero[3], 0x9b00dbd8u);
        const auto ones = Philox::block(~0ull, ~0ull, ~0ull);
        QCOMPARE(ones[0], 0x408f276du);
        QCOMPARE(ones[1], 0x41c83b0eu);
        QCOMPARE(ones[2], 0xa20bc7c6u);
        QCOMPARE(ones[3], 0x6d5451fdu);
        const auto pi =
            Philox::block(0x299f31d0a4093822ull, 0x85a308d3243f6a88ull, 0x0370734413198a2eull);
        QCOMPARE(pi[0], 0xd16cfe09u);
        QCOMPARE(pi[1], 0x94fdccebu);
        QCOMPARE(pi[2], 0x5001e420u);
        QCOMPARE(pi[3], 0x24126ea1u);
    }

    void resumesFromItsCounter() {
        Philox all(7);
        std::vector<std::uint32_t> words(40);
        for (auto& word : words)
            word = all.next32();
        Philox first(7);
        for (int i = 0; i < 20; ++i)
            QCOMPARE(first.next32(), words[static_cast<std::size_t>(i)]);
        Philox rest(7, first.counter());
        for (std::size_t i = 20; i < 40; ++i)
            QCOMPARE(rest.next32(), words[i]);
    }

    void belowIsUniform() {
        Philox rng(3);
        std::map<std::uint64_t, int> seen;
        for (int i = 0; i < 60000; ++i)
            ++seen[rng.below(6)];
        QCOMPARE(seen.size(), std::size_t{6});
        double chi = 0;
        for (const auto& [face, count] : seen)
            chi += (count - 10000.0) * (count - 10000.0) / 10000.0;
        QVERIFY2(chi < 20.5, "chi square of 5 degrees of freedom at 0.999");
        for (int i = 0; i < 1000; ++i)
            QVERIFY(rng.uniform() < 1.0);
        QCOMPARE(rng.below(1), std::uint64_t{0});
    }

    void shuffleIsAPermutationThatTheSeedFixes() {
        std::vector<int> a(100), b(100);
        std::iota(a.begin(), a.end(), 0);
        b = a;
        Philox first(11), second(11), other(12);
        evenspan::shuffle(std::span(a), first);
        evenspan::shuffle(std::span(b), second);
        QCOMPARE(a, b);
        std::vector<int> c(100);
        std::iota(c.begin(), c.end(), 0);
        evenspan::shuffle(std::span(c), other);
        QVERIFY(a != c);
        std::sort(a.begin(), a.end());
        std::sort(c.begin(), c.end());
        QCOMPARE(a, c);
    }
};

QTEST_APPLESS_MAIN(TstRng)
#include "tst_rng.moc"
