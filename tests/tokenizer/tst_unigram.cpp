// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/charsmap.h"
#include "core/tokenizer/subword_model.h"
#include "support.h"

#include <cmath>
#include <map>
#include <QTest>

using namespace evenspan;
using namespace evenspan::test;
using Json = nlohmann::json;

namespace {

Json model() {
    return Json::parse(R"({"type":"Unigram","unk_id":3,"vocab":[["<s>",0],["<pad>",0],["</s>",0],
        ["<unk>",0],["▁",-2],["▁the",-1.5],["the",-3],["s",-4],["t",-4.5],["h",-5],["e",-4.2],
        ["▁s",-3.5],["中",-6],["is",-3.1],["i",-5]]})");
}

Json document(const Json& preTokenizer = {{"type", "Metaspace"}, {"replacement", "▁"}}) {
    return {{"normalizer", nullptr}, {"pre_tokenizer", preTokenizer},
        {"added_tokens",
            {{{"id", 15}, {"content", "<mask>"}, {"special", true}, {"lstrip", true}}}},
        {"post_processor",
            {{"type", "TemplateProcessing"},
                {"single",
                    {{{"SpecialToken", {{"id", "<s>"}}}}, {{"Sequence", {{"id", "A"}}}},
                        {{"SpecialToken", {{"id", "</s>"}}}}}},
                {"special_tokens", {{"<s>", {{"ids", {0}}}}, {"</s>", {{"ids", {2}}}}}}}},
        {"model", model()}};
}

// A table of replacements of single bytes and pairs of bytes, as a double array: the offset of the
// root is 256, each first byte has a block of its own behind it.
std::string charsmap(const std::map<std::string, std::string>& replacements) {
    std::vector<std::uint32_t> units(256 * 64, 0x80000000u);
    auto unit = [](std::uint32_t label, std::uint32_t offset, bool leaf) {
        return label | (leaf ? 1u << 8 : 0) | offset << 10;
    };
    const std::uint32_t root = 256;
    units[0] = unit(0, root, false);
    std::string texts;
    std::map<unsigned char, std::uint32_t> blocks;
    std::uint32_t nextBlock = 2 * 256;
    for (const auto& [from, to] : replacements) {
        std::uint32_t node = root;
        for (std::size_t i = 0; i < from.size(); ++i) {
            const auto byte = static_cast<unsigned char>(from[i]);
            const std::uint32_t at = node ^ byte;
            if (units[at] == 0x80000000u) {
                units[at] = unit(byte, at ^ nextBlock, false);
                nextBlock += 256;
            }
            node = at ^ (units[at] >> 10);
            if (i + 1 == from.size()) {
                units[at] |= 1u << 8;
                units[node] = static_cast<std::uint32_t>(texts.size()) | 0x80000000u;
            }
        }
        texts += to + '\0';
    }
    std::string bytes;
    auto number = [&](std::uint32_t value) {
        for (int i = 0; i < 4; ++i)
            bytes += static_cast<char>(value >> 8 * i & 0xFF);
    };
    number(static_cast<std::uint32_t>(4 * units.size()));
    for (const auto value : units)
        number(value);
    bytes += texts;
    return QByteArray::fromStdString(bytes).toBase64().toStdString();
}

std::string applied(const Charsmap& map, const std::string& text, QString* origins = nullptr) {
    AlignedText aligned;
    aligned.assign(text, 0);
    map.apply(aligned);
    if (origins) {
        origins->clear();
        for (const auto& origin : aligned.origins())
            *origins += QStringLiteral("%1-%2 ").arg(origin.begin).arg(origin.end);
    }
    return aligned.bytes();
}

} // namespace

