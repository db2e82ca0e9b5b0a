// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/metrics/entity_scores.h"

#include <cstdint>
#include <string>

namespace evenspan::engine {

// One thing that happened in a run. Fields that a kind does not use stay at their defaults.
struct TrainEvent {
    enum class Kind { Started, Step, Eval, Checkpoint, Log, Finished };
    Kind kind = Kind::Log;
    std::int64_t step = 0; // optimizer steps done
    std::int64_t totalSteps = 0;
    double epoch = 0;
    double time = 0; // seconds since the start (of this process, where a run was resumed)
    double loss = 0; // Step: mean since the last Step event; Eval: of the split
    double learningRate = 0;
    double gradNorm = 0;
    double tokensPerSecond = 0; // real sub-words
    std::string device;
    std::string split; // Eval
    EntityScores scores; // Eval, Finished: of the best weights
    std::string message; // Log
    std::string run, path; // Finished
    std::int64_t bestStep = 0; // Finished
    bool stopped = false; // Finished: by the user
};

// One JSON object without line breaks; the keys of the command line's `train --events`.
std::string toJsonLine(const TrainEvent& event);

// Where events go. Called on the training thread; must not block for long.
class EventSink {
public:
    virtual ~EventSink() = default;
    virtual void on(const TrainEvent& event) = 0;
};

} // namespace evenspan::engine
