// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/new_pieces.h"
#include "tests/tokenizer/support.h"

#include <algorithm>
#include <QStringList>
#include <QTest>

using namespace evenspan;
using namespace evenspan::test;

namespace {

using Json = nlohmann::json;

Json bert(const QStringList& pieces, bool lower = true) {
    Json vocabulary = Json::object();
    for (const auto& piece : pieces)
        vocabulary[piece.toStdString()] = vocabulary.size();
    return {{"model",
                {{"type", "WordPiece"}, {"unk_token", "[UNK]"}, {"vocab", vocabulary},
                    {"continuing_subword_prefix", "##"}, {"max_input_chars_per_word", 100}}},
        {"normalizer",
            {{"type", "BertNormalizer"}, {"clean_text", true}, {"handle_chinese_chars", true},
                {"strip_accents", nullptr}, {"lowercase", lower}}},
        {"pre_tokenizer", {{"type", "BertPreTokenizer"}}}, {"added_tokens", Json::array()}};
}

const QStringList kPieces{QStringLiteral("[PAD]"), QStringLiteral("[UNK]"), QStringLiteral("[CLS]"),
    QStringLiteral("[SEP]"), QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("##a"),
    QStringLiteral("##b"), QStringLiteral("."), QStringLiteral("中")};

QStringList names(const std::vector<std::string>& pieces) {
    QStringList out;
    for (const auto& piece : pieces)
        out << fromUtf8(piece);
    return out;
}

std::int64_t unknownOf(Tokenizer& tokenizer, const WordCounts& words) {
    std::int64_t out = 0;
    Encoding encoding;
    for (const auto& [word, count] : words) {
        tokenizer.encode(word, encoding);
        for (const auto id : encoding.ids)
            out += id == tokenizer.special().unk ? static_cast<std::int64_t>(count) : 0;
    }
    return out;
}

} // namespace

