// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/inspect/label_queue.h"
#include "core/engine/examples.h"
#include "core/store/reader.h"

#include <unordered_map>

namespace evenspan {

// The decided documents as numbers, read once: what the looks for label errors share.
struct QueueCorpus {
    struct Sentence {
        std::size_t begin = 0, end = 0; // tokens of the corpus
        std::uint32_t number = 0; // in its document
    };
    struct Document {
        DocumentId id;
        std::size_t first = 0, last = 0; // sentences of the corpus
        std::int64_t hash = 0; // wordsHash() of its tokens
    };
    std::vector<Document> documents; // by id
    std::vector<Sentence> sentences;
    std::vector<std::uint32_t> words; // of each token, in simple lower case, numbered
    std::vector<std::int32_t> classes; // given, of `tags`
    TagSet tags;
    std::size_t wordCount = 0; // different ones

    std::span<const std::uint32_t> wordsOf(const Document& d) const;
    std::span<const std::int32_t> classesOf(const Document& d) const;
    std::span<const std::uint32_t> wordsOf(const Sentence& s) const {
        return std::span(words).subspan(s.begin, s.end - s.begin);
    }
    std::span<const std::int32_t> classesOf(const Sentence& s) const {
        return std::span(classes).subspan(s.begin, s.end - s.begin);
    }
    std::vector<Mention> mentionsOf(const Sentence& s) const;
    std::size_t tokensBefore(const Document& d) const {
        return d.first < d.last ? sentences[d.first].begin : 0;
    }
};
// Documents of which `wanted` says no are left out. Errors: those of the store, Cancelled.
Result<QueueCorpus> readCorpus(store::Reader& reader, TagSet tags, std::stop_token stop,
    const std::function<bool(DocumentId)>& wanted = {},
    const std::function<void(std::uint64_t documents)>& progress = {});

// What every labelled string of at most kLongest words is in each document that has it.
class StringUses {
public:
    static constexpr std::size_t kLongest = 8;
    using Counts = std::map<std::string, std::uint64_t>; // by label, "" for none
    explicit StringUses(const QueueCorpus& corpus, std::stop_token stop = {});
    // In all documents but this one. Empty where the string is labelled nowhere.
    Counts elsewhere(std::span<const std::uint32_t> words, std::size_t document) const;
    // Places of a sentence that hold a labelled string and no label.
    std::vector<Mention> unlabelled(const QueueCorpus::Sentence& sentence) const;

private:
    using Key = std::u32string; // the words of a string
    struct Use {
        Counts all;
        std::vector<std::pair<std::uint32_t, Counts>> documents; // by number, ascending
    };
    static Key keyOf(std::span<const std::uint32_t> words) { return {words.begin(), words.end()}; }
    const QueueCorpus& m_corpus;
    std::unordered_map<Key, Use> m_uses;
    std::size_t m_longest = 0;
};

} // namespace evenspan
