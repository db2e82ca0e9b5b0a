// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace evenspan::engine {

// Where a key of the recipe comes from: the paper or the manual that says what it does, short
// enough for a line. Empty: no such key.
std::string recipeSource(const std::string& key);

} // namespace evenspan::engine
