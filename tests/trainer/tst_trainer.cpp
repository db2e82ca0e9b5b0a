// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/engine/held_weights.h"
#include "core/engine/safetensors.h"
#include "tests/trainer/toy_session.h"

#include <nlohmann/json.hpp>
#include <QTest>

using namespace evenspan;
using namespace evenspan::engine;
using Kind = TrainEvent::Kind;

namespace {

constexpr std::size_t kVocabulary = 40;

struct Events : EventSink {
    std::vector<TrainEvent> all;
    std::function<void(const TrainEvent&)> seen;
    void on(const TrainEvent& event) override {
        all.push_back(event);
        if (seen)
            seen(event);
    }
    std::size_t count(const char* note) const {
        return static_cast<std::size_t>(std::count_if(
            all.begin(), all.end(), [&](const TrainEvent& e) { return e.note == note; }));
    }
    std::size_t count(Kind kind) const {
        return static_cast<std::size_t>(std::count_if(
            all.begin(), all.end(), [&](const TrainEvent& e) { return e.kind == kind; }));
    }
};

struct Kept : CheckpointSink {
    std::map<std::string, Tensor> best, last, moments;
    TrainState bestState, lastState;
    std::int64_t steps = 0;
    bool refuseLast = false;
    Result<void> saveBest(const WeightViews& weights, const TrainState& state) override {
        best = test::copied(weights);
        bestState = state;
        return {};
    }
    Result<void> saveLast(const WeightViews& weights, const WeightViews& optimizer,
        std::int64_t optimizerSteps, const TrainState& state) override {
        if (refuseLast)
            return Error{ErrorCode::NoSpace, "The disk is full", "disk", "Make room."};
        last = test::copied(weights);
        moments = test::copied(optimizer);
        steps = optimizerSteps;
        lastState = state;
        return {};
    }
};

// A toy whose weights can be looked at.
class HeldToy : public test::ToySession, public HeldWeights {
public:
    using ToySession::ToySession;
    mutable int copies = 0;
    std::map<std::string, Tensor> weights() const override {
        ++copies;
        return ToySession::weights();
    }
    std::map<std::string, Tensor> optimizerState(std::int64_t* steps) const override {
        ++copies;
        return ToySession::optimizerState(steps);
    }
    WeightViews weightViews() const override { return {{"w", view(values())}}; }
    WeightViews optimizerViews(std::int64_t* steps) const override {
        ToySession::optimizerState(steps);
        return {{"m:w", view(velocity())}};
    }

private:
    TensorView view(const std::vector<float>& values) const {
        return {DType::F32,
            {static_cast<std::int64_t>(vocabulary()), static_cast<std::int64_t>(classes())},
            std::as_bytes(std::span(values))};
    }
};

// Sub-word ids above 20 are people, so the toy can learn the task perfectly.
std::vector<EncodedSentence> sentences(
    std::size_t count, std::uint64_t seed, std::vector<std::vector<std::int32_t>>* gold = nullptr) {
    Philox rng(seed);
    std::vector<EncodedSentence> out(count);
    for (auto& sentence : out) {
        EncodedWindow window{{1}, {-100}};
        std::vector<std::int32_t> classes;
        const auto words = 3 + rng.below(9);
        for (std::uint32_t w = 0; w < words; ++w) {
            const auto id = static_cast<std::int32_t>(3 + rng.below(kVocabulary - 3));
            const std::int32_t label = id > 20 ? 1 : 0;
            window.ids.push_back(id);
            window.labels.push_back(label);
            classes.push_back(label);
            sentence.words.push_back({0, w + 1});
        }
        window.ids.push_back(2);
        window.labels.push_back(-100);
        sentence.windows.push_back(std::move(window));
        if (gold)
            gold->push_back(classes);
    }
    return out;
}

TrainSpec spec(std::size_t count = 50) {
    TrainSpec s;
    s.tags = TagSet({"PER"}, TagScheme::Iob2);
    s.recipe.epochs = 3;
    s.recipe.batch_size = 8;
    s.recipe.learning_rate = 0.5;
    s.train = sentences(count, 7);
    s.validation = sentences(12, 8, &s.validationGold);
    return s;
}

Result<TrainSummary> train(const TrainSpec& s, test::ToySession& session, Events& events,
    Kept& kept, std::stop_token stop = {}) {
    return runTraining(session, s, events, kept, stop);
}

using test::distance;

} // namespace

