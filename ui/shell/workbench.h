// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/machine_load.h"
#include "core/base/result.h"
#include "core/engine/run_notes.h"
#include "core/store/records.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <atomic>
#include <cstdint>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace evenspan {
struct RunPlan; // core/app/train/plan_run.h
struct RunCurves; // core/app/runs/run_curves.h
struct RunHistory; // core/app/runs/run_history.h
struct TrainSeries; // core/app/search/train_series.h
} // namespace evenspan

namespace evenspan::store {
class Reader;
class Writer;
} // namespace evenspan::store

namespace evenspan::ui {

// The open project as the window shows it; refreshed before projectChanged() is sent.
struct ProjectState {
    QString path;
    QString name; // file name without its ending
    bool readOnly = false;
    Error notice; // why it is read-only, or what else to know; an empty `what`: nothing
    store::ProjectInfo info;
    QString undoName; // empty: nothing to undo
    QString redoName;
    qint64 savedAt = 0; // of the last change on disk, ms since 1970
    std::map<std::string, int> labelColours; // for labelColour(): what somebody chose
    std::map<std::string, int> labelPlaces; // of every label: ids count from 1

    // For labelColour(): its own colour, else the one of its place; the same on every page, and a
    // new label changes nobody else's.
    int colourOf(const std::string& label) const {
        const auto own = labelColours.find(label);
        return own == labelColours.end() ? automaticColourOf(label) : own->second;
    }
    int automaticColourOf(const std::string& label) const {
        if (const auto place = labelPlaces.find(label); place != labelPlaces.end())
            return place->second;
        return int(std::distance(info.labels.begin(), info.labels.find(label)));
    }
    // The disk is full: changes are refused, with this error, until there is room again.
    std::optional<Error> stopped;

    bool editable() const { return !readOnly && !stopped; }
};

struct ModelChoice {
    QString name; // what the recipe takes
    QString summary; // "6 layers, 384 wide, 87 MB"
    bool builtIn = false;
    qint64 hidden = 0; // width; 0: not known
};

// What a run would learn from, by the project's own filter; sentences.
struct TrainingCounts {
    qint64 train = 0;
    qint64 validation = 0; // 0: a tenth of `train` is held out
    qint64 undecided = 0; // left out
    QStringList where; // "language=en"
};

// What a run may use; found in the background, since it loads the engine.
struct Machine {
    std::vector<ModelChoice> models;
    QStringList devices; // "cpu", "cuda:0"
    QStringList deviceNames; // for people, same order
    std::optional<Error> engineProblem; // training is not possible, and why
};

struct TrainRequest {
    QString name; // of the run; empty: one is made
    QString model;
    QByteArray recipe = "{}"; // JSON object with the recipe's keys
    bool resume = false; // a run of this name that waits, or is to go on; model and recipe are its
    std::shared_ptr<const std::atomic<bool>> pausing = {}; // by the service: a stop is a pause
    std::shared_ptr<const TrainSeries> series = {}; // several runs instead; nothing above counts
};

struct EntityScore {
    QString label; // a type, or "micro", "macro"
    double precision = 0;
    double recall = 0;
    double f1 = 0;
    qint64 support = 0;
};

// One event of a running training, as the engine's worker gives it.
struct TrainEvent {
    enum Kind { Started, Step, Eval, Checkpoint, Log, Load, Examples, Finished, Failed, Series };
    Kind kind = Log;
    QString run;
    qint64 step = 0; // of Series: runs that are done
    qint64 totalSteps = 0; // 0: not known
    double epoch = 0;
    double seconds = 0; // since the start
    double loss = 0;
    double learningRate = 0;
    double gradNorm = 0;
    double tokensPerSecond = 0;
    QString split; // of Eval
    std::vector<EntityScore> scores; // of Eval and Finished; "micro" first
    QString message; // of Log and Failed
    engine::Severity severity = engine::Severity::Info; // of Log
    QString note, detail; // of Log: see core/engine/run_notes.h
    MachineLoad load; // of Load
    std::vector<engine::RunExample> examples; // of Examples
    Error error; // of Failed
    bool stopped = false; // Finished: the user stopped it
    bool paused = false; // Finished: and wants to go on later
};

class SuggestionService;
class TrainingService;

// What the window asks of the program. Every call returns at once; replies and signals come on the
// window's thread, from the event loop, never inside the call. A reply whose question is no longer
// of interest is dropped with forget().
class Workbench : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    using Ticket = std::uint64_t; // 0: none
    template <class T> using Reply = std::function<void(Result<T>)>;

