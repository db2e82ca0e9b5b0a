// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/normal_forms.h"
#include "core/tokenizer/normalizers.h"
#include "core/tokenizer/pre_tokenizers.h"
#include "core/tokenizer/split_pattern.h"
#include "support.h"

#include <QStringList>
#include <QTest>

using namespace evenspan;
using namespace evenspan::test;
using Json = nlohmann::json;

namespace {

const std::u32string kAlphabet = U"abABXn \u00e9\u00c5\u0130\u0301\u0323\u1100\u1161\u11a8\uac00"
                                 U"\u4e2d\u3000\u200b\ufb01\u2460'.,-_7\n\u00a0\U0001F600\u226e";

Json bert() {
    Json vocabulary = {{"[PAD]", 0}, {"[UNK]", 1}, {"[CLS]", 2}, {"[SEP]", 3}};
    for (const char* piece : {"a", "b", "##a", "##b", "ab", "n", "##n", "x", "##x", "A", "B", "中",
             "7", "'", ".", ",", "-", "_", "e", "##e", "fi"})
        vocabulary[piece] = vocabulary.size();
    return {{"added_tokens", {{{"id", 3}, {"content", "[SEP]"}, {"special", true}}}},
        {"normalizer", {{"type", "BertNormalizer"}, {"lowercase", true}}},
        {"pre_tokenizer", {{"type", "BertPreTokenizer"}}},
        {"model", {{"type", "WordPiece"}, {"vocab", vocabulary}}}};
}

void addToken(Json& document, const char* content, Json flags) {
    flags["content"] = content;
    flags["id"] = document["model"]["vocab"].size() + document["added_tokens"].size() - 1;
    flags["normalized"] = true;
    document["added_tokens"].push_back(flags);
}

QString originsOf(const AlignedText& text) {
    QStringList out;
    for (std::size_t at = 0; at < text.bytes().size();) {
        const auto origin = text.origins()[at];
        nextCodePoint(text.bytes(), at);
        out << QStringLiteral("%1-%2").arg(origin.begin).arg(origin.end);
    }
    return out.join(QLatin1Char(' '));
}

QString piecesOf(const Json& step, const std::string& text) {
    const auto steps = readPreTokenizers(step);
    if (!steps)
        return QString::fromStdString(steps.error().text());
    AlignedText aligned;
    aligned.assign(text, 0);
    PieceList list;
    list.append(aligned.bytes(), aligned.origins().data());
    for (const auto& one : *steps)
        one->apply(list);
    QStringList out;
    for (const auto& piece : list.pieces)
        out << fromUtf8(list.text(piece));
    return out.join(QLatin1Char('|'));
}

} // namespace

