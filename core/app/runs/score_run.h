// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string> // first: Qt 6.4's moc cannot read <compare>, which types.h begins with, on its own

#include "core/app/runs/evaluate_run.h"
#include "core/metrics/confusion.h"
#include "core/metrics/paired_tests.h"
#include "core/store/run_marks.h"

#include <functional>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <stop_token>
#include <vector>

namespace evenspan {

// What one label adds, and the interval of its F1.
struct LabelOutcome {
    DocumentCounts counts; // over all documents
    Interval f1; // 95 %, documents drawn with replacement
    bool operator==(const LabelOutcome& other) const {
        return counts == other.counts && f1.low == other.f1.low && f1.high == other.f1.high;
    }
};

// How a run scored on the decided documents of a split: all that the run page and a comparison
// need, so that neither asks the model again. Kept in the project (store::RunScoreRow).
struct RunOutcome {
    std::string split;
    std::string data; // SHA-256 over the words and classes scored
    std::int64_t group = 0; // the project's newest action then
    std::int64_t time = 0; // ms since 1970 UTC
    std::int64_t runFinished = 0; // of the run then: later, its weights are others
    EntityScores scores; // exact matches, default mode
    Interval micro; // of F1, 95 %, documents drawn with replacement
    std::map<std::string, LabelOutcome> labels;
    std::map<std::int64_t, DocumentCounts> documents; // by id
    Confusion exact, overlapping;
    std::uint64_t sentences = 0, undecided = 0;
    std::vector<std::string> unknownLabels; // of the split, that the run cannot predict
};

// Precision and recall of some counts with their 95 % intervals after Wilson.
struct ShareIntervals {
    Interval precision, recall;
};
ShareIntervals shareIntervals(const DocumentCounts& counts);

nlohmann::ordered_json outcomeToJson(const RunOutcome& outcome);
// Errors: Corrupt.
Result<RunOutcome> outcomeFromJson(const std::string& json);

// From what evaluateRun() found; nothing is read.
Result<RunOutcome> outcomeOf(
    const Evaluation& evaluation, const std::string& split, std::stop_token stop = {});

// Asks the model and keeps the outcome, where the project can be written to. Errors: those of
// evaluateRun() and of the store.
Result<RunOutcome> scoreRun(store::Project& project, const std::filesystem::path& engine,
    const std::string& run, const std::string& split, std::stop_token stop = {},
    const std::function<void(std::size_t done, std::size_t total)>& progress = {});

// What is kept of a run, one for each split; what cannot be read is left out.
Result<std::vector<RunOutcome>> keptOutcomes(
    store::Reader& reader, const store::RunRow& run, std::stop_token stop = {});
// True where nothing happened in the project since and the run has the same weights.
bool isFresh(const RunOutcome& outcome, const store::RunRow& run, std::int64_t newestGroup);

} // namespace evenspan
