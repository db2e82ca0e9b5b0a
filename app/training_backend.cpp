// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/training_backend.h"

#include "core/app/audit/mitigate.h"
#include "core/app/search/train_series.h"
#include "core/app/train/plan_run.h"
#include "core/app/train/train_run.h"
#include "core/app/train/train_worker.h"
#include "core/engine/module.h"
#include "core/engine/tensorboard_sink.h"

#include <QCoreApplication>
#include <QSettings>

#include <optional>

namespace evenspan {

namespace {

using ui::TrainEvent;

ui::EntityScore scoreOf(const QString& label, const Score& score) {
    return {label, score.precision, score.recall, score.f1, static_cast<qint64>(score.support)};
}

std::vector<ui::EntityScore> scoresOf(const EntityScores& scores) {
    std::vector<ui::EntityScore> out{scoreOf(QStringLiteral("micro"), scores.micro),
        scoreOf(QStringLiteral("macro"), scores.macro)};
    for (const auto& [label, score] : scores.types)
        out.push_back(scoreOf(QString::fromStdString(label), score));
    return out;
}

TrainEvent::Kind kindOf(engine::TrainEvent::Kind kind) {
    switch (kind) {
    case engine::TrainEvent::Kind::Started:
        return TrainEvent::Started;
    case engine::TrainEvent::Kind::Step:
        return TrainEvent::Step;
    case engine::TrainEvent::Kind::Eval:
        return TrainEvent::Eval;
    case engine::TrainEvent::Kind::Checkpoint:
        return TrainEvent::Checkpoint;
    case engine::TrainEvent::Kind::Log:
        return TrainEvent::Log;
    case engine::TrainEvent::Kind::Load:
        return TrainEvent::Load;
    case engine::TrainEvent::Kind::Examples:
        return TrainEvent::Examples;
    case engine::TrainEvent::Kind::Finished:
        return TrainEvent::Finished;
    }
    return TrainEvent::Log;
}

class Sink : public engine::EventSink {
public:
    Sink(const std::function<void(TrainEvent&&)>& next, const ui::TrainRequest& request)
        : m_next(next)
        , m_request(request) { }
    void on(const engine::TrainEvent& event) override {
        TrainEvent out;
        out.kind = kindOf(event.kind);
        out.run = QString::fromStdString(event.run);
        out.step = event.step;
        out.totalSteps = event.totalSteps;
        out.epoch = event.epoch;
        out.seconds = event.time;
        out.loss = event.loss;
        out.learningRate = event.learningRate;
        out.gradNorm = event.gradNorm;
        out.tokensPerSecond = event.tokensPerSecond;
        out.split = QString::fromStdString(event.split);
        if (event.kind == engine::TrainEvent::Kind::Eval
            || event.kind == engine::TrainEvent::Kind::Finished)
            out.scores = scoresOf(event.scores);
        out.message = QString::fromStdString(event.message);
        out.severity = event.severity;
        out.note = QString::fromStdString(event.note);
        out.detail = QString::fromStdString(event.detail);
        out.load = event.load;
        out.examples = event.examples;
        out.stopped = event.stopped;
        out.paused = event.stopped && m_request.pausing && *m_request.pausing;
        m_next(std::move(out));
    }

private:
    const std::function<void(TrainEvent&&)>& m_next;
    const ui::TrainRequest& m_request;
};

// Of a search or a cross-training: each of its runs as if it trained alone, and how many are done.
class SeriesSink : public SeriesWatcher {
public:
    SeriesSink(const std::function<void(TrainEvent&&)>& next, const ui::TrainRequest& request)
        : m_next(next)
        , m_runs(next, request) { }
    void on(const engine::TrainEvent& event) override { m_runs.on(event); }
    void progressed(std::int64_t done, std::int64_t all) override {
        TrainEvent out;
        out.kind = TrainEvent::Series;
        out.step = done;
        out.totalSteps = all;
        m_next(std::move(out));
    }

private:
    const std::function<void(TrainEvent&&)>& m_next;
    Sink m_runs;
};

class Backend : public ui::TrainingBackend {
public:
    explicit Backend(const Places& places)
        : m_places(places)
        , m_library(makeModelLibrary(places)) { }

    Result<ui::Machine> machine() override {
        ui::Machine machine;
        for (const auto& entry : m_library.list())
            machine.models.push_back({QString::fromStdString(entry.name),
                QCoreApplication::translate("Training", "%1 layers, %2 wide, %3 MB")
                    .arg(entry.layers)
                    .arg(entry.hidden)
                    .arg((entry.bytes + 500'000) / 1'000'000),
                entry.builtIn, entry.hidden});
        auto engine = engine::loadEngine(m_places.engine);
        if (!engine) {
            machine.engineProblem = engine.error();
            return machine;
        }
        for (const auto& device : (*engine)->info().devices) {
            const QString name = QString::fromStdString(device);
            machine.devices << name;
            machine.deviceNames << (device == "cpu"
                    ? QCoreApplication::translate("Training", "Processor")
                    : QCoreApplication::translate("Training", "Graphics card %1").arg(name));
        }
        return machine;
    }

    Result<RunPlan> plan(
        store::Project& project, const ui::TrainRequest& request, std::stop_token stop) override {
        auto recipe = recipeOf(request);
        if (!recipe)
            return recipe.error();
        return planRun(
            project, m_library, m_places.engine, *recipe, {}, std::move(stop), m_places.suites);
    }

    Result<void> train(store::Project& project, const ui::TrainRequest& request,
        const std::function<void(TrainEvent&&)>& sink, std::stop_token stop) override {
        if (request.series) {
            SeriesSink events(sink, request);
            return trainSeries(project, m_library, m_places.engine, *request.series, events, stop);
        }
        TrainRunRequest run;
        run.name = request.name.toStdString();
        run.resume = request.resume;
        run.pausing = request.pausing;
        auto recipe = recipeOf(request);
        if (!recipe)
            return recipe.error();
        run.recipe = *recipe;
        if (auto kept = prepareRecipe(project, m_places.suites, run.recipe); !kept)
            return kept;
        Sink window(sink, request);
        std::optional<engine::TensorBoardSink> board;
        if (const auto folder = QSettings().value(QStringLiteral("train/tensorboard")).toString();
            !folder.isEmpty())
            board.emplace(window, folder.toStdString());
        engine::EventSink& events = board ? static_cast<engine::EventSink&>(*board) : window;
        auto outcome = ui::trainsInChild()
            ? trainInChild(
                m_places.binary / "evenspan-cli", project, m_places.engine, run, events, stop)
            : TrainRun(project, m_library, m_places.engine).run(run, events, stop);
        return outcome ? Result<void>() : outcome.error();
    }

private:
    static Result<engine::Recipe> recipeOf(const ui::TrainRequest& request) {
        auto recipe = engine::recipeFromJson(request.recipe.toStdString());
        if (recipe && !request.model.isEmpty())
            recipe->model = request.model.toStdString();
        return recipe;
    }

    Places m_places;
    ModelLibrary m_library;
};

} // namespace

std::unique_ptr<ui::TrainingBackend> makeTrainingBackend(const Places& places) {
    return std::make_unique<Backend>(places);
}

} // namespace evenspan
