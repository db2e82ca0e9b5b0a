// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/schema/decode.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

// Label errors of whole mentions. Two witnesses speak of each token: a model that never saw it (out
// of fold), and what the same word is labelled in other documents. Both are taken as independent
// but for the share of each class, so their product is the evidence (a product of experts: Hinton
// 2002, doi 10.1162/089976602760128018; with the prior divided out once, as naive Bayes does).
namespace evenspan {

// How often each word has each class. Words are numbered by the caller, so that he decides which
// are the same (case folded or not).
class WordVotes {
public:
    explicit WordVotes(std::size_t classes);

    // All tokens of one document. Class -1 stands for a token that says nothing.
    void add(std::span<const std::uint32_t> words, std::span<const std::int32_t> given);
    // [tokens × classes] of a document that was added: by how much the other documents make each
    // class likelier than its share in all tokens does,
    //     (count / share + 1) / (all counts of the word + 1),
    // which is 1 for a word that only this document has.
    std::vector<double> ratios(
        std::span<const std::uint32_t> words, std::span<const std::int32_t> given) const;

private:
    std::size_t m_classes;
    std::vector<std::uint64_t> m_total; // of each class
    std::uint64_t m_tokens = 0;
    // Of each word: classes with their counts, few for most words.
    std::vector<std::vector<std::pair<std::int32_t, std::uint32_t>>> m_words;
};

enum class DoubtKind {
    Type, // the range holds, the label does not
    Boundary, // a border does not hold, or one mention should be several, or the reverse
    Spurious, // a mention where none should be
    Missing, // no mention where one should be
};
const char* doubtKindName(DoubtKind kind); // "type", "boundary", "spurious", "missing"
DoubtKind doubtKindOf(std::span<const Mention> given, std::span<const Mention> proposed);

// One place of a sentence where the likeliest tags are not the given ones.
struct SpanDoubt {
    DoubtKind kind = DoubtKind::Type;
    std::vector<Mention> given, proposed; // words of the sentence, sorted; one may be empty
    // Mean, over the words whose tags differ, of log(evidence for the proposed tag) − log(evidence
    // for the given one): what is gained by the fix, a word. Above 0 the fix is likelier.
    double odds = 0;
    // The least of the model's own probabilities of these words' tags.
    double givenProbability = 0, proposedProbability = 0;
};

// The doubts of one sentence, by their first word. Probabilities [tokens × classes] in (0, 1];
// `ratios` as WordVotes gives them, or empty: the model alone. Errors: InvalidArgument (shapes that
// do not fit, a class that is not there).
Result<std::vector<SpanDoubt>> spanDoubts(const TagSet& tags, ConstrainedDecoder& decoder,
    std::span<const float> probabilities, std::span<const std::int32_t> given,
    std::span<const double> ratios);

// The odds of one change that somebody else proposes, by the same evidence.
SpanDoubt weighChange(const TagSet& tags, std::span<const float> probabilities,
    std::span<const std::int32_t> given, std::span<const double> ratios,
    std::vector<Mention> givenMentions, std::vector<Mention> proposed);

} // namespace evenspan
