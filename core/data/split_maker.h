// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace evenspan {

// One document that is to get a split.
struct SplitItem {
    std::uint32_t group = 0; // items of one group stay together; alone in it: free
    std::vector<std::pair<std::uint32_t, std::uint32_t>> labels; // label → its spans, each once
    std::string time; // a number, or a date as ISO 8601 writes it; empty: none is known
};

constexpr std::uint32_t kNoSplit = std::numeric_limits<std::uint32_t>::max();

// How many of `count` items each part gets: the largest remainder method (Hamilton), ties to the
// earlier part; they sum to `count`. `shares` are positive, of any sum.
std::vector<std::size_t> splitSizes(std::size_t count, std::span<const double> shares);

// The part of each item, by the seed alone: the same input gives the same answer on every machine.
//
// Free items: sizes are exactly splitSizes(). With groups a part holds at most its size plus the
// largest group less one: the largest groups are dealt first, each to the part that lacks most.
//
// Stratified: labels' spans are shared out too, by iterative stratification (Sechidis, Tsoumakas
// and Vlahavas 2011, "On the stratification of multi-label data", ECML PKDD): of the label with the
// fewest spans left the next item goes where most of that label is wanted, among the parts that
// still lack items.
std::vector<std::uint32_t> dealSplits(std::span<const SplitItem> items,
    std::span<const double> shares, std::uint64_t seed, bool stratified);

// By time: the first part gets the oldest. Items of one time stay together, so that a part ends at
// the border nearest to its size (the earlier of two); groups are not looked at. Times compare as
// numbers where all are, else as texts. Items without a time get kNoSplit.
std::vector<std::uint32_t> splitByTime(
    std::span<const SplitItem> items, std::span<const double> shares);

// Sum over labels and parts of |spans there − share of the label's spans|, over twice all spans:
// the share of spans that would have to move for a perfect mix, in [0, 1]. Items with kNoSplit do
// not count.
double splitSkew(std::span<const SplitItem> items, std::span<const std::uint32_t> parts,
    std::span<const double> shares);

} // namespace evenspan
