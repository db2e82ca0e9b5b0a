// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/weights.h"
#include "tests/torch/engine_module.h"

#include <QTest>

using namespace evenspan;
using namespace evenspan::engine;
using namespace evenspan::test;

namespace {

ModelConfig deberta() {
    ModelConfig c = smallConfig();
    c.modelType = "deberta-v2";
    c.layers = 3;
    c.tokenTypes = 0;
    c.positionTable = false;
    c.layerNormEps = 1e-7;
    c.distance = {true, true, true, true, true, 16, 160};
    return c;
}

ModelConfig modern() {
    ModelConfig c = smallConfig();
    c.modelType = "modernbert";
    c.layers = 4;
    c.tokenTypes = 0;
    c.positionTable = false;
    c.layerNormEps = 1e-5;
    c.rotary.reach = 5;
    c.rotary.local = {false, true, true, false};
    return c;
}

ModelConfig narrow() {
    ModelConfig c = smallConfig();
    c.modelType = "electra";
    c.layers = 3;
    c.embedding = 20;
    return c;
}

ModelConfig configOf(const QString& family) {
    ModelConfig c = family == QStringLiteral("modernbert") ? modern()
        : family == QStringLiteral("electra")              ? narrow()
                                                           : deberta();
    if (family == QStringLiteral("deberta, own keys")) {
        c.distance.sharedKeys = c.distance.normed = false;
        c.distance.buckets = 0;
        c.distance.farthest = 40;
    }
    return c;
}

Weights weightsOf(const ModelConfig& c, std::uint64_t seed) {
    Weights w;
    Philox rng(seed);
    for (const auto& [name, shape] : expectedWeights(c)) {
        Tensor t{shape, {}};
        std::int64_t n = 1;
        for (const auto s : shape)
            n *= s;
        const bool norm = shape.size() == 1 && name.ends_with("weight");
        for (std::int64_t i = 0; i < n; ++i)
            t.values.push_back(
                static_cast<float>((norm ? 1.0 : 0.0) + 0.3 * (2 * rng.uniform() - 1)));
        w.tensors[name] = std::move(t);
    }
    return w;
}

std::int64_t depthOf(const std::string& name, const ModelConfig& c) {
    for (std::int64_t n = 0; n < c.layers; ++n)
        if (name.find(".layer." + std::to_string(n) + ".") != name.npos)
            return n + 1;
    return name.find("final_norm") != name.npos ? c.layers
        : name.starts_with("bert.")             ? 0
                                                : c.layers + 1;
}

void dropNothing(ModelConfig& c) {
    c.hiddenDropout = c.attentionDropout = c.classifierDropout = 0;
}

} // namespace

