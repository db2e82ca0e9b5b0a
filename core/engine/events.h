// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/machine_load.h"
#include "core/base/result.h"
#include "core/engine/run_notes.h"
#include "core/metrics/entity_scores.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace evenspan::engine {

// One thing that happened in a run. Fields that a kind does not use stay at their defaults.
struct TrainEvent {
    enum class Kind { Started, Step, Eval, Checkpoint, Log, Load, Examples, Finished };
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
    std::map<std::string, std::uint64_t> predicted; // Eval: entities by label, right or wrong
    std::string message; // Log
    Severity severity = Severity::Info; // Log
    std::string note; // Log: a name of run_notes.h; empty: nothing to mark
    std::string detail; // Log: what the note is about (labels, a number)
    MachineLoad load; // Load
    std::vector<RunExample> examples; // Examples
    std::string run, path; // Finished
    std::int64_t bestStep = 0; // Finished
    bool stopped = false; // Finished: by the user
};

const char* severityName(Severity severity); // "info", "warning", "error"

// One JSON object without line breaks; the keys of the command line's `train --events`.
std::string toJsonLine(const TrainEvent& event);
// The same back. A value that JSON does not have (NaN, infinite) comes back as NaN. Errors:
// BadFormat (not an event).
Result<TrainEvent> eventFromJsonLine(const std::string& line);

// Where events go. Called on the training thread; must not block for long.
class EventSink {
public:
    virtual ~EventSink() = default;
    virtual void on(const TrainEvent& event) = 0;
};

} // namespace evenspan::engine
