// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/search/pruning.h"
#include "core/app/search/sampler.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace evenspan::search {

struct StudySpec {
    std::string name;
    Space space;
    engine::Recipe base; // what is not searched; its seed is that of every trial
    std::map<std::string, std::string> where; // documents, as TrainRunRequest
    SamplerKind sampler = SamplerKind::Tpe;
    bool pruning = false;
    HalvingOptions halving;
    std::uint64_t seed = 0; // of the sampler
    std::int64_t runs = 20; // trials at most; 0: no end but the time (or the grid)
    double seconds = 0; // for trials and finalists together, over all sessions; 0: no end but runs
    std::int64_t finalists = 2; // best trials that are repeated; 0: none
    std::int64_t seeds = 3; // runs of each finalist, the trial itself counted
    bool operator==(const StudySpec&) const = default;
};

enum class TrialState {
    Running, // or interrupted: a resume goes on with it
    Complete,
    Pruned, // stopped at an evaluation, since others were better there
    Failed, // out of memory, not a number, a recipe that makes no sense
    OutOfTime, // stopped by the budget; not ranked
};
const char* trialStateName(TrialState state);

struct TrialEvaluation {
    std::int64_t step = 0;
    double value = 0; // by the recipe's best_metric, the higher the better (loss: negated)
    bool operator==(const TrialEvaluation&) const = default;
};

// One run of the study: a trial of a point, or a repeat with another seed.
struct Trial {
    std::size_t number = 0; // of the trial whose point it is; of a repeat too
    bool standard = false; // a repeat of the base recipe, with nothing changed
    Point point;
    std::int64_t seed = 0; // of the run
    std::string run;
    TrialState state = TrialState::Running;
    std::vector<TrialEvaluation> evaluations;
    double value = 0; // the best evaluation; where there was none, nothing
    double seconds = 0;
    std::string failure;
    bool operator==(const Trial&) const = default;
};

// The winner against the base recipe, on the same documents.
struct Gain {
    std::string split; // "test"; "validation" where there is no decided test document
    std::int64_t documents = 0;
    std::int64_t winnerRuns = 0, standardRuns = 0;
    double winner = 0, standard = 0; // mean micro F1
    double low = 0, high = 0; // of the difference, 95 %
    bool proven() const { return low > 0; }
    bool operator==(const Gain&) const = default;
};

struct Study {
    StudySpec spec;
    std::vector<Trial> trials;
    std::vector<Trial> repeats;
    double seconds = 0; // spent, over all sessions
    std::optional<Gain> gain;
    bool done = false;
    bool operator==(const Study&) const = default;

    std::vector<Observation> observations() const; // of trials that ended, in order
    // Complete trials, the best first.
    std::vector<const Trial*> ranking() const;
    // The finalist with the best mean over its seeds; else the best trial. Null: none is complete.
    const Trial* winner() const;
    // Values of a trial's point over its seeds (of the base recipe: `standard`).
    std::vector<const Trial*> runsOf(std::size_t number, bool standard) const;
};

std::string studyToJson(const Study& study);
Result<Study> studyFromJson(const std::string& json); // Corrupt

// What the search found, in sentences: the winner, and whether its gain is more than chance.
std::vector<std::string> verdict(const Study& study);

} // namespace evenspan::search