    // --- Project. At most one is open; opening another closes it.
    virtual bool isOpen() const = 0;
    virtual const ProjectState& project() const = 0;
    virtual void createProject(const QString& path, Reply<void> reply) = 0;
    virtual void openProject(const QString& path, Reply<void> reply) = 0;
    // Makes (once) and opens the sample project under the user's data folder.
    virtual void openSample(Reply<void> reply) = 0;
    virtual void closeProject() = 0;
    virtual void undo(Reply<void> reply) = 0;
    virtual void redo(Reply<void> reply) = 0;

    // --- Documents
    virtual Ticket documentIds(const store::DocumentFilter& filter,
        const store::DocumentOrder& order, Reply<std::vector<DocumentId>> reply) = 0;
    Ticket documentIds(const store::DocumentFilter& filter, Reply<std::vector<DocumentId>> reply) {
        return documentIds(filter, {}, std::move(reply));
    }
    virtual Ticket documentRows(
        std::vector<DocumentId> ids, Reply<std::vector<store::DocumentRow>> reply) = 0;
    virtual Ticket document(DocumentId id, Reply<store::DocumentData> reply) = 0;
    virtual Ticket labels(Reply<std::vector<store::LabelRow>> reply) = 0;
    // Any other question: `work` runs on a reader's thread.
    template <class T>
    Ticket query(std::function<Result<T>(store::Reader&, std::stop_token)> work, Reply<T> reply) {
        return readInBackground(
            [work = std::move(work), reply = std::move(reply)](store::Reader* reader,
                const Error& none, std::stop_token stop) -> std::function<void()> {
                auto answer =
                    std::make_shared<Result<T>>(reader ? work(*reader, stop) : Result<T>(none));
                return [answer, reply] { reply(std::move(*answer)); };
            });
    }
    // Runs one change of a document on the writer's thread; when the reply comes it is on disk, and
    // documentEdited() has been sent. `document` 0: more than one document may change, and
    // documentsChanged() is sent instead.
    virtual void edit(DocumentId document, std::function<Result<void>(store::Writer&)> change,
        Reply<void> reply) = 0;
    // Stores what is no edit and shown by no page (times, settings): no signal comes, and it is
    // carried out even where the window closes at once.
    virtual void record(
        std::function<Result<void>(store::Writer&)> change, Reply<void> reply = {}) = 0;
    // Tries whether the disk has room again (see ProjectState::stopped); also tried by itself every
    // few seconds.
    virtual void tryAgain(Reply<void> reply) = 0;
    // Stops the question where it can be stopped; its reply is not called any more.
    virtual void forget(Ticket ticket) = 0;

    // Suggestions of trained runs; null: this workbench has none.
    virtual SuggestionService* suggestions() { return nullptr; }

    // --- Training. One run at a time; others wait in a queue.
    // Queue, pause and going on; null: this workbench has none.
    virtual TrainingService* training() { return nullptr; }
    virtual Ticket machine(Reply<Machine> reply) = 0;
    virtual Ticket trainingCounts(Reply<TrainingCounts> reply) = 0;
    // What the run would be, from a few real steps on the device.
    virtual Ticket planTraining(const TrainRequest& request, Reply<RunPlan> reply) = 0;
    // Where a run trains already the new one waits behind it.
    virtual void startTraining(const TrainRequest& request, Reply<QString> reply) = 0;
    virtual void stopTraining() = 0; // ends after the present batch, keeping the best weights
    virtual bool isTraining() const = 0;
    // Everything since the last call. Bounded: where the window is late, single steps are left
    // out, never another event.
    virtual std::vector<TrainEvent> takeTrainEvents() = 0;
    virtual Ticket runs(Reply<std::vector<store::RunRow>> reply) = 0;
    virtual Ticket metrics(RunId run, Reply<std::vector<store::MetricRow>> reply) = 0;
    // The same in columns, for a run of a million steps; its log and examples.
    virtual Ticket curves(RunId run, Reply<RunCurves> reply);
    virtual Ticket history(const QString& run, Reply<RunHistory> reply);

protected:
    // The job gets a reader, or null and why there is none; what it returns runs on the window's
    // thread.
    using ReaderJob =
        std::function<std::function<void()>(store::Reader*, const Error&, std::stop_token)>;
    virtual Ticket readInBackground(ReaderJob job) = 0;

Q_SIGNALS:
    void aboutToClose(); // the open project: the last moment for record()
    void projectChanged(); // opened, closed, or anything in project() is new
    void documentEdited(evenspan::DocumentId id); // its spans, state or metadata are new
    void documentsChanged(); // id vectors and rows must be asked for again
    void trainingChanged(); // isTraining() or the list of runs is new
};

} // namespace evenspan::ui
