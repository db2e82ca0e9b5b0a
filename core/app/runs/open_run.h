// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/model_folder.h"
#include "core/engine/predictor.h"
#include "core/engine/recipe.h"
#include "core/store/project.h"
#include "core/tokenizer/tokenizer.h"

#include <filesystem>
#include <memory>
#include <string>

namespace evenspan {

// The tokenizer of a model folder. Errors: those of loadTokenizer.
Result<std::unique_ptr<Tokenizer>> openTokenizer(const std::filesystem::path& folder);

// A run's model, ready to predict on the device and in the arithmetic that `recipe` asks for.
struct OpenRun {
    store::RunRow row;
    engine::Recipe recipe; // of the run
    TagSet tags;
    std::unique_ptr<Tokenizer> tokenizer;
    std::unique_ptr<engine::PredictSession> session;
    std::size_t maxLength = 0; // sub-words of a window
    std::int64_t positions = 0; // of the encoder
    std::int32_t padId = 0;

    // Predictions of words, in the order of the sentences.
    Result<std::vector<engine::Prediction>> predict(
        std::span<const engine::EncodedSentence> sentences, bool viterbi, std::stop_token stop = {},
        const std::function<void(std::size_t, std::size_t)>& progress = {});
};

struct ComputeWish {
    std::string device = "auto"; // as in a recipe
    std::string precision = "fp32";
    std::int64_t threads = 0;
};

// Errors: NotFound (no such run: the names there are; no weights of it), EngineMissing, BadConfig,
// Corrupt, Unsupported, OutOfMemory.
Result<OpenRun> openRun(store::Project& project, const std::string& name,
    const std::filesystem::path& engine, const ComputeWish& wish = {});

} // namespace evenspan
