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

// The entities of one prediction with their scores. `logits` of its words: for Marginal alone.
std::vector<ScoredMention> mentionsOf(const Prediction& prediction, const TagSet& tags,
    SpanScore score, std::span<const float> logits);

} // namespace engine

} // namespace evenspan
