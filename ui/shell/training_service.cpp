// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/training_service.h"

#include "core/app/search/train_series.h"

#include <QMetaObject>
#include <QSettings>

#include <algorithm>

namespace evenspan::ui {

namespace {

// What would befall the next run as well.
bool hindersAll(ErrorCode code) {
    return code == ErrorCode::EngineMissing || code == ErrorCode::NoSpace
        || code == ErrorCode::ReadOnly;
}

const QString kInChild = QStringLiteral("train/own_process");

} // namespace

bool trainsInChild() {
    return QSettings().value(kInChild, false).toBool();
}

void setTrainsInChild(bool on) {
    QSettings().setValue(kInChild, on);
}

TrainingService::TrainingService(Workbench& workbench, std::unique_ptr<TrainingBackend> backend)
    : m_workbench(workbench)
    , m_backend(std::move(backend)) { }

TrainingService::~TrainingService() {
    finish();
}

void TrainingService::finish() {
    *m_alive = false;
    *m_pausing = true;
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

void TrainingService::post(std::function<void()> call) {
    QMetaObject::invokeMethod(
        this,
        [alive = m_alive, call = std::move(call)] {
            if (*alive)
                call();
        },
        Qt::QueuedConnection);
}

bool TrainingService::isWaiting(const QString& run) const {
    return std::ranges::any_of(m_state.queue.waiting,
        [&](const store::RunRow& row) { return QString::fromStdString(row.name) == run; });
}

void TrainingService::setProject(ProjectPtr project, bool writable) {
    if (m_state.training)
        requestEnd(Ending::Pausing); // the row it leaves is found when the project opens again
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = 0;
    m_opened = false;
    m_afterReading.clear();
    m_project = std::move(project);
    m_state.possible = m_project && m_backend && writable;
    m_state.queue = {};
    Q_EMIT changed();
    if (m_project)
        reload();
}

void TrainingService::reload() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = m_workbench.query<RunQueue>(
        [](store::Reader& reader, std::stop_token stop) { return readQueue(reader, stop); },
        [this](Result<RunQueue> queue) {
            m_ticket = 0;
            const bool first = !std::exchange(m_opened, true);
            if (queue)
                take(std::move(*queue), first);
            for (const auto& call : std::exchange(m_afterReading, {}))
                call();
            if (queue)
                next();
        });
}

void TrainingService::take(RunQueue queue, bool first) {
    const bool paused = m_state.queue.paused;
    m_state.queue = std::move(queue);
    if (m_pausesUnderWay > 0) // what was read is older than what was asked for
        m_state.queue.paused = paused;
    if (first && !m_state.queue.waiting.empty() && !m_state.queue.paused)
        setQueuePaused(true);
    Q_EMIT changed();
}

void TrainingService::next() {
    if (m_state.training || !m_state.possible || !m_opened || m_state.queue.paused
        || m_state.queue.waiting.empty())
        return;
    TrainRequest request;
    request.name = QString::fromStdString(m_state.queue.waiting.front().name);
    request.resume = true;
    begin(std::move(request));
}

std::optional<Error> TrainingService::hindrance() const {
    if (m_state.possible)
        return {};
    if (!m_backend)
        return Error{ErrorCode::EngineMissing, "This installation cannot train", "",
            "Install the engine module, then start Evenspan again."};
    if (m_project)
        return Error{ErrorCode::ReadOnly, "The project is open read-only", "",
            "Close it elsewhere, or copy it to a place you may write."};
    return Error{ErrorCode::NotFound, "No project is open", "", "Open a project."};
}

void TrainingService::startSeries(std::shared_ptr<const TrainSeries> series, Reply<void> reply) {
    auto error = hindrance();
    if (!error && m_state.training)
        error = Error{ErrorCode::Locked, "Another training is under way", m_state.run.toStdString(),
            "Wait for its end, or stop it."};
    if (!error) {
        TrainRequest request;
        request.series = std::move(series);
        begin(std::move(request));
    }
    post([reply = std::move(reply), error] {
        reply(error ? Result<void>(*error) : Result<void>());
    });
}

void TrainingService::start(const TrainRequest& request, Reply<QString> reply) {
    if (const auto error = hindrance()) {
        post([reply = std::move(reply), error] { reply(*error); });
        return;
    }
    if (!m_state.training) {
        begin(request);
        post([reply = std::move(reply), name = request.name] { reply(name); });
        return;
    }
    const auto name = std::make_shared<std::string>();
    change(
        [request, name](store::Project& project, store::Writer& writer) -> Result<void> {
            TrainRunRequest wanted;
            wanted.name = request.name.toStdString();
            auto recipe = engine::recipeFromJson(request.recipe.toStdString());
            if (!recipe)
                return recipe.error();
            wanted.recipe = std::move(*recipe);
            if (!request.model.isEmpty())
                wanted.recipe.model = request.model.toStdString();
            auto queued = enqueueRun(project, writer, wanted);
            if (!queued)
                return queued.error();
            *name = std::move(*queued);
            return {};
        },
        [this, name, reply = std::move(reply)](const Result<void>& done) {
            const QString run = QString::fromStdString(*name);
            if (done)
                Q_EMIT queued(run);
            reply(done ? Result<QString>(run) : Result<QString>(done.error()));
        });
}

void TrainingService::goOn(const QString& run) {
    if (!m_state.possible || (m_state.training && m_state.run == run))
        return;
    if (!m_state.training) {
        TrainRequest request;
        request.name = run;
        request.resume = true;
        begin(std::move(request));
        return;
    }
    if (isWaiting(run))
        return;
    change([name = run.toStdString()](store::Project& project,
               store::Writer& writer) { return enqueueToGoOn(project, writer, name); },
        [this, run](const Result<void>& done) {
            if (done)
                Q_EMIT queued(run);
            else
                Q_EMIT failed(done.error());
        });
}

void TrainingService::begin(TrainRequest request) {
    m_state.training = true;
    m_state.run = request.name;
    m_state.ending = Ending::None;
    m_state.series.reset();
    if (request.series)
        m_state.series =
            Series{QString::fromStdString(request.series->name), request.series->isSearch()};
    if (m_thread.joinable())
        m_thread.join();
    m_pausing = std::make_shared<std::atomic<bool>>(false);
    request.pausing = m_pausing;
    m_thread = std::jthread([this, project = m_project, request](std::stop_token stop) mutable {
        const Result<void> result = m_backend->train(
            *project, request,
            [this](TrainEvent&& event) {
                if (event.kind == TrainEvent::Series)
                    return post([this, done = event.step, all = event.totalSteps] {
                        if (!m_state.series)
                            return;
                        m_state.series->done = done;
                        m_state.series->all = all;
                        Q_EMIT changed();
                    });
                if (event.kind == TrainEvent::Started)
                    post([this, run = event.run] {
                        m_state.run = run;
                        reload(); // it waits no longer
                        Q_EMIT trainingChanged();
                    });
                m_events.push(std::move(event));
            },
            stop);
        if (!result) {
            TrainEvent last;
            last.kind = TrainEvent::Failed;
            last.run = request.name;
            last.error = result.error();
            if (result.error().code == ErrorCode::Cancelled) { // before its first step
                last.kind = TrainEvent::Finished;
                last.stopped = true;
                last.paused = *request.pausing;
            }
            m_events.push(std::move(last));
        }
        project.reset(); // on this thread: closing a file takes time
        post([this, run = request.name, result] { ended(run, result); });
    });
    Q_EMIT changed();
    post([this] { Q_EMIT trainingChanged(); });
}

void TrainingService::ended(const QString& run, const Result<void>& result) {
    const QString name = m_state.run.isEmpty() ? run : m_state.run;
    const auto series = std::exchange(m_state.series, std::nullopt);
    m_state.training = false;
    m_state.run.clear();
    m_state.ending = Ending::None;
    Q_EMIT changed();
    Q_EMIT trainingChanged();
    if (series)
        Q_EMIT seriesEnded(series->name, result);
    if (!m_project)
        return;
    if (result || name.isEmpty()) {
        reload();
        return;
    }
    if (hindersAll(result.error().code) && !m_state.queue.waiting.empty())
        setQueuePaused(true);
    // Whatever happened, no row may say that it still runs, or come up again for ever.
    change([name = name.toStdString(), error = result.error()](store::Project& project,
               store::Writer& writer) { return closeRun(project, writer, name, error); },
        [this](const Result<void>&) { Q_EMIT trainingChanged(); });
}

void TrainingService::requestEnd(Ending ending) {
    if (!m_state.training || m_state.ending != Ending::None)
        return;
    m_state.ending = ending;
    *m_pausing = ending == Ending::Pausing;
    m_thread.request_stop();
    Q_EMIT changed();
}

void TrainingService::stop() {
    requestEnd(Ending::Stopping);
}

void TrainingService::pause() {
    if (!m_state.training)
        return;
    if (!m_state.queue.waiting.empty())
        setQueuePaused(true); // or the next run would take the device
    requestEnd(Ending::Pausing);
}

void TrainingService::setQueuePaused(bool paused) {
    if (!m_state.possible)
        return;
    m_state.queue.paused = paused;
    ++m_pausesUnderWay;
    Q_EMIT changed();
    change([paused](store::Project& project,
               store::Writer& writer) { return evenspan::setQueuePaused(project, writer, paused); },
        [this](const Result<void>& done) {
            --m_pausesUnderWay;
            if (!done)
                Q_EMIT failed(done.error());
        });
}

void TrainingService::move(RunId run, std::size_t to) {
    change([run, to](store::Project& project, store::Writer& writer) {
        return moveQueued(project, writer, run, to);
    });
}

void TrainingService::remove(RunId run, Reply<RemovedRun> reply) {
    const auto removed = std::make_shared<RemovedRun>();
    change(
        [run, removed](store::Project& project, store::Writer& writer) -> Result<void> {
            auto done = removeQueued(project, writer, run);
            if (!done)
                return done.error();
            *removed = std::move(*done);
            return {};
        },
        [this, removed, reply = std::move(reply)](const Result<void>& done) {
            reply(done ? Result<RemovedRun>(*removed) : Result<RemovedRun>(done.error()));
            Q_EMIT trainingChanged();
        });
}

void TrainingService::putBack(const RemovedRun& removed) {
    change([removed](store::Project& project,
               store::Writer& writer) { return putBackQueued(project, writer, removed); },
        [this](const Result<void>& done) {
            if (!done)
                Q_EMIT failed(done.error());
            Q_EMIT trainingChanged();
        });
}

void TrainingService::dismissInterrupted(const QString& run) {
    change([name = run.toStdString()](store::Project& project, store::Writer& writer) {
        return evenspan::dismissInterrupted(project, writer, name);
    });
}

// On the writer's thread, one after another; the queue is read again before the reply.
void TrainingService::change(Change change, Reply<void> reply) {
    if (!m_project)
        return;
    if (!m_opened) { // or what is queued now would look as if it had waited here before
        m_afterReading.push_back([this, change = std::move(change), reply = std::move(reply)] {
            this->change(change, reply);
        });
        return;
    }
    m_workbench.record([project = m_project, change = std::move(change)](
                           store::Writer& writer) { return change(*project, writer); },
        [this, alive = m_alive, reply = std::move(reply)](const Result<void>& done) {
            if (!*alive)
                return;
            const auto answer = [this, reply, done] {
                if (reply)
                    reply(done);
                else if (!done)
                    Q_EMIT failed(done.error());
            };
            if (!m_project)
                return answer();
            m_afterReading.push_back(answer);
            reload();
        });
}

} // namespace evenspan::ui
