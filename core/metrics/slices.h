// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/metrics/wilson.h"

#include <cstdint>
#include <map>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace evenspan {

// One mention with its features, and whether the model got it.
struct SliceRow {
    std::map<std::string, std::string> features; // name → value
    bool right = false;
};

// Rows that share a value, or two.
struct Slice {
    std::vector<std::pair<std::string, std::string>> conditions; // feature, value; one or two
    std::uint64_t count = 0;
    Proportion right; // share that is right, with its 95 % interval
    double rest = 0; // the share among all other rows
    double p = 1; // two-sided, of no difference between the slice and the rest
    double adjusted = 1; // the same after Holm over every slice looked at
};

struct SliceOptions {
    std::uint64_t atLeast = 20; // rows on either side: of fewer nothing can be said
    bool pairs = true;
    std::size_t most = 50; // slices returned
    std::size_t values = 50; // of a feature; one with more values (names, ids) is passed over
};

// Slices that differ from the rest of the rows, the surest first (adjusted p, then the larger
// difference). A pair is left out where it holds the same rows as one of its halves. The test is
// the score test for two proportions (Newcombe 1998, Statistics in Medicine 17:873-890, pooled
// variance). Looks at no more than all values and all pairs of values of two features.
// Errors: Cancelled.
Result<std::vector<Slice>> slicesOf(
    std::span<const SliceRow> rows, const SliceOptions& options = {}, std::stop_token stop = {});

// The slices of one feature alone, by value; no slice is too small.
std::vector<Slice> slicesBy(std::span<const SliceRow> rows, const std::string& feature);

} // namespace evenspan
