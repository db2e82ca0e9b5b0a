// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/predictor.h"

#include <span>
#include <stop_token>
#include <vector>

namespace evenspan::engine {

// What a model gives for every word of many sentences, kept so that they can be decoded again:
// [words × classes] of each sentence, as wordLogits() makes them.
struct KeptWords {
    TagSet tags;
    bool viterbi = true; // else argmax
    std::vector<std::vector<float>> sentences;
};

// Decodes with a bias for each label of the tag set, in the order of tags.labels(), added to the
// logits of all its tags before decoding: by b, the odds of each tag of the label against a tag of
// another become e^b times what they are. 0 everywhere gives what predict() gives; minus infinity
// leaves the label out; the more of one bias, the fewer words lose that label and none of those
// decoded with it go to another (for the best path, the sum of a score and b times the count of the
// label's words is largest, so that count cannot fall with b). Probabilities are those after the
// bias. Errors: InvalidArgument (not one bias a label, or one that is no number or plus infinity),
// Cancelled.
Result<std::vector<Prediction>> decodeWithBias(
    const KeptWords& words, std::span<const double> biases, std::stop_token stop = {});

} // namespace evenspan::engine
