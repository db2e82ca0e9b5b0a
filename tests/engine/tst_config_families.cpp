// SPDX-License-Identifier: GPL-3.0-or-later
// config.json of the families whose layers are not those of BERT: what is read, refused, and
// written so that it reads back.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/base/rng.h"
#include "core/engine/model_families.h"

#include <nlohmann/json.hpp>
#endif
#include <QTest>

using namespace evenspan;
using namespace evenspan::engine;
using Json = nlohmann::ordered_json;

namespace {

const char* const kDeberta = R"({"hidden_size":8,"num_hidden_layers":2,"num_attention_heads":2,
    "intermediate_size":16,"relative_attention":true,"position_buckets":256,
    "max_relative_positions":-1,"max_position_embeddings":512,"pos_att_type":"p2c|c2p",
    "share_att_key":true,"norm_rel_ebd":"layer_norm","position_biased_input":false})";
const char* const kModern = R"({"hidden_size":8,"num_hidden_layers":7,"num_attention_heads":2,
    "intermediate_size":16})";

struct Read {
    ModelConfig config;
    std::optional<Error> error;
};
Read read(bool deberta, const Json& json) {
    ConfigKeys keys(json, "config.json");
    Read out;
    out.config.modelType = deberta ? "deberta-v2" : "modernbert";
    (deberta ? readDeberta : readModernBert)(keys, out.config);
    out.error = keys.error();
    return out;
}
Json with(const char* base, const char* patch) {
    auto out = Json::parse(base);
    out.merge_patch(Json::parse(patch));
    return out;
}

} // namespace

