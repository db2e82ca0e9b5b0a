// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fairness/ratio.h"

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace evenspan::fairness {

// Does a group differ from all others? Labels of groups are dealt anew over whole clusters
// (documents, names), never over mentions, and the difference is compared by its own standard error
// (studentised: Janssen 1997, Statistics & Probability Letters 36:9-21; Chung & Romano 2013, Annals
// of Statistics 41:484-507), which keeps the level where groups have documents of unlike size.
// p = (1 + number of dealings at least as far apart) / (rounds + 1), two-sided.
//
// Every cluster is in one group (`group[k]` below `groups`). One dealing serves every group: that
// of group g alone is a random set of as many clusters as g has. No value for a group with fewer
// than two clusters below whose line something is, or whose rest has fewer.
// Errors: InvalidArgument (sides of different length, a group out of range, no round), Cancelled.
Result<std::vector<std::optional<double>>> groupPermutation(std::span<const Ratio> clusters,
    std::span<const std::uint32_t> group, std::size_t groups, std::size_t rounds,
    std::uint64_t seed, unsigned threads = 0, std::stop_token stop = {});

// Benjamini & Hochberg 1995, JRSS B 57:289-300: adjusted p, in the order given; those below q hold
// a share of false ones of at most q.
std::vector<double> benjaminiHochberg(std::span<const double> p);
// The same under any dependence: Benjamini & Yekutieli 2001, Annals of Statistics 29:1165-1188.
std::vector<double> benjaminiYekutieli(std::span<const double> p);

// Half-width, in standard errors, of bands that hold for all groups at once: the quantile over
// samples of max over groups of |drawn − seen| / error (Westfall & Young 1993; bootstrap of the
// maximum of t). drawn[g]: group g's value in each sample, NaN where it has none. Groups whose
// error is 0 do not count. Nothing where none counts.
std::optional<double> maxTQuantile(std::span<const std::vector<double>> drawn,
    std::span<const double> seen, std::span<const double> error, double confidence = 0.95);

} // namespace evenspan::fairness
