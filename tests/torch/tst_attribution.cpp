// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/attribution.h"
#include "core/engine/weights.h"
#include "tests/torch/engine_module.h"

#include <QTest>

#include <numeric>

using namespace evenspan;
using namespace evenspan::engine;
using namespace evenspan::test;

namespace {

ModelConfig deberta() {
    ModelConfig c = smallConfig();
    c.modelType = "deberta-v2";
    c.tokenTypes = 0;
    c.positionTable = false;
    c.layerNormEps = 1e-7;
    c.distance = {true, true, true, true, true, 16, 160};
    return c;
}

ModelConfig modern() {
    ModelConfig c = smallConfig();
    c.modelType = "modernbert";
    c.layers = 3;
    c.tokenTypes = 0;
    c.positionTable = false;
    c.layerNormEps = 1e-5;
    c.rotary.reach = 3;
    c.rotary.local = {false, true, false};
    return c;
}

ModelConfig configOf(const QString& family) {
    return family == QStringLiteral("bert")   ? smallConfig()
        : family == QStringLiteral("deberta") ? deberta()
                                              : modern();
}

Weights weightsOf(const ModelConfig& c, std::uint64_t seed) {
    Weights w;
    Philox rng(seed);
    for (const auto& [name, shape] : expectedWeights(c)) {
        Tensor t{shape, {}};
        const auto n = std::accumulate(
            shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<std::int64_t>());
        const bool norm = shape.size() == 1 && name.ends_with("weight");
        for (std::int64_t i = 0; i < n; ++i)
            t.values.push_back(
                static_cast<float>((norm ? 1.0 : 0.0) + 0.3 * (2 * rng.uniform() - 1)));
        w.tensors[name] = std::move(t);
    }
    return w;
}

AttributionRequest requestOf(std::int32_t length, std::uint64_t seed) {
    AttributionRequest r;
    Philox rng(seed);
    for (std::int32_t i = 0; i < length; ++i)
        r.ids.push_back(static_cast<std::int32_t>(3 + rng.below(90)));
    r.baseline.assign(r.ids.size(), 0);
    r.baseline.front() = r.ids.front();
    r.baseline.back() = r.ids.back();
    r.targets = {{length / 2, 1}, {length / 2 + 1, 2}};
    return r;
}

// f as the predicting session gives it.
double valueOf(PredictSession& session, const AttributionRequest& r, std::int64_t classes) {
    Batch b;
    b.rows = 1;
    b.columns = static_cast<std::int32_t>(r.ids.size());
    b.ids = r.ids;
    b.lengths = {b.columns};
    const auto logits = session.logits(b);
    double sum = 0;
    for (const auto& t : r.targets) {
        const float* row = logits->data() + t.position * classes;
        double all = 0;
        for (std::int64_t k = 0; k < classes; ++k)
            all += std::exp(static_cast<double>(row[k]));
        sum += static_cast<double>(row[t.category])
            - (r.value == TargetValue::LogProbability ? std::log(all) : 0.0);
    }
    return sum;
}

double total(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
    const auto n = static_cast<double>(a.size());
    const double ma = total(a) / n, mb = total(b) / n;
    double ab = 0, aa = 0, bb = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        ab += (a[i] - ma) * (b[i] - mb);
        aa += (a[i] - ma) * (a[i] - ma);
        bb += (b[i] - mb) * (b[i] - mb);
    }
    return ab / std::sqrt(aa * bb);
}

} // namespace

