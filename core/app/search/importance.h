// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/search/sampler.h"

#include <string>
#include <utility>
#include <vector>

namespace evenspan::search {

// How much the value of a trial hangs on each key: the permutation importance of a random forest
// (Breiman 2001, "Random forests", Machine Learning 45, section 10), that is, how much the mean
// squared error of the trees grows on the trials that they did not learn from once that key's
// values are shuffled among these. Shares, the largest first, that sum to 1 (all 0 where nothing
// was found; below 0 counts as 0). Pruned trials are left out. It says what mattered in the ranges
// that were searched, not what matters in general; with fewer than 4 trials a key it says little.
// The same trials and seed give the same numbers.
std::vector<std::pair<std::string, double>> importance(
    const Space& space, std::span<const Observation> trials, std::uint64_t seed = 0);

} // namespace evenspan::search
