// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/entity_scores.h"

#include <array>
#include <map>

namespace evenspan {

// The four ways of SemEval-2013 task 9.1 to match a predicted with a gold entity (Segura-Bedmar et
// al. 2013, aclanthology.org/S13-2056), counted as nervaluate 1.2 counts them: predictions are
// taken in order; each looks for its exact match, else takes the first free gold entity that it
// overlaps by at least 1 % (Type: the free overlapping one of its type with the nearest borders).
//   Strict   borders and type    Exact   borders    Partial   borders, half a point for an overlap
//   Type     type, any overlap
enum class OverlapSchema { Strict, Exact, Partial, Type };

inline constexpr std::array kOverlapSchemas{
    OverlapSchema::Strict, OverlapSchema::Exact, OverlapSchema::Partial, OverlapSchema::Type};

const char* overlapSchemaName(OverlapSchema schema); // "strict", "exact", "partial", "ent_type"

struct OverlapCounts {
    std::uint64_t correct = 0, incorrect = 0, partial = 0, missed = 0, spurious = 0;
    bool halfPoints = false; // Partial and Type give half a point for a partial match

    std::uint64_t actual() const { return correct + incorrect + partial + spurious; }
    std::uint64_t possible() const { return correct + incorrect + partial + missed; }
    Score score() const; // support = possible()
};

struct OverlapScores {
    std::map<OverlapSchema, OverlapCounts> overall;
    // Matching among the entities of one type alone; types seen on either side.
    std::map<std::string, std::map<OverlapSchema, OverlapCounts>> types;
};

// One vector of mentions a sentence on both sides, in the order in which they are to be matched.
OverlapScores scoreOverlap(
    std::span<const std::vector<Mention>> gold, std::span<const std::vector<Mention>> predicted);

} // namespace evenspan
