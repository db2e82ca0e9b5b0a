// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/engine/engine.h"

#include <cstdint>
#include <string>
#include <vector>

namespace evenspan::engine {

// Everything that decides a run beside its data. The keys are those of `train --recipe`.
struct Recipe {
    std::string model = "minilm"; // a name of the library, a folder, or run:NAME
    double epochs = 4;
    std::int64_t max_steps = 0; // 0: as epochs say
    double learning_rate = 2e-4;
    double head_learning_rate = 0; // 0: as learning_rate
    double weight_decay = 0.01;
    std::int64_t batch_size = 16; // sentences
    std::int64_t accumulation = 1; // batches an optimizer step
    std::int64_t max_length = 256; // sub-words of a window, special tokens included
    std::int64_t extend_vocabulary = 0; // new pieces at most, for text that the encoder cannot read
    double warmup_ratio = 0.1;
    std::string schedule = "linear"; // linear, cosine, constant
    std::string optimizer = "adamw"; // adamw, sgd
    double dropout = -1; // -1: as the model's config says
    double label_smoothing = 0;
    std::string class_weights = "none"; // none, balanced, sqrt
    double layer_decay = 1; // factor on the rate from a layer to the one below
    std::int64_t frozen_layers = 0; // lowest layers, with the embeddings, that do not learn
    bool gradient_checkpointing = false; // less memory, about a third more time
    // Sentences with a mention are learnt again with names of this suite, so many times; empty:
    // not.
    std::string augment_suite;
    std::int64_t augment_copies = 1;
    // Against gaps between groups of sentences: core/engine/mitigation.h says how each counts.
    std::string group_by; // a column of the documents' metadata, or suite:NAME
    bool reweigh_groups = false; // Kamiran and Calders 2012
    std::string reweigh_label; // the type that a group should not foretell; empty: any
    double group_dro_step = 0; // Sagawa et al. 2020; 0: off, 0.01 there
    std::string pairing_suite; // names that another answer should not hang on
    double pairing_weight = 0; // Garg et al. 2019; 0: off
    double max_grad_norm = 1; // 0: no clipping
    std::string precision = "auto"; // auto, fp32, bf16, fp16
    std::int64_t seed = 42;
    bool deterministic = false;
    std::int64_t early_stopping_patience = 0; // evaluations without a better score; 0: never
    std::int64_t eval_every = 0; // steps; 0: after each epoch
    bool eval_first = false; // before the first step too
    std::string best_metric = "micro_f1"; // micro_f1, macro_f1, loss: on the validation split
    std::int64_t save_every = 0; // steps; 0: after each epoch
    std::int64_t keep_checkpoints = 1; // the newest
    std::string device = "auto"; // auto, cpu, cuda, cuda:N
    std::int64_t threads = 0; // 0: usualThreads(), core/base/threads.h
    std::string decoder = "viterbi"; // viterbi, argmax
    bool operator==(const Recipe&) const = default;
};

// One key of a recipe, for help texts and dialogs.
struct RecipeKey {
    std::string name;
    std::string meaning; // one line
    std::string range; // "1 … 1000", or the words that it takes
};
const std::vector<RecipeKey>& recipeKeys();

// Reads a JSON object over the defaults. Errors: BadConfig, naming the key, what it may be, and for
// an unknown key the nearest one.
Result<Recipe> recipeFromJson(const std::string& json, const Recipe& base = {});
// One "key=value". Errors as above, InvalidArgument where there is no '='.
Result<Recipe> recipeWith(const Recipe& recipe, const std::string& assignment);
// Every key, in the order above.
std::string recipeToJson(const Recipe& recipe);

// Factor on the learning rate at an optimizer step, counted from 0, of `total` steps (the formulas
// of transformers.optimization: get_linear_, get_cosine_, get_constant_schedule_with_warmup).
double scheduleFactor(
    const std::string& schedule, std::int64_t step, std::int64_t warmup, std::int64_t total);

} // namespace evenspan::engine
