// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/compare_runs.h"
#include "core/app/train/verify_run.h"
#include "core/store/project.h"

#include <QHash>
#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan {
struct Inspection; // core/app/inspect/inspection.h
struct InspectionRequest;
struct BehaviourReport; // core/app/inspect/behaviour_tests.h
struct BehaviourTest;
} // namespace evenspan

namespace evenspan::ui {

using InspectionPtr = std::shared_ptr<const Inspection>;

// How finished runs are looked into: the composition gives it, so that the engine is not touched
// before it is needed. All calls block and run on the desk's thread.
class RunBackend {
public:
    using Progress = std::function<void(double share)>; // below 0: not known
    virtual ~RunBackend() = default;
    virtual Result<RunOutcome> score(store::Project& project, const std::string& run,
        const std::string& split, std::stop_token stop, const Progress& progress) = 0;
    virtual Result<Comparison> compare(store::Project& project, const CompareRequest& request,
        std::stop_token stop, const Progress& progress) = 0;
    virtual Result<Verification> verify(store::Project& project, const VerifyRequest& request,
        std::stop_token stop, const Progress& progress) = 0;
    // What the run marked in the documents of a split; this backend may have none.
    virtual Result<InspectionPtr> inspect(store::Project& project, const InspectionRequest& request,
        std::stop_token stop, const Progress& progress);
    // What the run does in tests of behaviour, kept with it; this backend may have none.
    virtual Result<BehaviourReport> behave(store::Project& project, const std::string& run,
        const std::vector<BehaviourTest>& tests, std::stop_token stop, const Progress& progress);
};

// Scores, compares and verifies runs of the open project, one after another on a thread of its own.
// Every call returns at once; progress and reply come on the window's thread, from the event loop.
// For the window's thread, but for waitForDone().
class RunDesk : public QObject {
    Q_OBJECT
public:
    using ProjectPtr = std::shared_ptr<store::Project>;
    using Ticket = std::uint64_t; // 0: none
    template <class T> using Reply = std::function<void(Result<T>)>;

    explicit RunDesk(std::unique_ptr<RunBackend> backend, QObject* parent = nullptr);
    ~RunDesk() override; // stops, then waits

    bool possible() const { return m_backend && m_project; }
    Ticket score(const QString& run, const QString& split, RunBackend::Progress progress,
        Reply<RunOutcome> reply);
    Ticket compare(
        const CompareRequest& request, RunBackend::Progress progress, Reply<Comparison> reply);
    Ticket verify(
        const VerifyRequest& request, RunBackend::Progress progress, Reply<Verification> reply);
    Ticket inspect(const InspectionRequest& request, RunBackend::Progress progress,
        Reply<InspectionPtr> reply);
    Ticket behave(const std::string& run, const std::vector<BehaviourTest>& tests,
        RunBackend::Progress progress, Reply<BehaviourReport> reply);
    // Any other question of the open project that takes long: `work` runs on the desk's thread,
    // after what was asked before. Without an open project the reply is its NotFound.
    template <class T>
    using Work =
        std::function<Result<T>(store::Project&, std::stop_token, const RunBackend::Progress&)>;
    template <class T> Ticket ask(Work<T> work, RunBackend::Progress progress, Reply<T> reply) {
        return startJob(
            [work = std::move(work), reply = std::move(reply)](store::Project* project,
                const Error& none, std::stop_token stop,
                const RunBackend::Progress& tell) -> std::function<void()> {
                auto answer = std::make_shared<Result<T>>(
                    project ? work(*project, std::move(stop), tell) : Result<T>(none));
                return [answer, reply] { reply(std::move(*answer)); };
            },
            std::move(progress));
    }
    // Ends it where it can be ended; its reply is not called any more.
    void cancel(Ticket ticket);

    // --- By the workbench
    void setProject(ProjectPtr project);
    void waitForDone(); // from any thread, after setProject(nullptr)

private:
    // The job gets the project, or null and why there is none; what it returns runs on the window's
    // thread.
    using Job = std::function<std::function<void()>(
        store::Project*, const Error&, std::stop_token, const RunBackend::Progress&)>;
    Ticket startJob(Job job, RunBackend::Progress progress);
    template <class T>
    Ticket start(std::function<Result<T>(
                     RunBackend&, store::Project&, std::stop_token, const RunBackend::Progress&)>
                     work,
        RunBackend::Progress progress, Reply<T> reply);
    void post(Ticket ticket, std::function<void()> call); // dropped once it was cancelled

    std::unique_ptr<RunBackend> m_backend;
    ProjectPtr m_project;
    QHash<Ticket, std::stop_source> m_open;
    Ticket m_next = 1;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
    QThreadPool m_pool; // last: it is waited for first
};

} // namespace evenspan::ui
