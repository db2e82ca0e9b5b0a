// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"
#include "core/engine/events.h"
#include "core/engine/examples.h"
#include "core/engine/mitigation.h"
#include "core/engine/predictor.h"
#include "core/engine/recipe.h"
#include "core/engine/windows.h"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace evenspan::engine {

// Where a run stands between two optimizer steps. With the weights and the optimizer's moments it
// is all that a resumed run needs: every chance in a run is a function of seed and counters.
struct TrainState {
    std::int64_t step = 0; // optimizer steps done
    std::int64_t epoch = 0;
    std::int64_t batch = 0; // next batch of this epoch
    std::uint64_t microBatches = 0; // numbers the dropout masks
    std::int64_t rowsAtOnce = 0; // rows a micro-batch; less than the batch after memory ran out
    double bestScore = -1; // by the recipe's best_metric, the higher the better (loss: negated)
    std::int64_t bestStep = 0;
    std::int64_t withoutGain = 0; // evaluations since
    std::int64_t evaluated = -1; // step of the last whole evaluation
    std::vector<double> groupWeights; // of GroupDro; empty where it is off
    EntityScores bestScores;
};
std::string toJson(const TrainState& state);
Result<TrainState> trainStateFromJson(const std::string& json);

// Keeps weights. Called on the training thread; the views are good for the call.
class CheckpointSink {
public:
    virtual ~CheckpointSink() = default;
    // The best so far by the validation score (without one: the newest).
    virtual Result<void> saveBest(const WeightViews& weights, const TrainState& state) = 0;
    // What a resume needs. An error here does not end the run: it is logged, and the checkpoint
    // before it stays.
    virtual Result<void> saveLast(const WeightViews& weights, const WeightViews& optimizer,
        std::int64_t optimizerSteps, const TrainState& state) = 0;
};

struct TrainSpec {
    Recipe recipe;
    TagSet tags;
    std::vector<EncodedSentence> train; // with labels
    std::vector<EncodedSentence> validation; // with labels; may be empty
    std::vector<std::vector<std::int32_t>> validationGold; // class of each word
    // Words of the validation sentences, for Examples events; empty: none are sent.
    std::span<const Example> validationExamples;
    std::int32_t padId = 0;
    std::vector<float> classWeights; // that the session weighs the loss with; empty: none
    Mitigation mitigation; // for the sentences of `train`, one by one
    std::string device = "cpu"; // as chosen, for events
    std::optional<TrainState> resume;
};

struct TrainSummary {
    TrainState state;
    bool stopped = false; // by the user
    bool stoppedEarly = false; // by early_stopping_patience
    double seconds = 0;
    double tokensPerSecond = 0; // real sub-words, evaluation left out
};

// The optimizer steps that a recipe takes for this many windows.
std::int64_t totalSteps(const Recipe& recipe, std::size_t windows);

// Fine-tunes on the calling thread until the recipe's end, a stop (within one micro-batch) or an
// error. `mitigation` must fit `train`, or the run ends with InvalidArgument. Gives the same
// weights for the same spec whatever the cut into micro-batches, up to rounding; bit for bit when
// resumed with the recorded state. Running out of memory halves the micro-batch, keeps the
// effective batch and says so in a Log event. Errors: Empty (nothing to learn), NotANumber (best
// and last checkpoints stay), OutOfMemory (one row does not fit), what the session or saveBest
// returns.
Result<TrainSummary> runTraining(TrainSession& session, const TrainSpec& spec, EventSink& events,
    CheckpointSink& checkpoints, std::stop_token stop = {});

} // namespace evenspan::engine
