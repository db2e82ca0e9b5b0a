// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/token_grid.h"

#include <optional>
#include <string>
#include <string_view>

namespace evenspan::store {

// A token grid as bytes: format 1, about two bytes a token. All numbers are LEB128 varints:
//   1 (format), number of sentences, number of tokens, then for each sentence but the first the
//   number of tokens in the sentence before it, then for each token the gap from the end of the
//   one before (from 0 for the first) and its length, in code points.
// Stored in project files: format 1 must be readable for ever.
std::string encodeGrid(const TokenGrid& grid);
// Empty for bytes that are no grid, including tokens that would overlap or overflow.
std::optional<TokenGrid> decodeGrid(std::string_view bytes);

// What TokenGrid promises: sorted, no overlap, all within `characters` code points, first sentence
// at 0, sentence starts ascending and within the tokens.
bool gridIsSound(const TokenGrid& grid, std::uint64_t characters);

} // namespace evenspan::store
