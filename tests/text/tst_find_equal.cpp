// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/text/find_equal.h"
#include "core/text/grid.h"

#include <algorithm>
#include <QTest>

using namespace evenspan;

class TstFindEqual : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wholeWordsOnly() {
        const std::string text = "Ann met Annual Ann, not ann. Ann";
        const auto grid = *makeGrid(text);
        const auto found = findEqual(text, grid, {0, 3});
        QCOMPARE(found.size(), std::size_t(2));
        QVERIFY((found[0] == CodePointRange{15, 18}));
        QVERIFY((found[1] == CodePointRange{29, 32}));
        // A piece of a word finds pieces of words.
        QCOMPARE(findEqual(text, grid, {1, 3}).size(), std::size_t(4));
        QVERIFY(findEqual(text, grid, {3, 3}).empty());
    }

    // Against every start in turn, over a text of characters of one to four bytes.
    void equalsANaiveSearch() {
        const std::vector<std::string> letters{
            "a", "b", " ", "é", "e\xCC\x81", "中", "😀", "👩\xE2\x80\x8D🔬", ".", "İ"};
        Philox rng(17);
        for (int round = 0; round < 400; ++round) {
            std::string text;
            const auto length = 5 + rng.below(60);
            for (std::uint64_t i = 0; i < length; ++i)
                text += letters[rng.below(letters.size())];
            const auto grid = *makeGrid(text);
            const QList<uint> points = QString::fromStdString(text).toUcs4();
            const auto count = static_cast<std::uint32_t>(points.size());
            const auto begin = static_cast<std::uint32_t>(rng.below(count));
            const auto size = static_cast<std::uint32_t>(1 + rng.below(3));
            const CodePointRange range{begin, std::min(count, begin + size)};
            const auto borders = [&](CodePointRange r) {
                bool b = false, e = false;
                for (const auto& token : grid.tokens) {
                    b = b || token.begin == r.begin;
                    e = e || token.end == r.end;
                }
                return b && e;
            };
            std::vector<CodePointRange> expected;
            for (std::uint32_t at = 0; at + range.size() <= count;) {
                const CodePointRange place{at, at + range.size()};
                const bool equal =
                    points.mid(at, range.size()) == points.mid(range.begin, range.size());
                const bool apart = place.end <= range.begin || range.end <= place.begin;
                const bool fits = equal && apart && (!borders(range) || borders(place));
                if (fits)
                    expected.push_back(place);
                at += fits ? range.size() : 1;
            }
            QVERIFY(findEqual(text, grid, range) == expected);
        }
    }
};

QTEST_APPLESS_MAIN(TstFindEqual)
#include "tst_find_equal.moc"