// What an explanation must satisfy to mean something. That the numbers are those of captum is
// tested in tests/peer/attribution.py.
class TstAttribution : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        m_engine.reset(loadEngine(EVENSPAN_ENGINE_MODULE));
        QVERIFY(m_engine);
    }

    // Sundararajan et al. 2017, section 3: the scores add up to what changed; and f is what the
    // session that predicts says.
    void complete_data() { families(); }
    void complete() {
        QFETCH(QString, family);
        const ModelConfig c = configOf(family);
        const Weights w = weightsOf(c, 1);
        auto session = m_engine->explain(c, w.views(), {});
        QVERIFY2(session.ok(), session.ok() ? "" : session.error().text().c_str());
        auto predict = m_engine->predict(c, w.views(), {});
        QVERIFY(predict.ok());
        for (const TargetValue value : {TargetValue::LogProbability, TargetValue::Logit}) {
            AttributionRequest r = requestOf(19, 4);
            r.value = value;
            r.steps = 2;
            r.tolerance = 1e-3;
            const auto out = (*session)->integratedGradients(r);
            QVERIFY2(out.ok(), out.ok() ? "" : out.error().text().c_str());
            QCOMPARE(out->scores.size(), r.ids.size());
            QVERIFY2(std::fabs(out->value - valueOf(**predict, r, c.classes)) < 1e-3,
                qPrintable(QString::number(out->value)));
            AttributionRequest empty = r;
            empty.ids = r.baseline;
            QVERIFY(std::fabs(out->baselineValue - valueOf(**predict, empty, c.classes)) < 1e-3);
            QVERIFY2(out->complete, qPrintable(QString::number(out->gap)));
            QVERIFY(out->steps > 2); // two are never enough: so doubling did something
            QVERIFY(std::fabs(total(out->scores) - (out->value - out->baselineValue)) <= 1e-3);
            double size = 0; // the sum may be small by chance, the parts are not
            for (const double score : out->scores)
                size += std::fabs(score);
            QVERIFY(size > 0.1);
            // Special tokens are their own baseline.
            QCOMPARE(out->scores.front(), 0.0);
            QCOMPARE(out->scores.back(), 0.0);
        }
    }

    // Where the limit of the steps is too low the answer says that it is not complete.
    void incompleteIsSaid() {
        auto session = open(1);
        AttributionRequest r = requestOf(19, 4);
        r.steps = r.mostSteps = 1;
        r.tolerance = 1e-6;
        const auto out = session->integratedGradients(r);
        QVERIFY(out.ok());
        QVERIFY(!out->complete);
        QVERIFY(out->gap > 1e-6);
        QCOMPARE(out->steps, 1);
    }

    // Equal sub-words at places that the model cannot tell apart get equal scores: without
    // positions attention is blind to order.
    void symmetric() {
        const ModelConfig c = smallConfig();
        Weights w = randomWeights(c, 7);
        auto& positions = w.tensors["bert.embeddings.position_embeddings.weight"].values;
        std::fill(positions.begin(), positions.end(), 0.25f);
        auto session = m_engine->explain(c, w.views(), {});
        QVERIFY(session.ok());
        AttributionRequest r = requestOf(9, 2);
        r.targets = {{4, 1}};
        r.ids[2] = r.ids[6] = 33;
        r.ids[3] = 50;
        for (const bool integrated : {true, false}) {
            const auto out =
                integrated ? (*session)->integratedGradients(r) : (*session)->gradientTimesInput(r);
            QVERIFY(out.ok());
            QVERIFY(std::fabs(out->scores[2]) > 1e-3);
            QVERIFY(std::fabs(out->scores[2] - out->scores[6]) < 1e-4);
            QVERIFY(std::fabs(out->scores[2] - out->scores[3]) > 1e-3);
        }
    }

    // A head that always answers the same rests on nothing.
    void nothingForAConstantHead() {
        const ModelConfig c = smallConfig();
        Weights w = randomWeights(c, 7);
        auto& head = w.tensors["classifier.weight"].values;
        std::fill(head.begin(), head.end(), 0.f);
        auto session = m_engine->explain(c, w.views(), {});
        QVERIFY(session.ok());
        const AttributionRequest r = requestOf(12, 3);
        for (const bool integrated : {true, false}) {
            const auto out =
                integrated ? (*session)->integratedGradients(r) : (*session)->gradientTimesInput(r);
            QVERIFY(out.ok());
            for (const double score : out->scores)
                QCOMPARE(score, 0.0);
        }
    }

    // Adebayo et al. 2018, arXiv 1810.03292: a map that stays when the weights are drawn anew shows
    // the text, not the model.
    void anotherModelAnotherMap() {
        const AttributionRequest r = requestOf(30, 5);
        double worst = 0;
        for (std::uint64_t seed = 20; seed < 24; ++seed) {
            const auto a = open(seed)->integratedGradients(r);
            const auto b = open(seed + 100)->integratedGradients(r);
            const auto again = open(seed)->integratedGradients(r);
            QVERIFY(a.ok() && b.ok() && again.ok());
            QVERIFY(correlation(a->scores, again->scores) > 0.999);
            worst = std::max(worst, std::fabs(correlation(a->scores, b->scores)));
        }
        QVERIFY2(worst < 0.7, qPrintable(QString::number(worst)));
    }

    // Against the zero vector, gradient × input of a sub-word is how fast f rises as its vector
    // grows in its own direction: a difference quotient over the session that predicts.
    void gradientIsTheSlope() {
        const ModelConfig c = smallConfig();
        Weights w = randomWeights(c, 9);
        AttributionRequest r = requestOf(8, 6);
        std::fill(r.baseline.begin(), r.baseline.end(), -1); // the zero vector
        r.ids[3] = 60;
        for (std::size_t i = 0; i < r.ids.size(); ++i)
            if (i != 3 && r.ids[i] == 60)
                r.ids[i] = 61;
        auto session = m_engine->explain(c, w.views(), {});
        QVERIFY(session.ok());
        const auto out = (*session)->gradientTimesInput(r);
        QVERIFY(out.ok());
        // The word's vector a little longer and a little shorter.
        const double h = 1e-2;
        double f[2];
        for (const int side : {0, 1}) {
            Weights scaled = w;
            auto& words = scaled.tensors["bert.embeddings.word_embeddings.weight"].values;
            for (std::int64_t d = 0; d < c.hidden; ++d)
                words[static_cast<std::size_t>(60 * c.hidden + d)] *=
                    static_cast<float>(side ? 1 + h : 1 - h);
            auto predict = m_engine->predict(c, scaled.views(), {});
            QVERIFY(predict.ok());
            f[side] = valueOf(**predict, r, c.classes);
        }
        const double slope = (f[1] - f[0]) / (2 * h);
        QVERIFY2(std::fabs(slope - out->scores[3]) < 0.02 * std::max(1.0, std::fabs(slope)),
            qPrintable(QStringLiteral("%1 %2").arg(slope).arg(out->scores[3])));
    }

    void rollout_data() { families(); }
    void rollout() {
        QFETCH(QString, family);
        const ModelConfig c = configOf(family);
        const Weights w = weightsOf(c, 2);
        auto session = m_engine->explain(c, w.views(), {});
        QVERIFY(session.ok());
        const AttributionRequest r = requestOf(21, 8);
        const auto out = (*session)->rollout(r);
        QVERIFY(out.ok());
        QVERIFY(std::fabs(total(out->scores) - 1) < 1e-5);
        for (const double score : out->scores)
            QVERIFY(score >= 0);
        // The residual alone leaves 2^-layers at the targets themselves.
        const double own = std::pow(0.5, c.layers) / 2;
        QVERIFY(out->scores[10] > own && out->scores[11] > own);
    }

    // The classifier over the features gives the logits of the session that predicts.
    void featuresAreTheHeadsInput_data() { families(); }
    void featuresAreTheHeadsInput() {
        QFETCH(QString, family);
        const ModelConfig c = configOf(family);
        const Weights w = weightsOf(c, 3);
        auto session = m_engine->explain(c, w.views(), {});
        auto predict = m_engine->predict(c, w.views(), {});
        QVERIFY(session.ok() && predict.ok());
        const Batch batch = randomBatch(c, {7, 22, 2}, 3);
        const auto features = (*session)->features(batch);
        const auto logits = (*predict)->logits(batch);
        QVERIFY(features.ok() && logits.ok());
        QCOMPARE(features->width, c.hidden);
        QVERIFY(relative(features->logits, *logits) < 1e-4);
        const auto& head = w.tensors.at("classifier.weight").values;
        const auto& bias = w.tensors.at("classifier.bias").values;
        std::vector<float> own;
        for (std::size_t t = 0; t < logits->size() / static_cast<std::size_t>(c.classes); ++t)
            for (std::int64_t k = 0; k < c.classes; ++k) {
                float sum = bias[static_cast<std::size_t>(k)];
                for (std::int64_t h = 0; h < c.hidden; ++h)
                    sum += head[static_cast<std::size_t>(k * c.hidden + h)]
                        * features->values[t * static_cast<std::size_t>(c.hidden)
                            + static_cast<std::size_t>(h)];
                own.push_back(sum);
            }
        QVERIFY(relative(own, *logits) < 1e-4);
    }

    // Inverted dropout before a linear head is right on average, and differs from pass to pass.
    void dropoutAveragesOut() {
        const ModelConfig c = smallConfig();
        auto session = open(5);
        const Batch batch = randomBatch(c, {6}, 9);
        const auto features = session->features(batch);
        QVERIFY(features.ok());
        DropoutRequest request;
        request.passes = 4000;
        const auto many = session->dropoutLogits(batch, request);
        QVERIFY(many.ok());
        const std::size_t each = features->logits.size();
        QCOMPARE(many->size(), each * 4000);
        std::vector<float> mean(each, 0.f);
        for (std::size_t i = 0; i < many->size(); ++i)
            mean[i % each] += (*many)[i] / 4000;
        QVERIFY2(relative(mean, features->logits) < 0.03,
            qPrintable(QString::number(relative(mean, features->logits))));
        QVERIFY(std::vector<float>(many->begin(), many->begin() + static_cast<long>(each))
            != std::vector<float>(many->begin() + static_cast<long>(each),
                many->begin() + static_cast<long>(2 * each)));
        request.passes = 3;
        const auto again = session->dropoutLogits(batch, request);
        QVERIFY(again.ok() && std::equal(again->begin(), again->end(), many->begin()));
        request.whole = true;
        const auto whole = session->dropoutLogits(batch, request);
        QVERIFY(whole.ok() && *whole != *again);
    }

    void noDropoutIsSaid() {
        ModelConfig c = smallConfig();
        c.classifierDropout = 0;
        const Weights w = randomWeights(c, 1);
        auto session = m_engine->explain(c, w.views(), {});
        QVERIFY(session.ok());
        const auto out = (*session)->dropoutLogits(randomBatch(c, {4}, 1), {});
        QVERIFY(!out.ok() && out.error().code == ErrorCode::Unsupported);
        DropoutRequest own;
        own.probability = 0.2;
        own.passes = 2;
        QVERIFY((*session)->dropoutLogits(randomBatch(c, {4}, 1), own).ok());
    }

    void whatIsNotThereIsRefused() {
        auto session = open(1);
        const auto code = [&](const std::function<void(AttributionRequest&)>& change) {
            AttributionRequest r = requestOf(8, 1);
            change(r);
            const auto out = session->integratedGradients(r);
            return out.ok() ? ErrorCode::Internal : out.error().code;
        };
        using R = AttributionRequest;
        QCOMPARE(code([](R& r) { r.targets.clear(); }), ErrorCode::InvalidArgument);
        QCOMPARE(code([](R& r) { r.targets = {{8, 0}}; }), ErrorCode::InvalidArgument);
        QCOMPARE(code([](R& r) { r.targets = {{1, 5}}; }), ErrorCode::InvalidArgument);
        QCOMPARE(code([](R& r) { r.baseline.pop_back(); }), ErrorCode::InvalidArgument);
        QCOMPARE(code([](R& r) { r.ids[2] = 97; }), ErrorCode::InvalidArgument);
        QCOMPARE(code([](R& r) { r.ids.clear(); }), ErrorCode::Empty);
        QCOMPARE(code([](R& r) {
            std::stop_source stop;
            stop.request_stop();
            r.stop = stop.get_token();
        }),
            ErrorCode::Cancelled);
        ComputeOptions narrow;
        narrow.precision = Precision::Bf16;
        const Weights w = randomWeights(smallConfig(), 1);
        const auto refused = m_engine->explain(smallConfig(), w.views(), narrow);
        QVERIFY(!refused.ok() && refused.error().code == ErrorCode::Unsupported);
    }

private:
    void families() {
        QTest::addColumn<QString>("family");
        for (const char* name : {"bert", "deberta", "modernbert"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    std::unique_ptr<ExplainSession> open(std::uint64_t seed) {
        const Weights w = randomWeights(smallConfig(), seed);
        auto session = m_engine->explain(smallConfig(), w.views(), {});
        return session.ok() ? std::move(*session) : nullptr;
    }

    std::unique_ptr<Engine> m_engine;
};

QTEST_APPLESS_MAIN(TstAttribution)
#include "tst_attribution.moc"
