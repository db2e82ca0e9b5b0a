// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/examples.h"
#include "core/engine/predictor.h"
#include "core/engine/run_notes.h"

#include <cstddef>
#include <span>
#include <vector>

namespace evenspan::engine {

constexpr std::size_t kShownExamples = 10;
constexpr std::size_t kShownCharacters = 600; // code points of a sentence that are kept

// The sentences most worth a look: first those whose predicted entities are not the gold ones, then
// the rest, each by rising score exp(-uncertaintyOf), equal scores in the order of the split. The
// three spans are parallel: sentence i, its prediction, its gold classes.
std::vector<RunExample> pickExamples(std::span<const Example> sentences,
    std::span<const Prediction> predictions, std::span<const std::vector<std::int32_t>> gold,
    const TagSet& tags, std::size_t count = kShownExamples);

} // namespace evenspan::engine