class TstUnigram : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void encodes_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        auto row = [](const char* text, const char* expected) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected);
        };
        row("", "");
        row("the", "▁the[0,3)0");
        row("the the", "▁the[0,3)0 ▁the[3,7)1");
        row("this", "▁[0,1)0 t[0,1)0 h[1,2)0 is[2,4)0");
        row("  s", "▁[0,1)0 ▁s[1,3)1");
        row("xyz", "▁[0,1)0 <unk>[0,3)0");
        row("txxs", "▁[0,1)0 t[0,1)0 <unk>[1,3)0 s[3,4)0");
        row("中文", "▁[0,1)0 中[0,1)0 <unk>[1,2)0");
        row("▁the", "▁the[0,4)0");
    }

    void encodes() {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const auto tokenizer = load(document());
        QVERIFY(tokenizer);
        Encoding out;
        for (int pass = 0; pass < 2; ++pass) {
            tokenizer->encode(text.toStdString(), out);
            QCOMPARE(show(*tokenizer, out), expected);
        }
    }

    void metaspaceSchemes() {
        Encoding out;
        auto shown = [&](const Json& steps, const char* text, bool special = false) {
            const auto tokenizer = load(document(steps));
            tokenizer->setMatchSpecialTokens(special);
            tokenizer->encode(text, out);
            return show(*tokenizer, out);
        };
        const Json never = {
            {"type", "Metaspace"}, {"replacement", "▁"}, {"prepend_scheme", "never"}};
        QCOMPARE(shown(never, "the the"), QStringLiteral("the[0,3)0 ▁the[3,7)1"));
        const Json older = {
            {"type", "Metaspace"}, {"replacement", "▁"}, {"add_prefix_space", false}};
        QCOMPARE(shown(older, "the"), QStringLiteral("the[0,3)0"));
        const Json first = {
            {"type", "Metaspace"}, {"replacement", "▁"}, {"prepend_scheme", "first"}};
        QCOMPARE(shown(first, "the<mask>the", true),
            QStringLiteral("▁the[0,3)0 <mask>[3,9)1 the[9,12)2"));
        const Json always = {{"type", "Metaspace"}, {"replacement", "▁"}};
        QCOMPARE(shown(always, "the<mask>the", true),
            QStringLiteral("▁the[0,3)0 <mask>[3,9)1 ▁the[9,12)2"));
        const Json whole = {{"type", "Metaspace"}, {"replacement", "▁"}, {"split", false}};
        QCOMPARE(shown(whole, "the the"), QStringLiteral("▁the[0,3)0 ▁the[3,7)0"));
    }

    // Every way to cut a short word is tried.
    void bestPath() {
        std::vector<std::string> pieces;
        const auto unigram = readUnigram(model(), pieces);
        QVERIFY(unigram.ok());
        std::map<std::string, double> scores;
        const Json json = model();
        for (const auto& entry : json["vocab"])
            scores[entry[0].get<std::string>()] = entry[1].get<double>();
        Philox rng(5);
        for (int i = 0; i < 400; ++i) {
            const auto word = "t" + randomText(rng, U"these", 9);
            double best = -1e9;
            for (unsigned cuts = 0; cuts < 1u << (word.size() - 1); ++cuts) {
                double score = 0;
                std::size_t from = 0;
                for (std::size_t to = 1; to <= word.size(); ++to) {
                    if (to < word.size() && (cuts >> (to - 1) & 1) == 0)
                        continue;
                    const auto at = scores.find(word.substr(from, to - from));
                    score += at == scores.end() ? -1e6 : at->second;
                    from = to;
                }
                best = std::max(best, score);
            }
            std::vector<Cut> out;
            (*unigram)->cut(word, out);
            double score = 0;
            std::uint32_t end = 0;
            for (const auto& cut : out) {
                QCOMPARE(cut.begin, end);
                end = cut.end;
                score += scores[pieces[static_cast<std::size_t>(cut.id)]];
            }
            QCOMPARE(end, static_cast<std::uint32_t>(word.size()));
            QVERIFY(std::abs(score - best) < 1e-9);
        }
    }

    void bytesForTheUnknown() {
        auto json = document();
        json["model"]["byte_fallback"] = true;
        json["model"]["vocab"].push_back(Json::array({"<0x78>", -9}));
        json["added_tokens"] = Json::array();
        const auto tokenizer = load(json);
        Encoding out;
        tokenizer->encode("xx y", out);
        QCOMPARE(show(*tokenizer, out),
            QStringLiteral("▁[0,1)0 <0x78>[0,2)0 <0x78>[0,2)0 ▁[2,3)1 <unk>[3,4)1"));
    }

    void controlTokens() {
        const auto special = load(document())->special();
        QCOMPARE(special.cls, 0);
        QCOMPARE(special.sep, 2);
        QCOMPARE(special.pad, 1);
        QCOMPARE(special.unk, 3);
        QCOMPARE(special.mask, 15);
    }

    void tableOfReplacements() {
        const auto map = Charsmap::decode(charsmap({{"A", "a"}, {"\xC3\x9F", "ss"}, {"x", ""},
            {"\xC2\xB2", "2"}, {"\r", " "}, {"e\xCC\x81", "\xC3\xA9"}}));
        QVERIFY(map.ok());
        QString origins;
        QCOMPARE(applied(*map, "AbA", &origins), std::string("aba"));
        QCOMPARE(origins, QStringLiteral("0-1 1-2 2-3 "));
        QCOMPARE(applied(*map, "aßb", &origins), std::string("assb"));
        QCOMPARE(origins, QStringLiteral("0-1 1-2 1-2 2-3 "));
        // What is dropped counts with the character before it.
        QCOMPARE(applied(*map, "bxb", &origins), std::string("bb"));
        QCOMPARE(origins, QStringLiteral("0-1 2-3 "));
        // A short character as a whole: its mark goes with the digit, a carriage return with the
        // line feed behind it.
        QCOMPARE(applied(*map, "\u00B2\u0301y", &origins), std::string("2y"));
        QCOMPARE(origins, QStringLiteral("0-1 2-3 "));
        QCOMPARE(applied(*map, "a\r\nb"), std::string("a b"));
        QCOMPARE(applied(*map, "e\u0301"), std::string("\u00E9"));
        // A long one is replaced character by character.
        QCOMPARE(applied(*map, "\u00B2\u0301\u0301\u0301"), std::string("2\u0301\u0301\u0301"));
        QCOMPARE(applied(*map, std::string("A\0A", 3)), std::string("a\0a", 3));
    }

    void badTables() {
        const auto good = charsmap({{"A", "a"}});
        QVERIFY(!Charsmap::decode("").ok());
        QVERIFY(!Charsmap::decode("????").ok());
        QVERIFY(!Charsmap::decode("AAAAAA==").ok());
        QVERIFY(!Charsmap::decode("/////w==").ok()); // larger than what follows
        // Damaged tables may do nonsense, but stay within bounds.
        Philox rng(9);
        const auto bytes = QByteArray::fromBase64(QByteArray::fromStdString(good));
        for (int i = 0; i < 200; ++i) {
            QByteArray damaged = bytes;
            for (int k = 0; k < 40; ++k)
                damaged[qsizetype(4 + rng.below(std::uint64_t(damaged.size()) - 4))] =
                    static_cast<char>(rng.below(256));
            const auto map = Charsmap::decode(damaged.toBase64().toStdString());
            if (!map)
                continue;
            for (const char* text : {"AAAA", "hello wörld", "中文\u0301"})
                applied(*map, text);
        }
    }

    void badFiles_data() {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QByteArray>("value");
        auto row = [](const char* name, const char* pointer, const char* value) {
            QTest::newRow(name) << QString::fromUtf8(pointer) << QByteArray(value);
        };
        row("no unknown", "/model/unk_id", "null");
        row("unknown out of range", "/model/unk_id", "15");
        row("no vocabulary", "/model/vocab", "[]");
        row("no score", "/model/vocab/4", R"(["a"])");
        row("score no number", "/model/vocab/4", R"(["a","b"])");
        row("long replacement", "/pre_tokenizer/replacement", R"("ab")");
        row("unknown scheme", "/pre_tokenizer/prepend_scheme", R"("last")");
        row("table", "/normalizer", R"({"type":"Precompiled","precompiled_charsmap":"x"})");
        row("sequence", "/normalizer", R"({"type":"Sequence"})");
    }

    void badFiles() {
        QFETCH(QString, pointer);
        QFETCH(QByteArray, value);
        auto json = document();
        json[Json::json_pointer(pointer.toStdString())] = Json::parse(value.toStdString());
        const auto loaded = loadTokenizer({{"tokenizer.json", json.dump()}});
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, ErrorCode::BadConfig);
    }
};

QTEST_APPLESS_MAIN(TstUnigram)
#include "tst_unigram.moc"
