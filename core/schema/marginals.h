// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/decode.h"

#include <cstdint>
#include <span>
#include <vector>

namespace evenspan {

// Probabilities of a sentence's tags where only sequences that the scheme allows exist: a linear
// chain whose transition scores are "allowed" and "forbidden", p(path) ∝ exp of the sum of its
// scores, summed over all paths by the forward-backward recursions (Rabiner 1989, doi
// 10.1109/5.18626, section III.A). Exact; in logarithms, so no sentence is too long and no score
// too large. The TagSet must outlive it; the scores are copied.
class ConstrainedMarginals {
public:
    // `scores` is [tokens × classes]: logits or log-probabilities.
    ConstrainedMarginals(const TagSet& tags, std::span<const float> scores);

    std::size_t tokens() const { return m_tokens; }
    // Log of the sum over all allowed paths; −infinity: there is none.
    double logSum() const { return m_logSum; }
    // That a token has this class.
    double tag(std::size_t token, std::size_t category) const;
    // That exactly this entity stands there: begins, ends and is labelled so, in whatever tags the
    // scheme writes it. 0 of a range or a label that is not there.
    double mention(const Mention& mention) const;

private:
    // Does `to` go on with the entity of `from`?
    bool joined(std::size_t from, std::size_t to) const { return m_joined[from * m_classes + to]; }
    double score(std::size_t token, std::size_t category) const {
        return m_scores[token * m_classes + category];
    }

    const TagSet* m_tags;
    std::size_t m_classes, m_tokens;
    std::vector<double> m_scores;
    std::vector<char> m_joined;
    std::vector<double> m_forward; // of paths that end at a token with a class, its score counted
    std::vector<double> m_backward; // of what may follow, its own score not counted
    double m_logSum = 0;
};

} // namespace evenspan
