// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tokenizer/tokenizer.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

// New entries for the vocabulary of a word-piece tokenizer, found in text that it cannot read.
namespace evenspan {

// Words of the text and how often each stands there.
using WordCounts = std::unordered_map<std::string, std::uint64_t>;

// Whether pieces can be added: a tokenizer of BERT with all its entries in one list.
bool takesNewPieces(const Tokenizer& tokenizer);

// At most `limit` new pieces, most useful first. First the characters without which a word is
// unknown, by how often they stand in such words (twice at least): as they begin a word, and with
// "##" inside one. Then whole words that stand there eight times at least and are cut into three
// pieces or more, by the number of pieces that they save. The same text gives the same list.
// Empty where takesNewPieces is false.
std::vector<std::string> proposePieces(
    const Tokenizer& tokenizer, const WordCounts& words, std::size_t limit);

// What a piece is cut into now; empty where it is unknown.
std::vector<std::int32_t> partsOf(const Tokenizer& tokenizer, std::string_view piece);

// The tokenizer with these entries behind those that it has, ids in their order; its files() are
// what a folder of it holds. Errors: Unsupported (takesNewPieces is false), BadConfig (a piece that
// is there already, empty or not UTF-8).
Result<std::unique_ptr<Tokenizer>> withNewPieces(
    const Tokenizer& tokenizer, const std::vector<std::string>& pieces);

} // namespace evenspan
