// SPDX-License-Identifier: GPL-3.0-or-later
// tool_launcher: what a fast run costs the window's thread, as a JSON line. A thread sends
// 1,000,000 events of a run in 10 seconds into the window's buffer, with an evaluation every 10,000
// steps; the real window shows the curves meanwhile. The figure is processor time of the window's
// thread, in milliseconds a second, above that of the same window with nothing to do.
#include "tests/ui/ui_support.h"
#include "ui/common/plot.h"
#include "ui/shell/event_buffer.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QSettings>
#include <QStandardPaths>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <thread>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

constexpr qint64 kEvents = 1'000'000;
constexpr double kSeconds = 10;

double threadMilliseconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

class Stream : public FakeWorkbench {
public:
    std::vector<TrainEvent> takeTrainEvents() override {
        auto out = FakeWorkbench::takeTrainEvents(); // how the run began
        for (TrainEvent& event : m_buffer.take())
            out.push_back(std::move(event));
        return out;
    }
    void send(const QString& run) {
        const auto begin = std::chrono::steady_clock::now();
        for (qint64 step = 1; step <= kEvents; ++step) {
            TrainEvent event;
            event.kind = TrainEvent::Step;
            event.run = run;
            event.step = step;
            event.totalSteps = kEvents;
            event.epoch = double(step) / 1e5;
            event.seconds = double(step) / 1e5;
            event.loss = 0.1 + 2 * std::exp(-double(step) / 2e5) + 0.05 * std::sin(double(step));
            event.learningRate = 1e-4;
            event.gradNorm = 1;
            event.tokensPerSecond = 1e5;
            m_buffer.push(std::move(event));
            if (step % 10'000 == 0) {
                TrainEvent eval;
                eval.kind = TrainEvent::Eval;
                eval.run = run;
                eval.step = step;
                eval.split = QStringLiteral("validation");
                eval.loss = 0.2 + 2 * std::exp(-double(step) / 2e5);
                eval.scores = makeScores(0.9 - std::exp(-double(step) / 2e5));
                m_buffer.push(std::move(eval));
            }
            if (step % 1000 == 0)
                std::this_thread::sleep_until(begin
                    + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                        std::chrono::duration<double>(kSeconds * double(step) / double(kEvents))));
        }
        sent = true;
    }
    std::atomic<bool> sent{false};

private:
    EventBuffer m_buffer;
};

// Milliseconds of processor a second while `go` holds. It is asked ten times a second.
template <class Go> double costWhile(Go go) {
    QElapsedTimer timer;
    timer.start();
    const double before = threadMilliseconds();
    QEventLoop loop;
    QTimer ask;
    QObject::connect(&ask, &QTimer::timeout, &loop, [&] {
        if (!go(timer.elapsed()))
            loop.quit();
    });
    ask.start(100);
    loop.exec();
    return (threadMilliseconds() - before) / (double(timer.elapsed()) / 1000);
}

} // namespace

int main(int argc, char** argv) {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("evenspan-bench"));
    QApplication application(argc, argv);
    QSettings().clear();
    Theme theme(application);
    Stream workbench;
    ScriptedDialogs dialogs;
    MainWindow window(workbench, theme, dialogs);
    addProjectPage(window);
    addTrainPage(window);
    window.resize(1280, 800);
    window.show();
    workbench.documents = 1000;
    window.openPath(QStringLiteral("/data/a.evenspan"));
    costWhile([](qint64 passed) { return passed < 500; });
    auto* page = qobject_cast<TrainPage*>(window.showPage(QStringLiteral("train")));
    costWhile([](qint64 passed) { return passed < 500; });
    const double idle = costWhile([](qint64 passed) { return passed < 3000; });
    TrainRequest request;
    request.name = QStringLiteral("run-1");
    workbench.startTraining(request, [](Result<QString>) {});
    costWhile([](qint64 passed) { return passed < 1000; });
    std::thread sender([&] { workbench.send(request.name); });
    const double busy =
        costWhile([&](qint64 passed) { return !workbench.sent && passed < 120'000; });
    sender.join();
    std::fprintf(stderr, "shown %d points, idle %.2f ms/s, busy %.2f ms/s\n", page->plot().size(0),
        idle, busy);
    if (page->plot().size(0) < 1000)
        return 1; // the window did not show the run
    std::printf("{\"name\":\"launcher.events\",\"value\":%.6g,\"unit\":\"ms/s\"}\n", busy - idle);
    return 0;
}