class TstConfigFamilies : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPublishedDebertaIsRead() {
        const auto [c, error] = read(true, Json::parse(kDeberta));
        QVERIFY(!error);
        QCOMPARE(c.hidden, std::int64_t(8));
        QCOMPARE(c.layerNormEps, 1e-7);
        QCOMPARE(c.tokenTypes, std::int64_t(0));
        QVERIFY(!c.positionTable);
        const auto& d = c.distance;
        QVERIFY(d.on && d.contentToPosition && d.positionToContent && d.sharedKeys && d.normed);
        QCOMPARE(d.buckets, std::int64_t(256));
        QCOMPARE(d.farthest, std::int64_t(512)); // of the positions, where nothing else is said
        QCOMPARE(d.span(), std::int64_t(256));
    }

    void aPublishedModernBertIsRead() {
        const auto [c, error] = read(false, Json::parse(kModern));
        QVERIFY(!error);
        const auto& r = c.rotary;
        QCOMPARE(r.local, (std::vector<bool>{false, true, true, false, true, true, false}));
        QCOMPARE(r.reach, std::int64_t(64));
        QCOMPARE(r.globalTheta, 160'000.0);
        QCOMPARE(r.localTheta, 10'000.0);
        QCOMPARE(c.padToken, std::int64_t(50'283));
        QCOMPARE(c.clsToken, std::int64_t(50'281));
        QCOMPARE(c.sepToken, std::int64_t(50'282));
        QCOMPARE(c.hiddenDropout, 0.0);
        QVERIFY(!c.positionTable);
    }

    void directionsOfAttention_data() {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("found"); // 1 c2p, 2 p2c, -1 refused
        const auto row = [](const char* value, int found) {
            QTest::newRow(value) << QByteArray(value) << found;
        };
        row(R"("p2c|c2p")", 3);
        row(R"("c2p|p2c")", 3);
        row(R"("c2p")", 1);
        row(R"(["p2c","c2p"])", 3);
        row(R"(["p2c"])", 2);
        row("[]", 0);
        row(R"("")", 0);
        row("null", 0);
        row("5", -1);
        row("{}", -1);
    }
    void directionsOfAttention() {
        QFETCH(QByteArray, value);
        QFETCH(int, found);
        auto json = Json::parse(kDeberta);
        json["pos_att_type"] = Json::parse(value.toStdString());
        const auto [c, error] = read(true, json);
        QCOMPARE(error.has_value(), found < 0);
        if (found < 0)
            QVERIFY(error->text().find("pos_att_type") != std::string::npos);
        else
            QCOMPARE(
                (c.distance.contentToPosition ? 1 : 0) + (c.distance.positionToContent ? 2 : 0),
                found);
    }

    void refused_data() {
        QTest::addColumn<bool>("deberta");
        QTest::addColumn<QByteArray>("patch");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("key"); // that the error names; empty: none
        const auto row = [](bool deberta, const char* patch, const char* code, const char* key) {
            QTest::addRow("%s %s", deberta ? "DeBERTa" : "ModernBERT", patch)
                << deberta << QByteArray(patch) << QByteArray(code) << QByteArray(key);
        };
        row(true, R"({"hidden_size":null})", "bad-config", "hidden_size");
        row(true, R"({"num_hidden_layers":0})", "bad-config", "num_hidden_layers");
        row(true, R"({"num_attention_heads":"two"})", "bad-config", "num_attention_heads");
        row(true, R"({"hidden_dropout_prob":1.5})", "bad-config", "hidden_dropout_prob");
        row(true, R"({"position_buckets":3})", "bad-config", "position_buckets");
        row(true, R"({"position_buckets":1024})", "bad-config", "position_buckets");
        row(true, R"({"conv_kernel_size":3})", "unsupported", "");
        row(true, R"({"attention_head_size":3})", "unsupported", "");
        row(true, R"({"relative_attention":"yes"})", "bad-config", "relative_attention");
        row(false, R"({"hidden_size":6})", "bad-config", "num_attention_heads"); // 3 wide
        row(false, R"({"layer_types":["full_attention"]})", "bad-config", "layer_types");
        row(false, R"({"layer_types":{}})", "bad-config", "layer_types");
        row(false, R"({"layer_types":["a","b","c","d","e","f","g"]})", "bad-config", "layer_types");
        row(false, R"({"rope_parameters":{"full_attention":{"rope_type":"yarn"}}})", "unsupported",
            "");
        row(false, R"({"rope_parameters":{"full_attention":{"rope_theta":"x"}}})", "bad-config",
            "rope_parameters");
        row(false, R"({"global_attn_every_n_layers":0})", "bad-config",
            "global_attn_every_n_layers");
        row(false, R"({"local_attention":0})", "bad-config", "local_attention");
        row(false, R"({"global_rope_theta":0.5})", "bad-config", "global_rope_theta");
    }
    void refused() {
        QFETCH(bool, deberta);
        QFETCH(QByteArray, patch);
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, key);
        const auto [c, error] =
            read(deberta, with(deberta ? kDeberta : kModern, patch.constData()));
        QVERIFY(error.has_value());
        QCOMPARE(QByteArray(errorCodeName(error->code)), code);
        QVERIFY2(error->text().find(key.toStdString()) != std::string::npos, error->text().c_str());
        QVERIFY(!error->remedy.empty());
    }

    void bothVersionsOfRotaryKeysAreRead() {
        auto c = read(false, with(kModern, R"({"global_rope_theta":5000,"local_rope_theta":70})"));
        QVERIFY(!c.error);
        QCOMPARE(c.config.rotary.globalTheta, 5000.0);
        QCOMPARE(c.config.rotary.localTheta, 70.0);
        c = read(false, with(kModern, R"({"global_rope_theta":1,"rope_parameters":{
            "full_attention":{"rope_type":"default","rope_theta":9},"sliding_attention":{}}})"));
        QVERIFY(!c.error);
        QCOMPARE(c.config.rotary.globalTheta, 9.0); // the newer name goes first
        QCOMPARE(c.config.rotary.localTheta, 10'000.0);
        c = read(false, with(kModern, R"({"global_attn_every_n_layers":2})"));
        QCOMPARE(c.config.rotary.local,
            (std::vector<bool>{false, true, false, true, false, true, false}));
        c = read(false, with(kModern, R"({"layer_types":["sliding_attention","full_attention",
            "sliding_attention","sliding_attention","sliding_attention","sliding_attention",
            "full_attention"]})"));
        QVERIFY(!c.error);
        QCOMPARE(
            c.config.rotary.local, (std::vector<bool>{true, false, true, true, true, true, false}));
    }

    void whatIsWrittenReadsBack() {
        Philox rng(61);
        const auto flip = [&] { return rng.below(2) == 0; };
        for (int round = 0; round < 1500; ++round) {
            ModelConfig c;
            c.heads = 1 + std::int64_t(rng.below(4));
            c.hidden = c.heads * 2 * (1 + std::int64_t(rng.below(4)));
            c.layers = 1 + std::int64_t(rng.below(9));
            c.intermediate = 1 + std::int64_t(rng.below(50));
            c.layerNormEps = 1e-5;
            c.activation = flip() ? "gelu" : "relu";
            const bool deberta = flip();
            if (deberta) {
                c.modelType = "deberta-v2";
                c.tokenTypes = std::int64_t(rng.below(3));
                c.embedding = flip() ? c.hidden : c.hidden + 3;
                c.hiddenDropout = c.classifierDropout = rng.uniform() / 2;
                c.attentionDropout = rng.uniform() / 2;
                c.positionTable = flip();
                c.distance = {flip(), flip(), flip(), flip(), flip(), 0, 40};
                c.distance.buckets = flip() ? 4 + std::int64_t(rng.below(60)) : 0;
            } else {
                c.modelType = "modernbert";
                c.tokenTypes = 0;
                c.positionTable = false;
                c.hiddenDropout = rng.uniform() / 2;
                c.attentionDropout = rng.uniform() / 2;
                c.classifierDropout = rng.uniform() / 2;
                c.clsToken = std::int64_t(rng.below(90));
                c.sepToken = std::int64_t(rng.below(90));
                auto& r = c.rotary;
                r.globalTheta = 1 + rng.uniform() * 1e5;
                r.localTheta = 1 + rng.uniform() * 1e4;
                r.reach = 1 + std::int64_t(rng.below(90));
                for (std::int64_t n = 0; n < c.layers; ++n)
                    r.local.push_back(flip());
                r.attentionBias = flip();
                r.mlpBias = flip();
                r.normBias = flip();
                r.headBias = flip();
                r.headActivation = "relu";
            }
            const auto written = deberta ? debertaToJson(c) : modernBertToJson(c);
            auto [back, error] = read(deberta, Json::parse(written.dump()));
            QVERIFY2(!error, error ? error->text().c_str() : "");
            QCOMPARE(back.hidden, c.hidden);
            QCOMPARE(back.layers, c.layers);
            QCOMPARE(back.heads, c.heads);
            QCOMPARE(back.intermediate, c.intermediate);
            QCOMPARE(back.tokenTypes, c.tokenTypes);
            QCOMPARE(back.activation, c.activation);
            QCOMPARE(back.layerNormEps, c.layerNormEps);
            QCOMPARE(back.hiddenDropout, c.hiddenDropout);
            QCOMPARE(back.attentionDropout, c.attentionDropout);
            QCOMPARE(back.classifierDropout, c.classifierDropout);
            QCOMPARE(back.positionTable, c.positionTable);
            QCOMPARE(back.embeddingWidth(), c.embeddingWidth());
            QVERIFY(back.distance == c.distance);
            QVERIFY(back.rotary == c.rotary);
            if (!deberta) {
                QCOMPARE(back.clsToken, c.clsToken);
                QCOMPARE(back.sepToken, c.sepToken);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TstConfigFamilies)
#include "tst_config_families.moc"
