// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace evenspan {

// Edits (insert, delete, replace, swap of neighbours) that turn one word into the other, in bytes:
// optimal string alignment distance.
std::size_t editDistance(std::string_view a, std::string_view b);

// The word nearest to `typed`, or an empty string where none is near enough to be meant (more than
// a third of its length away, at least one edit allowed). Ties go to the earlier word.
std::string nearestWord(std::string_view typed, std::span<const std::string> words);

} // namespace evenspan
