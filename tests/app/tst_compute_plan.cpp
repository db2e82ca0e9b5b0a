// SPDX-License-Identifier: GPL-3.0-or-later
// How a run computes: which device, which arithmetic, what is written down and read again.
#ifndef Q_MOC_RUN // moc cannot read all of these
#include "core/app/model/compute_plan.h"
#include "core/base/rng.h"
#include "core/base/threads.h"
#include "core/engine/attribution.h"

#include <nlohmann/json.hpp>
#endif
#include <QTest>

using namespace evenspan;
using namespace evenspan::engine;
using Json = nlohmann::ordered_json;

namespace {

struct FakeEngine : Engine {
    Info facts;
    std::vector<MatmulRate> rates{{"fp32:mkl", 90}, {"bf16:onednn", 400}, {"fp32:onednn", 120}};
    int measured = 0, threads = 0;
    std::int64_t inner = 0, columns = 0;

    FakeEngine() {
        facts.torchVersion = "2.11.0";
        facts.devices = {"cpu"};
        facts.cpuFeatures = {"avx2"};
    }
    Info info() const override { return facts; }
    std::vector<MatmulRate> measureMatmul(
        std::int64_t, std::int64_t in, std::int64_t out, double seconds, int count) override {
        ++measured;
        inner = in;
        columns = out;
        threads = count;
        return seconds > 0 ? rates : std::vector<MatmulRate>();
    }
    Result<std::unique_ptr<TrainSession>> train(
        const ModelConfig&, const WeightViews&, const TrainOptions&) override {
        return Error{};
    }
    Result<std::unique_ptr<PredictSession>> predict(
        const ModelConfig&, const WeightViews&, const ComputeOptions&) override {
        return Error{};
    }
    Result<std::unique_ptr<ExplainSession>> explain(
        const ModelConfig&, const WeightViews&, const ComputeOptions&) override {
        return Error{};
    }
};

ModelConfig small() {
    ModelConfig out;
    out.vocabulary = 100;
    out.hidden = 8;
    out.layers = 2;
    out.heads = 2;
    out.intermediate = 32;
    out.positions = 16;
    out.classes = 3;
    return out;
}

} // namespace

