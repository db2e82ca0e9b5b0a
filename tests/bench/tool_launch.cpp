// SPDX-License-Identifier: GPL-3.0-or-later
// tool_launch: the real window, engine and encoder on the sample project. From pressing Start until
// the first step is done (the engine is loaded before, as the dialog does it), and from pressing
// Stop until the window says so and until no further batch is learnt; the median of five runs, as
// JSON lines. One more run is watched in its curves: from a step of zoom to the window painted
// whole, the 95th percentile of 200 frames, 20 ms apart; then the labelling page is in front: from
// a key in its text to the paint, the same of 400 keys (`tool_launch key`: these two alone). The
// window's longest wait goes to stderr.
#include "app/composition.h"
#include "app/training_backend.h"
#include "core/app/demo.h"
#include "ui/common/file_dialogs.h"
#include "ui/common/plot.h"
#include "ui/common/theme.h"
#include "ui/label/canvas/canvas_view.h"
#include "ui/label/label_page.h"
#include "ui/project/project_page.h"
#include "ui/shell/app_workbench.h"
#include "ui/shell/main_window.h"
#include "ui/shell/train_monitor.h"
#include "ui/train/train_page.h"

#include <QAction>
#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

constexpr int kRuns = 5;
constexpr qint64 kStepsBeforeStop = 12;
constexpr int kKeys = 400;
constexpr int kFrames = 200;

