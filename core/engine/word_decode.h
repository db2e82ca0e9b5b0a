// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/predictor.h"

#include <span>

namespace evenspan::engine {

// Predictions from what wordLogits() gives; the tag set must outlive it.
class WordDecoder {
public:
    WordDecoder(const TagSet& tags, bool viterbi)
        : m_tags(tags)
        , m_decoder(tags)
        , m_viterbi(viterbi) { }
    Prediction decode(std::span<const float> values); // [words × classes] of a sentence

private:
    const TagSet& m_tags;
    ConstrainedDecoder m_decoder;
    bool m_viterbi;
};

} // namespace evenspan::engine
