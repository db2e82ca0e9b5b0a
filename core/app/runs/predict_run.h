// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/open_run.h"
#include "core/engine/span_score.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan {

struct PredictRequest {
    std::string run;
    // Exactly one of the three says what is tagged: documents of the project (every state), a text,
    // or files that are not in the project.
    std::optional<std::string> split;
    std::optional<std::string> text;
    std::vector<std::filesystem::path> input;
    std::map<std::string, std::string> where; // metadata, with `split`
    // "viterbi" or "argmax" over the words of the token grid, or transformers' aggregation over the
    // raw sentence: "hf:simple", "hf:first", "hf:average", "hf:max". Empty: as the run's recipe.
    std::string decoder;
    // Of "viterbi" and "argmax"; unset: as the project has chosen. The aggregations have their own.
    std::optional<SpanScore> score;
    // Of the same: by the temperature that is kept with the run. Unset: as the project has chosen.
    std::optional<bool> calibrated;
    ComputeWish compute;
    bool keep = false; // store what was predicted for documents of the project with the run
};

struct PredictedSpan {
    std::uint32_t begin = 0, end = 0; // code points of the sentence's text
    std::string label;
    double score = 0; // as asked for
};

struct PredictedSentence {
    std::string document; // its name
    std::uint32_t sentence = 0; // in the document, from 0
    std::uint32_t offset = 0; // of the sentence in its document, code points
    std::string text; // of the sentence
    std::vector<PredictedSpan> spans;
};

// Tags text with a finished run, in portions, so that memory does not grow with the number of
// documents. Blocks. Errors: InvalidArgument (decoder, none or several sources), NotFound (run),
// Empty (the split), those of openRun and of the importer, Cancelled.
Result<void> predictRun(store::Project& project, const std::filesystem::path& engine,
    const PredictRequest& request, const std::function<void(PredictedSentence&&)>& visit,
    std::stop_token stop = {}, const std::function<void(std::uint64_t documents)>& progress = {});

} // namespace evenspan