class TstPipeline : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // A token that never occurs sends word pieces the long way, which must lead to the same place.
    void fastAndLongWayAgree_data() {
        QTest::addColumn<QByteArray>("flags");
        for (const char* flags : {R"({})", R"({"lowercase":false})", R"({"strip_accents":false})",
                 R"({"clean_text":false})", R"({"handle_chinese_chars":false})",
                 R"({"lowercase":false,"strip_accents":true,"clean_text":false})"})
            QTest::newRow(flags) << QByteArray(flags);
    }

    void fastAndLongWayAgree() {
        QFETCH(QByteArray, flags);
        auto document = bert();
        document["normalizer"].update(Json::parse(flags.toStdString()));
        const auto fast = load(document);
        addToken(document, "neveroccurring", {});
        const auto slow = load(document);
        Philox rng(8);
        Encoding a, b;
        for (const bool special : {false, true}) {
            fast->setMatchSpecialTokens(special);
            slow->setMatchSpecialTokens(special);
            for (int i = 0; i < 600; ++i) {
                auto text = randomText(rng, kAlphabet, 20);
                if (i % 3 == 0)
                    text += "[SEP]" + randomText(rng, kAlphabet, 4);
                fast->encode(text, a);
                slow->encode(text, b);
                QCOMPARE(show(*slow, b), show(*fast, a));
                const std::vector<std::string_view> words{text, "ab", "", "\u200b", text};
                fast->encodeWords(words, a);
                slow->encodeWords(words, b);
                QCOMPARE(show(*slow, b), show(*fast, a));
            }
        }
    }

    void tokensInNormalizedText_data() {
        QTest::addColumn<QByteArray>("flags");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        auto row = [](const char* flags, const char* text, const char* expected) {
            QTest::addRow("%s %s", flags, text)
                << QByteArray(flags) << QString::fromUtf8(text) << QString::fromUtf8(expected);
        };
        row("{}", "a Née b", "a[0,1)0 Née[2,5)1 b[6,7)2");
        row("{}", "NEEa nee", "Née[0,3)0 a[3,4)1 Née[5,8)2");
        row("{}", "xNe\u0301E", "x[0,1)0 Née[1,5)1");
        row(R"({"single_word":true})", "NEEa nee",
            "n[0,1)0 ##e[1,2)0 ##e[2,3)0 ##a[3,4)0 Née[5,8)1");
        row(R"({"single_word":true})", "a-née.", "a[0,1)0 -[1,2)1 Née[2,5)2 .[5,6)3");
        row(R"({"lstrip":true})", "a  Née b", "a[0,1)0 Née[1,6)1 b[7,8)2");
        row(R"({"rstrip":true})", "a Née  b", "a[0,1)0 Née[2,7)1 b[7,8)2");
        row(R"({"special":true})", "née", "n[0,1)0 ##e[1,2)0 ##e[2,3)0");
    }

    void tokensInNormalizedText() {
        QFETCH(QByteArray, flags);
        QFETCH(QString, text);
        QFETCH(QString, expected);
        auto document = bert();
        addToken(document, "Née", Json::parse(flags.toStdString()));
        const auto tokenizer = load(document);
        QVERIFY(tokenizer);
        Encoding out;
        tokenizer->encode(text.toStdString(), out);
        QCOMPARE(show(*tokenizer, out), expected);
    }

    void twoTokensAlike() {
        auto document = bert();
        addToken(document, "Née", {});
        addToken(document, "nee", {});
        const auto loaded = loadTokenizer({{"tokenizer.json", document.dump()}});
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, ErrorCode::BadConfig);
    }

    // A token that extends the vocabulary is found as a token only, never by word pieces.
    void addedTokensAreNoWordPieces() {
        auto document = bert();
        document["normalizer"] = nullptr;
        addToken(document, "axa", {{"single_word", true}});
        const auto tokenizer = load(document);
        Encoding out;
        tokenizer->encode("axab", out);
        QCOMPARE(show(*tokenizer, out), QStringLiteral("a[0,1)0 ##x[1,2)0 ##a[2,3)0 ##b[3,4)0"));
    }

    void normalForms_data() {
        QTest::addColumn<int>("form");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<QString>("origins");
        auto row = [](const char* name, NormalForm form, const char* text, const char* expected,
                       const char* origins) {
            QTest::newRow(name) << int(form) << QString::fromUtf8(text)
                                << QString::fromUtf8(expected) << QString::fromLatin1(origins);
        };
        row("decompose", NormalForm::Nfd, "aéb", "ae\u0301b", "0-1 1-2 1-2 2-3");
        row("compose", NormalForm::Nfc, "ae\u0301b", "aéb", "0-1 1-2 3-4");
        row("order", NormalForm::Nfd, "a\u0301\u0323", "a\u0323\u0301", "0-1 1-2 2-3");
        row("blocked", NormalForm::Nfc, "a\u0323\u0302x", "\u1EADx", "0-1 3-4");
        row("hangul", NormalForm::Nfd, "각", "\u1100\u1161\u11a8", "0-1 0-1 0-1");
        row("hangul together", NormalForm::Nfc, "\u1100\u1161\u11a8.", "각.", "0-1 3-4");
        row("compatible", NormalForm::Nfkc, "ﬁ①", "fi1", "0-1 0-1 1-2");
        row("compatible apart", NormalForm::Nfkd, "Å", "A\u030a", "0-1 0-1");
        row("later than the tables", NormalForm::Nfkd, "\u32FF", "\u32FF", "0-1");
        row("mark alone", NormalForm::Nfc, "\u0301a", "\u0301a", "0-1 1-2");
        row("ascii", NormalForm::Nfkc, "abc", "abc", "0-1 1-2 2-3");
        row("empty", NormalForm::Nfc, "", "", "");
    }

    void normalForms() {
        QFETCH(int, form);
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QFETCH(QString, origins);
        AlignedText aligned;
        aligned.assign(text.toStdString(), 0);
        normalize(static_cast<NormalForm>(form), aligned);
        QCOMPARE(fromUtf8(aligned.bytes()), expected);
        QCOMPARE(originsOf(aligned), origins);
    }

    // Qt's own normalization knows the same characters.
    void normalFormsOfRandomText() {
        Philox rng(31);
        AlignedText aligned;
        for (int i = 0; i < 800; ++i) {
            const auto text = randomText(rng, kAlphabet, 25);
            const QString qt = fromUtf8(text);
            const std::pair<NormalForm, QString::NormalizationForm> forms[]{
                {NormalForm::Nfc, QString::NormalizationForm_C},
                {NormalForm::Nfd, QString::NormalizationForm_D},
                {NormalForm::Nfkc, QString::NormalizationForm_KC},
                {NormalForm::Nfkd, QString::NormalizationForm_KD}};
            for (const auto& [ours, theirs] : forms) {
                aligned.assign(text, 0);
                normalize(ours, aligned);
                QCOMPARE(fromUtf8(aligned.bytes()), qt.normalized(theirs));
                QCOMPARE(aligned.origins().size(), aligned.bytes().size());
            }
        }
    }

    void normalizers_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<QString>("origins");
        auto row = [](const char* json, const char* text, const char* expected,
                       const char* origins) {
            QTest::addRow("%s %s", json, text)
                << QByteArray(json) << QString::fromUtf8(text) << QString::fromUtf8(expected)
                << QString::fromLatin1(origins);
        };
        row(R"({"type":"Lowercase"})", "AÉİ", "aéi\u0307", "0-1 1-2 2-3 2-3");
        row(R"({"type":"Strip","strip_left":true,"strip_right":true})", " \u3000a b ", "a b",
            "2-3 3-4 4-5");
        row(R"({"type":"Strip","strip_left":false,"strip_right":true})", " a ", " a", "0-1 1-2");
        row(R"({"type":"Strip"})", "  ", "", "");
        row(R"({"type":"StripAccents"})", "\u0301e\u0301x", "ex", "1-2 3-4");
        row(R"({"type":"Prepend","prepend":"__"})", "ab", "__ab", "0-1 0-1 0-1 1-2");
        row(R"({"type":"Prepend","prepend":"_"})", "", "", "");
        row(R"({"type":"Nmt"})",
            "a\u200bb\x01"
            "c\t",
            "a bc ", "0-1 1-2 2-3 4-5 5-6");
        row(R"({"type":"Replace","pattern":{"String":" "},"content":"▁"})", "a b", "a▁b",
            "0-1 1-2 2-3");
        row(R"({"type":"Replace","pattern":{"Regex":" {2,}"},"content":" "})", "a   b c", "a b c",
            "0-1 3-4 4-5 5-6 6-7");
        row(R"({"type":"Replace","pattern":{"String":"ab"},"content":""})", "abcab", "c", "2-3");
        row(R"({"type":"Sequence","normalizers":[{"type":"NFD"},{"type":"StripAccents"},
            {"type":"Sequence","normalizers":[{"type":"Lowercase"}]}]})",
            "ÉA", "ea", "0-1 1-2");
    }

    void normalizers() {
        QFETCH(QByteArray, json);
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QFETCH(QString, origins);
        const auto steps = readNormalizers(Json::parse(json.toStdString()));
        QVERIFY(steps.ok());
        AlignedText aligned;
        aligned.assign(text.toStdString(), 0);
        for (const auto& step : *steps)
            step->apply(aligned);
        QCOMPARE(fromUtf8(aligned.bytes()), expected);
        QCOMPARE(originsOf(aligned), origins);
    }

    void preTokenizers_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        auto row = [](const char* json, const char* text, const char* expected) {
            QTest::addRow("%s %s", json, text)
                << QByteArray(json) << QString::fromUtf8(text) << QString::fromUtf8(expected);
        };
        row(R"({"type":"WhitespaceSplit"})", " a b\u3000c ", "a|b|c");
        row(R"({"type":"Whitespace"})", "it's 5€, ok_1", "it|'|s|5|€,|ok_1");
        row(R"({"type":"Digits","individual_digits":true})", "a12b", "a|1|2|b");
        row(R"({"type":"Digits"})", "a12b", "a|12|b");
        row(R"({"type":"Punctuation"})", "a..b", "a|.|.|b");
        row(R"({"type":"Punctuation","behavior":"Contiguous"})", "a..b", "a|..|b");
        row(R"({"type":"Split","pattern":{"String":"-"},"behavior":"Removed"})", "a--b-", "a|b");
        row(R"({"type":"Split","pattern":{"String":"-"},"behavior":"Isolated"})", "a--b",
            "a|-|-|b");
        row(R"({"type":"Split","pattern":{"String":"-"},"behavior":"MergedWithPrevious"})", "-a--b",
            "-|a-|-|b");
        row(R"({"type":"Split","pattern":{"String":"-"},"behavior":"MergedWithNext"})", "a--b-",
            "a|-|-b|-");
        row(R"({"type":"Split","pattern":{"Regex":"\\d+"},"behavior":"Removed","invert":true})",
            "a12b3", "12|3");
        row(R"({"type":"ByteLevel","add_prefix_space":true})", "it is", "Ġit|Ġis");
        row(R"({"type":"ByteLevel","add_prefix_space":true,"use_regex":false})", "it is", "ĠitĠis");
        row(R"({"type":"ByteLevel","add_prefix_space":false})", "I'll we'RE  x\n",
            "I|'ll|Ġwe|'|RE|Ġ|Ġx|Ċ");
    }

    void preTokenizers() {
        QFETCH(QByteArray, json);
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(piecesOf(Json::parse(json.toStdString()), text.toStdString()), expected);
    }

    // The pattern of GPT-2 written by hand against the regular expression that defines it.
    void gpt2PatternIsItsExpression() {
        const Json json = {{"Regex",
            R"((?:'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+))"}};
        const auto expression = readSplitPattern(json, "test");
        QVERIFY(expression.ok());
        const auto pattern = gpt2Pattern();
        Philox rng(77);
        std::vector<SplitPattern::Part> a, b;
        for (int i = 0; i < 3000; ++i) {
            const auto text = "x" + randomText(rng, U"stredvml' '  7\u0663\u00bd\n\u3000é中.,", 25);
            pattern->parts(text, a);
            (*expression)->parts(text, b);
            QCOMPARE(a.size(), b.size());
            for (std::size_t k = 0; k < a.size(); ++k)
                QVERIFY(a[k].begin == b[k].begin && a[k].end == b[k].end && b[k].match);
        }
    }

    void expressionsOfOtherEngines() {
        for (const char* expression : {R"(\h)", R"(\R)", R"(\bx)", R"([[:alpha:]])", R"((?<n>x))",
                 R"(x{1,2}+)", R"((?m:x))", R"([a&&b])", R"(x\)", R"(\G)"})
            QVERIFY2(!readSplitPattern({{"Regex", expression}}, "test").ok(), expression);
        for (const char* expression : {R"(\s+$)", R"([^\r\n\p{L}\p{N}]?\p{L}+)", R"(\p{N}{1,3})",
                 R"((?i:'s|'T))", R"(\w+|[^\w\s]+)", R"((?<=x)y(?!z))", R"([!-/:-@\[-`{-~])"})
            QVERIFY2(readSplitPattern({{"Regex", expression}}, "test").ok(), expression);
        QVERIFY(!readSplitPattern({{"String", ""}}, "test").ok());
        QVERIFY(!readSplitPattern(Json::array(), "test").ok());
    }

    void originsStayInsideTheText() {
        Philox rng(41);
        const auto steps = readNormalizers(
            {{"type", "Sequence"}, {"normalizers", {{{"type", "NFKC"}}, {{"type", "Lowercase"}}}}});
        AlignedText aligned;
        for (int i = 0; i < 500; ++i) {
            const auto text = randomText(rng, kAlphabet, 40);
            const auto size = static_cast<std::uint32_t>(countCodePoints(text));
            aligned.assign(text, 5);
            for (const auto& step : *steps)
                step->apply(aligned);
            QCOMPARE(aligned.origins().size(), aligned.bytes().size());
            QVERIFY(!firstInvalidUtf8(aligned.bytes()));
            for (const auto& origin : aligned.origins())
                QVERIFY(origin.begin >= 5 && origin.begin <= origin.end && origin.end <= 5 + size);
        }
    }
};

QTEST_APPLESS_MAIN(TstPipeline)
#include "tst_pipeline.moc"
