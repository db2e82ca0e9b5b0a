// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/torch/engine_module.h"

#include <QTest>

using namespace evenspan;
using namespace evenspan::engine;
using namespace evenspan::test;

// The explicit forward and backward pass against autograd on padded batches.
class TstGradients : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        m_engine.reset(loadEngine(EVENSPAN_ENGINE_MODULE));
        QVERIFY(m_engine);
    }

    void packedEqualsAutograd_data() {
        QTest::addColumn<QString>("activation");
        QTest::addColumn<int>("types");
        QTest::addColumn<double>("dropout");
        QTest::addColumn<double>("attentionDropout");
        QTest::addColumn<double>("smoothing");
        QTest::addColumn<QList<int>>("lengths");
        const QString gelu = QStringLiteral("gelu");
        QTest::newRow("plain") << gelu << 2 << 0.0 << 0.0 << 0.0 << QList<int>{7, 3, 12};
        QTest::newRow("one sub-word") << gelu << 2 << 0.0 << 0.0 << 0.0 << QList<int>{2};
        QTest::newRow("dropout") << gelu << 2 << 0.1 << 0.0 << 0.0 << QList<int>{9, 17, 2, 16};
        QTest::newRow("attention dropout") << gelu << 2 << 0.0 << 0.2 << 0.0 << QList<int>{33, 5};
        QTest::newRow("all at once") << gelu << 2 << 0.3 << 0.3 << 0.1 << QList<int>{20, 31, 4};
        QTest::newRow("distilbert") << gelu << 0 << 0.1 << 0.1 << 0.0 << QList<int>{11, 6};
        QTest::newRow("tanh gelu")
            << QStringLiteral("gelu_new") << 2 << 0.0 << 0.0 << 0.05 << QList<int>{8, 15};
        QTest::newRow("relu") << QStringLiteral("relu") << 1 << 0.1 << 0.1 << 0.0
                              << QList<int>{8, 15};
        QTest::newRow("more than one block")
            << gelu << 2 << 0.1 << 0.1 << 0.0 << QList<int>{150, 64, 65, 80};
    }
    void packedEqualsAutograd() {
        QFETCH(QString, activation);
        QFETCH(int, types);
        QFETCH(double, dropout);
        QFETCH(double, attentionDropout);
        QFETCH(double, smoothing);
        QFETCH(QList<int>, lengths);
        ModelConfig c = smallConfig();
        c.activation = activation.toStdString();
        c.tokenTypes = types;
        c.hiddenDropout = c.classifierDropout = dropout;
        c.attentionDropout = attentionDropout;
        const Weights w = randomWeights(c, 5);
        const Batch b = randomBatch(c, {lengths.begin(), lengths.end()}, 9);
        TrainOptions o;
        o.labelSmoothing = smoothing;
        auto packed = m_engine->train(c, w.views(), o);
        o.compute.device = "cpu:generic";
        auto generic = m_engine->train(c, w.views(), o);
        QVERIFY2(packed.ok(), packed.ok() ? "" : packed.error().text().c_str());
        QVERIFY2(generic.ok(), generic.ok() ? "" : generic.error().text().c_str());
        const auto x = (*packed)->logits(b), y = (*generic)->logits(b);
        QVERIFY(x.ok() && y.ok());
        QVERIFY(relative(*x, *y) < 1e-5);
        // Twice, so that accumulation over micro-batches is compared too.
        for (std::uint64_t counter = 3; counter < 5; ++counter) {
            QVERIFY((*packed)->accumulate(b, labelled(b), counter).ok());
            const auto r = (*generic)->accumulate(b, labelled(b), counter);
            QVERIFY2(r.ok(), r.ok() ? "" : r.error().text().c_str());
            const auto mine = (*packed)->gradients(), theirs = (*generic)->gradients();
            QCOMPARE(mine.size(), theirs.size());
            double top = 0;
            for (const auto& [name, g] : theirs)
                for (const float v : g.values)
                    top = std::max(top, static_cast<double>(std::fabs(v)));
            for (const auto& [name, g] : theirs) {
                // Softmax cancels the key bias: its gradient is 0 but for rounding on both sides.
                const bool cancels = name.find("key.bias") != std::string::npos;
                double worst = 0, own = (cancels ? 0.1 : 1e-4) * top;
                for (std::size_t i = 0; i < g.values.size(); ++i) {
                    worst = std::max(worst,
                        static_cast<double>(std::fabs(g.values[i] - mine.at(name).values[i])));
                    own = std::max(own, static_cast<double>(std::fabs(g.values[i])));
                }
                QVERIFY2(worst < 1e-4 * own,
                    qPrintable(QString::fromStdString(name)
                        + QStringLiteral(" %1 of %2").arg(worst).arg(own)));
            }
        }
        const auto r1 = (*packed)->step(1e-3, 1e-2, true), r2 = (*generic)->step(1e-3, 1e-2, true);
        QVERIFY2(r1.ok(), r1.ok() ? "" : r1.error().text().c_str());
        QVERIFY2(r2.ok(), r2.ok() ? "" : r2.error().text().c_str());
        QVERIFY(std::fabs((*r1).loss - (*r2).loss) < 1e-4 * (*r2).loss);
        QVERIFY(std::fabs((*r1).gradNorm - (*r2).gradNorm) < 1e-4 * (*r2).gradNorm);
    }

    // Both optimizers against the generic path, several steps with rows of the word table that
    // come and go.
    void stepsEqual_data() {
        QTest::addColumn<bool>("adam");
        QTest::newRow("adamw") << true;
        QTest::newRow("sgd") << false;
    }
    void stepsEqual() {
        QFETCH(bool, adam);
        ModelConfig c = smallConfig();
        c.hiddenDropout = c.attentionDropout = c.classifierDropout = 0;
        const Weights w = randomWeights(c, 6);
        TrainOptions o;
        o.optimizer = adam ? OptimizerKind::AdamW : OptimizerKind::Sgd;
        o.weightDecay = 0.1;
        auto packed = m_engine->train(c, w.views(), o);
        o.compute.device = "cpu:generic";
        auto generic = m_engine->train(c, w.views(), o);
        QVERIFY(packed.ok() && generic.ok());
        for (std::uint64_t i = 0; i < 6; ++i) {
            const Batch b = randomBatch(c, {6, 9, 4}, 20 + i);
            QVERIFY((*packed)->accumulate(b, labelled(b), i).ok());
            QVERIFY((*generic)->accumulate(b, labelled(b), i).ok());
            QVERIFY((*packed)->step(1e-3, 1e-2, false).ok());
            QVERIFY((*generic)->step(1e-3, 1e-2, false).ok());
        }
        const auto a = (*packed)->weights(), b = (*generic)->weights();
        for (const auto& [name, t] : b) {
            // Adam divides by the size of the gradient; where that is rounding noise (the key
            // bias, which softmax cancels) two orders of summation may go opposite ways.
            if (adam && name.find("key.bias") != std::string::npos)
                continue;
            QVERIFY2(relative(a.at(name).values, t.values) < 2e-4, name.c_str());
        }
        std::int64_t steps = 0;
        (*packed)->optimizerState(&steps);
        QCOMPARE(steps, 6);
    }

    // Class weights, frozen layers, layer-wise rates and recomputed activations, each against
    // autograd, gradients and three steps.
    void optionsEqualAutograd_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("frozen");
        for (const char* what : {"weights", "smoothed weights", "decay", "checkpointing"})
            QTest::newRow(what) << QString::fromLatin1(what) << 0;
        QTest::newRow("frozen") << QStringLiteral("decay") << 1;
        QTest::newRow("frozen, recomputed") << QStringLiteral("checkpointing") << 1;
        QTest::newRow("head alone") << QString() << 2;
    }
    void optionsEqualAutograd() {
        QFETCH(QString, what);
        QFETCH(int, frozen);
        ModelConfig c = smallConfig();
        c.hiddenDropout = c.attentionDropout = c.classifierDropout = 0.1;
        const Weights w = randomWeights(c, 11);
        TrainOptions o;
        o.optimizer = OptimizerKind::Sgd; // a wrong rate shows in every weight
        o.frozenLayers = frozen;
        if (what.contains(QStringLiteral("weights")))
            o.classWeights = {0.2f, 1.5f, 1.f, 3.f, 0.7f};
        if (what.startsWith(QStringLiteral("smoothed")))
            o.labelSmoothing = 0.1;
        if (what == QStringLiteral("decay"))
            o.layerDecay = 0.5;
        o.checkpointing = what == QStringLiteral("checkpointing");
        auto packed = m_engine->train(c, w.views(), o);
        o.compute.device = "cpu:generic";
        auto generic = m_engine->train(c, w.views(), o);
        QVERIFY2(packed.ok(), packed.ok() ? "" : packed.error().text().c_str());
        QVERIFY2(generic.ok(), generic.ok() ? "" : generic.error().text().c_str());
        for (std::uint64_t i = 0; i < 3; ++i) {
            const Batch b = randomBatch(c, {9, 17, 4}, 30 + i);
            const auto r = (*generic)->accumulate(b, labelled(b), i);
            QVERIFY2(r.ok(), r.ok() ? "" : r.error().text().c_str());
            QVERIFY((*packed)->accumulate(b, labelled(b), i).ok());
            const auto mine = (*packed)->step(1e-2, 1e-1, true);
            const auto theirs = (*generic)->step(1e-2, 1e-1, true);
            QVERIFY(mine.ok() && theirs.ok());
            QVERIFY(std::fabs((*mine).loss - (*theirs).loss) < 1e-4 * (*theirs).loss);
            QVERIFY(std::fabs((*mine).gradNorm - (*theirs).gradNorm) < 1e-4 * (*theirs).gradNorm);
        }
        const auto a = (*packed)->weights(), b = (*generic)->weights();
        for (const auto& [name, t] : b) {
            QVERIFY2(relative(a.at(name).values, t.values) < 2e-4, name.c_str());
            const auto& before = w.tensors.at(name).values;
            const bool low = name.find("embeddings") != std::string::npos
                || name.find("layer.0.") != std::string::npos;
            const bool head = name.rfind("classifier", 0) == 0;
            const bool stays = frozen == 2 ? !head : frozen == 1 && low;
            if (name.find("key.bias") == std::string::npos)
                QVERIFY2((a.at(name).values == before) == stays, name.c_str());
        }
    }

    // Recomputing gives the same bits, with dropout and cut batches too.
    void checkpointingChangesNoBit() {
        ModelConfig c = smallConfig();
        c.layers = 4;
        c.hiddenDropout = c.attentionDropout = c.classifierDropout = 0.2;
        const Weights w = randomWeights(c, 12);
        std::map<std::string, Tensor> gradients[2];
        for (const bool again : {false, true}) {
            TrainOptions o;
            o.checkpointing = again;
            auto session = m_engine->train(c, w.views(), o);
            QVERIFY(session.ok());
            for (std::uint64_t i = 0; i < 2; ++i) {
                const Batch b = randomBatch(c, {12, 30}, 40 + i);
                QVERIFY((*session)->accumulate(b, labelled(b), i).ok());
            }
            gradients[again] = (*session)->gradients();
        }
        for (const auto& [name, t] : gradients[0])
            QVERIFY2(t.values == gradients[1].at(name).values, name.c_str());
    }

    void wrongOptionsAreRefused() {
        const ModelConfig c = smallConfig();
        const Weights w = randomWeights(c, 13);
        for (const char* device : {"cpu", "cpu:generic"}) {
            TrainOptions o;
            o.compute.device = device;
            o.classWeights = {1.f, 1.f};
            QCOMPARE(m_engine->train(c, w.views(), o).error().code, ErrorCode::InvalidArgument);
            o.classWeights = {1.f, 1.f, 0.f, 1.f, 1.f};
            QCOMPARE(m_engine->train(c, w.views(), o).error().code, ErrorCode::InvalidArgument);
            o.classWeights.clear();
            o.frozenLayers = 3;
            QCOMPARE(m_engine->train(c, w.views(), o).error().code, ErrorCode::InvalidArgument);
        }
    }

    void bf16StaysNear() {
        ModelConfig c = smallConfig();
        const Weights w = randomWeights(c, 7);
        const Batch b = randomBatch(c, {30, 12, 25}, 8);
        TrainOptions o;
        auto wide = m_engine->train(c, w.views(), o);
        o.compute.precision = Precision::Bf16;
        auto narrow = m_engine->train(c, w.views(), o);
        QVERIFY(wide.ok() && narrow.ok());
        QVERIFY((*wide)->accumulate(b, labelled(b), 1).ok());
        QVERIFY((*narrow)->accumulate(b, labelled(b), 1).ok());
        const auto exact = (*wide)->gradients(), rounded = (*narrow)->gradients();
        double dot = 0, aa = 0, bb = 0;
        for (const auto& [name, t] : exact)
            for (std::size_t i = 0; i < t.values.size(); ++i) {
                const double x = static_cast<double>(t.values[i]),
                             y = static_cast<double>(rounded.at(name).values[i]);
                dot += x * y;
                aa += x * x;
                bb += y * y;
            }
        QVERIFY(dot / std::sqrt(aa * bb) > 0.999);
    }

private:
    std::unique_ptr<Engine> m_engine;
};

QTEST_APPLESS_MAIN(TstGradients)
#include "tst_gradients.moc"
