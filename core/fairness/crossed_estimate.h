// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fairness/ratio.h"

#include <cstdint>
#include <optional>
#include <span>

namespace evenspan::fairness {

// What one document adds with one name.
struct CrossedPart {
    std::uint32_t document = 0, name = 0;
    Ratio ratio;
};
// Ratio of sums over parts that resemble each other both where they share a document and where they
// share a name: variance by document plus that by name minus that by both (Cameron, Gelbach &
// Miller 2011, Journal of Business & Economic Statistics 29:238-249), never below either; degrees
// of freedom: the fewer of documents and names, minus 1. `difference` is the value itself. Nothing
// where nothing is below the line, or all is of one document or one name.
std::optional<GapEstimate> crossedEstimate(std::span<const CrossedPart> parts);

} // namespace evenspan::fairness
