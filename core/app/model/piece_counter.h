// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/tag_scheme.h"
#include "core/tokenizer/tokenizer.h"

#include <span>
#include <string>
#include <unordered_map>

namespace evenspan {

// How many sub-words an encoder cuts words into; each word is cut once. The tokenizer must outlive
// it. For one thread at a time.
class PieceCounter {
public:
    explicit PieceCounter(Tokenizer& tokenizer)
        : m_tokenizer(tokenizer) { }
    std::size_t of(const std::string& word);
    std::size_t of(std::span<const std::string> words, const Mention& mention); // of words

private:
    Tokenizer& m_tokenizer;
    std::unordered_map<std::string, std::size_t> m_known;
};

// What mentions are grouped by: "1" … "4", "5–8", "9+".
std::string pieceBand(std::size_t pieces);

} // namespace evenspan
