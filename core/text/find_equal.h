// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/token_grid.h"

#include <string_view>
#include <vector>

namespace evenspan {

// Where else the bytes of `range` stand in the text, in order, `range` itself left out; places do
// not overlap each other. Where both ends of `range` are token borders, so must be those of every
// place: "Ann" is not found in "Annual". Empty for an empty range. Linear in the text.
std::vector<CodePointRange> findEqual(
    std::string_view text, const TokenGrid& grid, CodePointRange range);

struct TextMatch {
    bool wholeWord = true; // both ends on token borders
    bool matchCase = true; // false: by simple case folding (Unicode CaseFolding.txt, C and S)
};
// Where `wanted` stands in the text, in order, places apart. Empty for an empty `wanted`.
std::vector<CodePointRange> findText(
    std::string_view text, const TokenGrid& grid, std::string_view wanted, TextMatch match = {});

} // namespace evenspan
