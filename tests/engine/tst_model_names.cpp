// SPDX-License-Identifier: GPL-3.0-or-later
// Names of weights and keys of config.json, from every family to one set of names and back.
#include "tests/engine/model_samples.h"

using namespace evenspan;
using namespace evenspan::engine;

class TestModelNames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesGoThereAndBack_data();
    void namesGoThereAndBack();
    void positionsOfRoberta();
    void namesOfFiles_data();
    void namesOfFiles();
    void mismatches_data();
    void mismatches();
    void configsGoThereAndBack();
    void configs_data();
    void configs();
};

void TestModelNames::namesGoThereAndBack_data() {
    familyRows();
}

void TestModelNames::namesGoThereAndBack() {
    QFETCH(QString, type);
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        Philox rng(seed);
        const auto config = smallConfig(type.toStdString(), rng);
        const auto weights = randomWeights(config, rng);
        const auto canonical = views(weights);
        auto saved = savedNames(canonical, config);
        QVERIFY2(saved.ok(), saved.ok() ? "" : saved.error().text().c_str());
        QCOMPARE(saved->size(), canonical.size());
        const std::string prefix = config.isDistance() ? "deberta."
            : config.isRotary()                        ? "model."
                                                       : type.toStdString() + ".";
        for (const auto& [name, view] : *saved)
            QVERIFY(name.starts_with(prefix) || name.starts_with("classifier.")
                || (config.isRotary() && name.starts_with("head.")));
        auto back = canonicalWeights(*saved, config);
        QVERIFY(back.ok());
        QVERIFY(same(*back, canonical));
        auto again = savedNames(*back, config);
        QVERIFY(again.ok() && same(*again, *saved));
    }
}

// RoBERTa counts positions from 2 on: the first two rows of its table are left out inside.
void TestModelNames::positionsOfRoberta() {
    Philox rng(5);
    const auto config = smallConfig("xlm-roberta", rng);
    const auto weights = randomWeights(config, rng);
    auto raw = *savedNames(views(weights), config);
    const std::string name = "roberta.embeddings.position_embeddings.weight";
    const auto inside = raw.at(name);
    auto& table = raw.at(name);
    QVERIFY(!canonicalWeights(raw, config).ok()); // two rows are missing
    const auto bytes = withUnusedPositions(table, config);
    table.bytes = bytes;
    table.shape.front() += 2;
    const auto canonical = canonicalWeights(raw, config);
    QVERIFY(canonical.ok());
    QVERIFY(same(*canonical, views(weights)));
    QCOMPARE(bytes.size() - inside.bytes.size(),
        std::size_t{2} * sizeof(float) * static_cast<std::size_t>(config.hidden));
}

void TestModelNames::namesOfFiles_data() {
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::newRow("no prefix") << "bert"
                               << "bert."
                               << "";
    QTest::newRow("model.") << "bert"
                            << "bert."
                            << "model.";
    QTest::newRow("model.bert.") << "bert"
                                 << "bert."
                                 << "model.bert.";
    QTest::newRow("module.") << "bert"
                             << "bert."
                             << "module.bert.";
    QTest::newRow("gamma") << "bert"
                           << "LayerNorm.weight"
                           << "LayerNorm.gamma";
    QTest::newRow("beta") << "bert"
                          << "LayerNorm.bias"
                          << "LayerNorm.beta";
    QTest::newRow("distilbert, no prefix") << "distilbert"
                                           << "distilbert."
                                           << "";
    QTest::newRow("distilbert, model.") << "distilbert"
                                        << "distilbert."
                                        << "model.";
}

