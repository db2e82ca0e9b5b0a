// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/type_bias.h"

#include "core/engine/word_decode.h"

#include <algorithm>
#include <cmath>

namespace evenspan::engine {

Result<std::vector<Prediction>> decodeWithBias(
    const KeptWords& words, std::span<const double> biases, std::stop_token stop) {
    const auto& labels = words.tags.labels();
    if (biases.size() != labels.size()
        || std::any_of(biases.begin(), biases.end(),
            [](double bias) { return std::isnan(bias) || bias == HUGE_VAL; }))
        return Error{ErrorCode::InvalidArgument, "There is not one bias a type", {},
            "Give a number, or minus infinity, for every type."};
    const std::size_t classes = words.tags.size();
    std::vector<float> added(classes, 0.0F); // of each class
    for (std::size_t c = 0; c < classes; ++c) {
        const auto label = splitTag(words.tags.tags()[c]).label;
        const auto found = std::find(labels.begin(), labels.end(), label);
        if (found != labels.end())
            added[c] = static_cast<float>(biases[static_cast<std::size_t>(found - labels.begin())]);
    }
    WordDecoder decoder(words.tags, words.viterbi);
    std::vector<Prediction> out;
    out.reserve(words.sentences.size());
    std::vector<float> values;
    for (std::size_t s = 0; s < words.sentences.size(); ++s) {
        if (s % 64 == 0 && stop.stop_requested())
            return Error{ErrorCode::Cancelled, "Cancelled", {}, {}};
        values = words.sentences[s];
        for (std::size_t at = 0; at < values.size(); ++at)
            values[at] += added[at % classes];
        out.push_back(decoder.decode(values));
    }
    return out;
}

} // namespace evenspan::engine
