// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/text/ascii.h"
#include "core/text/graphemes.h"
#include "core/text/grid.h"
#include "core/text/offset_map.h"
#include "core/text/text_key.h"
#include "core/text/utf8.h"

#include <QStringList>
#include <QTest>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

using namespace evenspan;

namespace {

// Characters of one to four bytes, with marks, joiners and flags.
std::string randomText(Philox& rng, std::size_t length) {
    static const char32_t kinds[]{'a', 'B', '7', ' ', '.', '\n', 0xE9, 0x301, 0x20AC, 0x4E2D,
        0x3042, 0x1F600, 0x200D, 0x1F1E9, 0x1F1EA, 0x5D0, 0x200F, 0xAC00, 0xFEFF, '-', '\''};
    std::string out;
    for (std::size_t i = 0; i < length; ++i)
        appendUtf8(out, kinds[rng.below(std::size(kinds))]);
    return out;
}

QString joined(const std::string& text) {
    const auto grid = *makeGrid(text);
    const OffsetMap map(text);
    QStringList sentences;
    for (std::size_t s = 0; s < grid.sentenceCount(); ++s) {
        QStringList tokens;
        for (const auto& token : grid.sentence(s))
            tokens << QString::fromUtf8(
                map.slice(token).data(), qsizetype(map.slice(token).size()));
        sentences << tokens.join(QLatin1Char('|'));
    }
    return sentences.join(QStringLiteral(" // "));
}

} // namespace