// The families whose layers are not BERT's. What they compute is compared with transformers in
// tests/peer/model_families.py; here stands what must hold for every family.
class TstFamilies : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        m_engine.reset(loadEngine(EVENSPAN_ENGINE_MODULE));
        QVERIFY(m_engine);
    }

    // A sentence has the same logits alone, in another order and beside longer ones.
    void neighboursDoNotMatter_data() { families(); }
    void neighboursDoNotMatter() {
        QFETCH(QString, family);
        const ModelConfig c = configOf(family);
        const Weights w = weightsOf(c, 1);
        auto session = m_engine->predict(c, w.views(), {});
        QVERIFY2(session.ok(), session.ok() ? "" : session.error().text().c_str());
        const Batch batch = randomBatch(c, {3, 41, 1, 120, 17}, 2);
        const auto together = (*session)->logits(batch);
        QVERIFY2(together.ok(), together.ok() ? "" : together.error().text().c_str());
        std::size_t at = 0;
        for (std::size_t r = 0; r < batch.lengths.size(); ++r) {
            Batch one;
            one.rows = 1;
            one.columns = batch.lengths[r];
            one.lengths = {batch.lengths[r]};
            const auto begin = batch.ids.begin() + static_cast<std::ptrdiff_t>(r) * batch.columns;
            one.ids.assign(begin, begin + one.columns);
            const auto alone = (*session)->logits(one);
            QVERIFY(alone.ok());
            const auto end = at + alone->size();
            QVERIFY(end <= together->size());
            const std::vector<float> part(together->begin() + static_cast<std::ptrdiff_t>(at),
                together->begin() + static_cast<std::ptrdiff_t>(end));
            QVERIFY2(relative(part, *alone) < 1e-5, qPrintable(QString::number(r)));
            at = end;
        }
        QCOMPARE(at, together->size());
    }

    // Recomputed layers give the same gradients, also with dropout.
    void checkpointingChangesNothing_data() { families(); }
    void checkpointingChangesNothing() {
        QFETCH(QString, family);
        ModelConfig c = configOf(family);
        c.hiddenDropout = c.attentionDropout = c.classifierDropout = 0.2;
        const Weights w = weightsOf(c, 3);
        std::map<std::string, Tensor> gradients[2];
        for (const bool again : {false, true}) {
            TrainOptions o;
            o.checkpointing = again;
            auto session = m_engine->train(c, w.views(), o);
            QVERIFY2(session.ok(), session.ok() ? "" : session.error().text().c_str());
            for (std::uint64_t i = 0; i < 2; ++i) {
                const Batch b = randomBatch(c, {12, 30}, 40 + i);
                const auto done = (*session)->accumulate(b, labelled(b), i);
                QVERIFY2(done.ok(), done.ok() ? "" : done.error().text().c_str());
            }
            gradients[again] = (*session)->gradients();
        }
        for (const auto& [name, t] : gradients[0]) {
            double size = 0;
            for (const float v : t.values)
                size += static_cast<double>(std::fabs(v));
            QVERIFY2(size > 0, name.c_str()); // every weight takes part
            if (name.find("key") == name.npos
                || !name.ends_with("bias")) // 0 but for rounding where softmax cancels it
                QVERIFY2(relative(gradients[1].at(name).values, t.values) < 1e-4, name.c_str());
        }
    }

    // With plain SGD a step is the rate times the gradient, so every rate shows: 0 where frozen.
    void layersLearnAtTheirRates_data() {
        QTest::addColumn<QString>("family");
        QTest::addColumn<double>("decay");
        QTest::addColumn<int>("frozen");
        QTest::addColumn<bool>("recomputed");
        for (const char* family : kFamilies) {
            const QString name = QString::fromLatin1(family);
            QTest::addRow("%s, decay", family) << name << 0.5 << 0 << false;
            QTest::addRow("%s, frozen", family) << name << 1.0 << 2 << false;
            QTest::addRow("%s, frozen, recomputed", family) << name << 0.5 << 1 << true;
            QTest::addRow("%s, head alone", family)
                << name << 1.0 << int(configOf(name).layers) << true;
        }
    }
    void layersLearnAtTheirRates() {
        QFETCH(QString, family);
        QFETCH(double, decay);
        QFETCH(int, frozen);
        QFETCH(bool, recomputed);
        ModelConfig c = configOf(family);
        dropNothing(c);
        const Weights w = weightsOf(c, 4);
        const Batch b = randomBatch(c, {9, 25, 4}, 5);
        TrainOptions o;
        o.optimizer = OptimizerKind::Sgd;
        o.weightDecay = 0;
        o.maxGradNorm = 0;
        auto plain = m_engine->train(c, w.views(), o);
        o.layerDecay = decay;
        o.frozenLayers = frozen;
        o.checkpointing = recomputed;
        auto session = m_engine->train(c, w.views(), o);
        QVERIFY(plain.ok() && session.ok());
        QVERIFY((*plain)->accumulate(b, labelled(b), 0).ok());
        QVERIFY((*session)->accumulate(b, labelled(b), 0).ok());
        const auto gradients = (*plain)->gradients();
        constexpr double rate = 0.5, headRate = 0.25;
        QVERIFY((*session)->step(rate, headRate, true).ok());
        for (const auto& [name, after] : (*session)->weights()) {
            const auto& before = w.tensors.at(name).values;
            const auto& gradient = gradients.at(name).values;
            const auto depth = depthOf(name, c);
            const double own = depth > c.layers ? headRate
                : frozen > 0 && depth <= frozen
                ? 0.0
                : rate * std::pow(decay, static_cast<double>(c.layers - depth));
            std::vector<float> expected;
            for (std::size_t i = 0; i < before.size(); ++i)
                expected.push_back(static_cast<float>(
                    static_cast<double>(before[i]) - own * static_cast<double>(gradient[i])));
            QVERIFY2(relative(after.values, expected) < 1e-5, name.c_str());
            if (own == 0)
                QVERIFY2(after.values == before, name.c_str());
        }
    }

    // The same bits again, and after a stop and a resume.
    void repeatsItsBitsAndResumes_data() { families(); }
    void repeatsItsBitsAndResumes() {
        QFETCH(QString, family);
        const ModelConfig c = configOf(family);
        const Weights w = weightsOf(c, 6);
        TrainOptions o;
        o.compute.deterministic = true;
        o.compute.threads = 2;
        std::unique_ptr<TrainSession> s[3];
        for (auto& session : s) {
            auto made = m_engine->train(c, w.views(), o);
            QVERIFY(made.ok());
            session = std::move(*made);
        }
        const auto run = [&](TrainSession& session, std::uint64_t from, std::uint64_t to) {
            for (auto i = from; i < to; ++i) {
                const Batch b = randomBatch(c, {12, 31, 7}, 50 + i);
                if (!session.accumulate(b, labelled(b), i) || !session.step(1e-3, 1e-3, false))
                    return false;
            }
            return true;
        };
        QVERIFY(run(*s[0], 0, 4) && run(*s[1], 0, 2));
        std::int64_t steps = 0;
        const Weights saved{s[1]->weights()}, state{s[1]->optimizerState(&steps)};
        QVERIFY(s[2]->restore(saved.views(), state.views(), steps).ok());
        QVERIFY(run(*s[2], 2, 4));
        const auto whole = s[0]->weights(), resumed = s[2]->weights();
        for (const auto& [name, t] : whole)
            QVERIFY2(t.values == resumed.at(name).values, name.c_str());
    }

    void learnsBatchByHeart_data() {
        QTest::addColumn<QString>("family");
        QTest::addColumn<int>("precision");
        for (const char* family : kFamilies) {
            QTest::addRow("%s", family) << QString::fromLatin1(family) << int(Precision::Fp32);
            QTest::addRow("%s, bf16", family)
                << QString::fromLatin1(family) << int(Precision::Bf16);
        }
    }
    void learnsBatchByHeart() {
        QFETCH(QString, family);
        QFETCH(int, precision);
        ModelConfig c = configOf(family);
        dropNothing(c);
        const Weights w = weightsOf(c, 7);
        const Batch b = randomBatch(c, {10, 25}, 8);
        TrainOptions o;
        o.compute.precision = static_cast<Precision>(precision);
        auto session = m_engine->train(c, w.views(), o);
        QVERIFY(session.ok());
        double first = 0, last = 0;
        for (std::uint64_t i = 0; i < 60; ++i) {
            QVERIFY((*session)->accumulate(b, labelled(b), i).ok());
            const auto step = (*session)->step(5e-3, 5e-3, true);
            QVERIFY2(step.ok(), step.ok() ? "" : step.error().text().c_str());
            (i == 0 ? first : last) = step->loss;
        }
        QVERIFY2(last < 0.2 * first, qPrintable(QStringLiteral("%1 of %2").arg(last).arg(first)));
    }

    // Two local layers of reach 5 carry nothing farther than 10 sub-words; a global one does.
    void localLayersSeeNeighboursOnly() {
        for (const bool global : {false, true}) {
            ModelConfig c = modern();
            c.layers = 2;
            c.rotary.local = {true, !global};
            const Weights w = weightsOf(c, 9);
            auto session = m_engine->predict(c, w.views(), {});
            QVERIFY(session.ok());
            Batch b = randomBatch(c, {60}, 10);
            const auto before = (*session)->logits(b);
            b.ids[30] = (b.ids[30] + 1) % 97;
            const auto after = (*session)->logits(b);
            QVERIFY(before.ok() && after.ok());
            const auto classes = static_cast<std::size_t>(c.classes);
            for (std::size_t t = 0; t < 60; ++t) {
                bool same = true;
                for (std::size_t k = 0; k < classes; ++k)
                    same = same
                        && std::fabs((*before)[t * classes + k] - (*after)[t * classes + k])
                            < 1e-6f;
                const bool near = t >= 20 && t <= 40;
                QCOMPARE(same, !near && !global);
            }
        }
    }

    // Distances are all that DeBERTa knows of places: a sentence moved along by padding at its end
    // is the same, and order matters.
    void orderMatters_data() { families(); }
    void orderMatters() {
        QFETCH(QString, family);
        const ModelConfig c = configOf(family);
        const Weights w = weightsOf(c, 11);
        auto session = m_engine->predict(c, w.views(), {});
        QVERIFY(session.ok());
        Batch b = randomBatch(c, {2, 2}, 12);
        b.ids = {5, 6, 6, 5};
        const auto y = (*session)->logits(b);
        QVERIFY(y.ok());
        const auto classes = static_cast<std::size_t>(c.classes);
        const std::vector<float> first(y->begin(), y->begin() + c.classes);
        const std::vector<float> moved(y->end() - c.classes, y->end());
        QCOMPARE(first.size(), classes);
        QVERIFY(relative(first, moved) > 1e-3); // sub-word 5, before 6 and behind it
    }

    // An encoder from pretraining without its head gets one, drawn by the seed.
    void missingHeadIsDrawn() {
        const ModelConfig c = modern();
        Weights w = weightsOf(c, 13);
        for (const char* name :
            {"head.dense.weight", "head.norm.weight", "classifier.weight", "classifier.bias"})
            w.tensors.erase(name);
        TrainOptions o;
        auto a = m_engine->train(c, w.views(), o), b = m_engine->train(c, w.views(), o);
        o.seed = 43;
        auto other = m_engine->train(c, w.views(), o);
        QVERIFY2(a.ok(), a.ok() ? "" : a.error().text().c_str());
        QVERIFY(b.ok() && other.ok());
        const auto x = (*a)->weights(), y = (*b)->weights(), z = (*other)->weights();
        QVERIFY(x.at("head.dense.weight").values == y.at("head.dense.weight").values);
        QVERIFY(x.at("head.dense.weight").values != z.at("head.dense.weight").values);
        for (const float v : x.at("head.norm.weight").values)
            QCOMPARE(v, 1.0f);
        const auto& dense = x.at("head.dense.weight").values;
        const auto& classifier = x.at("classifier.weight").values;
        QVERIFY(!std::equal(classifier.begin(), classifier.end(), dense.begin()));
        w.tensors.erase("bert.encoder.final_norm.weight");
        QCOMPARE(m_engine->train(c, w.views(), o).error().code, ErrorCode::BadConfig);
    }

    void wrongSizesAreRefused() {
        ModelConfig c = modern();
        c.rotary.local.pop_back();
        QCOMPARE(
            m_engine->predict(c, weightsOf(c, 1).views(), {}).error().code, ErrorCode::BadConfig);
        c = modern();
        c.heads = 16; // of width 3
        QCOMPARE(
            m_engine->predict(c, weightsOf(c, 1).views(), {}).error().code, ErrorCode::BadConfig);
        c = modern();
        c.rotary.headActivation = "silu";
        QCOMPARE(
            m_engine->predict(c, weightsOf(c, 1).views(), {}).error().code, ErrorCode::Unsupported);
        c = deberta();
        c.distance.buckets = 2;
        QCOMPARE(
            m_engine->predict(c, weightsOf(c, 1).views(), {}).error().code, ErrorCode::BadConfig);
    }

private:
    static constexpr const char* kFamilies[]{
        "deberta", "deberta, own keys", "modernbert", "electra"};
    static void families() {
        QTest::addColumn<QString>("family");
        for (const char* family : kFamilies)
            QTest::newRow(family) << QString::fromLatin1(family);
    }
    std::unique_ptr<Engine> m_engine;
};

QTEST_APPLESS_MAIN(TstFamilies)
#include "tst_families.moc"