void TestModelNames::namesOfFiles() {
    QFETCH(QString, type);
    QFETCH(QString, from);
    QFETCH(QString, to);
    Philox rng(5);
    const auto config = smallConfig(type.toStdString(), rng);
    const auto weights = randomWeights(config, rng);
    auto raw = *savedNames(views(weights), config);
    renameAll(raw, [&](const std::string& name) {
        return swapped(name, from.toStdString(), to.toStdString());
    });
    // Other heads and counters, which are passed over.
    const Tensor other{{2}, {1, 2}};
    const std::array<std::int64_t, 2> counter{0, 1};
    for (const char* name : {"bert.pooler.dense.weight", "pooler.dense.bias",
             "cls.predictions.bias", "vocab_projector.bias", "qa_outputs.weight"})
        raw[name] = viewOf(other);
    raw["bert.embeddings.position_ids"] = {DType::I64, {1, 2}, std::as_bytes(std::span(counter))};
    auto canonical = canonicalWeights(raw, config);
    QVERIFY2(canonical.ok(), canonical.ok() ? "" : canonical.error().text().c_str());
    QVERIFY(same(*canonical, views(weights)));
    dropHead(*canonical);
    auto headless = config;
    headless.classes = 0;
    auto base = canonicalWeights(raw, headless);
    QVERIFY(base.ok() && same(*base, *canonical));
}

void TestModelNames::mismatches_data() {
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("told");
    QTest::newRow("missing") << "missing"
                             << "[2, 2]";
    QTest::newRow("shape") << "shape"
                           << "[4]";
    QTest::newRow("integers") << "integers"
                              << "bert.embeddings.LayerNorm.bias";
    QTest::newRow("twice") << "twice"
                           << "embeddings.LayerNorm.beta";
    QTest::newRow("layer over") << "layer over"
                                << "encoder.layer.2.";
    QTest::newRow("layer short") << "layer short"
                                 << "encoder.layer.2.";
    QTest::newRow("head missing") << "head missing"
                                  << "classifier.bias";
    QTest::newRow("head of other labels") << "head of other labels"
                                          << "[5]";
}

void TestModelNames::mismatches() {
    QFETCH(QString, change);
    QFETCH(QString, told);
    ModelConfig c;
    c.hidden = 2, c.heads = 1, c.layers = 2, c.intermediate = 3, c.vocabulary = 4;
    c.positions = 5, c.classes = 3;
    Philox rng(1);
    auto weights = randomWeights(c, rng);
    const std::string bias = "bert.embeddings.LayerNorm.bias";
    auto raw = views(weights);
    const Tensor wrong{{4}, {1, 2, 3, 4}};
    if (change == QLatin1String("missing"))
        raw.erase("bert.encoder.layer.1.attention.self.query.weight");
    else if (change == QLatin1String("shape"))
        raw[bias] = viewOf(wrong);
    else if (change == QLatin1String("integers"))
        raw[bias].type = DType::I32;
    else if (change == QLatin1String("twice"))
        raw["embeddings.LayerNorm.beta"] = raw[bias];
    else if (change == QLatin1String("layer over"))
        raw["bert.encoder.layer.2.output.dense.bias"] =
            raw["bert.encoder.layer.1.output.dense.bias"];
    else if (change == QLatin1String("layer short"))
        c.layers = 3;
    else if (change == QLatin1String("head missing"))
        raw.erase("classifier.bias");
    else
        c.classes = 5;
    auto canonical = canonicalWeights(raw, c);
    QVERIFY(!canonical.ok());
    QCOMPARE(canonical.error().code, ErrorCode::BadConfig);
    const auto text = QString::fromStdString(canonical.error().text());
    QVERIFY2(text.contains(told), qPrintable(text));
}

