// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/graphemes.h"
#include "core/text/grid.h"
#include "ui/label/canvas/canvas_cursor.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace evenspan;
using namespace evenspan::ui;
using Move = TokenCursor::Move;

namespace {

const std::string kOdd = "Ann, of e\xCC\x81t\xC3\xA9 \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x94\xAC "
                         "\xE5\x8C\x97\xE4\xBA\xAC\r\n\r\nx\tend\xE2\x80\xA8two\nlast.";

struct Stand {
    CanvasText text;
    TokenGrid grid;
    TokenCursor cursor;
    explicit Stand(const std::string& bytes)
        : text(bytes)
        , grid(*makeGrid(bytes)) {
        cursor.reset(&text, &grid.tokens);
    }
};

} // namespace

class TestTokenCursor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void offsetsRoundTrip() {
        std::string longLine;
        for (int i = 0; i < 900; ++i)
            longLine += kOdd.substr(0, kOdd.find('\r'));
        for (const std::string& bytes : {kOdd, longLine, std::string(9000, 'x'), std::string()}) {
            const CanvasText text(bytes);
            const QString all = QString::fromStdString(bytes);
            QCOMPARE(text.utf16Units(), std::uint32_t(all.size()));
            QCOMPARE(text.text({0, text.codePoints()}), all);
            std::uint32_t sum = 0;
            for (std::size_t i = 0; i < text.pieces(); ++i) {
                QVERIFY(text.units(i) <= CanvasText::kPiece);
                QCOMPARE(text.begin(i), sum);
                sum = i + 1 < text.pieces() ? text.begin(i + 1) : text.codePoints();
                QVERIFY(text.content(i).end <= sum);
            }
            for (std::uint32_t at = 0; at <= text.codePoints();
                 at += text.codePoints() > 500 ? 37 : 1)
                QCOMPARE(text.toCodePoint(text.toUtf16(at)), at);
        }
    }

    void bordersAreThoseOfTheText() {
        const CanvasText text(kOdd);
        const auto borders = *graphemeBorders(kOdd);
        for (std::size_t i = 0; i + 1 < borders.size(); ++i) {
            QCOMPARE(text.nextBorder(borders[i]), borders[i + 1]);
            QCOMPARE(text.previousBorder(borders[i + 1]), borders[i]);
        }
        QCOMPARE(text.nextBorder(text.codePoints()), text.codePoints());
        QCOMPARE(text.previousBorder(0), 0U);
    }

    void badBytesAndControlsAreDrawn() {
        const CanvasText text(std::string("a\xFF\x80 b\0c", 7));
        QCOMPARE(text.codePoints(), 7U);
        QCOMPARE(text.display(0), QStringLiteral("a\uFFFD\uFFFD b\u2400c"));
    }

    void twoTokensTakeTwoKeys() {
        Stand s("The New York mayor");
        QVERIFY(s.cursor.move(Move::Right, false, false));
        QVERIFY(s.cursor.move(Move::Right, true, false));
        QCOMPARE(s.cursor.target(), (CodePointRange{4, 12}));
        QVERIFY(s.cursor.move(Move::Left, true, false));
        QCOMPARE(s.cursor.target(), (CodePointRange{4, 7}));
        s.cursor.collapse();
        QVERIFY(s.cursor.selection().empty());
        QCOMPARE(s.cursor.target(), (CodePointRange{4, 7}));
    }

    void charactersTrimATokenOff() {
        Stand s("The New York mayor");
        s.cursor.move(Move::Right, false, false);
        s.cursor.move(Move::Left, true, true);
        QCOMPARE(s.cursor.target(), (CodePointRange{4, 6}));
        s.cursor.move(Move::Right, true, true);
        s.cursor.move(Move::Right, true, true);
        QCOMPARE(s.cursor.target(), (CodePointRange{4, 8}));
    }

    void snapsToTokensWithoutOuterPunctuation() {
        Stand s("(\"Acme Corp.\", he said)");
        QCOMPARE(s.cursor.snapped({0, 13}), (CodePointRange{2, 11}));
        QCOMPARE(s.cursor.snapped({4, 8}), (CodePointRange{2, 11}));
        QCOMPARE(s.cursor.snapped({0, 1}), (CodePointRange{0, 1}));
    }

    void bordersOfASpanMove() {
        Stand s("one two three");
        QCOMPARE(s.cursor.moveEnd({4, 7}, true, false), (CodePointRange{4, 13}));
        QCOMPARE(s.cursor.moveEnd({0, 7}, false, false), (CodePointRange{0, 3}));
        QCOMPARE(s.cursor.moveEnd({4, 7}, false, false), (CodePointRange{4, 7}));
        QCOMPARE(s.cursor.moveEnd({4, 7}, false, true), (CodePointRange{4, 6}));
        QCOMPARE(s.cursor.moveStart({4, 7}, false, false), (CodePointRange{0, 7}));
        QCOMPARE(s.cursor.moveStart({0, 7}, true, false), (CodePointRange{4, 7}));
        QCOMPARE(s.cursor.moveStart({4, 7}, true, false), (CodePointRange{4, 7}));
        QCOMPARE(s.cursor.moveStart({4, 7}, true, true), (CodePointRange{5, 7}));
    }

    // Against a list of tokens and an index, without extension.
    void walksAreThoseOfANaiveModel() {
        Stand s(kOdd);
        int at = 0;
        const int last = int(s.grid.tokens.size()) - 1;
        std::mt19937 random(7);
        for (int i = 0; i < 20000; ++i) {
            const bool extend = random() % 3 == 0;
            switch (random() % 8) {
            case 0:
                s.cursor.move(Move::Start, extend, false);
                at = 0;
                break;
            case 1:
                s.cursor.move(Move::End, extend, false);
                at = last;
                break;
            case 2:
            case 3:
            case 4:
                s.cursor.move(Move::Left, extend, false);
                at = std::max(0, at - 1);
                break;
            default:
                s.cursor.move(Move::Right, extend, false);
                at = std::min(last, at + 1);
            }
            QCOMPARE(s.cursor.head(), s.grid.tokens[std::size_t(at)]);
            QVERIFY(s.cursor.target().contains(s.cursor.head()));
        }
    }

    // Any walk keeps to borders of characters and inside the text.
    void mixedWalksStayOnBorders() {
        for (const std::string& bytes : {kOdd, std::string(), std::string("  \n ")}) {
            Stand s(bytes);
            const auto borders = *graphemeBorders(bytes);
            std::mt19937 random(11);
            for (int i = 0; i < 20000; ++i) {
                s.cursor.move(Move(random() % 10), random() % 2 == 0, random() % 2 == 0);
                const auto range = s.cursor.selection();
                QVERIFY(range.begin <= range.end && range.end <= s.text.codePoints());
                QVERIFY(std::binary_search(borders.begin(), borders.end(), range.begin));
                QVERIFY(std::binary_search(borders.begin(), borders.end(), range.end));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestTokenCursor)
#include "tst_token_cursor.moc"
