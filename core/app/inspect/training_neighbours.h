// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/inspect/explain_text.h"

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan {

// A place in the training text.
struct TrainingPlace {
    std::int64_t document = 0;
    std::uint32_t sentence = 0; // in the document
    std::uint32_t begin = 0, end = 0; // words of it
    std::string label; // of the mention; of a word its tag
    std::string text; // of the mention or word
    std::string before, after; // a few words around it
};

struct Neighbour {
    TrainingPlace place;
    double cosine = 0; // −1 … 1
};

// How much a training word pulled the answer for another one: above 0, learning from it makes the
// answer surer.
struct Influence {
    TrainingPlace place;
    double score = 0;
};

// The dot product of two gradients of the cross-entropy with respect to the head, weight and bias:
// (d₁·d₂)(h₁·h₂ + 1) with d = p − onehot(y), since ∂L/∂W = d hᵀ and ∂L/∂b = d. TracIn for one
// checkpoint (the last) and one layer, without the factor of the learning rate: Pruthi et al. 2020,
// arXiv 2002.08484, sections 3 and 4.
double headInfluence(std::span<const float> d1, std::span<const float> h1,
    std::span<const float> d2, std::span<const float> h2);
// p − onehot(category) of the softmax of `logits`.
std::vector<float> headError(std::span<const float> logits, std::int32_t category);

// What a run learnt from, as the run sees it now: vectors of the labelled mentions, and of the
// words on which the head still errs most. Kept in memory: 4 × width bytes an entry.
class TrainingIndex {
public:
    // The decided documents of the split "train" (all, where the project has none) that the run's
    // own filter lets through. Errors: Empty, Cancelled, those of the reader and of the session.
    static Result<TrainingIndex> build(store::Reader& reader, Explainer& explainer,
        std::stop_token stop = {},
        const std::function<void(std::size_t done, std::size_t total)>& progress = {});

    std::size_t mentions() const { return m_mentions.size(); }
    // Words of the training text, and how many of them are kept: those with the largest gradient.
    std::size_t words() const { return m_words; }
    std::size_t kept() const { return m_influential.size(); }

    // By falling cosine, equal ones in the order of the text.
    std::vector<Neighbour> nearest(std::span<const float> vector, std::size_t count = 10) const;
    // The words that spoke most for `category` as the answer, or most against it, where it is asked
    // of a word with these features and logits. By falling size; never of the wrong sign.
    std::vector<Influence> influence(std::span<const float> features, std::span<const float> logits,
        std::int32_t category, bool against, std::size_t count = 10) const;

    static constexpr std::size_t kKept = 20'000;

private:
    struct Mention {
        TrainingPlace place;
        std::vector<float> direction; // of length 1
    };
    struct Word {
        TrainingPlace place;
        std::vector<float> features, error;
        double size = 0; // length of its gradient
    };
    std::vector<Mention> m_mentions;
    std::vector<Word> m_influential;
    std::size_t m_words = 0;
};

} // namespace evenspan
