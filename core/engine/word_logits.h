// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/predictor.h"

#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace evenspan::engine {

// What the model gives for every word, at its first sub-word, in the window where it has most
// context: [words × classes] of each sentence, in the order of the sentences. Of `options` the
// batch size and the id of the padding count. Errors: what `logits` returns, Cancelled.
Result<std::vector<std::vector<float>>> wordLogits(const LogitsFunction& logits,
    std::size_t classes, std::span<const EncodedSentence> sentences, const PredictOptions& options,
    std::stop_token stop = {},
    const std::function<void(std::size_t done, std::size_t total)>& progress = {});

} // namespace evenspan::engine
