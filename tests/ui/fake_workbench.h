// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/run_curves.h"
#include "core/app/runs/run_history.h"
#include "core/app/train/plan_run.h"
#include "ui/shell/workbench.h"

#include <QHash>
#include <QTimer>

#include <functional>
#include <vector>

namespace evenspan::ui {

// A workbench that answers from memory after `delay` milliseconds, counts what it was asked, and
// plays a training by the script of a loss that falls. Documents are made from their number.
class FakeWorkbench : public Workbench {
public:
    explicit FakeWorkbench(QObject* parent = nullptr);

    // --- What the test arranges
    qint64 documents = 0; // of the project that opens next
    int delay = 0;
    std::optional<Error> nextError; // the next call with a reply fails with it
    TrainingCounts learnable{2000, 300, 0, {}};
    qint64 trainSteps = 400;
    RunPlan runPlan;
    RunHistory runHistory; // of every run
    std::optional<RunCurves> runCurves; // else made from metrics()
    std::vector<store::RunRow> runRows;
    bool withRuns = false;
    void playTraining(qint64 steps); // all events up to this step, at once
    void tell(const TrainEvent& event); // one event of the run, kept in its history too
    void finishTraining(bool stopped);
    void failTraining(const Error& error);

    // --- What the test reads
    QStringList calls; // names of calls in order
    std::vector<std::vector<DocumentId>> askedRows;
    store::DocumentFilter lastFilter;
    store::DocumentOrder lastOrder;
    TrainRequest lastRequest, lastPlanned;
    QStringList opened;
    qint64 waiting() const { return m_replies.size(); }

    bool isOpen() const override { return m_open; }
    const ProjectState& project() const override { return m_project; }
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
    void record(std::function<Result<void>(store::Writer&)>, Reply<void>) override {
        calls << QStringLiteral("record");
    }
    void tryAgain(Reply<void> reply) override;
    void stopEditing(const Error& error); // as a full disk does
    void forget(Ticket ticket) override { m_replies.remove(ticket); }
    Ticket machine(Reply<Machine> reply) override;
    Ticket trainingCounts(Reply<TrainingCounts> reply) override;
    Ticket planTraining(const TrainRequest& request, Reply<RunPlan> reply) override;
    void startTraining(const TrainRequest& request, Reply<QString> reply) override;
    void stopTraining() override;
    bool isTraining() const override { return m_training; }
    std::vector<TrainEvent> takeTrainEvents() override;
    Ticket runs(Reply<std::vector<store::RunRow>> reply) override;
    Ticket metrics(RunId run, Reply<std::vector<store::MetricRow>> reply) override;
    Ticket curves(RunId run, Reply<RunCurves> reply) override;
    Ticket history(const QString& run, Reply<RunHistory> reply) override;

    static store::DocumentData makeDocument(DocumentId id);
    static std::vector<EntityScore> makeScores(double f1);
    static std::vector<engine::RunExample> makeExamples(double progress);

protected:
    Ticket readInBackground(ReaderJob) override { // there is no store to read: no answer comes
        calls << QStringLiteral("query");
        return m_next++;
    }

private:
    std::vector<store::MetricRow> metricRows(RunId run) const;
    Ticket later(std::function<void()> call);
    template <class T> Ticket answer(Reply<T> reply, std::function<Result<T>()> make);
    void open(const QString& path);
    void refresh();

    bool m_open = false;
    ProjectState m_project;
    QHash<Ticket, std::function<void()>> m_replies;
    Ticket m_next = 1;
    bool m_training = false;
    qint64 m_step = 0;
    std::vector<TrainEvent> m_events;
};

} // namespace evenspan::ui
