// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/run_settings.h"
#include "core/app/runs/score_run.h"

#include <optional>
#include <string>
#include <vector>

namespace evenspan {

struct CompareRequest {
    std::vector<std::string> runs; // at least two
    std::string split; // empty: "test" where the project has it, else "validation"
    std::size_t rounds = 10'000; // of each test
    double confidence = 0.95;
    std::uint64_t seed = 1; // of the tests
};

// A run as it is compared: on the documents that all of the runs were scored on.
struct ComparedRun {
    store::RunRow row;
    RunOutcome outcome; // on all documents of its own
    DocumentCounts counts; // on the shared documents, as are the next two
    Score score;
    Interval f1;
    double seconds = 0; // that training took; 0: not known
    std::size_t group = 0; // of Comparison::groups
};

// Runs of one recipe, model and data that differ by their seed.
struct SeedGroup {
    std::string name; // of its first run
    std::vector<std::size_t> runs; // places in Comparison::runs
    Spread f1, precision, recall, seconds;
};

// Two groups, A with the higher F1. Between single runs documents are drawn, or swapped; between
// groups with several seeds documents and seeds are drawn, and nothing can be swapped.
struct PairVerdict {
    std::size_t a = 0, b = 0; // places in Comparison::groups
    BootstrapTest bootstrap;
    std::optional<RandomisationTest> randomisation;
    double p = 1; // of the randomisation, else of the bootstrap
    double adjusted = 1; // after Holm, over all pairs of the comparison
    // Adjusted p below 0.05: more than luck.
    bool differs() const { return adjusted < 0.05; }
};

struct Comparison {
    std::string split;
    std::vector<ComparedRun> runs; // in the order asked for
    std::vector<RunSetting> settings; // those that differ first
    std::vector<SeedGroup> groups; // best first
    std::vector<PairVerdict> verdicts; // every pair, from 12 groups on each against the best
    std::size_t documents = 0; // compared on
    std::size_t leftOut = 0; // scored by some of the runs only
    double confidence = 0.95;
};

// Compares what is known; asks no model. Errors: InvalidArgument (fewer than two, or one twice),
// Empty (no document in common), Cancelled.
Result<Comparison> compareOutcomes(
    std::vector<ComparedRun> runs, const CompareRequest& request, std::stop_token stop = {});

// The same after scoring each run that has no fresh outcome. `progress` goes from 0 to 1.
// Errors: those of scoreRun() too.
Result<Comparison> compareRuns(store::Project& project, const std::filesystem::path& engine,
    const CompareRequest& request, std::stop_token stop = {},
    const std::function<void(double share, const std::string& run)>& progress = {});

// "B finds more than A: +1.3 F1, 95 % interval +0.2 to +2.4, p = 0.02; on 230 documents".
std::string verdictText(const Comparison& comparison, const PairVerdict& verdict);
nlohmann::ordered_json comparisonToJson(const Comparison& comparison);

} // namespace evenspan
