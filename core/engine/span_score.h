// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/predictor.h"

#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string_view>
#include <vector>

namespace evenspan {

// One number for how sure a model is of an entity, from the probabilities of its words' tags: their
// mean, the least of them, their product (as if the words knew nothing of each other), or that
// exactly this entity stands there, summed over all tag sequences that the scheme allows
// (core/schema/marginals.h).
enum class SpanScore { Mean, Least, Product, Marginal };
inline constexpr SpanScore kAllSpanScores[] = {
    SpanScore::Mean, SpanScore::Least, SpanScore::Product, SpanScore::Marginal};

const char* spanScoreId(SpanScore score); // "mean", "min", "product", "marginal"
std::optional<SpanScore> parseSpanScore(std::string_view id);

// Of the probabilities of an entity's words, one at least; in [0, 1]. Not for Marginal.
double spanScoreOf(std::span<const float> words, SpanScore score);

namespace engine {

// As predict(); `each` sees, in the order of the sentences, what was made of each one beside its
// words' logits [words × classes].
Result<std::vector<Prediction>> predict(const LogitsFunction& logits, const TagSet& tags,
    std::span<const EncodedSentence> sentences, const PredictOptions& options, std::stop_token stop,
    const std::function<void(std::size_t done, std::size_t total)>& progress,
    const std::function<void(std::size_t, std::span<const float>, const Prediction&)>& each);

// The entities of one prediction with their scores. `logits` of its words: for Marginal and of a
// temperature other than 1, by which they are divided first (Guo et al. 2017, arXiv 1706.04599,
// section 4.2); log-probabilities give the same. Which entities there are does not hang on it.
std::vector<ScoredMention> mentionsOf(const Prediction& prediction, const TagSet& tags,
    SpanScore score, std::span<const float> logits, double temperature = 1);

// All of them divided by the temperature, above 0.
std::vector<float> tempered(std::span<const float> logits, double temperature);
// The probability of each word's class from logits [words × classes] that are divided by the
// temperature; sums in double.
std::vector<float> classProbabilities(std::span<const float> logits,
    std::span<const std::int32_t> classes, std::size_t count, double temperature);

} // namespace engine

} // namespace evenspan
