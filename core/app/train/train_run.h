// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/model/model_library.h"
#include "core/app/runs/run_store.h"
#include "core/engine/events.h"
#include "core/engine/recipe.h"
#include "core/store/project.h"

#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <stop_token>
#include <string>

namespace evenspan {

// Why nothing can be trained in a project that is open for reading.
Error cannotKeepRuns(const store::Project& project);

struct TrainRunRequest {
    std::string name; // of the run; empty: "run-1", "run-2", …
    engine::Recipe recipe;
    std::map<std::string, std::string> where; // metadata that documents must have; empty: as the
                                              // project's training filter says
    // Ids of documents that the run must not see at all: the fold of a cross-training.
    std::set<std::int64_t> leaveOut;
    // Go on with the run `name` (empty: the newest that was stopped, interrupted or failed), with
    // its own recipe and its recorded arithmetic; the others are not looked at. A run
    // that waits in the queue, or failed before its start, begins.
    bool resume = false;
    // True when the stop comes: it is a pause, and the row says so (isPaused). Null: never.
    std::shared_ptr<const std::atomic<bool>> pausing;
};

struct TrainRunOutcome {
    std::string run;
    std::filesystem::path model; // the Hugging Face folder of the best weights
    std::int64_t bestStep = 0;
    EntityScores scores; // of the best weights on the validation split
    bool stopped = false;
    bool paused = false; // stopped to go on later
    bool stoppedEarly = false;
    double seconds = 0;
    double tokensPerSecond = 0;
};

// One fine-tuning, from the project's documents to a saved Hugging Face folder.
//
// What is learnt: accepted spans of documents of the split "train" (where no document has a split:
// of all documents without one) in state done or reviewed; undecided documents are left out and
// counted. Without decided documents in the split "validation", 10 % of the documents (where there
// is one document only: of the sentences) are held out by the recipe's seed and recorded.
//
// The run's record keeps what decides its bits: device, matrix path, threads, precision,
// micro-batch, torch version, CPU features, the data's hash. A resume takes all of them from there.
class TrainRun {
public:
    // `rows`: where the run is kept; null: in the project, which must be open for writing.
    TrainRun(store::Project& project, const ModelLibrary& models, std::filesystem::path engine,
        RunStore* rows = nullptr)
        : m_project(project)
        , m_models(models)
        , m_engine(std::move(engine))
        , m_rows(rows) { }

    // Blocks; works on a thread of its own at low priority. Events come on that thread: Started
    // first, Finished last, none of both after an error. A stop ends the run within one
    // micro-batch, keeps the best weights and the state that a resume needs. A disk that is full
    // at a checkpoint does not end the run: it says so and tries again at the next one.
    // Errors: ReadOnly (the project), AlreadyExists (the name), NotFound (model; nothing to
    // resume), Empty, BadConfig, LabelMismatch (a resume whose data changed), EngineMissing,
    // OutOfMemory, NotANumber, Unsupported, NoSpace, Io.
    Result<TrainRunOutcome> run(
        const TrainRunRequest& request, engine::EventSink& events, std::stop_token stop = {});

private:
    store::Project& m_project;
    const ModelLibrary& m_models;
    std::filesystem::path m_engine;
    RunStore* m_rows;
};

} // namespace evenspan
