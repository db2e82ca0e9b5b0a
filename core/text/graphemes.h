// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace evenspan {

// Borders of the characters as a reader sees them (extended grapheme clusters,
// unicode.org/reports/tr29), in code points: 0 first, the length of the text last; only {0} for an
// empty text. A span should begin and end at a border. `utf8` must be valid (BadEncoding else).
Result<std::vector<std::uint32_t>> graphemeBorders(std::string_view utf8);

} // namespace evenspan
