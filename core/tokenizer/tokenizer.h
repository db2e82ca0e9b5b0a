// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenspan {

// The sub-words of one text, as parallel arrays, without special tokens.
struct Encoding {
    std::vector<std::int32_t> ids;
    // Half-open code-point range of each sub-word in its text (raw text, or its own word).
    std::vector<std::uint32_t> begins;
    std::vector<std::uint32_t> ends;
    // Index of the word that each sub-word belongs to: of the list given, or, in raw text, a
    // running number of the pieces between blanks and punctuation.
    std::vector<std::uint32_t> words;

    std::size_t size() const { return ids.size(); }
    void clear();
};

// Ids of the control tokens; -1 where a vocabulary has none.
struct SpecialIds {
    std::int32_t cls = -1, sep = -1, pad = -1, unk = -1, mask = -1;
};

// Cuts text into the sub-words of one encoder. Not for several threads at once (it keeps a cache
// of words); clone() is cheap, since the vocabulary is shared.
class Tokenizer {
public:
    virtual ~Tokenizer() = default;
    virtual std::unique_ptr<Tokenizer> clone() const = 0;

    // Appends nothing: `out` is cleared first. `utf8` must be valid.
    virtual void encode(std::string_view utf8, Encoding& out) = 0;
    // Each word on its own; a word that holds nothing the encoder sees yields no piece. Offsets
    // count within the word.
    virtual void encodeWords(std::span<const std::string_view> words, Encoding& out) = 0;

    // Whether the literal text "[SEP]" in a document becomes the control token, as it does in the
    // reference implementation. Off at first: a document must not steer the encoder.
    virtual void setMatchSpecialTokens(bool match) = 0;

    virtual SpecialIds special() const = 0;
    virtual std::int32_t vocabularySize() const = 0;
    virtual std::string_view piece(std::int32_t id) const = 0; // empty for an unknown id
    // Whether pieces that continue a word bear a mark of their own ("##").
    virtual bool marksContinuation() const = 0;
    // Files that a Hugging Face folder of this tokenizer holds, by name.
    virtual const std::map<std::string, std::string>& files() const = 0;
};

// The files of a model folder that loadTokenizer reads.
inline constexpr const char* kTokenizerFiles[]{"tokenizer.json", "tokenizer_config.json",
    "special_tokens_map.json", "vocab.txt", "vocab.json", "merges.txt"};

// Contents of the tokenizer files of a model folder, by name: tokenizer.json, or vocab.txt, or
// vocab.json with merges.txt, the latter two with tokenizer_config.json. Others are kept and handed
// back by files(). Word-piece, byte-pair and unigram models, with the steps before and behind that
// encoders of the BERT, RoBERTa, XLM-R, ELECTRA, DeBERTa and ModernBERT families use; ids and
// offsets are those of the `tokenizers` package. One thing differs: byte-level vocabularies count
// the blank before a word as part of it, so words given one by one always get it, also where
// add_prefix_space is false (transformers demands the same for token classification).
// Errors: NotFound (none is there), BadConfig (malformed, contradictory), Unsupported (another
// kind; the message names it).
Result<std::unique_ptr<Tokenizer>> loadTokenizer(const std::map<std::string, std::string>& files);

} // namespace evenspan