void TestModelNames::configsGoThereAndBack() {
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        Philox rng(seed);
        const bool distil = seed % 2 == 0;
        auto c = smallConfig(distil ? "distilbert"
                                    : std::array{"bert", "roberta", "xlm-roberta", "camembert",
                                        "electra", "deberta-v2", "modernbert"}[seed / 2 % 7],
            rng);
        c.activation = std::array{"gelu", "gelu_new", "relu"}[rng.below(3)];
        c.hiddenDropout = rng.uniform() / 2;
        c.attentionDropout = rng.uniform() / 2;
        c.classifierDropout = seed % 2 && !c.isDistance() ? rng.uniform() / 2 : c.hiddenDropout;
        c.layerNormEps = seed % 2 ? 1e-5 : 1e-12;
        auto back = parseModelConfig(configToJson(c, kTags), "config.json");
        QVERIFY2(back.ok(), back.ok() ? "" : back.error().text().c_str());
        QCOMPARE(back->id2label, kTags);
        const ModelConfig& b = back->config;
        QCOMPARE(std::tie(b.modelType, b.vocabulary, b.hidden, b.layers, b.heads, b.intermediate,
                     b.positions, b.tokenTypes, b.activation, b.classes)
                == std::tie(c.modelType, c.vocabulary, c.hidden, c.layers, c.heads, c.intermediate,
                    c.positions, c.tokenTypes, c.activation, c.classes),
            true);
        QCOMPARE(b.embeddingWidth(), c.embeddingWidth());
        QCOMPARE(b.positionTable, c.positionTable);
        QVERIFY(b.distance == c.distance);
        QVERIFY(b.rotary == c.rotary || !c.isRotary());
        QVERIFY(c.isRotary() || b.rotary == RotaryAttention());
        QVERIFY(!c.isRotary()
            || std::tie(b.padToken, b.clsToken, b.sepToken)
                == std::tie(c.padToken, c.clsToken, c.sepToken));
        QCOMPARE(std::tie(b.layerNormEps, b.hiddenDropout, b.attentionDropout, b.classifierDropout,
                     b.initializerRange)
                == std::tie(c.layerNormEps, c.hiddenDropout, c.attentionDropout,
                    c.classifierDropout, c.initializerRange),
            true);
    }
}

namespace {
const char* const kBert = R"({"architectures":["BertModel"],"model_type":"bert","vocab_size":9,
"hidden_size":4,"num_hidden_layers":2,"num_attention_heads":2,"intermediate_size":8,
"max_position_embeddings":16,"type_vocab_size":2,"hidden_dropout_prob":0.2})";
}