class TstNewPieces : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void charactersByHowOftenTheyStand() {
        const auto tokenizer = load(bert(kPieces));
        QVERIFY(tokenizer);
        const WordCounts words{{"国", 5}, {"文中国", 7}, {"中", 90}, {"一", 1}, {"ab", 50}};
        // 国 12 times, 文 7; 一 stands there once, 中 and ab are known.
        QCOMPARE(names(proposePieces(*tokenizer, words, 10)),
            (QStringList{QStringLiteral("国"), QStringLiteral("文")}));
        QCOMPARE(names(proposePieces(*tokenizer, words, 1)), QStringList{QStringLiteral("国")});
        QVERIFY(proposePieces(*tokenizer, words, 0).empty());
    }

    // A word of letters is one unknown as a whole: each letter that lacks is needed where it
    // stands.
    void lettersAsTheyStandInWords() {
        const auto tokenizer = load(bert(kPieces));
        const WordCounts words{{"Żab", 3}, {"aŻ", 2}};
        // Lowercase without its accent, at the beginning and inside.
        QCOMPARE(names(proposePieces(*tokenizer, words, 10)),
            (QStringList{QStringLiteral("z"), QStringLiteral("##z")}));
    }

    void frequentWordsThatAreCutSmall() {
        const auto tokenizer = load(bert(kPieces));
        const WordCounts words{
            {"abab", 8}, {"AbbA.", 20}, {"ab", 500}, {"bbbb", 7}, {"中中中", 60}};
        QCOMPARE(names(proposePieces(*tokenizer, words, 10)),
            (QStringList{QStringLiteral("abba"), QStringLiteral("abab")}));
        QCOMPARE(partsOf(*tokenizer, "abba"), (std::vector<std::int32_t>{4, 7, 7, 6}));
        QVERIFY(partsOf(*tokenizer, "国").empty());
        QVERIFY(partsOf(*tokenizer, "##a").empty());
    }

    void newIdsFollowTheOldOnes() {
        const auto tokenizer = load(bert(kPieces));
        auto extended = withNewPieces(*tokenizer, {"国", "z", "##z", "abba"});
        QVERIFY2(extended.ok(), extended.ok() ? "" : extended.error().text().c_str());
        const auto old = tokenizer->vocabularySize();
        QCOMPARE((*extended)->vocabularySize(), old + 4);
        for (std::int32_t id = 0; id < old; ++id)
            QCOMPARE(fromUtf8((*extended)->piece(id)), fromUtf8(tokenizer->piece(id)));
        Encoding encoding;
        (*extended)->encode("中国 zaz abba", encoding);
        QCOMPARE(encoding.ids, (std::vector<std::int32_t>{9, old, old + 1, 6, old + 2, old + 3}));
        // The files say the same.
        auto again = loadTokenizer((*extended)->files());
        QVERIFY(again.ok());
        Encoding other;
        (*again)->encode("中国 zaz abba", other);
        QCOMPARE(other.ids, encoding.ids);
    }

    void vocabularyFileToo() {
        std::string text;
        for (const auto& piece : kPieces)
            text += piece.toStdString() + "\n";
        text.pop_back(); // a file without a line end at its end
        const auto tokenizer = loadTokenizer({{"vocab.txt", text}});
        QVERIFY(tokenizer.ok() && takesNewPieces(**tokenizer));
        auto extended = withNewPieces(**tokenizer, {"国"});
        QVERIFY(extended.ok());
        QCOMPARE(QString::fromStdString((*extended)->files().at("vocab.txt")),
            QString::fromStdString(text + "\n国\n"));
        Encoding encoding;
        (*extended)->encode("国中", encoding);
        QCOMPARE(encoding.ids, (std::vector<std::int32_t>{10, 9}));
    }

    void othersTakeNone() {
        auto json = bert(kPieces);
        json["added_tokens"] = {{{"id", 10}, {"content", "<new>"}, {"special", false},
            {"single_word", false}, {"lstrip", false}, {"rstrip", false}, {"normalized", false}}};
        const auto behind = load(json); // a token behind the model's list
        QVERIFY(behind && !takesNewPieces(*behind));
        QVERIFY(proposePieces(*behind, {{"国", 9}}, 10).empty());
        QCOMPARE(withNewPieces(*behind, {"国"}).error().code, ErrorCode::Unsupported);
        const auto plain = load(bert(kPieces));
        for (const char* wrong : {"", "中", "##", "x\ny", "\xff"})
            QCOMPARE(withNewPieces(*plain, {wrong}).error().code, ErrorCode::BadConfig);
        QCOMPARE(withNewPieces(*plain, {"国", "国"}).error().code, ErrorCode::BadConfig);
    }

    // Whatever the text: with room for all, only what stands there once stays unknown; the list
    // does not depend on the order of the table; ids of known text do not change.
    void anyText() {
        const std::u32string alphabet = U"abcżÄ中国文字 .一二กขあ";
        for (std::uint64_t seed = 0; seed < 60; ++seed) {
            Philox rng(seed);
            const auto tokenizer = load(bert(kPieces, seed % 2 == 0));
            WordCounts words, turned;
            std::vector<std::pair<std::string, std::uint64_t>> list;
            for (int i = 0; i < 40; ++i)
                list.emplace_back(randomText(rng, alphabet, 6), 2 + rng.below(5));
            for (const auto& [word, count] : list)
                words[word] += count;
            turned.reserve(1000);
            for (auto item = words.begin(); item != words.end(); ++item)
                turned.insert(*item);
            const auto pieces = proposePieces(*tokenizer, words, 1000);
            QVERIFY(pieces == proposePieces(*tokenizer, turned, 1000));
            auto extended = withNewPieces(*tokenizer, pieces);
            QVERIFY2(extended.ok(), extended.ok() ? "" : extended.error().text().c_str());
            QCOMPARE(unknownOf(**extended, words), std::int64_t(0));
            std::int64_t last = unknownOf(*tokenizer, words);
            for (const std::size_t limit : {1, 2, 4, 8}) {
                const auto some = proposePieces(*tokenizer, words, limit);
                QVERIFY(
                    some.size() <= limit && std::equal(some.begin(), some.end(), pieces.begin()));
                const auto fewer = unknownOf(**withNewPieces(*tokenizer, some), words);
                QVERIFY(fewer <= last);
                last = fewer;
            }
        }
    }
};

QTEST_APPLESS_MAIN(TstNewPieces)
#include "tst_new_pieces.moc"