class TstComputePlan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void devicesAndArithmetic_data() {
        QTest::addColumn<bool>("cuda");
        QTest::addColumn<bool>("bf16");
        QTest::addColumn<QByteArray>("device");
        QTest::addColumn<QByteArray>("precision");
        QTest::addColumn<QByteArray>("plan");
        const auto row = [](bool cuda, bool bf16, const char* device, const char* precision,
                             const char* plan) {
            QTest::addRow(
                "%s %s%s%s", device, precision, cuda ? ", a card" : "", bf16 ? ", bf16" : "")
                << cuda << bf16 << QByteArray(device) << QByteArray(precision) << QByteArray(plan);
        };
        row(false, false, "auto", "auto", "cpu fp32");
        row(false, true, "auto", "auto", "cpu bf16");
        row(false, true, "auto", "fp32", "cpu fp32");
        row(true, false, "auto", "auto", "cuda:0 bf16");
        row(true, false, "auto", "fp32", "cuda:0 fp32");
        row(true, false, "auto", "fp16", "cuda:0 fp16");
        row(true, true, "cpu", "auto", "cpu bf16");
        row(true, false, "cpu", "auto", "cpu fp32");
        row(true, false, "cuda", "auto", "cuda:0 bf16");
        row(true, false, "cuda:0", "fp32", "cuda:0 fp32");
        row(true, false, "cuda:1", "auto", "unsupported");
        row(false, false, "cpu", "bf16", "cpu bf16"); // by every CPU, if slowly
        row(false, true, "auto", "bf16", "cpu bf16");
        row(true, false, "cuda", "bf16", "cuda:0 bf16");
        row(false, true, "auto", "fp16", "unsupported"); // no card that could
        row(false, false, "cpu", "fp16", "unsupported");
        row(true, true, "cpu", "fp16", "unsupported");
        row(false, false, "cuda", "fp16", "unsupported");
        row(false, false, "cuda", "auto", "unsupported");
        row(false, false, "cuda:0", "auto", "unsupported");
        row(false, false, "tpu", "auto", "unsupported");
    }
    void devicesAndArithmetic() {
        QFETCH(bool, cuda);
        QFETCH(bool, bf16);
        QFETCH(QByteArray, device);
        QFETCH(QByteArray, precision);
        QFETCH(QByteArray, plan);
        FakeEngine engine;
        if (cuda)
            engine.facts.devices.push_back("cuda:0");
        if (bf16)
            engine.facts.cpuFeatures.push_back("bf16");
        Recipe recipe;
        recipe.device = device.toStdString();
        recipe.precision = precision.toStdString();
        const auto made = planCompute(engine, small(), recipe);
        if (!made) {
            QCOMPARE(QByteArray(errorCodeName(made.error().code)), plan);
            const bool byDevice = made.error().where == "device";
            QCOMPARE(made.error().where, std::string(byDevice ? "device" : "precision"));
            QVERIFY(made.error().what.find(byDevice ? device.toStdString() : "fp16")
                != std::string::npos);
            QVERIFY(!made.error().remedy.empty());
            QCOMPARE(engine.measured, 0);
            return;
        }
        QCOMPARE(QByteArray::fromStdString(made->options.device) + ' '
                + precisionName(made->options.precision),
            plan);
        QCOMPARE(engine.measured, made->options.device == "cpu" ? 1 : 0);
        QCOMPARE(bf16IsSlow(made->options, engine.facts), plan == "cpu bf16" && !bf16);
    }

    void theFastestPathIsTaken() {
        FakeEngine engine;
        Recipe recipe;
        recipe.threads = 3;
        auto plan = *planCompute(engine, small(), recipe);
        QCOMPARE(plan.options.matmulPath, std::string("fp32:onednn")); // bf16 is no fp32 path
        QCOMPARE(plan.options.threads, 3);
        QCOMPARE(engine.threads, 3);
        QCOMPARE(engine.inner, std::int64_t(8)); // products as the model has them
        QCOMPARE(engine.columns, std::int64_t(32));
        QCOMPARE(plan.rates.size(), std::size_t(3));
        engine.rates = {{"fp32:a", 0}, {"bf16:b", 9}};
        QVERIFY(planCompute(engine, small(), recipe)->options.matmulPath.empty());
        recipe.threads = 0;
        QCOMPARE(planCompute(engine, small(), recipe)->options.threads, usualThreads());
    }

    // What is measured differs from run to run: a deterministic one takes the engine's default.
    void deterministicRunsAreNotMeasured() {
        FakeEngine engine;
        Recipe recipe;
        recipe.deterministic = true;
        const auto plan = *planCompute(engine, small(), recipe);
        QCOMPARE(engine.measured, 0);
        QVERIFY(
            plan.options.deterministic && plan.options.matmulPath.empty() && plan.rates.empty());
    }

    void optionsComeFromTheRecipe() {
        Recipe recipe;
        recipe.weight_decay = 0.25;
        recipe.label_smoothing = 0.125;
        recipe.max_grad_norm = 3;
        recipe.seed = 77;
        recipe.layer_decay = 0.5;
        recipe.frozen_layers = 9;
        recipe.gradient_checkpointing = true;
        recipe.optimizer = "sgd";
        ComputeOptions compute;
        compute.device = "cuda:0";
        const auto options = trainOptions(recipe, compute, small(), {1, 2, 3});
        QCOMPARE(options.compute.device, std::string("cuda:0"));
        QVERIFY(options.optimizer == OptimizerKind::Sgd);
        QCOMPARE(options.weightDecay, 0.25);
        QCOMPARE(options.labelSmoothing, 0.125);
        QCOMPARE(options.maxGradNorm, 3.0);
        QCOMPARE(options.seed, std::uint64_t(77));
        QCOMPARE(options.layerDecay, 0.5);
        QCOMPARE(options.frozenLayers, std::int64_t(2)); // no more than there are
        QVERIFY(options.checkpointing);
        QCOMPARE(options.classWeights, (std::vector<float>{1, 2, 3}));
        recipe.optimizer = "adamw";
        QVERIFY(optimizerOf(recipe) == OptimizerKind::AdamW);
    }

    void recordsComeBack() {
        for (const auto precision : {Precision::Fp32, Precision::Bf16, Precision::Fp16})
            for (const bool deterministic : {false, true}) {
                ComputePlan plan;
                plan.options.device = "cuda:0";
                plan.options.precision = precision;
                plan.options.matmulPath = "fp32:mkl";
                plan.options.threads = 7;
                plan.options.deterministic = deterministic;
                plan.rates = {{"fp32:mkl", 12.5}};
                const FakeEngine engine;
                const auto json = computeToJson(plan, engine.facts);
                QCOMPARE(json["torch"].get<std::string>(), std::string("2.11.0"));
                QCOMPARE(json["matmul_gflops"]["fp32:mkl"].get<double>(), 12.5);
                const auto back = computeFromJson(Json::parse(json.dump()));
                QVERIFY(back.ok());
                QCOMPARE(back->device, std::string("cuda:0"));
                QVERIFY(back->precision == precision);
                QCOMPARE(back->matmulPath, std::string("fp32:mkl"));
                QCOMPARE(back->threads, 7);
                QCOMPARE(back->deterministic, deterministic);
                QVERIFY(otherMachine(json, engine.facts).empty());
            }
    }

    void brokenRecordsAreRefused() {
        const FakeEngine engine;
        const auto json = computeToJson({}, engine.facts);
        for (const char* key : {"device", "precision", "matmul", "threads", "deterministic"}) {
            auto broken = json;
            broken.erase(key);
            QCOMPARE(computeFromJson(broken).error().code, ErrorCode::Corrupt);
            broken[key] = Json::array();
            QCOMPARE(computeFromJson(broken).error().code, ErrorCode::Corrupt);
        }
        QCOMPARE(computeFromJson(Json()).error().code, ErrorCode::Corrupt);
        QVERIFY(!computeFromJson(Json::array()).error().remedy.empty());
    }

    void anotherMachineIsSaid() {
        FakeEngine engine;
        const auto record = computeToJson({}, engine.facts);
        engine.facts.torchVersion = "2.12.0";
        QCOMPARE(otherMachine(record, engine.facts), std::string("2.11.0, now 2.12.0"));
        engine.facts.cpuFeatures = {"avx512"};
        const auto both = otherMachine(record, engine.facts);
        QVERIFY(both.find("; ") != std::string::npos);
        QVERIFY(both.find("avx2") != std::string::npos && both.find("avx512") != std::string::npos);
        QVERIFY(otherMachine(Json::object(), engine.facts).empty()); // nothing was recorded
    }

    // By the formula of the header, written out for BERT.
    void trainingNeedsItsBytes() {
        const auto c = small();
        for (const std::int64_t rows : {1, 8, 32})
            for (const std::int64_t length : {1, 16, 128}) {
                const std::int64_t encoder = 2 * (4 * 8 * 8 + 2 * 8 * 32);
                const std::int64_t weights = encoder + (100 + 16 + 2) * 8 + 3 * 8;
                const std::int64_t perLayer = 6 * 8 + 32 + 2, shared = 17 * 8 + 2 * 32;
                const std::int64_t library = 400 << 20;
                const auto all = [&](std::int64_t copies, std::int64_t perToken) {
                    return std::uint64_t(
                        library + 4 * (copies * weights + rows * length * perToken) + 2 * encoder);
                };
                QCOMPARE(trainingBytes(c, OptimizerKind::AdamW, rows, length),
                    all(4, shared + 2 * perLayer));
                QCOMPARE(trainingBytes(c, OptimizerKind::Sgd, rows, length),
                    all(3, shared + 2 * perLayer));
                QCOMPARE(trainingBytes(c, OptimizerKind::AdamW, rows, length, true),
                    all(4, shared + perLayer + 2 * 2 * 8));
            }
    }

    void moreOfAnythingNeedsMore() {
        Philox rng(3);
        for (int round = 0; round < 300; ++round) {
            auto c = small();
            c.layers = 3 + std::int64_t(rng.below(9));
            c.modelType = rng.below(3) == 0 ? "modernbert" : rng.below(2) ? "deberta-v2" : "bert";
            const auto bytes = [&](const ModelConfig& config, std::int64_t rows,
                                   std::int64_t length, bool checkpointing = false) {
                return trainingBytes(config, OptimizerKind::AdamW, rows, length, checkpointing);
            };
            const auto base = bytes(c, 4, 32);
            QVERIFY(bytes(c, 5, 32) > base && bytes(c, 4, 33) > base);
            QVERIFY(bytes(c, 4, 32, true) < base);
            auto bigger = c;
            ++bigger.layers;
            QVERIFY(bytes(bigger, 4, 32) > base);
            bigger = c;
            bigger.vocabulary += 1000;
            QVERIFY(bytes(bigger, 4, 32) > base);
            auto plainBert = c;
            plainBert.modelType = "bert";
            QVERIFY(base >= bytes(plainBert, 4, 32));
        }
    }

    void memoryOfThisMachineIsKnown() {
        const auto bytes = availableBytes();
        QVERIFY(bytes == 0 || (bytes > (1U << 20) && bytes % 1024 == 0));
    }
};

QTEST_APPLESS_MAIN(TstComputePlan)
#include "tst_compute_plan.moc"
