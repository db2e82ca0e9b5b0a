// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/inspect/inspect_text.h"

#include <optional>
#include <span>
#include <vector>

namespace evenspan {

// For each word of the text as it is now, how the probability of its tag changed since the version
// before: p now − p before of the tag that it has now. Words are paired by a longest common
// subsequence of their texts (Wagner and Fischer 1974), so words that were only moved along keep
// their pair; nothing: the word is new. Both versions as one run read them. Versions whose middle
// parts have more than two million pairs of words are paired at their equal beginnings and ends
// alone.
std::vector<std::optional<double>> changesSince(
    std::span<const InspectedWord> before, std::span<const InspectedWord> now);

} // namespace evenspan
