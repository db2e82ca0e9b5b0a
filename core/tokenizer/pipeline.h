// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tokenizer/added_tokens.h"
#include "core/tokenizer/normalizers.h"
#include "core/tokenizer/pre_tokenizers.h"
#include "core/tokenizer/subword_model.h"
#include "core/tokenizer/tokenizer.h"

namespace evenspan {

// Everything that a tokenizer.json describes, read-only and shared between clones.
struct PipelineModel {
    AddedTokenFinder rawTokens, normalizedTokens;
    Normalizers normalizers;
    PreTokenizers preTokenizers;
    // For words given one by one, where that is another list: see loadTokenizer.
    PreTokenizers wordPreTokenizers;
    bool hasWordPreTokenizers = false;
    std::unique_ptr<const SubwordModel> model;
    std::vector<std::string> pieces; // by id
    SpecialIds special;
    // Whether a byte-level post-processor takes blanks out of the offsets, and whether it knows of
    // a blank put before the first word (of a text, of each word given).
    bool trimOffsets = false, prefix = false, wordPrefix = false;
    std::map<std::string, std::string> files;
};

// A tokenizer of any kind, step by step as the `tokenizers` package goes: added tokens,
// normalizers, added tokens in normalized text, pre-tokenizers, sub-words (cached by piece),
// offsets.
class PipelineTokenizer final : public Tokenizer {
public:
    explicit PipelineTokenizer(std::shared_ptr<const PipelineModel> model);

    std::unique_ptr<Tokenizer> clone() const override;
    void encode(std::string_view utf8, Encoding& out) override;
    void encodeWords(std::span<const std::string_view> words, Encoding& out) override;
    void setMatchSpecialTokens(bool match) override { m_matchSpecial = match; }
    SpecialIds special() const override { return m_model->special; }
    std::int32_t vocabularySize() const override;
    std::string_view piece(std::int32_t id) const override;
    bool marksContinuation() const override { return m_model->model->marksContinuation(); }
    const std::map<std::string, std::string>& files() const override { return m_model->files; }

private:
    // `word`: of the list, -1 for raw text.
    void encodeOne(std::string_view text, std::int64_t word, Encoding& out);
    void addNormalized(std::string_view text, std::uint32_t first);
    void push(Encoding& out, std::int32_t id, Origin origin, std::uint32_t word,
        std::string_view spelling, bool prefix) const;

    std::shared_ptr<const PipelineModel> m_model;
    bool m_matchSpecial = false;
    CutCache m_cache;
    AlignedText m_text;
    PieceList m_list;
    std::vector<AddedTokenFinder::Match> m_matches, m_normalizedMatches;
};

} // namespace evenspan