class TestTrainer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void learnsAndTellsInOrder() {
        test::ToySession session(kVocabulary, 3);
        Events events;
        Kept kept;
        const auto done = train(spec(), session, events, kept);
        QVERIFY(done.ok());
        QCOMPARE(events.all.front().kind, Kind::Started);
        QCOMPARE(events.count(Kind::Step), std::size_t{21}); // 3 epochs of 7 batches
        QCOMPARE(events.count(Kind::Eval), std::size_t{3});
        QCOMPARE(events.count(Kind::Checkpoint), std::size_t{3});
        QVERIFY(done->state.bestScore > 0.95);
        QCOMPARE(done->state.bestStep, kept.bestState.step);
        QCOMPARE(kept.lastState.step, std::int64_t{21});
        for (const auto& event : events.all) {
            const auto json = nlohmann::json::parse(toJsonLine(event));
            QVERIFY(json.contains("event"));
            if (event.kind == Kind::Step)
                for (const char* key : {"step", "epoch", "time", "loss", "learning_rate",
                         "grad_norm", "tokens_per_second"})
                    QVERIFY2(json.contains(key), key);
            if (event.kind == Kind::Eval)
                for (const char* key : {"split", "loss", "micro"})
                    QVERIFY2(json.contains(key), key);
        }
    }

    // A session that shows what it holds is never asked for copies; what is kept is the same.
    void showsWhatItHolds() {
        test::ToySession plain(kVocabulary, 3);
        HeldToy held(kVocabulary, 3);
        Events events;
        Kept a, b;
        QVERIFY(train(spec(), plain, events, a).ok());
        QVERIFY(train(spec(), held, events, b).ok());
        QCOMPARE(held.copies, 0);
        QCOMPARE(b.steps, std::int64_t{21});
        QVERIFY(!a.best.empty() && !a.moments.empty());
        QVERIFY(a.best.at("w").values == b.best.at("w").values);
        QVERIFY(a.last.at("w").values == b.last.at("w").values);
        QVERIFY(a.moments.at("m:w").values == b.moments.at("m:w").values);
    }

    void followsTheSchedule() {
        auto s = spec();
        s.recipe.warmup_ratio = 0.2;
        s.recipe.head_learning_rate = 0.25;
        test::ToySession session(kVocabulary, 3);
        Events events;
        Kept kept;
        QVERIFY(train(s, session, events, kept).ok());
        QCOMPARE(session.rates.size(), std::size_t{21});
        // Warm-up over ceil(0.2 × 21) = 5 steps from 0, then linearly to 0 at step 21.
        for (std::size_t i = 0; i < 21; ++i) {
            const double at = static_cast<double>(i);
            const double factor = i < 5 ? at / 5 : (21 - at) / 16;
            QVERIFY(std::abs(session.rates[i] - 0.5 * factor) < 1e-12);
            QVERIFY(std::abs(session.headRates[i] - 0.25 * factor) < 1e-12);
        }
    }

    // Whatever the cut, the update is that of the whole effective batch.
    void accumulationEqualsTheWholeBatch() {
        auto whole = spec(64);
        whole.recipe.batch_size = 16;
        auto cut = whole;
        cut.resume = TrainState{};
        cut.resume->rowsAtOnce = 3;
        test::ToySession a(kVocabulary, 3), b(kVocabulary, 3);
        Events events;
        Kept kept;
        QVERIFY(train(whole, a, events, kept).ok());
        QVERIFY(train(cut, b, events, kept).ok());
        QVERIFY(*std::max_element(b.rows.begin(), b.rows.end()) <= 3);
        QVERIFY(distance(a.values(), b.values()) < 1e-5);
    }

    void memoryRunningOutHalvesTheMicroBatchOnly() {
        auto s = spec();
        s.recipe.accumulation = 2;
        test::ToySession calm(kVocabulary, 3), tight(kVocabulary, 3);
        tight.fault = [](const char* call, const Batch* batch) -> std::optional<Error> {
            if (batch && batch->rows > 2)
                return Error{ErrorCode::OutOfMemory, "full", call, {}};
            return std::nullopt;
        };
        Events quiet, told;
        Kept kept;
        QVERIFY(train(s, calm, quiet, kept).ok());
        const auto done = train(s, tight, told, kept);
        QVERIFY(done.ok());
        QCOMPARE(done->state.rowsAtOnce, std::int64_t{2});
        QCOMPARE(told.count(note::kMemory), std::size_t{2}); // 8 → 4 → 2, said each time
        QVERIFY(distance(calm.values(), tight.values()) < 1e-5);
    }

    void oneRowThatDoesNotFitIsAnError() {
        test::ToySession session(kVocabulary, 3);
        session.fault = [](const char* call, const Batch*) -> std::optional<Error> {
            return Error{ErrorCode::OutOfMemory, "full", call, {}};
        };
        Events events;
        Kept kept;
        const auto done = train(spec(), session, events, kept);
        QVERIFY(!done.ok());
        QCOMPARE(done.error().code, ErrorCode::OutOfMemory);
        QVERIFY(!done.error().remedy.empty());
    }

    void notANumberKeepsTheCheckpoints() {
        test::ToySession session(kVocabulary, 3);
        int steps = 0;
        session.fault = [&](const char* call, const Batch* batch) -> std::optional<Error> {
            if (!batch && ++steps == 10)
                return Error{ErrorCode::NotANumber, "NaN", call, {}};
            return std::nullopt;
        };
        Events events;
        Kept kept;
        const auto done = train(spec(), session, events, kept);
        QVERIFY(!done.ok());
        QCOMPARE(done.error().code, ErrorCode::NotANumber);
        QVERIFY(done.error().what.find("10") != std::string::npos);
        QCOMPARE(kept.lastState.step, std::int64_t{7});
        QVERIFY(!kept.best.empty());
    }

    void stopsEarlyWithoutGain() {
        auto s = spec();
        s.recipe.epochs = 50;
        s.recipe.early_stopping_patience = 2;
        test::ToySession session(kVocabulary, 3);
        Events events;
        Kept kept;
        const auto done = train(s, session, events, kept);
        QVERIFY(done.ok());
        QVERIFY(done->stoppedEarly);
        QVERIFY(done->state.step < 50 * 7);
        QCOMPARE(done->state.withoutGain, std::int64_t{2});
        QCOMPARE(done->state.bestStep, kept.bestState.step);
    }

    void everyAndAtMost() {
        auto s = spec();
        s.recipe.max_steps = 10;
        s.recipe.eval_every = 4;
        s.recipe.save_every = 3;
        test::ToySession session(kVocabulary, 3);
        Events events;
        Kept kept;
        QVERIFY(train(s, session, events, kept).ok());
        std::vector<std::int64_t> evaluated, saved;
        for (const auto& e : events.all) {
            if (e.kind == Kind::Eval)
                evaluated.push_back(e.step);
            if (e.kind == Kind::Checkpoint)
                saved.push_back(e.step);
        }
        QCOMPARE(evaluated, (std::vector<std::int64_t>{4, 8, 10}));
        QCOMPARE(saved, (std::vector<std::int64_t>{3, 6, 9, 10}));
    }

    void evaluatesFirstWithoutKeepingIt() {
        auto s = spec();
        s.recipe.eval_first = true;
        test::ToySession session(kVocabulary, 3);
        Events events;
        Kept kept;
        QVERIFY(train(s, session, events, kept).ok());
        QCOMPARE(events.count(Kind::Eval), std::size_t{4});
        QCOMPARE(events.all[1].kind, Kind::Eval);
        QCOMPARE(events.all[1].step, std::int64_t{0});
        QVERIFY(kept.bestState.step > 0);
        // Looking changes nothing that is learnt.
        test::ToySession plain(kVocabulary, 3);
        QVERIFY(train(spec(), plain, events, kept).ok());
        QVERIFY(plain.values() == session.values());
    }

    // The best weights are those of the evaluation with the best value of the chosen metric.
    void choosesByTheMetric_data() {
        QTest::addColumn<QString>("metric");
        for (const char* metric : {"micro_f1", "macro_f1", "loss"})
            QTest::newRow(metric) << QString::fromLatin1(metric);
    }
    void choosesByTheMetric() {
        QFETCH(QString, metric);
        auto s = spec();
        s.recipe.epochs = 8;
        s.recipe.learning_rate = 3; // wild enough that the last is not always the best
        s.recipe.schedule = "constant";
        s.recipe.eval_every = 1;
        s.recipe.best_metric = metric.toStdString();
        test::ToySession session(kVocabulary, 3);
        Events events;
        Kept kept;
        const auto done = train(s, session, events, kept);
        QVERIFY(done.ok());
        double best = -1e300;
        std::int64_t step = 0;
        for (const auto& e : events.all) {
            if (e.kind != Kind::Eval)
                continue;
            const double value = metric == QStringLiteral("loss") ? -e.loss
                : metric == QStringLiteral("macro_f1")            ? e.scores.macro.f1
                                                                  : e.scores.micro.f1;
            if (value > best) {
                best = value;
                step = e.step;
            }
        }
        QCOMPARE(done->state.bestStep, step);
        QCOMPARE(done->state.bestScore, best);
    }

    // The loss is divided by the weights of all labels of the effective batch.
    void classWeightsMakeTheNormalizer() {
        auto s = spec(8);
        s.recipe.epochs = 1;
        s.classWeights = {0.5f, 2.f, 1.f};
        double expected = 0;
        for (const auto& sentence : s.train)
            for (const auto label : sentence.windows[0].labels)
                expected += label < 0 ? 0 : static_cast<double>(s.classWeights[std::size_t(label)]);
        test::ToySession session(kVocabulary, 3);
        Events events;
        Kept kept;
        QVERIFY(train(s, session, events, kept).ok());
        QCOMPARE(session.normalizers.size(), std::size_t{1});
        QVERIFY(std::abs(session.normalizers[0] - expected) < 1e-9);
    }

    // Stopped anywhere and resumed from what was saved: the bits of the unbroken run.
    void resumesBitForBit_data() {
        QTest::addColumn<int>("calls");
        for (const int calls : {1, 2, 5, 7, 8, 13, 20, 27, 41})
            QTest::addRow("%d", calls) << calls;
    }
    void resumesBitForBit() {
        QFETCH(int, calls);
        auto s = spec();
        s.recipe.accumulation = 2;
        test::ToySession whole(kVocabulary, 3);
        Events events;
        Kept kept;
        const auto unbroken = train(s, whole, events, kept);
        QVERIFY(unbroken.ok());

        test::ToySession broken(kVocabulary, 3);
        std::stop_source stop;
        int seen = 0;
        broken.fault = [&](const char*, const Batch* batch) -> std::optional<Error> {
            if (batch && ++seen == calls)
                stop.request_stop();
            return std::nullopt;
        };
        Kept part;
        Events first;
        const auto stopped = train(s, broken, first, part, stop.get_token());
        QVERIFY(stopped.ok());
        test::ToySession resumed(kVocabulary, 3);
        if (stopped->stopped) {
            const auto w = viewsOf(part.last), m = viewsOf(part.moments);
            QVERIFY(resumed.restore(w, m, part.steps).ok());
            s.resume = trainStateFromJson(toJson(part.lastState)).valueOr({});
            QCOMPARE(s.resume->step, part.lastState.step);
            const auto done = train(s, resumed, first, part);
            QVERIFY(done.ok());
            QVERIFY(resumed.values() == whole.values());
            QCOMPARE(done->state.bestStep, unbroken->state.bestStep);
        } else {
            QVERIFY(broken.values() == whole.values());
        }
    }

    void aCheckpointThatFailsIsSaidAndNoMore() {
        test::ToySession session(kVocabulary, 3);
        Events events;
        Kept kept;
        kept.refuseLast = true;
        QVERIFY(train(spec(), session, events, kept).ok());
        QCOMPARE(events.count(note::kCheckpointFailed), std::size_t{3});
        QCOMPARE(events.count(Kind::Checkpoint), std::size_t{0});
    }

    void nothingToLearn() {
        auto s = spec();
        for (auto& sentence : s.train)
            for (auto& window : sentence.windows)
                std::fill(window.labels.begin(), window.labels.end(), -100);
        test::ToySession session(kVocabulary, 3);
        Events events;
        Kept kept;
        const auto done = train(s, session, events, kept);
        QVERIFY(!done.ok());
        QCOMPARE(done.error().code, ErrorCode::Empty);
    }

    void aStateThatIsDamaged() {
        QCOMPARE(trainStateFromJson("{\"step\": 3}").error().code, ErrorCode::Corrupt);
        QCOMPARE(trainStateFromJson("").error().code, ErrorCode::Corrupt);
    }
};

QTEST_APPLESS_MAIN(TestTrainer)
#include "tst_trainer.moc"
