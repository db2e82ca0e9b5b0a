// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/app_workbench.h"

#include "core/app/runs/run_data.h"
#include "core/app/train/plan_run.h"
#include "core/store/writer.h"
#include "ui/shell/app_workbench_ask.h"

#include <QMetaObject>

namespace evenspan::ui {

namespace {

constexpr int kProbeMilliseconds = 3000;
constexpr std::size_t kProbeBytes = 32 << 10; // more than the change of a label needs

Error noEngine() {
    return {ErrorCode::EngineMissing, "This installation cannot train", "",
        "Install the engine module, then start Evenspan again."};
}

} // namespace

AppWorkbench::AppWorkbench(SampleMaker sample, std::unique_ptr<TrainingBackend> backend,
    std::unique_ptr<SuggestionBackend> suggesting, std::unique_ptr<RunBackend> looking)
    : m_sample(std::move(sample))
    , m_training(std::make_unique<TrainingService>(*this, std::move(backend)))
    , m_suggestions(std::move(suggesting))
    , m_desk(std::move(looking)) {
    m_readers.setMaxThreadCount(3);
    m_writer.setMaxThreadCount(1);
    m_probe.setInterval(kProbeMilliseconds);
    connect(&m_probe, &QTimer::timeout, this, [this] { tryAgain({}); });
    connect(m_training.get(), &TrainingService::trainingChanged, this, [this] {
        // One engine, all cores: suggestions wait, since the training is what the user waits for.
        m_suggestions.setPaused(isTraining());
        Q_EMIT trainingChanged();
        refresh({}, false);
    });
    connect(&m_suggestions, &SuggestionService::suggested, this,
        [this](const std::vector<DocumentId>& documents) {
            for (const DocumentId id : documents)
                Q_EMIT documentEdited(id);
            refresh({}, false);
        });
    connect(&m_suggestions, &SuggestionService::failed, this, &AppWorkbench::noteFailure);
}

AppWorkbench::~AppWorkbench() {
    *m_alive = false;
    for (std::stop_source& source : m_open)
        source.request_stop();
    m_training->finish();
    m_readers.waitForDone();
    m_writer.waitForDone();
}

void AppWorkbench::post(std::function<void()> call) {
    QMetaObject::invokeMethod(
        this,
        [alive = m_alive, call = std::move(call)] {
            if (*alive)
                call();
        },
        Qt::QueuedConnection);
}

void AppWorkbench::forget(Ticket ticket) {
    if (const auto it = m_open.find(ticket); it != m_open.end()) {
        it->request_stop();
        m_open.erase(it);
    }
}

void AppWorkbench::step(bool forward, Reply<void> reply) {
    ask<bool>(
        m_writer,
        [project = m_project, forward, stopped = m_state.stopped](std::stop_token) -> Result<bool> {
            if (stopped)
                return *stopped;
            if (!project || !project->writer())
                return noProject();
            return forward ? project->writer()->redo() : project->writer()->undo();
        },
        [this, reply = std::move(reply)](Result<bool> done) {
            const Result<void> result = done ? Result<void>() : Result<void>(done.error());
            if (!done)
                noteFailure(done.error());
            refresh([reply, result] { reply(result); }, true);
        });
}

void AppWorkbench::undo(Reply<void> reply) {
    step(false, std::move(reply));
}
void AppWorkbench::redo(Reply<void> reply) {
    step(true, std::move(reply));
}

Workbench::Ticket AppWorkbench::readInBackground(ReaderJob job) {
    using Call = std::function<void()>;
    return ask<Call>(
        m_readers,
        [project = m_project, job = std::move(job)](std::stop_token stop) -> Result<Call> {
            if (!project)
                return job(nullptr, noProject(), stop);
            auto reader = project->reader();
            return reader ? job(reader->get(), {}, stop) : job(nullptr, reader.error(), stop);
        },
        [](Result<Call> call) {
            if (call)
                (*call)();
        });
}

Workbench::Ticket AppWorkbench::documentIds(const store::DocumentFilter& filter,
    const store::DocumentOrder& order, Reply<std::vector<DocumentId>> reply) {
    return read<std::vector<DocumentId>>(
        [filter, order](store::Reader& reader, std::stop_token stop) {
            return reader.ids(filter, order, stop);
        },
        std::move(reply));
}

Workbench::Ticket AppWorkbench::documentRows(
    std::vector<DocumentId> ids, Reply<std::vector<store::DocumentRow>> reply) {
    return read<std::vector<store::DocumentRow>>(
        [ids = std::move(ids)](
            store::Reader& reader, std::stop_token stop) { return reader.rows(ids, stop); },
        std::move(reply));
}

Workbench::Ticket AppWorkbench::document(DocumentId id, Reply<store::DocumentData> reply) {
    return read<store::DocumentData>(
        [id](store::Reader& reader, std::stop_token stop) { return reader.document(id, stop); },
        std::move(reply));
}

Workbench::Ticket AppWorkbench::labels(Reply<std::vector<store::LabelRow>> reply) {
    return read<std::vector<store::LabelRow>>(
        [](store::Reader& reader, std::stop_token) { return reader.labels(); }, std::move(reply));
}

void AppWorkbench::edit(
    DocumentId document, std::function<Result<void>(store::Writer&)> change, Reply<void> reply) {
    ask<bool>(
        m_writer,
        [project = m_project, change = std::move(change), stopped = m_state.stopped](
            std::stop_token) -> Result<bool> {
            if (stopped)
                return *stopped;
            if (!project)
                return noProject();
            if (!project->writer())
                return Error{ErrorCode::ReadOnly, "The project is open read-only", "",
                    "Close it elsewhere, or copy it to a place you may write."};
            auto done = change(*project->writer());
            return done ? Result<bool>(true) : Result<bool>(done.error());
        },
        [this, document, reply = std::move(reply)](Result<bool> done) {
            if (!done) {
                noteFailure(done.error());
                reply(done.error());
                return;
            }
            if (document != DocumentId{})
                Q_EMIT documentEdited(document);
            reply({});
            refresh({}, document == DocumentId{});
        });
}

void AppWorkbench::record(std::function<Result<void>(store::Writer&)> change, Reply<void> reply) {
    m_writer.start(
        [this, project = m_project, change = std::move(change), reply = std::move(reply)] {
            const Result<void> done = project && project->writer() ? change(*project->writer())
                                                                   : Result<void>(noProject());
            post([this, done, reply] {
                if (!done)
                    noteFailure(done.error());
                if (reply)
                    reply(done);
            });
        });
}

void AppWorkbench::noteFailure(const Error& error) {
    if (error.code != ErrorCode::NoSpace || m_state.stopped || !m_project)
        return;
    m_state.stopped = error;
    m_probe.start();
    Q_EMIT projectChanged();
}

void AppWorkbench::tryAgain(Reply<void> reply) {
    m_writer.start([this, project = m_project, reply = std::move(reply)] {
        const Result<void> done = [&]() -> Result<void> {
            if (!project || !project->writer())
                return noProject();
            const std::string key = "store.probe";
            auto room = project->writer()->setSetting(key, std::string(kProbeBytes, 'x'));
            return room ? project->writer()->setSetting(key, {}) : room;
        }();
        post([this, project, done, reply] {
            if (done && project == m_project && m_state.stopped) {
                m_state.stopped.reset();
                m_probe.stop();
                m_suggestions.retry();
                refresh({}, false);
            }
            if (reply)
                reply(done);
        });
    });
}

Workbench::Ticket AppWorkbench::machine(Reply<Machine> reply) {
    return ask<Machine>(
        m_readers,
        [this](std::stop_token) -> Result<Machine> {
            TrainingBackend* backend = m_training->backend();
            return backend ? backend->machine() : Result<Machine>(noEngine());
        },
        std::move(reply));
}

Workbench::Ticket AppWorkbench::trainingCounts(Reply<TrainingCounts> reply) {
    return read<TrainingCounts>(
        [](store::Reader& reader, std::stop_token stop) -> Result<TrainingCounts> {
            auto counts = countLearnable(reader, stop);
            if (!counts)
                return counts.error();
            TrainingCounts out{counts->train, counts->validation, counts->undecided, {}};
            for (const auto& [key, value] : counts->where)
                out.where << QString::fromStdString(key + "=" + value);
            return out;
        },
        std::move(reply));
}

Workbench::Ticket AppWorkbench::planTraining(const TrainRequest& request, Reply<RunPlan> reply) {
    return ask<RunPlan>(
        m_readers,
        [this, project = m_project, request](std::stop_token stop) -> Result<RunPlan> {
            if (!project)
                return noProject();
            TrainingBackend* backend = m_training->backend();
            return backend ? backend->plan(*project, request, stop) : noEngine();
        },
        std::move(reply));
}

Workbench::Ticket AppWorkbench::runs(Reply<std::vector<store::RunRow>> reply) {
    return read<std::vector<store::RunRow>>(
        [](store::Reader& reader, std::stop_token stop) { return reader.runs(stop); },
        std::move(reply));
}

Workbench::Ticket AppWorkbench::metrics(RunId run, Reply<std::vector<store::MetricRow>> reply) {
    return read<std::vector<store::MetricRow>>(
        [run](
            store::Reader& reader, std::stop_token stop) { return reader.metrics(run, -1, stop); },
        std::move(reply));
}

} // namespace evenspan::ui
