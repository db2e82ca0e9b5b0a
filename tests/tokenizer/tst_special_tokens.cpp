// SPDX-License-Identifier: GPL-3.0-or-later
// Control tokens: what the files of a model say of them, and what contradicts the vocabulary.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/tokenizer/special_tokens.h"

#include <nlohmann/json.hpp>
#endif
#include <QTest>

using namespace evenspan;
using nlohmann::json;

namespace {

const std::vector<std::string> kBert{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the"};
const std::vector<std::string> kRoberta{"<s>", "<pad>", "</s>", "<unk>", "<mask>", "the"};

QByteArray ids(const SpecialIds& special) {
    return QByteArray::number(special.cls) + ' ' + QByteArray::number(special.sep) + ' '
        + QByteArray::number(special.pad) + ' ' + QByteArray::number(special.unk) + ' '
        + QByteArray::number(special.mask);
}

} // namespace

class TstSpecialTokens : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sentencesAreEnclosed_data() {
        QTest::addColumn<QByteArray>("processor");
        QTest::addColumn<QByteArray>("says"); // "cls sep trim prefix", or the error's name
        const auto row = [](const char* name, const char* processor, const char* says) {
            QTest::newRow(name) << QByteArray(processor) << QByteArray(says);
        };
        row("none", "null", "-1 -1 0 0");
        row("BERT", R"({"type":"BertProcessing","sep":["[SEP]",3],"cls":["[CLS]",2]})", "2 3 0 0");
        row("RoBERTa", R"({"type":"RobertaProcessing","sep":["</s>",2],"cls":["<s>",0],
            "trim_offsets":true,"add_prefix_space":false})",
            "0 2 1 0");
        row("RoBERTa that keeps blanks", R"({"type":"RobertaProcessing","sep":["</s>",2],
            "cls":["<s>",0],"trim_offsets":false})",
            "0 2 0 0");
        row("byte-level", R"({"type":"ByteLevel"})", "-1 -1 1 1");
        row("byte-level without", R"({"type":"ByteLevel","trim_offsets":false})", "-1 -1 0 0");
        row("a template", R"({"type":"TemplateProcessing","single":[
            {"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},
            {"SpecialToken":{"id":"[SEP]","type_id":0}}],"special_tokens":{
            "[CLS]":{"id":"[CLS]","ids":[2],"tokens":["[CLS]"]},
            "[SEP]":{"id":"[SEP]","ids":[3],"tokens":["[SEP]"]}}})",
            "2 3 0 0");
        row("a sequence", R"({"type":"Sequence","processors":[{"type":"ByteLevel",
            "trim_offsets":true,"add_prefix_space":true},
            {"type":"BertProcessing","sep":["x",3],"cls":["x",2]}]})",
            "2 3 1 1");
        row("no members", R"({"type":"Sequence"})", "bad-config");
        row("another type", R"({"type":"Magic"})", "unsupported");
        row("no type", "{}", "unsupported");
        row("no id", R"({"type":"BertProcessing","sep":["[SEP]"],"cls":["[CLS]",2]})",
            "bad-config");
        row("a name for an id", R"({"type":"BertProcessing","sep":["a","b"],"cls":["[CLS]",2]})",
            "bad-config");
        row("an id below 0", R"({"type":"BertProcessing","sep":["a",-3],"cls":["[CLS]",2]})",
            "bad-config");
        row("a huge id", R"({"type":"BertProcessing","sep":["a",99999999999],"cls":["[CLS]",2]})",
            "bad-config");
        row("two tokens behind", R"({"type":"TemplateProcessing","single":[
            {"SpecialToken":{"id":"a"}},{"Sequence":{"id":"A"}},{"SpecialToken":{"id":"a"}},
            {"SpecialToken":{"id":"a"}}],"special_tokens":{"a":{"ids":[1]}}})",
            "unsupported");
        row("none before", R"({"type":"TemplateProcessing","single":[{"Sequence":{"id":"A"}},
            {"SpecialToken":{"id":"a"}}],"special_tokens":{"a":{"ids":[1]}}})",
            "unsupported");
        row("one of two ids", R"({"type":"TemplateProcessing","single":[
            {"SpecialToken":{"id":"a"}},{"Sequence":{"id":"A"}},{"SpecialToken":{"id":"a"}}],
            "special_tokens":{"a":{"ids":[1,2]}}})",
            "unsupported");
        row("not declared", R"({"type":"TemplateProcessing","single":[
            {"SpecialToken":{"id":"a"}},{"Sequence":{"id":"A"}},{"SpecialToken":{"id":"b"}}],
            "special_tokens":{"a":{"ids":[1]}}})",
            "unsupported");
        row("no template", R"({"type":"TemplateProcessing"})", "unsupported");
    }
    void sentencesAreEnclosed() {
        QFETCH(QByteArray, processor);
        QFETCH(QByteArray, says);
        const auto read = readPostProcessor(json::parse(processor.toStdString()));
        if (!read) {
            QCOMPARE(QByteArray(errorCodeName(read.error().code)), says);
            QVERIFY(!read.error().where.empty() && !read.error().remedy.empty());
            return;
        }
        QCOMPARE(QByteArray::number(read->cls) + ' ' + QByteArray::number(read->sep) + ' '
                + QByteArray::number(int(read->trimOffsets)) + ' '
                + QByteArray::number(int(read->prefix)),
            says);
    }

    void addedTokensExtendTheVocabulary() {
        auto pieces = kBert;
        const auto tokens = *readAddedTokens(json::parse(R"([
            {"id":7,"content":"<b>","single_word":true,"lstrip":true,"rstrip":true,
             "normalized":true,"special":false},
            {"id":6,"content":"<a>"},
            {"id":3,"content":"[SEP]","special":true}])"),
            pieces, "here");
        QCOMPARE(tokens.size(), std::size_t(3)); // by id
        QCOMPARE(tokens[0].id, 3);
        QVERIFY(tokens[0].special);
        QCOMPARE(tokens[1].content, std::string("<a>"));
        QVERIFY(!tokens[1].special && !tokens[1].singleWord && !tokens[1].normalized);
        QCOMPARE(tokens[2].id, 7);
        QVERIFY(tokens[2].singleWord && tokens[2].stripLeft && tokens[2].stripRight
            && tokens[2].normalized);
        QCOMPARE(pieces.size(), std::size_t(8));
        QCOMPARE(pieces[6], std::string("<a>"));
        QCOMPARE(pieces[7], std::string("<b>"));
    }

    void theOtherFilesObjectIsReadToo() {
        auto pieces = kBert;
        const auto tokens = *readAddedTokens(
            json::parse(R"({"10":{"content":"x"},"6":{"content":"a"},"7":{"content":"b"},
                "8":{"content":"c"},"9":{"content":"d"}})"),
            pieces, "here");
        QCOMPARE(tokens.size(), std::size_t(5));
        for (std::size_t i = 0; i < 5; ++i) // by number, not by spelling
            QCOMPARE(tokens[i].id, std::int32_t(6 + i));
        QCOMPARE(pieces.back(), std::string("x"));
        QVERIFY(readAddedTokens(json::array(), pieces, "here")->empty());
    }

    void contradictionsAreRefused_data() {
        QTest::addColumn<QByteArray>("tokens");
        for (const char* tokens : {R"([{"id":3,"content":"[CLS]"}])", R"([{"id":7,"content":"x"}])",
                 R"([{"id":-1,"content":"x"}])", R"([{"content":"x"}])", R"(["x"])",
                 R"([{"id":6,"content":""}])", R"({"six":{"content":"x"}})",
                 R"({"99999999999999999999":{"content":"x"}})", R"([{"id":"6","content":"x"}])",
                 R"([{"id":6}])"})
            QTest::newRow(tokens) << QByteArray(tokens);
    }
    void contradictionsAreRefused() {
        QFETCH(QByteArray, tokens);
        auto pieces = kBert;
        const auto read = readAddedTokens(json::parse(tokens.toStdString()), pieces, "the file");
        QVERIFY(!read.ok());
        QCOMPARE(read.error().code, ErrorCode::BadConfig);
        QCOMPARE(read.error().where, std::string("the file"));
    }

    void controlTokensByTheirNames() {
        const PostProcessing none;
        QCOMPARE(ids(*findSpecialTokens(kBert, {}, none, -1)), QByteArray("2 3 0 1 4"));
        QCOMPARE(ids(*findSpecialTokens(kRoberta, {}, none, -1)), QByteArray("0 2 1 3 4"));
        // What is not there has no id; without those around a sentence nothing works.
        QCOMPARE(
            ids(*findSpecialTokens({"[CLS]", "[SEP]"}, {}, none, -1)), QByteArray("0 1 -1 -1 -1"));
        for (const auto& pieces :
            {std::vector<std::string>{"[CLS]", "[PAD]"}, {"[SEP]"}, {"the"}, {}}) {
            const auto lost = findSpecialTokens(pieces, {}, none, -1);
            QVERIFY(!lost.ok());
            QCOMPARE(lost.error().code, ErrorCode::BadConfig);
        }
    }

    void filesAndProcessorsSayItFirst() {
        const std::vector<std::string> pieces{"[CLS]", "[SEP]", "<begin>", "<end>", "<none>"};
        const std::map<std::string, std::string> config{{"tokenizer_config.json",
            R"({"cls_token":{"content":"<begin>"},"sep_token":"<end>","unk_token":"<none>",
                "pad_token":"<absent>"})"}};
        const PostProcessing none;
        QCOMPARE(ids(*findSpecialTokens(pieces, config, none, -1)), QByteArray("2 3 -1 4 -1"));
        auto both = config;
        both["special_tokens_map.json"] = R"({"cls_token":"[CLS]"})"; // before the other file
        QCOMPARE(ids(*findSpecialTokens(pieces, both, none, -1)), QByteArray("0 3 -1 4 -1"));
        both["special_tokens_map.json"] = "no JSON";
        QCOMPARE(ids(*findSpecialTokens(pieces, both, none, -1)), QByteArray("2 3 -1 4 -1"));
        PostProcessing post;
        post.cls = 4;
        post.sep = 0;
        QCOMPARE(ids(*findSpecialTokens(pieces, config, post, 1)), QByteArray("4 0 -1 1 -1"));
        post.sep = 5; // behind the vocabulary
        QCOMPARE(findSpecialTokens(pieces, config, post, 1).error().code, ErrorCode::BadConfig);
    }
};

QTEST_APPLESS_MAIN(TstSpecialTokens)
#include "tst_special_tokens.moc"
