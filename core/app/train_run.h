// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/model_library.h"
#include "core/engine/events.h"
#include "core/engine/recipe.h"
#include "core/store/project.h"

#include <filesystem>
#include <map>
#include <stop_token>
#include <string>

namespace evenspan {

struct TrainRunRequest {
    std::string name; // of the run; empty: "run-1", "run-2", …
    engine::Recipe recipe;
    std::map<std::string, std::string> where; // metadata that documents must have; empty: as the
                                              // project's training filter says
    // Go on with the run `name` (empty: the newest that can be resumed), with its own recipe and
    // its recorded arithmetic; `recipe` and `where` are not looked at.
    bool resume = false;
};

struct TrainRunOutcome {
    std::string run;
    std::filesystem::path model; // the Hugging Face folder of the best weights
    std::int64_t bestStep = 0;
    EntityScores scores; // of the best weights on the validation split
    bool stopped = false;
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
    TrainRun(store::Project& project, const ModelLibrary& models, std::filesystem::path engine)
        : m_project(project)
        , m_models(models)
        , m_engine(std::move(engine)) { }

    // Blocks; works on a thread of its own at low priority. Events come on that thread: Started
    // first, Finished last, none of both after an error. A stop ends the run within one
    // micro-batch, keeps the best weights and the state that a resume needs.
    // Errors: ReadOnly (the project), AlreadyExists (the name), NotFound (model; nothing to
    // resume), Empty, BadConfig, LabelMismatch (a resume whose data changed), EngineMissing,
    // OutOfMemory, NotANumber, Unsupported, NoSpace, Io.
    Result<TrainRunOutcome> run(
        const TrainRunRequest& request, engine::EventSink& events, std::stop_token stop = {});

private:
    store::Project& m_project;
    const ModelLibrary& m_models;
    std::filesystem::path m_engine;
};

} // namespace evenspan
