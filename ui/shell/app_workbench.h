// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/run_desk.h"
#include "ui/shell/suggestion_service.h"
#include "ui/shell/training_service.h"
#include "ui/shell/workbench.h"

#include <QHash>
#include <QThreadPool>
#include <QTimer>

#include <filesystem>
#include <memory>
#include <stop_token>

namespace evenspan::ui {

// The workbench of the program: a project file, reader threads for questions, one thread for
// changes, and the services for training and suggestions. What replies capture must live until the
// workbench goes or forget() is called.
class AppWorkbench : public Workbench {
    Q_OBJECT
public:
    // Makes the sample project if need be and returns its path; runs on a thread of its own.
    using SampleMaker = std::function<Result<std::filesystem::path>()>;

    // A null backend: everything works but training, which says so. Without the second one no run
    // suggests, without the third none is scored.
    AppWorkbench(SampleMaker sample, std::unique_ptr<TrainingBackend> backend,
        std::unique_ptr<SuggestionBackend> suggesting = nullptr,
        std::unique_ptr<RunBackend> looking = nullptr);
    ~AppWorkbench() override; // stops what runs, then waits for it

    bool isOpen() const override { return m_project != nullptr; }
    const ProjectState& project() const override { return m_state; }
    void createProject(const QString& path, Reply<void> reply) override;
    void openProject(const QString& path, Reply<void> reply) override;
    void openSample(Reply<void> reply) override;
    void closeProject() override;
    void undo(Reply<void> reply) override;
    void redo(Reply<void> reply) override;
    using Workbench::documentIds;
    Ticket documentIds(const store::DocumentFilter& filter, const store::DocumentOrder& order,
        Reply<std::vector<DocumentId>> reply) override;
    Ticket documentRows(
        std::vector<DocumentId> ids, Reply<std::vector<store::DocumentRow>> reply) override;
    Ticket document(DocumentId id, Reply<store::DocumentData> reply) override;
    Ticket labels(Reply<std::vector<store::LabelRow>> reply) override;
    void edit(DocumentId document, std::function<Result<void>(store::Writer&)> change,
        Reply<void> reply) override;
    void record(
        std::function<Result<void>(store::Writer&)> change, Reply<void> reply = {}) override;
    void tryAgain(Reply<void> reply) override;
    SuggestionService* suggestions() override { return &m_suggestions; }
    RunDesk& runDesk() { return m_desk; }
    // For what trains many times: it holds up no other question.
    RunDesk& longDesk() { return m_longDesk; }
    void forget(Ticket ticket) override;
    Ticket machine(Reply<Machine> reply) override;
    Ticket trainingCounts(Reply<TrainingCounts> reply) override;
    Ticket planTraining(const TrainRequest& request, Reply<RunPlan> reply) override;
    TrainingService* training() override { return m_training.get(); }
    void startTraining(const TrainRequest& request, Reply<QString> reply) override {
        m_training->start(request, std::move(reply));
    }
    void stopTraining() override { m_training->stop(); }
    bool isTraining() const override { return m_training->state().training; }
    std::vector<TrainEvent> takeTrainEvents() override { return m_training->takeEvents(); }
    Ticket runs(Reply<std::vector<store::RunRow>> reply) override;
    Ticket metrics(RunId run, Reply<std::vector<store::MetricRow>> reply) override;

protected:
    Ticket readInBackground(ReaderJob job) override;

private:
    using ProjectPtr = std::shared_ptr<store::Project>;
    using Opener = std::function<Result<std::unique_ptr<store::Project>>()>;
    // Runs `work` on `pool` and its reply here, unless the ticket was forgotten meanwhile.
    template <class T>
    Ticket ask(QThreadPool& pool, std::function<Result<T>(std::stop_token)> work, Reply<T> reply);
    template <class T>
    Ticket read(std::function<Result<T>(store::Reader&, std::stop_token)> work, Reply<T> reply);
    void open(Opener opener, Reply<void> reply);
    void step(bool forward, Reply<void> reply);
    void refresh(std::function<void()> then, bool documents);
    void post(std::function<void()> call); // onto the window's thread
    void noteFailure(const Error& error); // a full disk stops all changes

    SampleMaker m_sample;
    ProjectPtr m_project;
    ProjectState m_state;
    QThreadPool m_readers;
    QThreadPool m_writer; // one thread: changes happen in the order they were asked for
    QHash<Ticket, std::stop_source> m_open;
    Ticket m_next = 1;
    std::unique_ptr<TrainingService> m_training;
    SuggestionService m_suggestions;
    RunDesk m_desk;
    RunDesk m_longDesk{nullptr};
    QTimer m_probe; // while the disk is full
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace evenspan::ui
