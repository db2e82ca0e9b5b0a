// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/text/utf8.h"
#include "core/tokenizer/tokenizer.h"
#include "core/tokenizer/unicode_rules.h"

#include <QStringList>
#include <QTest>

using namespace evenspan;

namespace {

const std::string kVocabulary =
    "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\nab\nun\n##able\n##a\n##b\nbook\n"
    ",\n中\ncafe\n##s\n-\n";

std::string json(const std::string& changes = {}) {
    std::string text = R"({"added_tokens":[{"id":3,"content":"[SEP]","special":true}],
        "normalizer":{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,
        "strip_accents":null,"lowercase":true},
        "pre_tokenizer":{"type":"BertPreTokenizer"},
        "model":{"type":"WordPiece","vocab":{)";
    int id = 0;
    std::size_t at = 0;
    for (std::size_t end; (end = kVocabulary.find('\n', at)) != std::string::npos; at = end + 1) {
        text += id > 0 ? ",\"" : "\"";
        text += kVocabulary.substr(at, end - at) + "\":" + std::to_string(id);
        ++id;
    }
    return text + "}}" + changes + "}";
}

std::unique_ptr<Tokenizer> make(
    const std::map<std::string, std::string>& files = {{"tokenizer.json", json()}}) {
    auto loaded = loadTokenizer(files);
    return loaded ? std::move(*loaded) : nullptr;
}

QString show(const Tokenizer& tokenizer, const Encoding& encoding) {
    QStringList out;
    for (std::size_t i = 0; i < encoding.size(); ++i) {
        const auto piece = tokenizer.piece(encoding.ids[i]);
        out << QStringLiteral("%1[%2,%3)%4")
                   .arg(QString::fromUtf8(piece.data(), qsizetype(piece.size())))
                   .arg(encoding.begins[i])
                   .arg(encoding.ends[i])
                   .arg(encoding.words[i]);
    }
    return out.join(QLatin1Char(' '));
}

} // namespace

class TstWordpiece : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cuts_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        auto row = [](const char* text, const char* expected) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected);
        };
        row("", "");
        row("Unable books", "un[0,2)0 ##able[2,6)0 book[7,11)1 ##s[11,12)1");
        row("book,book", "book[0,4)0 ,[4,5)1 book[5,9)2");
        row("xyz a", "[UNK][0,3)0 a[4,5)1");
        row("a中a", "a[0,1)0 中[1,2)1 a[2,3)2");
        row("Café", "cafe[0,4)0");
        row("Cafe\u0301s", "cafe[0,4)0 ##s[5,6)0");
        row("\u200B", "");
        row("a\u200Bb", "ab[0,3)0");
        row("[SEP]", "[UNK][0,1)0 [UNK][1,4)1 [UNK][4,5)2");
    }

    void cuts() {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const auto tokenizer = make();
        Encoding out;
        tokenizer->encode(text.toStdString(), out);
        QCOMPARE(show(*tokenizer, out), expected);
        tokenizer->encode(text.toStdString(), out); // now from the cache
        QCOMPARE(show(*tokenizer, out), expected);
    }

    void wordsKeepTheirIndex() {
        const auto tokenizer = make();
        const std::vector<std::string_view> words{"a", "", "\u200B", "un-able", "b"};
        Encoding out;
        tokenizer->encodeWords(words, out);
        QCOMPARE(show(*tokenizer, out),
            QStringLiteral("a[0,1)0 un[0,2)3 -[2,3)3 [UNK][3,7)3 [UNK][0,1)4"));
    }

    void controlTokensOnlyOnRequest() {
        const auto tokenizer = make();
        tokenizer->setMatchSpecialTokens(true);
        Encoding out;
        tokenizer->encode("a [SEP] book", out);
        QCOMPARE(show(*tokenizer, out), QStringLiteral("a[0,1)0 [SEP][2,7)1 book[8,12)2"));
        const auto other = tokenizer->clone();
        other->encode("a [SEP]", out);
        QCOMPARE(out.ids.back(), 3);
    }

    void addedTokensKeepTheirFlags() {
        auto text = json();
        text.replace(text.find("\"special\":true}"), 15,
            "\"special\":true},{\"id\":17,\"content\":\"NEW\",\"single_word\":true,"
            "\"rstrip\":true},{\"id\":18,\"content\":\"<l>\",\"lstrip\":true}");
        const auto tokenizer = make({{"tokenizer.json", text}});
        QVERIFY(tokenizer);
        QCOMPARE(tokenizer->vocabularySize(), 19);
        Encoding out;
        tokenizer->encode("a NEW  ab  <l>", out);
        QCOMPARE(show(*tokenizer, out), QStringLiteral("a[0,1)0 NEW[2,7)1 ab[7,9)2 <l>[9,14)3"));
        tokenizer->encode("aNEW", out); // inside a word it is text
        QCOMPARE(show(*tokenizer, out), QStringLiteral("[UNK][0,4)0"));
    }

    void bothKindsOfFilesAgree() {
        const auto fromJson = make();
        const auto fromText = make({{"vocab.txt", kVocabulary}, {"tokenizer_config.json", "{}"}});
        QVERIFY(fromText);
        QCOMPARE(fromText->vocabularySize(), fromJson->vocabularySize());
        QCOMPARE(fromText->special().mask, 4);
        Philox rng(3);
        Encoding a, b;
        for (int i = 0; i < 500; ++i) {
            std::string text;
            for (auto n = rng.below(30); n > 0; --n)
                appendUtf8(text, U"abunklesof ,-中é\u0301\u200B"[rng.below(17)]);
            fromJson->encode(text, a);
            fromText->encode(text, b);
            QCOMPARE(show(*fromJson, a), show(*fromText, b));
        }
    }

    void offsetsAreSortedAndInside() {
        const auto tokenizer = make();
        Philox rng(6);
        Encoding out;
        for (int i = 0; i < 500; ++i) {
            std::string text;
            std::uint32_t size = 0;
            for (auto n = rng.below(200); n > 0; --n, ++size)
                appendUtf8(text,
                    static_cast<char32_t>(
                        rng.below(2) ? 32 + rng.below(95) : 0xA0 + rng.below(0xA000)));
            tokenizer->encode(text, out);
            std::uint32_t last = 0;
            for (std::size_t k = 0; k < out.size(); ++k) {
                QVERIFY(out.begins[k] < out.ends[k] && out.ends[k] <= size);
                QVERIFY(out.begins[k] >= last);
                last = out.begins[k];
            }
        }
    }

    void longWordsAreUnknownAndTheCacheStaysRight() {
        const auto tokenizer = make();
        Encoding out;
        tokenizer->encode(std::string(10000, 'a'), out);
        QCOMPARE(show(*tokenizer, out), QStringLiteral("[UNK][0,10000)0"));
        // More distinct words than the cache holds.
        for (int i = 0; i < 200000; ++i)
            tokenizer->encode("w" + std::to_string(i), out);
        tokenizer->encode("unable", out);
        QCOMPARE(show(*tokenizer, out), QStringLiteral("un[0,2)0 ##able[2,6)0"));
    }

    void badFiles_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("code");
        const auto bad = int(ErrorCode::BadConfig), unsupported = int(ErrorCode::Unsupported);
        QTest::newRow("cut off") << QByteArray::fromStdString(json()).chopped(20) << bad;
        QTest::newRow("not json") << QByteArray("PK\x03\x04") << bad;
        QTest::newRow("array") << QByteArray("[]") << bad;
        QTest::newRow("deep") << QByteArray(100000, '[') << bad;
        QTest::newRow("other model")
            << QByteArray(R"({"model":{"type":"WordLevel","vocab":{}}})") << unsupported;
        QTest::newRow("no vocabulary") << QByteArray(R"({"model":{"type":"WordPiece"}})") << bad;
        QTest::newRow("hole in ids")
            << QByteArray(R"({"model":{"type":"WordPiece","vocab":{"a":0,"b":2}}})") << bad;
        QTest::newRow("id twice") << QByteArray(
            R"({"model":{"type":"WordPiece","vocab":{"a":0,"b":0}}})")
                                  << bad;
        QTest::newRow("no control tokens")
            << QByteArray(R"({"model":{"type":"WordPiece","vocab":{"a":0}}})") << bad;
        QTest::newRow("other normalizer") << QByteArray(
            R"({"normalizer":{"type":"Reverse"},"model":{"type":"WordPiece",
                "vocab":{"[CLS]":0,"[SEP]":1,"[UNK]":2}}})")
                                          << unsupported;
    }

    void badFiles() {
        QFETCH(QByteArray, text);
        QFETCH(int, code);
        const auto loaded = loadTokenizer({{"tokenizer.json", text.toStdString()}});
        QVERIFY(!loaded);
        QCOMPARE(int(loaded.error().code), code);
        QVERIFY(!loaded.error().remedy.empty());
    }

    void noFiles() { QCOMPARE(loadTokenizer({}).error().code, ErrorCode::NotFound); }

    void rules() {
        QVERIFY(
            unicode::isControl(0x200B) && !unicode::isControl('\t') && unicode::isControl(0xE000));
        QVERIFY(unicode::isPunctuation('$') && unicode::isPunctuation(0x3002)
            && !unicode::isPunctuation(0x20AC));
        QVERIFY(unicode::isCjkIdeograph(0x4E2D) && !unicode::isCjkIdeograph(0x3042)
            && !unicode::isCjkIdeograph(0xAC00));
        std::u32string out;
        unicode::lowercase(0x130, out);
        QCOMPARE(out.size(), std::size_t{2});
    }
};

QTEST_APPLESS_MAIN(TstWordpiece)
#include "tst_wordpiece.moc"
