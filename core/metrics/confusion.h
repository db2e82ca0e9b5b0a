// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string> // first: Qt 6.4's moc cannot read <compare>, which tag_scheme.h needs, on its own

#include "core/schema/tag_scheme.h"

#include <cstdint>
#include <span>
#include <vector>

namespace evenspan {

// Which predicted entity answers which of the gold. Exact: the one of the same range. Overlapping:
// pairs that share tokens, each entity in one pair at most, taken in this order: same range, then
// more shared tokens, then the same label, then the earlier gold, then the earlier prediction.
enum class Boundaries { Exact, Overlapping };

// Gold label by predicted label, each side with "none" as its last: an entity that nothing
// answers. The sum of a row is the number of gold entities of its label, the sum of a column that
// of predicted ones; "none" by "none" is 0.
struct Confusion {
    std::vector<std::string> labels; // sorted, of either side
    std::vector<std::uint64_t> cells; // row after row, (labels + 1) squared

    std::size_t size() const { return labels.size() + 1; }
    std::uint64_t at(std::size_t gold, std::size_t predicted) const {
        return cells[gold * size() + predicted];
    }
    bool operator==(const Confusion&) const = default;
};

// One vector of mentions a sentence on both sides, no mention twice.
Confusion confusionOf(std::span<const std::vector<Mention>> gold,
    std::span<const std::vector<Mention>> predicted, Boundaries boundaries);

} // namespace evenspan