// Waits in the event loop, asleep between events: a loop that spins would take a core from the
// training, whose threads give way to everything else. False where it takes more than two minutes.
template <class Until> bool waitFor(Until until) {
    QElapsedTimer timer;
    timer.start();
    QEventLoop loop;
    QTimer ask;
    QObject::connect(&ask, &QTimer::timeout, &loop, [&] {
        if (until() || timer.elapsed() > 120'000)
            loop.quit();
    });
    ask.start(5);
    loop.exec();
    return until();
}

double medianOf(std::vector<double> values) {
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

double percentile95(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() * 95 / 100];
}

void pause(int milliseconds) {
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

// What the run has said so far.
struct Heard {
    qint64 steps = 0;
    double firstStep = -1, lastStep = -1; // ms on `clock`
    double perStep = 0; // ms, the mean of those seen
    bool ended = false;
    Error error;
};

} // namespace

int main(int argc, char** argv) {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("evenspan-bench"));
    QApplication application(argc, argv);
    QSettings().clear();
    const Places places = findPlaces();
    QTemporaryDir folder;
    const auto path = std::filesystem::path(folder.path().toStdString()) / "sample.evenspan";
    if (auto made = makeSampleProject(places.sample, path); !made) {
        std::fprintf(stderr, "%s\n", made.error().what.c_str());
        return 1;
    }
    Theme theme(application);
    SystemFileDialogs dialogs;
    AppWorkbench workbench(
        [path] { return Result<std::filesystem::path>(path); }, makeTrainingBackend(places));
    MainWindow window(workbench, theme, dialogs);
    addProjectPage(window);
    addLabelPage(window);
    addTrainPage(window);
    window.resize(1280, 800);
    window.show();
    window.openPath(QString::fromStdString(path.string()));
    bool ready = false;
    if (!waitFor([&] { return workbench.isOpen(); }))
        return 1;
    window.showPage(QStringLiteral("train"));
    workbench.machine([&](Result<Machine> machine) {
        ready = machine && !machine->engineProblem && !machine->models.empty();
    });
    if (!waitFor([&] { return ready; }))
        return 1;

    QElapsedTimer clock;
    clock.start();
    Heard heard;
    QObject::connect(&window.monitor(), &TrainMonitor::events, &window,
        [&](const std::vector<TrainEvent>& events) {
            const double now = double(clock.nsecsElapsed()) / 1e6;
            for (const TrainEvent& event : events) {
                if (event.kind == TrainEvent::Step) {
                    heard.steps = event.step;
                    heard.perStep = 1000 * event.seconds / double(std::max<qint64>(1, event.step));
                    heard.lastStep = now;
                    if (heard.firstStep < 0)
                        heard.firstStep = now;
                } else if (event.kind == TrainEvent::Finished || event.kind == TrainEvent::Failed) {
                    heard.ended = true;
                    heard.error = event.error;
                }
            }
        });
    // A window that answers is asked every 10 ms.
    double longest = 0;
    QElapsedTimer beat;
    QTimer pulse;
    QObject::connect(&pulse, &QTimer::timeout, &window, [&] {
        if (beat.isValid())
            longest = std::max(longest, double(beat.nsecsElapsed()) / 1e6 - 10);
        beat.start();
    });

    std::vector<double> starts, stops, further;
    const bool keysAlone = argc > 1 && QByteArray(argv[1]) == "key";
    for (int run = 0; run < (keysAlone ? 0 : kRuns); ++run) {
        heard = {};
        TrainRequest request;
        request.name = QStringLiteral("run-%1").arg(run + 1);
        request.model = QStringLiteral("minilm");
        request.recipe = R"({"epochs": 40, "batch_size": 16, "eval_every": 100000})";
        const double begin = double(clock.nsecsElapsed()) / 1e6;
        workbench.startTraining(request, [](Result<QString>) {});
        if (!waitFor([&] { return heard.firstStep >= 0 || heard.ended; }) || heard.ended) {
            std::fprintf(stderr, "%s\n", heard.error.what.c_str());
            return 1;
        }
        starts.push_back((heard.firstStep - begin) / 1000);
        beat.invalidate();
        pulse.start(10);
        if (!waitFor([&] { return heard.steps >= kStepsBeforeStop || heard.ended; }))
            return 1;
        pulse.stop();
        const qint64 stepsAtStop = heard.steps;
        const double stop = double(clock.nsecsElapsed()) / 1e6;
        window.actions().action(QStringLiteral("train.stop"))->trigger();
        if (!waitFor([&] { return window.monitor().stopping() || heard.ended; }))
            return 1;
        stops.push_back(double(clock.nsecsElapsed()) / 1e6 - stop);
        if (!waitFor([&] { return heard.ended && !workbench.isTraining(); }))
            return 1;
        further.push_back(double(heard.steps - stepsAtStop));
        std::fprintf(stderr,
            "run %d: first step after %.3f s, a step takes %.0f ms, Stop said "
            "after %.1f ms, %.0f steps came after it\n",
            run + 1, starts.back(), heard.perStep, stops.back(), further.back());
    }
    // Frames and keys while a run trains.
    heard = {};
    TrainRequest request;
    request.name = QStringLiteral("keys");
    request.model = QStringLiteral("minilm");
    request.recipe = R"({"epochs": 400, "batch_size": 16, "eval_every": 100000})";
    workbench.startTraining(request, [](Result<QString>) {});
    auto* page = qobject_cast<TrainPage*>(window.showPage(QStringLiteral("train")));
    if (!page || !waitFor([&] { return heard.firstStep >= 0 || heard.ended; }) || heard.ended)
        return 1;
    std::vector<double> frames;
    for (int i = 0; i < kFrames && !heard.ended; ++i) {
        QElapsedTimer since;
        since.start();
        page->plot().zoom(i % 2 == 0 ? 1.05 : 1 / 1.05); // drawn anew by the next turn
        QCoreApplication::processEvents();
        window.repaint();
        frames.push_back(double(since.nsecsElapsed()) / 1e6);
        pause(20);
    }
    auto* label = qobject_cast<LabelPage*>(window.showPage(QStringLiteral("label")));
    if (!label
        || !waitFor([&] { return (heard.firstStep >= 0 || heard.ended) && label->hasDocument(); })
        || heard.ended)
        return 1;
    auto* canvas = label->findChild<TextCanvas*>();
    canvas->setFocus();
    std::vector<double> keys;
    const qint64 stepsBefore = heard.steps;
    for (int i = 0; i < kKeys && !heard.ended; ++i) {
        QElapsedTimer since;
        since.start();
        QTest::keyClick(canvas, i % 40 < 20 ? Qt::Key_Right : Qt::Key_Left);
        canvas->viewport()->repaint();
        keys.push_back(double(since.nsecsElapsed()) / 1e6);
        pause(20);
    }
    const bool trained = !heard.ended && heard.steps > stepsBefore;
    window.actions().action(QStringLiteral("train.stop"))->trigger();
    if (!waitFor([&] { return heard.ended && !workbench.isTraining(); }) || !trained)
        return 1;
    std::fprintf(stderr, "longest wait of the window while it trains: %.1f ms\n", longest);
    const auto print = [](const char* name, double value, const char* unit) {
        std::printf("%s\n",
            nlohmann::json{{"name", name}, {"value", value}, {"unit", unit}}.dump().c_str());
    };
    print("launcher.frame", percentile95(frames), "ms");
    print("launcher.key", percentile95(keys), "ms");
    if (keysAlone)
        return 0;
    print("launcher.start", medianOf(starts), "s");
    print("launcher.stop", medianOf(stops), "ms");
    // One batch may be under way when Stop is pressed, and one that is done not yet be told.
    return medianOf(further) <= 2 ? 0 : 1;
}
