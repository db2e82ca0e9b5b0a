// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tokenizer/tokenizer.h"

#include <array>

namespace evenspan {

// What BertNormalizer does to text before it is cut.
struct BertNormalization {
    bool cleanText = true; // drops control characters
    bool chineseChars = true; // blanks around CJK ideographs
    bool stripAccents = true;
    bool lowercase = true;
    bool operator==(const BertNormalization&) const = default;
};

// A set of byte strings with an id each, for longest-match look-up byte by byte.
class PieceTrie {
public:
    static constexpr std::uint32_t kRoot = 0;
    PieceTrie();
    void insert(std::uint32_t root, std::string_view bytes, std::int32_t id);
    std::uint32_t addRoot();
    // The node behind `node` on `byte`, or 0 where there is none (no edge leads to the root).
    std::uint32_t next(std::uint32_t node, unsigned char byte) const;
    std::int32_t idAt(std::uint32_t node) const { return m_ids[node]; }

private:
    void grow();
    std::uint32_t add(std::uint32_t node, unsigned char byte);
    std::vector<std::int32_t> m_ids; // by node, -1: no string ends here
    std::vector<std::uint64_t> m_keys; // node << 8 | byte, + 1; 0: free
    std::vector<std::uint32_t> m_values;
    std::size_t m_used = 0;
};

// A token that is looked for in the raw text, before normalization. Special ones are looked for
// only on request, the others always.
struct AddedToken {
    std::string content;
    std::int32_t id = 0;
    bool special = true;
    bool singleWord = false; // not between letters or digits
    bool stripLeft = false, stripRight = false; // takes the blanks on that side too
};

// The vocabulary and rules of a word-piece model (Schuster and Nakajima 2012; Devlin et al. 2018),
// read-only and shared between clones.
struct WordPieceModel {
    std::vector<std::string> pieces; // by id
    PieceTrie trie; // kRoot: pieces that start a word; `inside`: those after "##"
    std::uint32_t inside = 0;
    std::size_t maxWordLength = 100; // code points; longer words are unknown
    BertNormalization normalization;
    SpecialIds special;
    std::vector<AddedToken> addedTokens; // none is empty
    bool hasPlainTokens = false; // whether one of them is not special
    std::map<std::string, std::string> files;
};

// The tokenizer of BERT-family encoders with a word-piece vocabulary: the ids and offsets of the
// `tokenizers` package, whose Unicode tables it follows (core/tokenizer/unicode_rules.h).
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
    const std::map<std::string, std::string>& files() const override { return m_model->files; }

private:
    // A stretch of text between two borders, cut before: its pieces lie in m_pool.
    struct CacheEntry {
        std::uint64_t hash = 0; // 0: free
        std::uint32_t key = 0, keySize = 0; // bytes in m_keys
        std::uint32_t first = 0, count = 0; // pieces in m_pool
        std::uint32_t codePoints = 0;
    };
    struct CachedPiece {
        std::int32_t id;
        std::uint32_t begin, end;
    };
    struct Normalized {
        char32_t c;
        std::uint32_t source; // code point it came from, counted within the stretch
    };

    void encodePart(std::string_view text, std::uint32_t offset, std::uint32_t fixedWord,
        bool fixed, Encoding& out);
    void encodeWithSpecials(
        std::string_view text, std::uint32_t fixedWord, bool fixed, Encoding& out);
    const CacheEntry& stretch(std::string_view bytes);
    void cut(std::string_view bytes, CacheEntry& entry);
    void cutWord(std::span<const Normalized> word);
    void clearCache();

    std::shared_ptr<const WordPieceModel> m_model;
    bool m_matchSpecial = false;
    std::uint32_t m_word = 0;
    std::vector<CacheEntry> m_cache;
    std::size_t m_cached = 0;
    CacheEntry m_uncached; // for stretches too long to keep
    std::string m_keys;
    std::vector<CachedPiece> m_pool;
    std::vector<Normalized> m_normalized;
    std::string m_bytes;
    std::vector<std::uint32_t> m_byteSource;
};

} // namespace evenspan
