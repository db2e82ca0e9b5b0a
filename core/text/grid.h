// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/text/token_grid.h"

#include <string_view>

namespace evenspan {

// Version of the rules below, stored with every grid that they made.
constexpr int kGridRules = 1;

// Words and sentences of a raw text. Words are those of Unicode Annex 29
// (unicode.org/reports/tr29); each punctuation mark or symbol stands alone; scripts written without
// blanks (Han, Kana, Thai, Lao, Khmer, Myanmar) give one token a character as a reader sees it;
// blanks belong to no token. No token border falls inside a grapheme cluster. A sentence ends at a
// line end, and at . ! ? … 。！？ with the closing quotes behind it, but not after a common
// abbreviation, after an initial, or before a lower-case word. `utf8` must be valid (BadEncoding
// else).
Result<TokenGrid> makeGrid(std::string_view utf8);

} // namespace evenspan