class TstText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void utf8_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("bad");
        QTest::newRow("ascii") << QByteArray("hello") << -1;
        QTest::newRow("all lengths") << QByteArray("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80") << -1;
        QTest::newRow("overlong") << QByteArray("ab\xC0\x80") << 2;
        QTest::newRow("overlong three") << QByteArray("\xE0\x80\x80") << 0;
        QTest::newRow("surrogate") << QByteArray("x\xED\xA0\x80") << 1;
        QTest::newRow("above") << QByteArray("\xF4\x90\x80\x80") << 0;
        QTest::newRow("cut off") << QByteArray("0123456789\xE2\x82") << 10;
        QTest::newRow("lone tail") << QByteArray("01234567\x80") << 8;
        QTest::newRow("latin-1") << QByteArray("caf\xE9 au lait") << 3;
    }

    void utf8() {
        QFETCH(QByteArray, bytes);
        QFETCH(int, bad);
        const auto found =
            firstInvalidUtf8(std::string_view(bytes.constData(), size_t(bytes.size())));
        QCOMPARE(found ? int(*found) : -1, bad);
    }

    void errorsNameTheByteNotTheText() {
        const auto error = requireUtf8("secret \xFF", "notes.txt").error();
        QCOMPARE(error.code, ErrorCode::BadEncoding);
        QVERIFY(error.text().find("byte 7") != std::string::npos);
        QVERIFY(error.text().find("secret") == std::string::npos);
    }

    // Every position of random texts against QString, which counts UTF-16 on its own.
    void offsetsAgreeWithTheNaiveCount() {
        Philox rng(1);
        for (int round = 0; round < 150; ++round) {
            const std::string text = randomText(rng, rng.below(round < 100 ? 20 : 1500));
            const OffsetMap map(text);
            std::uint32_t codePoint = 0, utf16 = 0;
            for (std::size_t byte = 0; byte < text.size();) {
                const auto c = Utf8Offset(std::uint32_t(byte));
                QCOMPARE(map.toCodePoint(c).value, codePoint);
                QCOMPARE(map.toUtf16(c).value, utf16);
                QCOMPARE(map.toUtf8(CodePointOffset(codePoint)).value, std::uint32_t(byte));
                QCOMPARE(map.toUtf8(Utf16Offset(utf16)).value, std::uint32_t(byte));
                QCOMPARE(map.toUtf16(CodePointOffset(codePoint)).value, utf16);
                const char32_t at = nextCodePoint(text, byte);
                // Inside a surrogate pair or a character: its start.
                if (at > 0xFFFF)
                    QCOMPARE(map.toCodePoint(Utf16Offset(utf16 + 1)).value, codePoint);
                if (at > 0x7F)
                    QCOMPARE(map.toCodePoint(Utf8Offset(std::uint32_t(byte) - 1)).value, codePoint);
                utf16 += at > 0xFFFF ? 2 : 1;
                ++codePoint;
            }
            QCOMPARE(map.codePoints(), codePoint);
            QCOMPARE(map.utf16Units(), utf16);
            QCOMPARE(map.toUtf8(CodePointOffset(codePoint + 5)).value, std::uint32_t(text.size()));
            // A letter in front, since QString drops a byte order mark at the start.
            QCOMPARE(utf16 + 1, std::uint32_t(QString::fromStdString("x" + text).size()));
        }
    }

    void grid_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        auto row = [](const char* text, const char* expected) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected);
        };
        row("", "");
        row("   ", "");
        row("Ana met Bo.", "Ana|met|Bo|.");
        row("Dr. Vale left. She won!", "Dr|.|Vale|left|. // She|won|!");
        row("It cost $3.14, or 1,000 yen.", "It|cost|$|3.14|,|or|1,000|yen|.");
        row("J. R. Stone, e.g. here.", "J|.|R|.|Stone|,|e.g|.|here|.");
        row("He said \"Go.\" Then left.", "He|said|\"|Go|.|\" // Then|left|.");
        row("Wait... what?! Yes.", "Wait|.|.|.|what|?|! // Yes|.");
        row("line one\nline two", "line|one // line|two");
        row("我在北京。你呢？", "我|在|北|京|。 // 你|呢|？");
        row("東京タワー", "東|京|タ|ワ|ー");
        row("can't stop-gap", "can't|stop|-|gap");
        row("@user #tag", "@|user|#|tag");
        row("👨‍👩‍👧 🇩🇪!", "👨‍👩‍👧|🇩🇪|!");
        row("Acme Inc. said so.", "Acme|Inc|.|said|so|.");
        row("see example.com now.", "see|example.com|now|.");
    }

    void grid() {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(joined(text.toStdString()), expected);
    }

    void gridCoversEverythingButBlanks() {
        Philox rng(8);
        for (int round = 0; round < 200; ++round) {
            const std::string text = randomText(rng, rng.below(60));
            const auto grid = *makeGrid(text);
            const OffsetMap map(text);
            std::uint32_t end = 0;
            for (const auto& token : grid.tokens) {
                QVERIFY(token.begin >= end && token.begin < token.end);
                for (const char c : map.slice({end, token.begin}))
                    QVERIFY(c == ' ' || c == '\n');
                end = token.end;
            }
            QVERIFY(end <= map.codePoints());
            for (std::size_t s = 1; s < grid.sentenceCount(); ++s)
                QVERIFY(grid.sentenceStarts[s] > grid.sentenceStarts[s - 1]);
            QCOMPARE(grid.tokens.empty(), grid.sentenceStarts.empty());
        }
    }

    // ICU's own rules over the whole text, as Annex 29 and the header have them.
    void gridAgreesWithTheRules() {
        static const char32_t kinds[]{'a', 'B', 'z', '0', '7', '_', '.', '\'', ',', ';', ':', '"',
            '-', '!', '#', ' ', ' ', '\t', '\n', '\r', 0x0B, 0x1C, '@', 0xE9, 0x301, 0x20E3, 0x600,
            0x200D, 0x1F600, 0x1F1E9, 0x4E2D, 0x3000, 0x5D0, 0xA0, 0x2028};
        Philox rng(21);
        UErrorCode status = U_ZERO_ERROR;
        auto* words = ubrk_open(UBRK_WORD, "en", nullptr, 0, &status);
        auto* graphemes = ubrk_open(UBRK_CHARACTER, "en", nullptr, 0, &status);
        for (int round = 0; round < 30'000; ++round) {
            std::string text;
            // Half of the texts are ASCII, a quarter mostly.
            const auto known = round % 4 < 2 ? 22u : std::uint32_t(std::size(kinds));
            for (auto n = rng.below(round % 100 == 0 ? 400 : 14); n > 0; --n)
                appendUtf8(
                    text, kinds[rng.below(round % 4 == 2 && rng.below(20) > 0 ? 22 : known)]);
            const auto grid = *makeGrid(text);
            const OffsetMap map(text);
            std::vector<std::string> found, expected;
            for (const auto& token : grid.tokens)
                found.emplace_back(map.slice(token));
            auto* first = utext_openUTF8(nullptr, text.data(), qint64(text.size()), &status);
            auto* second = utext_openUTF8(nullptr, text.data(), qint64(text.size()), &status);
            ubrk_setUText(words, first, &status);
            ubrk_setUText(graphemes, second, &status);
            QVERIFY(U_SUCCESS(status));
            bool word = false;
            std::size_t begin = 0;
            for (auto end = ubrk_next(words); end != UBRK_DONE; end = ubrk_next(words)) {
                word = word || ubrk_getRuleStatus(words) != UBRK_WORD_NONE;
                if (!ubrk_isBoundary(graphemes, end))
                    continue;
                std::string segment = text.substr(begin, std::size_t(end) - begin);
                bool blank = true, single = !word;
                for (std::size_t at = 0; at < segment.size();) {
                    const auto c = UChar32(nextCodePoint(segment, at));
                    blank = blank && u_isUWhiteSpace(c);
                    single = single || c == 0x4E2D; // the one script without blanks here
                }
                if (!blank && segment.size() > 1 && segment[0] == '@'
                    && ubrk_isBoundary(graphemes, int(begin) + 1)) {
                    expected.emplace_back("@");
                    segment.erase(0, 1);
                    begin += 1;
                }
                while (!blank && single && begin < std::size_t(end)) {
                    const auto to = std::size_t(ubrk_following(graphemes, int(begin)));
                    expected.push_back(text.substr(begin, to - begin));
                    begin = to;
                }
                if (!blank && !single)
                    expected.push_back(segment);
                begin = std::size_t(end);
                word = false;
            }
            utext_close(first);
            utext_close(second);
            QVERIFY2(
                found == expected, QByteArray::fromStdString(text).toPercentEncoding().constData());
        }
        ubrk_close(words);
        ubrk_close(graphemes);
    }

    void countsAndKeysAgreeWithPlainLoops() {
        Philox rng(22);
        for (int round = 0; round < 500; ++round) {
            const std::string text = randomText(rng, rng.below(80));
            std::size_t points = 0;
            for (std::size_t at = 0; at < text.size(); ++points)
                nextCodePoint(text, at);
            QCOMPARE(countCodePoints(text), points);
            const auto ascii = std::find_if(text.begin(), text.end(), [](char c) {
                return static_cast<signed char>(c) < 0;
            }) - text.begin();
            QCOMPARE(findNonAscii(text), std::size_t(ascii));
            QCOMPARE(isAscii(text), std::size_t(ascii) == text.size());
            QVERIFY((textKeys(text) == TextKeys{textKey(text), alikeKey(text)}));
        }
    }

    void graphemes_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<int>>("borders");
        auto row = [](const char* text, QList<int> borders) {
            QTest::newRow(text) << QString::fromUtf8(text) << borders;
        };
        row("", {0});
        row("ab", {0, 1, 2});
        row("e\u0301x", {0, 2, 3});
        row("\r\n", {0, 2});
        row("👨‍👩‍👧!", {0, 5, 6});
        row("🇩🇪🇫🇷", {0, 2, 4});
        row("각", {0, 1});
        row("\u1100\u1161\u11A8x", {0, 3, 4});
    }

    void graphemes() {
        QFETCH(QString, text);
        QFETCH(QList<int>, borders);
        const auto found = *graphemeBorders(text.toStdString());
        QCOMPARE(QList<int>(found.begin(), found.end()), borders);
    }

    void gridNeverSplitsAGrapheme() {
        static const char32_t kinds[]{'@', '#', 'a', '1', '.', ' ', 0x301, 0x20E3, 0x600, 0x6DD,
            0x200D, 0xFE0F, 0x1F600, 0x1F3FD, 0x1F1E9, 0x1100, 0x1161, 0x11A8, 0x4E2D, 0x3099,
            0x30AB, 0xE01, 0xE33, 0x915, 0x94D, 0x5D0, '"', '\'', '\r', '\n'};
        Philox rng(9);
        for (int round = 0; round < 3000; ++round) {
            std::string text;
            for (auto n = rng.below(12); n > 0; --n)
                appendUtf8(text, kinds[rng.below(std::size(kinds))]);
            const auto borders = *graphemeBorders(text);
            const auto grid = *makeGrid(text);
            for (const auto& token : grid.tokens)
                for (const auto at : {token.begin, token.end})
                    QVERIFY2(std::binary_search(borders.begin(), borders.end(), at),
                        QByteArray::fromStdString(text).toHex().constData());
        }
    }

    void gridRefusesOtherEncodings() {
        QCOMPARE(graphemeBorders("\xFF").error().code, ErrorCode::BadEncoding);
        QCOMPARE(makeGrid("\xFF").error().code, ErrorCode::BadEncoding);
    }
};

QTEST_APPLESS_MAIN(TstText)
#include "tst_text.moc"
