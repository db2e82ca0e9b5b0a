// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/open_run.h"
#include "core/engine/examples.h"
#include "core/metrics/entity_scores.h"

#include <filesystem>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan {

struct EvaluateRequest {
    std::string run;
    std::string split;
    std::map<std::string, std::string> where; // metadata; empty: as the run was trained
    bool strict = false; // seqeval's strict mode under the run's scheme
    std::string decoder; // empty: as the run's recipe; "viterbi", "argmax"
    ComputeWish compute;
    bool pieces = false; // count the sub-words of each word
    bool marginals = false; // of each entity that is predicted
    // Probabilities by the temperature that is kept with the run for its weights.
    bool calibrated = false;
};

struct Evaluation {
    EntityScores scores;
    std::uint64_t documents = 0, sentences = 0;
    std::uint64_t undecided = 0; // documents left out
    std::map<std::string, std::string> where; // metadata of the documents scored
    // Labels of the split that the run cannot predict: all their entities count as missed.
    std::vector<std::string> unknownLabels;
    // One line of tags a sentence, as they were scored.
    TagSequences gold, predicted;
    double temperature = 1; // that logits were divided by for `sure` and `marginals`
    std::vector<std::vector<float>> sure; // of each word: probability of the tag it was given
    // Of each sentence's predicted entities, in their order, that exactly they stand there; empty
    // where not asked for.
    std::vector<std::vector<double>> marginals;
    std::vector<std::int64_t> documentOf; // id of each sentence's document
    std::vector<engine::Example> examples; // the sentences
    // Of each word, how many sub-words the run's encoder cuts it into; empty where not asked for.
    std::vector<std::vector<std::uint16_t>> pieces;
    std::string data; // SHA-256 over the words and classes scored
    std::int64_t runFinished = 0; // of the run when its weights were read, ms since 1970
};

// Scores a run on the decided documents of a split. Errors: Empty (none is decided), LabelMismatch
// (the split has labels, and the run knows none of them), those of openRun, Cancelled.
Result<Evaluation> evaluateRun(store::Project& project, const std::filesystem::path& engine,
    const EvaluateRequest& request, std::stop_token stop = {},
    const std::function<void(std::size_t done, std::size_t total)>& progress = {});

} // namespace evenspan
