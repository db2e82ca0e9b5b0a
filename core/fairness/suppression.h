// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace evenspan::fairness {

// How much may be said of a group of so many gold mentions in so many clusters.
enum class Assessment {
    Suppressed, // its figures could point at single people
    RecallOnly, // under 30 mentions or 12 clusters: recall with its interval, no test
    Imprecise, // under 100 mentions or 20 clusters: tested, but never the worst group
    Full,
};
const char* assessmentName(Assessment assessment); // "suppressed", "recall_only", …

// Least counts of a cell that is shown; may be raised, not lowered (as the cell size policy of the
// US Centers for Medicare & Medicaid Services: no cell of 1 to 10, and none that can be derived).
struct LeastCounts {
    std::uint64_t mentions = 11;
    std::uint64_t clusters = 5;
};
// A group without any mention is not suppressed: that there is none may be shown.
Assessment assess(std::uint64_t mentions, std::uint64_t clusters, const LeastCounts& least = {});

// Hides further groups until none of the hidden can be computed from a known total: at least two
// are hidden, and what is hidden holds at least `least.mentions` together. The smallest that are
// shown and not empty go first. Returns how many were added.
std::size_t suppressComplement(std::span<const std::uint64_t> mentions,
    std::vector<Assessment>& assessments, const LeastCounts& least = {});

// The same where the sums of some sets of groups are known, too: none that is hidden may be
// computed from the rest of its set.
std::size_t suppressComplement(std::span<const std::uint64_t> mentions,
    std::span<const std::vector<std::size_t>> sums, std::vector<Assessment>& assessments,
    const LeastCounts& least = {});

} // namespace evenspan::fairness
