// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"
#include "core/engine/windows.h"

#include <span>
#include <string>
#include <vector>

namespace evenspan::engine {

// The rows of a classifier that was trained for other tags, put where the new tags stand; those of
// tags that it does not know are drawn from N(0, deviation) by `seed`, their bias is 0. `weights`
// then hold the new head, whose values are kept in `head`. Returns how many rows were carried over;
// where none is known the head is left out of `weights`, so that it starts anew as a whole.
// InvalidArgument: the old head is no matrix with a row for each old tag.
struct Head {
    Tensor weight, bias;
};
Result<std::size_t> carryHead(WeightViews& weights, const std::vector<std::string>& oldTags,
    const std::vector<std::string>& newTags, double deviation, std::uint64_t seed, Head& head);

// How often each class is learnt from: labelled sub-words of all windows.
std::vector<std::int64_t> classCounts(
    std::span<const EncodedSentence> sentences, std::size_t classes);

// A factor on the loss of each class, from how often it stands in the data; a class that never does
// gets 1. "none": empty. "balanced": n / (K × n_k), as scikit-learn's class_weight (King and Zeng
// 2001, "Logistic Regression in Rare Events Data"). "sqrt": the square root of it, which keeps more
// of the precision where "O" is nearly all of the text. Scaled so that the mean over the labelled
// sub-words is 1: the learning rate means the same.
std::vector<float> classWeights(const std::string& kind, const std::vector<std::int64_t>& counts);

} // namespace evenspan::engine
