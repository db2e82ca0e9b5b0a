// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/windows.h"
#include "core/metrics/entity_scores.h"
#include "core/schema/decode.h"

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan::engine {

// Gives logits for a padded batch, as TrainSession::logits and PredictSession::logits do.
using LogitsFunction = std::function<Result<std::vector<float>>(const Batch&)>;

// What a model says of one sentence.
struct Prediction {
    std::vector<std::int32_t> classes; // of each word
    std::vector<float> scores; // softmax probability of that class at the word's first sub-word
    std::vector<float> best; // the highest probability of any class there
};

struct PredictOptions {
    bool viterbi = true; // else argmax
    std::size_t batchSize = 32; // sentences a batch; of short ones more
    std::int32_t padId = 0;
};

// Predicts sentences, longest and shortest apart, so that little is padded; answers come in the
// order of the sentences. Errors: what `logits` returns, Cancelled.
Result<std::vector<Prediction>> predict(const LogitsFunction& logits, const TagSet& tags,
    std::span<const EncodedSentence> sentences, const PredictOptions& options = {},
    std::stop_token stop = {},
    const std::function<void(std::size_t done, std::size_t total)>& progress = {});

// The entities of one prediction, with the mean of their words' probabilities.
struct ScoredMention {
    Mention mention;
    double score = 0;
};
std::vector<ScoredMention> mentionsOf(const Prediction& prediction, const TagSet& tags);

// How unsure the model is of a text: -(1/n) Σ log max_k p_i(k) over its n words, the larger the
// less sure; 0 where there is no word. MNLP: Shen et al. 2017, arXiv 1707.05928, equation 3.
double uncertaintyOf(std::span<const Prediction> sentences);

// seqeval's default scores of predictions against classes.
Result<EntityScores> scorePredictions(std::span<const Prediction> predictions,
    std::span<const std::vector<std::int32_t>> gold, const TagSet& tags);

} // namespace evenspan::engine
