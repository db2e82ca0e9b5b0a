// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/pre_tokenizers.h"
#include "core/tokenizer/subword_model.h"
#include "support.h"

#include <map>
#include <QTest>
#include <set>

using namespace evenspan;
using namespace evenspan::test;
using Json = nlohmann::json;

namespace {

// RoBERTa's steps over a small vocabulary: all bytes, and the merges given.
Json roberta(const std::vector<std::pair<std::string, std::string>>& merges, bool prefix = false) {
    Json vocabulary = {{"<s>", 0}, {"<pad>", 1}, {"</s>", 2}, {"<unk>", 3}};
    for (int byte = 0; byte < 256; ++byte) {
        std::string character;
        appendUtf8(character, byteCharacter(static_cast<unsigned char>(byte)));
        vocabulary[character] = vocabulary.size();
    }
    Json list = Json::array();
    for (const auto& [a, b] : merges) {
        list.push_back({a, b});
        if (!vocabulary.contains(a + b))
            vocabulary[a + b] = vocabulary.size();
    }
    const auto size = vocabulary.size();
    return {{"added_tokens",
                {{{"id", 0}, {"content", "<s>"}, {"special", true}},
                    {{"id", size}, {"content", "<mask>"}, {"special", true}, {"lstrip", true}}}},
        {"normalizer", nullptr},
        {"pre_tokenizer", {{"type", "ByteLevel"}, {"add_prefix_space", prefix}}},
        {"post_processor",
            {{"type", "RobertaProcessing"}, {"sep", {"</s>", 2}}, {"cls", {"<s>", 0}},
                {"trim_offsets", true}, {"add_prefix_space", prefix}}},
        {"model", {{"type", "BPE"}, {"vocab", vocabulary}, {"merges", list}}}};
}

// The definition: the pair of the lowest rank anywhere, leftmost, merged until none is left.
std::vector<std::string> naive(
    const std::string& word, const std::map<std::pair<std::string, std::string>, int>& ranks) {
    std::vector<std::string> parts;
    for (const char c : word)
        parts.emplace_back(1, c);
    for (;;) {
        int best = -1;
        std::size_t where = 0;
        for (std::size_t i = 0; i + 1 < parts.size(); ++i)
            if (const auto at = ranks.find({parts[i], parts[i + 1]});
                at != ranks.end() && (best < 0 || at->second < best)) {
                best = at->second;
                where = i;
            }
        if (best < 0)
            return parts;
        parts[where] += parts[where + 1];
        parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(where) + 1);
    }
}

} // namespace

