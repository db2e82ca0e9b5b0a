// SPDX-License-Identifier: GPL-3.0-or-later
// The comment lines of Evenspan's own CoNLL files: whatever is written reads back, and nothing
// else is taken for it.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/base/rng.h"
#include "core/io/conll_dialect.h"
#include "core/text/offset_map.h"
#include "core/text/utf8.h"
#include "tests/support/hard_texts.h"
#endif
#include <QTest>

using namespace evenspan;
using namespace evenspan::io;

namespace {

const std::u32string kHard = U"a b\"\\=#\t\n\r'\u00A0\u0301\u4E1C\U0001F600\u200F+0";

std::string anyText(Philox& rng, std::uint64_t longest, std::u32string_view letters = kHard) {
    std::string out;
    for (auto left = rng.below(longest + 1); left > 0; --left)
        appendUtf8(out, letters[rng.below(letters.size())]);
    return out;
}

std::string show(const std::vector<CodePointRange>& ranges) {
    std::string out;
    for (const auto& range : ranges)
        out += std::to_string(range.begin) + "-" + std::to_string(range.end) + " ";
    return out;
}

} // namespace

class TstConllDialect : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFirstLineNamesTheScheme() {
        for (const auto scheme : kAllTagSchemes) {
            const auto read = readDialectMark(dialectMark(scheme), "file");
            QVERIFY(read.ok() && read->has_value());
            QVERIFY(**read == scheme);
        }
        QCOMPARE(dialectMark(TagScheme::Iob2), std::string("# evenspan conll 1 IOB2"));
    }

    void otherFirstLines_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("says"); // 0 no mark, 1 a mark, 2 too new
        const auto row = [](const char* line, int says) {
            QTest::newRow(line) << QByteArray(line) << says;
        };
        row("# evenspan conll 1 IOBES", 1);
        row("# evenspan conll 1 bio", 1);
        row("# evenspan conll 1 NOTHING", 0);
        row("# evenspan conll 1 ", 0);
        row("# evenspan conll 1", 0);
        row("# evenspan conll ", 0);
        row("# evenspan conll x IOB2", 0);
        row("# evenspan conll 1x IOB2", 0);
        row("# evenspan conll 2 IOB2", 2);
        row("# evenspan conll 2 SOMETHING", 2);
        row("# evenspan conll 4294967295 IOB2", 2);
        row("# evenspan conll 4294967296 IOB2", 0); // no number that there is
        row("#evenspan conll 1 IOB2", 0);
        row(" # evenspan conll 1 IOB2", 0);
        row("-DOCSTART- -X- O O", 0);
        row("", 0);
    }
    void otherFirstLines() {
        QFETCH(QByteArray, line);
        QFETCH(int, says);
        const auto read = readDialectMark(line.toStdString(), "a.conll: line 1");
        QCOMPARE(read.ok() ? (read->has_value() ? 1 : 0) : 2, says);
        if (!read) {
            QCOMPARE(read.error().code, ErrorCode::TooNew);
            QCOMPARE(read.error().where, std::string("a.conll: line 1"));
            QVERIFY(!read.error().remedy.empty());
        }
    }

    void valuesComeBackInOneLine() {
        Philox rng(61);
        std::size_t quoted = 0;
        for (int round = 0; round < 20000; ++round) {
            const auto value = anyText(rng, 8);
            const auto written = writeValue(value);
            QVERIFY(written.find_first_of("\r\n\t") == std::string::npos);
            QVERIFY(written.empty() || (written.front() != ' ' && written.back() != ' '));
            const auto back = readValue(written);
            QVERIFY(back.has_value());
            QCOMPARE(*back, value);
            quoted += written != value;
        }
        QVERIFY(quoted > 5000 && quoted < 19000);
        for (const char* plain : {"", "a", "Ulm 1", "a=b", "it\"s", "#", "\xF0\x9F\x98\x80"})
            QCOMPARE(writeValue(plain), std::string(plain)); // stands as it is
        QCOMPARE(writeValue(" a"), std::string("\" a\""));
        QCOMPARE(writeValue("a\tb\\"), std::string(R"("a\tb\\")"));
    }

    void entriesComeBack() {
        Philox rng(62);
        for (int round = 0; round < 20000; ++round) {
            const auto key = anyText(rng, 5), value = anyText(rng, 5);
            const auto written = writeKey(key) + " = " + writeValue(value);
            QVERIFY(written.find_first_of("\r\n\t") == std::string::npos);
            const auto back = readEntry(written);
            QVERIFY2(back.has_value(), written.c_str());
            QCOMPARE(back->first, key);
            QCOMPARE(back->second, value);
        }
    }

    void brokenQuotes_data() {
        QTest::addColumn<QByteArray>("written");
        for (const char* written :
            {"\"", "\"a", "\"a\"b", "\"a\\\"", "\"\\x\"", "\"\\u0041\"", "\"a\" "})
            QTest::newRow(written) << QByteArray(written);
    }
    void brokenQuotes() {
        QFETCH(QByteArray, written);
        QVERIFY(!readValue(written.toStdString()));
        QVERIFY(!readEntry("key = " + written.toStdString()));
        QVERIFY(!readEntry(written.toStdString() + " value"));
    }

    void entriesByHand() {
        QVERIFY(!readEntry(""));
        QVERIFY(!readEntry("no equals sign"));
        QVERIFY(!readEntry("\"a\"= b")); // as writeKey never writes
        QCOMPARE(*readEntry("a=b"), (std::pair<std::string, std::string>("a", "b")));
        QCOMPARE(*readEntry("a  =  b = c"), (std::pair<std::string, std::string>("a", " b = c")));
        QCOMPARE(*readEntry("a ="), (std::pair<std::string, std::string>("a", "")));
        QCOMPARE(*readEntry("\"=\" = x"), (std::pair<std::string, std::string>("=", "x")));
    }

    void wordsAreJoinedAsTheScriptsAre() {
        using Words = std::vector<std::string>;
        const auto text = [](const Words& words, bool glue = false) {
            return joinWords(words, glue).text;
        };
        QCOMPARE(text({"Mira", "met", "Bo", "."}), std::string("Mira met Bo ."));
        QCOMPARE(text({"王", "芳", "来"}), std::string("王芳来"));
        QCOMPARE(text({"王芳", "met", "李明"}), std::string("王芳 met 李明"));
        QCOMPARE(text({"東京", "、", "です"}), std::string("東京、です"));
        QCOMPARE(text({"서울", "은"}), std::string("서울 은")); // Korean has blanks
        QCOMPARE(text({"𠀀", "𠀁"}), std::string("𠀀𠀁")); // beyond the BMP
        QCOMPARE(text({"a", "b"}, true), std::string("ab"));
        QCOMPARE(text({}), std::string());
        QCOMPARE(text({"", "", "a"}), std::string("  a"));
    }

    void joinedWordsStandWhereTheyAreSaidTo() {
        Philox rng(63);
        for (int round = 0; round < 3000; ++round) {
            std::vector<std::string> words;
            for (auto left = rng.below(7); left > 0; --left)
                words.push_back(anyText(rng, 4, U"aB.\u00E9\u4E1C\u3042\U0001F600"));
            const auto joined = joinWords(words, rng.below(2));
            QCOMPARE(joined.ranges.size(), words.size());
            const OffsetMap map(joined.text);
            for (std::size_t i = 0; i < words.size(); ++i)
                QCOMPARE(std::string(map.slice(joined.ranges[i])), words[i]);
            for (std::size_t i = 1; i < words.size(); ++i)
                QVERIFY(joined.ranges[i].begin >= joined.ranges[i - 1].end
                    && joined.ranges[i].begin <= joined.ranges[i - 1].end + 1);
        }
    }

    // In a real sentence the words are found again, whatever blanks stand between them.
    void wordsAreFoundInTheirText() {
        Philox rng(64);
        for (int round = 0; round < 3000; ++round) {
            std::vector<std::string> words;
            std::vector<CodePointRange> expected;
            std::string text;
            for (auto left = rng.below(8); left > 0; --left) {
                // No word begins like the end of what is between them.
                words.push_back("x" + anyText(rng, 3, U"ab\u4E1C\U0001F600"));
                if (!expected.empty())
                    text += anyText(rng, 2, U" \t\u00A0\u200B");
                const auto begin = std::uint32_t(countCodePoints(text));
                text += words.back();
                expected.push_back({begin, std::uint32_t(countCodePoints(text))});
            }
            text += anyText(rng, 2, U" \t\u00A0");
            const auto found = findWords(words, text);
            QVERIFY(found.has_value());
            QCOMPARE(show(*found), show(expected));
        }
    }

    void whatDoesNotFitIsNotFound_data() {
        QTest::addColumn<QByteArrayList>("words");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("found"); // "-": nothing
        using List = QByteArrayList;
        QTest::newRow("plain") << List{"Bo", "ran"} << QByteArray("Bo ran")
                               << QByteArray("0-2 3-6 ");
        QTest::newRow("touching") << List{"Bo", "."} << QByteArray("Bo.") << QByteArray("0-2 2-3 ");
        QTest::newRow("a word too many")
            << List{"Bo", "ran"} << QByteArray("Bo") << QByteArray("-");
        QTest::newRow("another order")
            << List{"ran", "Bo"} << QByteArray("Bo ran") << QByteArray("-");
        QTest::newRow("letters between")
            << List{"Bo", "ran"} << QByteArray("Bo also ran") << QByteArray("-");
        QTest::newRow("letters beyond ASCII between")
            << List{"Bo", "ran"} << QByteArray("Bo \xE2\x80\x94 ran") << QByteArray("0-2 5-8 ");
        QTest::newRow("a line end between")
            << List{"Bo", "ran"} << QByteArray("Bo\nran") << QByteArray("-");
        QTest::newRow("the rest stays")
            << List{"Bo"} << QByteArray("Bo ran home") << QByteArray("0-2 ");
        QTest::newRow("no words") << List{} << QByteArray("Bo") << QByteArray("");
        QTest::newRow("an empty word")
            << List{"", "Bo"} << QByteArray("Bo") << QByteArray("0-0 0-2 ");
        QTest::newRow("twice the same")
            << List{"a", "a"} << QByteArray("a a") << QByteArray("0-1 2-3 ");
        QTest::newRow("no text") << List{"a"} << QByteArray("") << QByteArray("-");
    }
    void whatDoesNotFitIsNotFound() {
        QFETCH(QByteArrayList, words);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, found);
        std::vector<std::string> given;
        for (const auto& word : words)
            given.push_back(word.toStdString());
        const auto ranges = findWords(given, text.toStdString());
        QCOMPARE(ranges ? QByteArray::fromStdString(show(*ranges)) : QByteArray("-"), found);
    }

    void offsetsComeBack() {
        Philox rng(65);
        for (int round = 0; round < 3000; ++round) {
            std::vector<CodePointRange> ranges;
            std::uint32_t at = 0;
            for (auto left = rng.below(9); left > 0; --left) {
                const auto begin = at + std::uint32_t(rng.below(1000));
                at = begin + std::uint32_t(rng.below(1000));
                ranges.push_back({begin, at});
            }
            const auto written = writeOffsets(ranges);
            const auto back = readOffsets(written, ranges.size(), at);
            QVERIFY(back.has_value());
            QCOMPARE(show(*back), show(ranges));
            QVERIFY(!readOffsets(written, ranges.size() + 1, at)); // other words than these
            if (!ranges.empty()) {
                QVERIFY(!readOffsets(written, ranges.size() - 1, at));
                QVERIFY(at == 0 || !readOffsets(written, ranges.size(), at - 1)); // beyond the text
            }
        }
        QCOMPARE(writeOffsets(std::vector<CodePointRange>{{0, 3}, {4, 9}}), std::string("0+3 4+5"));
    }

    void brokenOffsets_data() {
        QTest::addColumn<QByteArray>("written");
        for (const char* written : {"0", "0+", "+3", "0+3 ", " 0+3", "0+3  4+5", "0+3,4+5", "0-3",
                 "a+b", "-1+3", "0+3 2+5", "4+5 0+3", "4294967295+1", "0+4294967296", "1+ 1",
                 "0+3\t4+5", "99999999999+1"})
            QTest::newRow(written) << QByteArray(written);
    }
    void brokenOffsets() {
        QFETCH(QByteArray, written);
        for (const std::size_t words : {0, 1, 2})
            QVERIFY(!readOffsets(written.toStdString(), words, 4'000'000'000));
    }

    void hardTextsAreWrittenAndFound() {
        for (const auto& hard : test::hardTexts(300)) {
            QCOMPARE(*readValue(writeValue(hard.text)), hard.text);
            std::vector<std::string> covered;
            std::vector<CodePointRange> ranges;
            for (const auto& span : hard.spans) {
                covered.push_back(span.covered);
                ranges.push_back(span.range);
            }
            QCOMPARE(show(*readOffsets(writeOffsets(ranges), ranges.size(),
                         std::uint32_t(countCodePoints(hard.text)))),
                show(ranges));
            const auto joined = joinWords(covered);
            QCOMPARE(
                show(findWords(covered, joined.text).value_or(joined.ranges)), show(joined.ranges));
        }
    }
};

QTEST_APPLESS_MAIN(TstConllDialect)
#include "tst_conll_dialect.moc"