void TestModelNames::configs_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("outcome"); // an error's code, or the number of classes
    const auto row = [](const char* name, const char* from, const char* to, const char* outcome) {
        QTest::newRow(name) << QString::fromUtf8(from) << QString::fromUtf8(to)
                            << QString::fromUtf8(outcome);
    };
    row("base model", "absent", "", "0");
    row("another kind", "\"bert\"", "\"albert\"", "unsupported");
    row("deberta", "\"bert\"",
        "\"deberta-v2\",\"relative_attention\":true,\"pos_att_type\":\"p2c|c2p\","
        "\"position_buckets\":8",
        "0");
    row("deberta with a convolution", "\"bert\"", "\"deberta-v2\",\"conv_kernel_size\":3",
        "unsupported");
    row("deberta of wide heads", "\"bert\"", "\"deberta-v2\",\"attention_head_size\":7",
        "unsupported");
    row("deberta of one bucket", "\"bert\"",
        "\"deberta-v2\",\"relative_attention\":true,\"position_buckets\":1", "bad-config");
    row("deberta of directions by number", "\"bert\"", "\"deberta-v2\",\"pos_att_type\":2",
        "bad-config");
    row("modernbert", "\"bert\"", "\"modernbert\",\"classifier_dropout\":0.2", "0");
    row("modernbert without a global layer", "\"bert\"",
        "\"modernbert\",\"global_attn_every_n_layers\":0", "bad-config");
    row("modernbert stretched", "\"bert\"",
        "\"modernbert\",\"rope_parameters\":{\"full_attention\":{\"rope_type\":\"yarn\"}}",
        "unsupported");
    row("modernbert of too few layers", "\"bert\"",
        "\"modernbert\",\"layer_types\":[\"full_attention\"]", "bad-config");
    row("modernbert of another layer", "\"bert\"",
        "\"modernbert\",\"layer_types\":[\"full_attention\",\"chunked\"]", "bad-config");
    row("modernbert of a word for a flag", "\"bert\"", "\"modernbert\",\"norm_bias\":\"no\"",
        "bad-config");
    row("roberta", "\"bert\"", "\"roberta\",\"pad_token_id\":1", "0");
    row("roberta of unusual padding", "\"bert\"", "\"roberta\",\"pad_token_id\":5", "unsupported");
    row("roberta without padding", "\"bert\"", "\"roberta\"", "bad-config");
    row("electra", "\"bert\"", "\"electra\",\"embedding_size\":4", "0");
    row("small electra", "\"bert\"", "\"electra\",\"embedding_size\":2", "0");
    row("electra by default small", "\"bert\"", "\"electra\"", "0");
    row("electra of no width", "\"bert\"", "\"electra\",\"embedding_size\":0", "bad-config");
    row("relative positions", "\"vocab_size\"",
        "\"position_embedding_type\":\"relative_key\",\"vocab_size\"", "unsupported");
    row("activation", "\"vocab_size\"", "\"hidden_act\":\"silu\",\"vocab_size\"", "unsupported");
    row("decoder", "\"vocab_size\"", "\"is_decoder\":true,\"vocab_size\"", "unsupported");
    row("quantized", "\"vocab_size\"", "\"quantization_config\":{},\"vocab_size\"", "unsupported");
    row("no layers", "layers\":2", "layers\":0", "bad-config");
    row("negative size", "hidden_size\":4", "hidden_size\":-4", "bad-config");
    row("a size as text", "hidden_size\":4", "hidden_size\":\"4\"", "bad-config");
    row("a huge size", "hidden_size\":4", "hidden_size\":9000000000000000000", "bad-config");
    row("heads do not divide", "heads\":2", "heads\":3", "bad-config");
    row("dropout of 1", "prob\":0.2", "prob\":1", "bad-config");
    row("no JSON", "{", "", "bad-config");
    row("a list", "{", "[{", "bad-config");
    row("labels of another head", "\"vocab_size\"",
        "\"id2label\":{\"0\":\"good\",\"1\":\"bad\"},\"vocab_size\"", "0");
    row("labels left out", "BertModel", "BertForTokenClassification", "2");
    row("three labels", "BertModel\"],",
        "BertForTokenClassification\"],\"id2label\":{\"0\":\"O\",\"2\":\"B-Å\",\"1\":\"I-Å\"},",
        "3");
    row("a gap", "BertModel\"],",
        "BertForTokenClassification\"],\"id2label\":{\"0\":\"O\",\"2\":\"B\"},", "bad-config");
    row("a label twice", "BertModel\"],",
        "BertForTokenClassification\"],\"id2label\":{\"0\":\"O\",\"1\":\"O\"},", "bad-config");
    row("a label as number", "BertModel\"],",
        "BertForTokenClassification\"],\"id2label\":{\"0\":1},", "bad-config");
}

void TestModelNames::configs() {
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, outcome);
    const std::string text = swapped(kBert, from.toStdString(), to.toStdString());
    auto read = parseModelConfig(text, "config.json");
    if (!read.ok()) {
        const QString code = QString::fromLatin1(errorCodeName(read.error().code))
                                 .replace(QLatin1Char('_'), QLatin1Char('-'));
        QVERIFY2(code == outcome, read.error().text().c_str());
        QVERIFY(!read.error().remedy.empty());
        return;
    }
    QCOMPARE(QString::number(read->config.classes), outcome);
    QCOMPARE(read->config.classes, static_cast<std::int64_t>(read->id2label.size()));
    QCOMPARE(read->config.classifierDropout, 0.2); // follows the hidden dropout where it is absent
}

QTEST_APPLESS_MAIN(TestModelNames)
#include "tst_model_names.moc"
