// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tokenizer/added_tokens.h"
#include "core/tokenizer/cut_cache.h"
#include "core/tokenizer/tokenizer.h"

#include <functional>

namespace evenspan {

// What BertNormalizer does to text before it is cut.
struct BertNormalization {
    bool cleanText = true; // drops control characters
    bool chineseChars = true; // blanks around CJK ideographs
    bool stripAccents = true;
    bool lowercase = true;
    bool operator==(const BertNormalization&) const = default;
};

// The pieces of a word-piece model (Schuster and Nakajima 2012; Devlin et al. 2018).
struct WordPieceVocabulary {
    PieceTrie trie; // kRoot: pieces that start a word; `inside`: those after "##"
    std::uint32_t inside = 0;
    std::int32_t unknown = -1;
    std::size_t maxWordLength = 100; // code points; longer words are unknown

    // Appends the pieces of one word, in bytes; one unknown piece where it cannot be cut.
    void cut(std::string_view word, std::size_t codePoints, std::vector<Cut>& out) const;
};

// What a BERT tokenizer knows, read-only and shared between clones.
struct WordPieceModel {
    std::vector<std::string> pieces; // by id
    WordPieceVocabulary vocabulary;
    BertNormalization normalization;
    SpecialIds special;
    AddedTokenFinder addedTokens; // none is looked for in normalized text
    std::map<std::string, std::string> files;
};

// The tokenizer of BERT-family encoders with a word-piece vocabulary, all its steps fused into one
// pass: the ids and offsets of the `tokenizers` package, whose Unicode tables it follows
// (core/tokenizer/unicode_rules.h). Added tokens in normalized text: PipelineTokenizer.
class WordPieceTokenizer final : public Tokenizer {
public:
    explicit WordPieceTokenizer(std::shared_ptr<const WordPieceModel> model);

    std::unique_ptr<Tokenizer> clone() const override;
    void encode(std::string_view utf8, Encoding& out) override;
    void encodeWords(std::span<const std::string_view> words, Encoding& out) override;
    void setMatchSpecialTokens(bool match) override { m_matchSpecial = match; }
    SpecialIds special() const override { return m_model->special; }
    std::int32_t vocabularySize() const override;
    std::string_view piece(std::int32_t id) const override;
    bool marksContinuation() const override { return true; }
    const std::map<std::string, std::string>& files() const override { return m_model->files; }

    // The words of a text as the vocabulary sees them: normalized, without blanks, cut at marks and
    // ideographs, before they are cut into pieces.
    void eachWord(std::string_view utf8, const std::function<void(const std::string&)>& use);
    const WordPieceVocabulary& vocabulary() const { return m_model->vocabulary; }

private:
    struct Normalized {
        char32_t c;
        std::uint32_t source; // code point it came from, counted within the stretch
    };

    void encodePart(std::string_view text, std::uint32_t offset, std::uint32_t fixedWord,
        bool fixed, Encoding& out);
    void encodeWithSpecials(
        std::string_view text, std::uint32_t fixedWord, bool fixed, Encoding& out);
    std::uint32_t normalize(std::string_view bytes);
    std::uint32_t cut(std::string_view bytes, std::vector<Cut>& pool);
    void cutWord(std::vector<Cut>& pool);

    std::shared_ptr<const WordPieceModel> m_model;
    bool m_matchSpecial = false;
    std::uint32_t m_word = 0;
    CutCache m_cache;
    std::vector<AddedTokenFinder::Match> m_matches;
    std::vector<Normalized> m_normalized;
    std::string m_bytes;
    std::vector<std::uint32_t> m_byteSource;
};

} // namespace evenspan
