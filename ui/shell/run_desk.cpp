// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/run_desk.h"

#include "core/app/inspect/behaviour_tests.h"
#include "core/app/inspect/inspection.h"
#include "core/app/model/compute_plan.h"

#include <QCoreApplication>
#include <QElapsedTimer>

namespace evenspan::ui {

namespace {
constexpr qint64 kTellEvery = 80; // milliseconds between two calls of a progress
}

Result<InspectionPtr> RunBackend::inspect(
    store::Project&, const InspectionRequest&, std::stop_token, const Progress&) {
    return Error{ErrorCode::EngineMissing, "This installation cannot ask a model", "",
        "Install the engine module, then start Evenspan again."};
}

Result<BehaviourReport> RunBackend::behave(store::Project&, const std::string&,
    const std::vector<BehaviourTest>&, std::stop_token, const Progress&) {
    return Error{ErrorCode::EngineMissing, "This installation cannot ask a model", "",
        "Install the engine module, then start Evenspan again."};
}

RunDesk::RunDesk(std::unique_ptr<RunBackend> backend, QObject* parent)
    : QObject(parent)
    , m_backend(std::move(backend)) {
    m_pool.setMaxThreadCount(1);
}

RunDesk::~RunDesk() {
    *m_alive = false;
    setProject({});
    m_pool.waitForDone();
}

void RunDesk::setProject(ProjectPtr project) {
    for (std::stop_source& source : m_open)
        source.request_stop();
    m_open.clear();
    m_project = std::move(project);
}

void RunDesk::waitForDone() {
    m_pool.waitForDone();
}

void RunDesk::post(Ticket ticket, std::function<void()> call) {
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [this, alive = m_alive, ticket, call = std::move(call)] {
            if (*alive && m_open.contains(ticket))
                call();
        },
        Qt::QueuedConnection);
}

RunDesk::Ticket RunDesk::startJob(Job job, RunBackend::Progress progress) {
    const Ticket ticket = m_next++;
    std::stop_source source;
    m_open.insert(ticket, source);
    m_pool.start([this, ticket, project = m_project, token = source.get_token(),
                     job = std::move(job), progress = std::move(progress)]() mutable {
        lowerPriority();
        QElapsedTimer since;
        const auto tell = [&](double share) {
            if (!progress || (since.isValid() && since.elapsed() < kTellEvery))
                return;
            since.start();
            post(ticket, [progress, share] { progress(share); });
        };
        const bool stopped = token.stop_requested();
        auto answer = job(stopped ? nullptr : project.get(),
            stopped ? Error{ErrorCode::Cancelled, "Cancelled", "", ""}
                    : Error{ErrorCode::NotFound, "No project is open", "", "Open a project."},
            token, tell);
        project.reset(); // before the answer: the project may be closed by it
        post(ticket, [this, ticket, answer = std::move(answer)] {
            m_open.remove(ticket);
            answer();
        });
    });
    return ticket;
}

template <class T>
RunDesk::Ticket RunDesk::start(std::function<Result<T>(RunBackend&, store::Project&,
                                   std::stop_token, const RunBackend::Progress&)>
                                   work,
    RunBackend::Progress progress, Reply<T> reply) {
    if (possible())
        return ask<T>(
            [this, work = std::move(work)](
                store::Project& project, std::stop_token stop, const RunBackend::Progress& tell) {
                return work(*m_backend, project, std::move(stop), tell);
            },
            std::move(progress), std::move(reply));
    const Ticket ticket = m_next++;
    m_open.insert(ticket, {});
    post(ticket, [this, ticket, reply] {
        m_open.remove(ticket);
        reply(Error{ErrorCode::EngineMissing, "This installation cannot ask a model", "",
            "Install the engine module, then start Evenspan again."});
    });
    return ticket;
}

RunDesk::Ticket RunDesk::score(const QString& run, const QString& split,
    RunBackend::Progress progress, Reply<RunOutcome> reply) {
    return start<RunOutcome>(
        [run = run.toStdString(), split = split.toStdString()](RunBackend& backend,
            store::Project& project, std::stop_token stop, const RunBackend::Progress& tell) {
            return backend.score(project, run, split, std::move(stop), tell);
        },
        std::move(progress), std::move(reply));
}

RunDesk::Ticket RunDesk::compare(
    const CompareRequest& request, RunBackend::Progress progress, Reply<Comparison> reply) {
    return start<Comparison>(
        [request](RunBackend& backend, store::Project& project, std::stop_token stop,
            const RunBackend::Progress& tell) {
            return backend.compare(project, request, std::move(stop), tell);
        },
        std::move(progress), std::move(reply));
}

RunDesk::Ticket RunDesk::verify(
    const VerifyRequest& request, RunBackend::Progress progress, Reply<Verification> reply) {
    return start<Verification>(
        [request](RunBackend& backend, store::Project& project, std::stop_token stop,
            const RunBackend::Progress& tell) {
            return backend.verify(project, request, std::move(stop), tell);
        },
        std::move(progress), std::move(reply));
}

RunDesk::Ticket RunDesk::inspect(
    const InspectionRequest& request, RunBackend::Progress progress, Reply<InspectionPtr> reply) {
    return start<InspectionPtr>(
        [request](RunBackend& backend, store::Project& project, std::stop_token stop,
            const RunBackend::Progress& tell) {
            return backend.inspect(project, request, std::move(stop), tell);
        },
        std::move(progress), std::move(reply));
}

RunDesk::Ticket RunDesk::behave(const std::string& run, const std::vector<BehaviourTest>& tests,
    RunBackend::Progress progress, Reply<BehaviourReport> reply) {
    return start<BehaviourReport>(
        [run, tests](RunBackend& backend, store::Project& project, std::stop_token stop,
            const RunBackend::Progress& tell) {
            return backend.behave(project, run, tests, std::move(stop), tell);
        },
        std::move(progress), std::move(reply));
}

void RunDesk::cancel(Ticket ticket) {
    const auto found = m_open.find(ticket);
    if (found == m_open.end())
        return;
    found->request_stop();
    m_open.erase(found);
}

} // namespace evenspan::ui
