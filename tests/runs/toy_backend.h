// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/search/train_series.h"
#include "core/app/train/train_worker.h"
#include "tests/runs/train_fixture.h"
#include "ui/shell/app_workbench.h"
#include "ui/shell/training_backend.h"

#include <QTest>

#include <atomic>

namespace evenspan::ui {

// Trains for a window by the toy engine: here, or in a process of its own.
class ToyBackend : public TrainingBackend {
public:
    std::atomic<bool> child = false, engineMissing = false;

    Result<Machine> machine() override { return Machine{}; }
    Result<RunPlan> plan(store::Project&, const TrainRequest&, std::stop_token) override {
        return RunPlan{};
    }
    Result<void> train(store::Project& project, const TrainRequest& request,
        const std::function<void(TrainEvent&&)>& next, std::stop_token stop) override {
        if (engineMissing)
            return Error{ErrorCode::EngineMissing, "no engine", "here", "Install it."};
        struct Sink : engine::EventSink {
            const TrainRequest& request;
            const std::function<void(TrainEvent&&)>& next;
            Sink(const TrainRequest& r, const std::function<void(TrainEvent&&)>& n)
                : request(r)
                , next(n) { }
            void on(const engine::TrainEvent& event) override {
                using Kind = engine::TrainEvent::Kind;
                TrainEvent out;
                out.kind = event.kind == Kind::Started ? TrainEvent::Started
                    : event.kind == Kind::Step         ? TrainEvent::Step
                    : event.kind == Kind::Finished     ? TrainEvent::Finished
                                                       : TrainEvent::Log;
                out.run = QString::fromStdString(event.run);
                out.step = event.step;
                out.totalSteps = event.totalSteps;
                out.stopped = event.stopped;
                out.paused = event.stopped && request.pausing && *request.pausing;
                next(std::move(out));
            }
        } sink(request, next);
        const ModelLibrary models({}, "/nowhere");
        if (request.series) {
            struct Series : SeriesWatcher {
                Sink& runs;
                explicit Series(Sink& s)
                    : runs(s) { }
                void on(const engine::TrainEvent& event) override { runs.on(event); }
                void progressed(std::int64_t done, std::int64_t all) override {
                    TrainEvent out;
                    out.kind = TrainEvent::Series;
                    out.step = done;
                    out.totalSteps = all;
                    runs.next(std::move(out));
                }
            } series(sink);
            return trainSeries(project, models, EVENSPAN_TOY_ENGINE, *request.series, series, stop);
        }
        TrainRunRequest run;
        run.name = request.name.toStdString();
        run.resume = request.resume;
        run.pausing = request.pausing;
        auto recipe = engine::recipeFromJson(request.recipe.toStdString());
        if (!recipe)
            return recipe.error();
        run.recipe = *recipe;
        auto done = child
            ? trainInChild(EVENSPAN_CLI, project, EVENSPAN_TOY_ENGINE, run, sink, stop)
            : TrainRun(project, models, EVENSPAN_TOY_ENGINE).run(run, sink, stop);
        return done ? Result<void>() : done.error();
    }
};

// A workbench on the project of a TrainFixture; made anew it is the program started again. A
// micro-batch takes `slow` milliseconds.
struct ToyDesk {
    test::TrainFixture& fixture;
    ToyBackend* backend = new ToyBackend;
    std::unique_ptr<AppWorkbench> workbench;
    std::vector<TrainEvent> events;

    explicit ToyDesk(test::TrainFixture& f, int slow = 10)
        : fixture(f) {
        ::setenv("EVENSPAN_TOY_SLOW", std::to_string(slow).c_str(), 1);
        fixture.close();
        workbench = std::make_unique<AppWorkbench>(
            []() -> Result<std::filesystem::path> {
                return Error{ErrorCode::NotFound, "no sample", "", ""};
            },
            std::unique_ptr<TrainingBackend>(backend));
        bool open = false;
        workbench->openProject(QString::fromStdString(fixture.path.string()),
            [&](const Result<void>& done) { open = done.ok(); });
        if (!QTest::qWaitFor([&] { return open; }, 30000))
            qFatal("the project does not open");
    }
    ~ToyDesk() { close(); }
    void close() { // the program ends; the fixture has its project again
        if (!workbench)
            return;
        workbench.reset();
        ::unsetenv("EVENSPAN_TOY_SLOW");
        fixture.open();
    }
    TrainingService& training() { return *workbench->training(); }
    const TrainingService::State& state() { return training().state(); }
    // The run's name as the reply has it; empty: refused.
    QString start(const QString& name, const engine::Recipe& recipe) {
        std::optional<Result<QString>> reply;
        training().start({name, {}, QByteArray::fromStdString(engine::recipeToJson(recipe))},
            [&](const Result<QString>& got) { reply = got; });
        if (!QTest::qWaitFor([&] { return reply.has_value(); }, 30000))
            qFatal("no reply");
        return *reply ? **reply : QString();
    }
    QString start(const QString& name) { return start(name, fixture.recipe()); }
    QStringList waiting() {
        QStringList out;
        for (const store::RunRow& run : state().queue.waiting)
            out << QString::fromStdString(run.name);
        return out;
    }
    bool trains(const QString& run) {
        return QTest::qWaitFor(
            [&] { return state().training && state().run == run && started().contains(run); },
            30000);
    }
    // The same, and the events are left to the window.
    bool runs(const QString& run) {
        return QTest::qWaitFor([&] { return state().training && state().run == run; }, 30000);
    }
    bool waits(const QStringList& runs) {
        return QTest::qWaitFor([&] { return waiting() == runs; }, 30000);
    }
    bool idle() {
        return QTest::qWaitFor([&] { return !state().training && waiting().isEmpty(); }, 60000);
    }
    // For a message, where something did not happen.
    QByteArray says() {
        (void)started();
        QString out = QStringLiteral("training %1 '%2', paused %3, waiting %4, events %5")
                          .arg(state().training)
                          .arg(state().run)
                          .arg(state().queue.paused)
                          .arg(waiting().join(QLatin1Char(' ')))
                          .arg(events.size());
        for (const TrainEvent& event : events)
            if (event.kind == TrainEvent::Failed)
                out += QStringLiteral("; %1: %2")
                           .arg(event.run, QString::fromStdString(event.error.text()));
        return out.toUtf8();
    }
    // Until what was asked for has been stored and the queue read again.
    void settle() {
        for (int i = 0; i < 2; ++i) {
            bool done = false;
            workbench->record([](store::Writer&) { return Result<void>(); },
                [&](const Result<void>&) { done = true; });
            if (!QTest::qWaitFor([&] { return done; }, 30000))
                qFatal("the writer does not answer");
            bool read = false;
            workbench->runs([&](auto) { read = true; });
            (void)QTest::qWaitFor([&] { return read; }, 30000);
        }
    }
    RunId id(const QString& name) {
        for (const store::RunRow& run : state().queue.waiting)
            if (QString::fromStdString(run.name) == name)
                return run.id;
        return {};
    }
    QStringList started() {
        for (TrainEvent& event : workbench->takeTrainEvents())
            events.push_back(std::move(event));
        QStringList out;
        for (const TrainEvent& event : events)
            if (event.kind == TrainEvent::Started)
                out << event.run;
        return out;
    }
};

} // namespace evenspan::ui
