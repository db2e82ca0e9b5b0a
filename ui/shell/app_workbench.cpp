// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/app_workbench.h"

#include "core/app/plan_run.h"
#include "core/app/run_data.h"
#include "core/store/reader.h"
#include "core/store/writer.h"
#include "ui/common/colours.h"
#include "ui/shell/import_job.h"

#include <QDateTime>
#include <QFileInfo>
#include <QMetaObject>

namespace evenspan::ui {

namespace {

constexpr int kProbeMilliseconds = 3000;
constexpr std::size_t kProbeBytes = 32 << 10; // more than the change of a label needs

std::filesystem::path toPath(const QString& path) {
    return std::filesystem::path(path.toStdU16String());
}

Error noProject() {
    return {ErrorCode::NotFound, "No project is open", "", "Open a project."};
}

Error noEngine() {
    return {ErrorCode::EngineMissing, "This installation cannot train", "",
        "Install the engine module, then start Evenspan again."};
}

Result<ProjectState> readState(store::Project& project) {
    auto reader = project.reader();
    if (!reader)
        return reader.error();
    ProjectState state;
    state.path = QString::fromStdString(project.path().string());
    state.name = QFileInfo(state.path).completeBaseName();
    state.readOnly = project.readOnly();
    state.notice = project.notice();
    auto info = (*reader)->info();
    if (!info)
        return info.error();
    state.info = std::move(*info);
    auto labels = (*reader)->labels();
    if (!labels)
        return labels.error();
    for (const store::LabelRow& label : *labels) {
        state.labelPlaces.emplace(label.name, int(label.id.value - 1));
        if (const auto own = labelColourIndex(QColor(QString::fromStdString(label.colour))))
            state.labelColours.emplace(label.name, *own);
    }
    state.undoName = QString::fromStdString((*reader)->undoName().valueOr({}));
    state.redoName = QString::fromStdString((*reader)->redoName().valueOr({}));
    if (const auto last = (*reader)->history(std::nullopt, 1); last && !last->empty())
        state.savedAt = last->front().time;
    return state;
}

} // namespace

AppWorkbench::AppWorkbench(SampleMaker sample, std::unique_ptr<TrainingBackend> backend,
    std::unique_ptr<SuggestionBackend> suggesting)
    : m_sample(std::move(sample))
    , m_backend(std::move(backend))
    , m_suggestions(std::move(suggesting)) {
    m_readers.setMaxThreadCount(3);
    m_writer.setMaxThreadCount(1);
    m_probe.setInterval(kProbeMilliseconds);
    connect(&m_probe, &QTimer::timeout, this, [this] { tryAgain({}); });
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
    m_trainer.request_stop();
    if (m_trainer.joinable())
        m_trainer.join();
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

template <class T>
Workbench::Ticket AppWorkbench::ask(
    QThreadPool& pool, std::function<Result<T>(std::stop_token)> work, Reply<T> reply) {
    const Ticket ticket = m_next++;
    std::stop_source source;
    m_open.insert(ticket, source);
    pool.start([this, ticket, token = source.get_token(), work = std::move(work),
                   reply = std::move(reply)] {
        auto answer = std::make_shared<Result<T>>(token.stop_requested()
                ? Result<T>(Error{ErrorCode::Cancelled, "Cancelled", "", ""})
                : work(token));
        post([this, ticket, answer, reply] {
            if (m_open.remove(ticket))
                reply(std::move(*answer));
        });
    });
    return ticket;
}

template <class T>
Workbench::Ticket AppWorkbench::read(
    std::function<Result<T>(store::Reader&, std::stop_token)> work, Reply<T> reply) {
    return ask<T>(
        m_readers,
        [project = m_project, work = std::move(work)](std::stop_token stop) -> Result<T> {
            if (!project)
                return noProject();
            auto reader = project->reader();
            if (!reader)
                return reader.error();
            return work(**reader, stop);
        },
        std::move(reply));
}

void AppWorkbench::forget(Ticket ticket) {
    if (const auto it = m_open.find(ticket); it != m_open.end()) {
        it->request_stop();
        m_open.erase(it);
    }
}

void AppWorkbench::refresh(std::function<void()> then, bool documents) {
    ask<ProjectState>(
        m_readers,
        [project = m_project](std::stop_token) -> Result<ProjectState> {
            if (!project)
                return noProject();
            return readState(*project);
        },
        [this, project = m_project, then = std::move(then), documents](Result<ProjectState> state) {
            if (project == m_project && state) {
                state->stopped = m_state.stopped;
                m_state = std::move(*state);
                Q_EMIT projectChanged();
                if (documents)
                    Q_EMIT documentsChanged();
            }
            if (then)
                then();
        });
}

void AppWorkbench::open(Opener opener, Reply<void> reply) {
    struct Opened {
        ProjectPtr project;
        ProjectState state;
    };
    if (m_training) {
        post([reply = std::move(reply)] {
            reply(Error{ErrorCode::Locked, "A training is running in the open project", "",
                "Stop it first, or wait until it ends."});
        });
        return;
    }
    if (m_project)
        Q_EMIT aboutToClose();
    // The open project goes first: the same file may be asked for again.
    m_suggestions.setProject({});
    m_probe.stop();
    m_project.reset();
    ask<Opened>(
        m_writer,
        [this, opener = std::move(opener)](std::stop_token) -> Result<Opened> {
            m_readers.waitForDone(); // so that the file before is closed
            m_suggestions.waitForDone();
            auto project = opener();
            if (!project)
                return project.error();
            Opened opened;
            opened.project = std::move(*project);
            auto state = readState(*opened.project);
            if (!state)
                return state.error();
            opened.state = std::move(*state);
            return opened;
        },
        [this, reply = std::move(reply)](Result<Opened> opened) {
            if (!opened) {
                m_state = {};
                Q_EMIT projectChanged();
                reply(opened.error());
                return;
            }
            m_project = std::move(opened->project);
            m_state = std::move(opened->state);
            m_suggestions.setProject(m_project);
            Q_EMIT projectChanged();
            Q_EMIT documentsChanged();
            reply({});
        });
}

void AppWorkbench::createProject(const QString& path, Reply<void> reply) {
    open([path] { return store::Project::create(toPath(path)); }, std::move(reply));
}

void AppWorkbench::openProject(const QString& path, Reply<void> reply) {
    open([path] { return store::Project::openBest(toPath(path)); }, std::move(reply));
}

void AppWorkbench::openSample(Reply<void> reply) {
    open(
        [make = m_sample]() -> Result<std::unique_ptr<store::Project>> {
            auto path = make();
            if (!path)
                return path.error();
            return store::Project::openBest(*path);
        },
        std::move(reply));
}

void AppWorkbench::closeProject() {
    if (m_project)
        Q_EMIT aboutToClose();
    stopTraining();
    m_suggestions.setProject({});
    m_probe.stop();
    m_project.reset();
    m_state = {};
    Q_EMIT projectChanged();
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

Workbench::Ticket AppWorkbench::previewImport(
    const ImportRequest& request, Reply<ImportReport> reply) {
    return ask<ImportReport>(
        m_readers, [request](std::stop_token stop) { return previewFiles(request, stop); },
        std::move(reply));
}

Workbench::Ticket AppWorkbench::runImport(const ImportRequest& request,
    std::function<void(qint64, double)> progress, Reply<ImportReport> reply) {
    const Ticket ticket = m_next; // the one that ask() takes
    return ask<ImportReport>(
        m_writer,
        [this, project = m_project, request, progress = std::move(progress), ticket](
            std::stop_token stop) -> Result<ImportReport> {
            if (!project || !project->writer())
                return noProject();
            return importFilesInto(
                *project->writer(), request,
                [this, progress, ticket](qint64 documents, double share) {
                    post([this, progress, ticket, documents, share] {
                        if (m_open.contains(ticket))
                            progress(documents, share);
                    });
                },
                stop);
        },
        [this, reply = std::move(reply)](Result<ImportReport> report) {
            auto kept = std::make_shared<Result<ImportReport>>(std::move(report));
            refresh([reply, kept] { reply(std::move(*kept)); }, true);
        });
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

QStringList AppWorkbench::importFormats() const {
    return formatsForImport();
}

Workbench::Ticket AppWorkbench::machine(Reply<Machine> reply) {
    return ask<Machine>(
        m_readers,
        [this](std::stop_token) -> Result<Machine> {
            return m_backend ? m_backend->machine() : Result<Machine>(noEngine());
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
            return m_backend ? m_backend->plan(*project, request, stop) : noEngine();
        },
        std::move(reply));
}

void AppWorkbench::startTraining(const TrainRequest& request, Reply<QString> reply) {
    if (m_training || !m_project || !m_backend) {
        const Error error = m_training ? Error{ErrorCode::Locked, "A training is running already",
                                "", "Stop it first, or wait until it ends."}
            : m_project                ? noEngine()
                                       : noProject();
        post([reply = std::move(reply), error] { reply(error); });
        return;
    }
    setTraining(true);
    if (m_trainer.joinable())
        m_trainer.join();
    m_trainer = std::jthread([this, project = m_project, request](std::stop_token stop) {
        const Result<void> result = m_backend->train(
            *project, request,
            [this](TrainEvent&& event) {
                const bool started = event.kind == TrainEvent::Started;
                m_events.push(std::move(event));
                if (started)
                    post([this] { Q_EMIT trainingChanged(); });
            },
            stop);
        if (!result) {
            TrainEvent failed;
            failed.kind = TrainEvent::Failed;
            failed.run = request.name;
            failed.error = result.error();
            m_events.push(std::move(failed));
        }
        post([this] {
            setTraining(false);
            Q_EMIT trainingChanged();
            refresh({}, false);
        });
    });
    post([this, reply = std::move(reply), name = request.name] {
        Q_EMIT trainingChanged();
        reply(name);
    });
}

// One engine, all cores: suggestions wait, since the training is what the user waits for.
void AppWorkbench::setTraining(bool on) {
    m_training = on;
    m_suggestions.setPaused(on);
}

void AppWorkbench::stopTraining() {
    m_trainer.request_stop();
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
