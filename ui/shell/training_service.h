// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/train/run_queue.h"
#include "ui/shell/event_buffer.h"
#include "ui/shell/training_backend.h"
#include "ui/shell/workbench.h"

#include <QObject>

#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace evenspan::ui {

// The one training of the window and those that wait behind it. It starts the next one when one
// ends, unless the queue is paused. Where a project opens with runs that wait, its queue is paused
// until the user starts it: nobody expects a program to compute because a file was opened.
//
// Everything is for the window's thread; answers and signals come from the event loop. The store's
// part of the queue is core/app/train/run_queue.h.
class TrainingService : public QObject {
    Q_OBJECT

public:
    using ProjectPtr = std::shared_ptr<store::Project>;
    template <class T> using Reply = Workbench::Reply<T>;
    enum class Ending { None, Stopping, Pausing };

    // Runs that train as one: a search or a cross-training.
    struct Series {
        QString name;
        bool search = false;
        qint64 done = 0, all = 0; // runs; all 0: not known
    };
    struct State {
        bool possible = false; // a project that can be written to is open
        bool training = false;
        QString run; // that trains; empty where its name is not known yet
        Ending ending = Ending::None;
        std::optional<Series> series; // that trains
        RunQueue queue;
    };

    TrainingService(Workbench& workbench, std::unique_ptr<TrainingBackend> backend);
    ~TrainingService() override; // as finish()

    const State& state() const { return m_state; }
    bool isWaiting(const QString& run) const;

    // Begins at once, or waits behind the run that trains. The reply names the run.
    void start(const TrainRequest& request, Reply<QString> reply);
    // Begins a search or a cross-training, or goes on with one. Refused while something trains: it
    // would hold the device for long, which nobody who waits in the queue expects.
    void startSeries(std::shared_ptr<const TrainSeries> series, Reply<void> reply);
    // Goes on with a run that was paused, stopped, interrupted or failed, or begins one that waits:
    // at once, or behind the run that trains.
    void goOn(const QString& run);
    void stop(); // after the present batch; the best weights are kept, the next run begins
    // After the present batch; the run keeps its exact state and lets the device go, and the queue
    // is paused with it.
    void pause();
    void setQueuePaused(bool paused);
    void move(RunId run, std::size_t to); // to this place, 0 the next one
    void remove(RunId run, Reply<RemovedRun> reply);
    void putBack(const RemovedRun& removed);
    void dismissInterrupted(const QString& run);

    // --- By the workbench
    TrainingBackend* backend() const { return m_backend.get(); }
    void setProject(ProjectPtr project, bool writable); // null: none; a run of the one before ends
    std::vector<TrainEvent> takeEvents() { return m_events.take(); }
    void reload(); // the queue, from the project
    void finish(); // pauses what runs and waits for it; nothing is said any more

Q_SIGNALS:
    void changed(); // state() is new
    void seriesEnded(const QString& name, const evenspan::Result<void>& result);
    void trainingChanged(); // a run began, has its row, or ended
    void queued(const QString& run); // it waits now
    void failed(const evenspan::Error& error); // a change of the queue

private:
    using Change = std::function<Result<void>(store::Project&, store::Writer&)>;
    std::optional<Error> hindrance() const; // why nothing can train
    void begin(TrainRequest request);
    void ended(const QString& run, const Result<void>& result);
    void take(RunQueue queue, bool first); // as it was read
    void next(); // begins the first of those that wait, where nothing hinders
    void change(Change change, Reply<void> reply = {});
    void requestEnd(Ending ending);
    void post(std::function<void()> call); // dropped once this is gone

    Workbench& m_workbench;
    std::unique_ptr<TrainingBackend> m_backend;
    ProjectPtr m_project;
    State m_state;
    EventBuffer m_events;
    std::shared_ptr<std::atomic<bool>> m_pausing = std::make_shared<std::atomic<bool>>(false);
    std::jthread m_thread;
    Workbench::Ticket m_ticket = 0;
    std::vector<std::function<void()>> m_afterReading; // of the queue
    int m_pausesUnderWay = 0;
    bool m_opened = false; // the queue of this project has been read as it lay there
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace evenspan::ui