class TstBpe : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void byteAlphabet() {
        QVERIFY(byteCharacter('a') == U'a' && byteCharacter('~') == U'~');
        QVERIFY(byteCharacter(' ') == 0x120 && byteCharacter('\n') == 0x10A);
        QVERIFY(byteCharacter(0) == 0x100 && byteCharacter(0xAD) == 0x143);
        std::set<char32_t> all;
        for (int byte = 0; byte < 256; ++byte)
            all.insert(byteCharacter(static_cast<unsigned char>(byte)));
        QCOMPARE(all.size(), std::size_t{256});
    }

    void mergesLikeTheDefinition() {
        Philox rng(21);
        for (int round = 0; round < 60; ++round) {
            std::vector<std::string> known{"a", "b", "c", "d"};
            std::map<std::pair<std::string, std::string>, int> ranks;
            std::vector<std::pair<std::string, std::string>> merges;
            Json vocabulary = {{"a", 0}, {"b", 1}, {"c", 2}, {"d", 3}};
            for (int rank = 0; rank < 25; ++rank) {
                const auto& a = known[rng.below(known.size())];
                const auto& b = known[rng.below(known.size())];
                // Each piece has one pair: with two, the order of equal ids would matter.
                if (a.size() + b.size() > 8 || vocabulary.contains(a + b))
                    continue;
                ranks[{a, b}] = rank;
                merges.push_back({a, b});
                vocabulary[a + b] = vocabulary.size();
                known.push_back(merges.back().first + merges.back().second);
            }
            std::vector<std::string> pieces;
            Json list = Json::array();
            for (const auto& [a, b] : merges)
                list.push_back(round % 2 ? Json(a + " " + b) : Json({a, b}));
            const auto model = readBpe(
                Json::parse(Json({{"vocab", vocabulary}, {"merges", list}}).dump()), pieces);
            QVERIFY(model.ok());
            for (int i = 0; i < 100; ++i) {
                const auto word = "a" + randomText(rng, U"abcd", 30);
                std::vector<Cut> cuts;
                (*model)->cut(word, cuts);
                std::vector<std::string> parts;
                for (const auto& cut : cuts) {
                    parts.push_back(pieces[static_cast<std::size_t>(cut.id)]);
                    QCOMPARE(word.substr(cut.begin, cut.end - cut.begin), parts.back());
                }
                QCOMPARE(parts, naive(word, ranks));
            }
        }
    }

    void encodes_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        auto row = [](const char* text, const char* expected) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected);
        };
        row("", "");
        row("it is", "it[0,2)0 Ġis[3,5)1");
        row("it's", "it[0,2)0 '[2,3)1 s[3,4)1");
        row("é", "Ã[0,1)0 ©[0,1)0");
        row(" it  it", "Ġ[1,1)0 it[1,3)0 Ġ[4,4)1 Ġ[5,5)2 it[5,7)2");
        row("it <mask>", "it[0,2)0 Ġ[3,3)1 <[3,4)1 m[4,5)2 a[5,6)2 s[6,7)2 k[7,8)2 >[8,9)3");
        row("a1b", "a[0,1)0 1[1,2)1 b[2,3)2");
    }

    void encodes() {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const auto tokenizer = load(roberta({{"i", "t"}, {"i", "s"}, {"Ġ", "is"}}));
        QVERIFY(tokenizer);
        Encoding out;
        for (int pass = 0; pass < 2; ++pass) { // the second one from the cache
            tokenizer->encode(text.toStdString(), out);
            QCOMPARE(show(*tokenizer, out), expected);
        }
    }

    void controlTokens() {
        const auto tokenizer = load(roberta({{"i", "t"}}));
        const auto special = tokenizer->special();
        QCOMPARE(special.cls, 0);
        QCOMPARE(special.sep, 2);
        QCOMPARE(special.pad, 1);
        QCOMPARE(special.unk, 3);
        QCOMPARE(special.mask, tokenizer->vocabularySize() - 1);
        tokenizer->setMatchSpecialTokens(true);
        Encoding out;
        tokenizer->encode("it  <mask>it", out);
        // The token takes the blanks before it; offsets leave blanks out.
        QCOMPARE(show(*tokenizer, out), QStringLiteral("it[0,2)0 <mask>[4,10)1 it[10,12)2"));
        const auto copy = tokenizer->clone();
        copy->encode("it  <mask>it", out);
        QCOMPARE(out.size(), std::size_t{3});
    }

    // Words given one by one always have the blank before them, and their offsets do not.
    void wordsGetABlank() {
        for (const bool prefix : {false, true}) {
            const auto tokenizer = load(roberta({{"Ġ", "i"}, {"Ġi", "t"}}, prefix));
            const std::vector<std::string_view> words{"it", "", "it", " it"};
            Encoding out;
            tokenizer->encodeWords(words, out);
            QCOMPARE(show(*tokenizer, out), QStringLiteral("Ġit[0,2)0 Ġit[0,2)2 Ġit[0,3)3"));
            tokenizer->encode("it", out);
            QCOMPARE(show(*tokenizer, out),
                prefix ? QStringLiteral("Ġit[0,2)0") : QStringLiteral("i[0,1)0 t[1,2)0"));
        }
    }

    void everyByteIsKnown() {
        const auto tokenizer = load(roberta({{"e", "n"}, {"Ġ", "t"}}));
        Philox rng(2);
        Encoding out;
        for (int i = 0; i < 300; ++i) {
            std::string text;
            std::uint32_t size = 0;
            for (auto n = rng.below(60); n > 0; --n, ++size)
                appendUtf8(text,
                    static_cast<char32_t>(
                        rng.below(2) ? rng.below(128) : 0x80 + rng.below(0x3000)));
            tokenizer->encode(text, out);
            std::string bytes;
            for (std::size_t k = 0; k < out.size(); ++k) {
                QVERIFY(out.ids[k] > 3 && out.begins[k] <= out.ends[k] && out.ends[k] <= size);
                bytes += tokenizer->piece(out.ids[k]);
            }
            std::string expected;
            for (const char byte : text)
                appendUtf8(expected, byteCharacter(static_cast<unsigned char>(byte)));
            QCOMPARE(bytes, expected);
        }
    }

    void unknownsAndBytes() {
        Json document = roberta({});
        document["pre_tokenizer"] = nullptr;
        document["model"] = {{"type", "BPE"}, {"unk_token", "<unk>"}, {"fuse_unk", true},
            {"vocab", {{"<s>", 0}, {"</s>", 1}, {"<unk>", 2}, {"a", 3}}},
            {"merges", Json::array()}};
        document["added_tokens"] = Json::array();
        document["post_processor"]["sep"][1] = 1;
        Encoding out;
        auto tokenizer = load(document);
        tokenizer->encode("axya中", out);
        QCOMPARE(show(*tokenizer, out), QStringLiteral("a[0,1)0 <unk>[1,3)0 a[3,4)0 <unk>[4,5)0"));
        document["model"]["fuse_unk"] = false;
        tokenizer = load(document);
        tokenizer->encode("axy", out);
        QCOMPARE(show(*tokenizer, out), QStringLiteral("a[0,1)0 <unk>[1,2)0 <unk>[2,3)0"));
        document["model"]["byte_fallback"] = true;
        document["model"]["vocab"]["<0x78>"] = 4;
        tokenizer = load(document);
        tokenizer->encode("ax", out);
        QCOMPARE(show(*tokenizer, out), QStringLiteral("a[0,1)0 <0x78>[1,2)0"));
    }

    void filesWithoutTokenizerJson() {
        const Json document = roberta({{"i", "t"}, {"Ġ", "it"}}, true);
        auto vocabulary = document["model"]["vocab"];
        vocabulary["<mask>"] = vocabulary.size();
        auto loaded = loadTokenizer(
            {{"vocab.json", vocabulary.dump()}, {"merges.txt", "#version: 0.2\ni t\nĠ it\n"},
                {"tokenizer_config.json", R"({"add_prefix_space":true})"}});
        QVERIFY(loaded.ok());
        const auto other = load(document);
        Encoding a, b;
        for (const char* text : {"it is it", "  it", "x<mask> y", ""}) {
            (*loaded)->encode(text, a);
            other->encode(text, b);
            QCOMPARE(show(**loaded, a), show(*other, b));
        }
        QCOMPARE((*loaded)->special().mask, other->special().mask);
    }

    void badFiles_data() {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("code");
        const auto bad = int(ErrorCode::BadConfig), unsupported = int(ErrorCode::Unsupported);
        auto row = [](const char* name, const char* pointer, const char* value, int code) {
            QTest::newRow(name) << QString::fromUtf8(pointer) << QByteArray(value) << code;
        };
        row("no merges", "/model/merges", "null", bad);
        row("merge of one", "/model/merges", R"(["a"])", bad);
        row("merge of three", "/model/merges", R"(["a b c"])", bad);
        row("merge not in vocabulary", "/model/merges", R"(["a b"])", bad);
        row("no vocabulary", "/model/vocab", "[]", bad);
        row("unknown token", "/model/unk_token", R"("<none>")", bad);
        row("dropout", "/model/dropout", "0.1", unsupported);
        row("no ids around", "/post_processor", R"({"type":"RobertaProcessing"})", bad);
        row("control token out of range", "/post_processor/cls/1", "99999", bad);
        row("other processor", "/post_processor", R"({"type":"Reverse"})", unsupported);
        row("other template", "/post_processor",
            R"({"type":"TemplateProcessing","single":[{"Sequence":{"id":"A"}}]})", unsupported);
        row("other split", "/pre_tokenizer", R"({"type":"UnicodeScripts"})", unsupported);
        row("unknown behavior", "/pre_tokenizer",
            R"({"type":"Split","pattern":{"String":"a"},"behavior":"Kept"})", bad);
        row("no pattern", "/pre_tokenizer", R"({"type":"Split","behavior":"Removed"})", bad);
        row("broken expression", "/pre_tokenizer",
            R"({"type":"Split","pattern":{"Regex":"\\p{Nope}"},"behavior":"Removed"})",
            unsupported);
        row("other engine", "/pre_tokenizer",
            R"({"type":"Split","pattern":{"Regex":"\\h+"},"behavior":"Removed"})", unsupported);
        row("token contradicts", "/added_tokens/0/content", R"("<x>")", bad);
        row("token out of range", "/added_tokens/0/id", "9999", bad);
        row("token is no object", "/added_tokens/0", "7", bad);
        row("nested sequence", "/pre_tokenizer", R"({"type":"Sequence","pretokenizers":7})", bad);
    }

    void badFiles() {
        QFETCH(QString, pointer);
        QFETCH(QByteArray, value);
        QFETCH(int, code);
        Json document = roberta({});
        document[Json::json_pointer(pointer.toStdString())] = Json::parse(value.toStdString());
        const auto loaded = loadTokenizer({{"tokenizer.json", document.dump()}});
        QVERIFY(!loaded);
        QCOMPARE(int(loaded.error().code), code);
        QVERIFY(!loaded.error().remedy.empty());
    }
};

QTEST_APPLESS_MAIN(TstBpe)
#include "tst_bpe.moc"
