// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/open_run.h"
#include "core/app/runs/scoring.h"
#include "core/store/suggestions.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan {

// A finished run, ready to suggest. Calls from one thread at a time.
class SuggestionModel {
public:
    virtual ~SuggestionModel() = default;
    virtual RunId run() const = 0;
    virtual const std::string& name() const = 0;
    // Labels of the run that the project has not in use: they are never suggested.
    virtual const std::vector<std::string>& unknownLabels() const = 0;
    // How what it suggests is scored from now on; the plain mean at first.
    virtual void setScoring(const Scoring&) { }
    // What the model says of each document, in their order; nothing is stored. Memory does not grow
    // with the length of a text beyond the text itself. Errors: Cancelled, OutOfMemory.
    virtual Result<std::vector<store::Reading>> read(
        std::span<const store::DocumentData> documents, std::stop_token stop = {}) = 0;
};

// Errors: those of openRun; LabelMismatch where the project has none of the run's labels in use.
Result<std::unique_ptr<SuggestionModel>> openSuggestionModel(store::Project& project,
    const std::string& run, const std::filesystem::path& engine, const ComputeWish& compute = {});

struct SuggestRequest {
    std::vector<DocumentId> documents; // in the order of their urgency
    bool alsoDone = false; // documents that are done or reviewed too
    bool again = false; // what this run has read already too
};

struct SuggestOutcome {
    std::vector<DocumentId> changed; // whose suggestions or state are new
    std::int64_t read = 0; // documents that the model read
    std::int64_t added = 0, withdrawn = 0;
};

// Lets the model read documents and stores what it says as suggestions, scored as the
// project has chosen, portion by portion, so that
// a stop keeps what is stored. `progress` gets how many of the documents are settled.
// Errors: ReadOnly, Cancelled, as the model's and the store's.
Result<SuggestOutcome> suggest(store::Project& project, SuggestionModel& model,
    const SuggestRequest& request, std::stop_token stop = {},
    const std::function<void(std::size_t done)>& progress = {});

} // namespace evenspan
