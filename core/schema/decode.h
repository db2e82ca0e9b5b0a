// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/tag_scheme.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace evenspan {

// The classes of a tagger: "O" first, then the tags of each label in the order given, in the
// scheme's letters (IOB2: B-A, I-A, B-B, I-B, …). The order is the id2label of a saved model.
class TagSet {
public:
    TagSet() = default;
    TagSet(std::vector<std::string> labels, TagScheme scheme);
    // From the id2label of a model; the scheme is read off the prefixes.
    static TagSet fromTags(std::vector<std::string> tags);

    const std::vector<std::string>& tags() const { return m_tags; }
    const std::vector<std::string>& labels() const { return m_labels; }
    TagScheme scheme() const { return m_scheme; }
    std::size_t size() const { return m_tags.size(); }
    // Class of a tag, or -1.
    std::int32_t indexOf(std::string_view tag) const;

    // allowed()[from * size() + to]: may `to` follow `from`; one more row stands for the start of
    // a sentence and endAllowed()[from] for its end. Together they are the scheme's rules.
    bool allowed(std::size_t from, std::size_t to) const { return m_allowed[from * size() + to]; }
    bool startAllowed(std::size_t to) const { return m_start[to]; }
    bool endAllowed(std::size_t from) const { return m_end[from]; }

private:
    void buildRules();
    std::vector<std::string> m_tags;
    std::vector<std::string> m_labels;
    TagScheme m_scheme = TagScheme::Iob2;
    std::vector<char> m_allowed;
    std::vector<char> m_start;
    std::vector<char> m_end;
};

// Best path of a linear chain whose only transition scores are "allowed" and "forbidden"
// (Viterbi 1967; Forney 1973, doi 10.1109/PROC.1973.9030). Holds its work space, so decoding many
// sentences allocates nothing after the longest. The TagSet must outlive the decoder.
class ConstrainedDecoder {
public:
    explicit ConstrainedDecoder(const TagSet& tags);

    // `scores` is [tokens × classes], any additive score such as logits or log-probabilities
    // (per-token constants do not change the path). Returns the class of each token. Ties go to
    // the lower class. An empty sentence gives an empty path.
    std::vector<std::int32_t> decode(std::span<const float> scores);
    // The same into a vector that the caller keeps, so that a loop over sentences does not
    // allocate.
    void decode(std::span<const float> scores, std::vector<std::int32_t>& path);

private:
    const TagSet* m_tags;
    std::vector<std::vector<std::int32_t>> m_before; // for each class, those that may precede it
    std::vector<double> m_best, m_next;
    std::vector<std::int32_t> m_back;
};

// The best class of each token on its own. Ties go to the lower class.
std::vector<std::int32_t> argmaxDecode(std::span<const float> scores, std::size_t classes);

} // namespace evenspan
