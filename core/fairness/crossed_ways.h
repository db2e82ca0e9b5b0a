// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

// Ways to group that are taken together (intersections): a group for each pair of values. Two
// properties can each look even while their combination is not (Buolamwini & Gebru 2018, "Gender
// shades", PMLR 81:77-91).
namespace evenspan::fairness {

// "crossed:meta:country+attribute:gender" of the ids of two or more kinds of groups.
std::string crossedId(const std::vector<std::string>& parts);
// The ids again; empty where `id` is not of a crossed kind.
std::vector<std::string> crossedParts(std::string_view id);
// Whether the groups come from this kind, by itself or together with another.
bool comesFrom(std::string_view id, std::string_view kind);

// "north × mail"; "" (unknown) where one of the values is.
std::string crossedGroup(const std::vector<std::string>& values);
// The values of such a name; empty where it does not have `parts` of them.
std::vector<std::string> crossedValues(const std::string& group, std::size_t parts);
// Sets of such groups, by their places, that share a value: each sums to that value's own group.
std::vector<std::vector<std::size_t>> crossedSums(
    const std::vector<std::string>& groups, std::size_t parts);

} // namespace evenspan::fairness
