// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace evenspan::search {

// Asynchronous successive halving (Li et al. 2018, "A system for massively parallel hyperparameter
// tuning", arXiv 1810.05934, algorithm 2; Karnin et al. 2013 for halving itself), for trials one
// after the other: at its evaluation number least × reduction^n a trial goes on only where its
// value is among the best 1 / reduction of all that got there, itself included (where fewer than
// `reduction` got there: where it is the best).
struct HalvingOptions {
    std::int64_t reduction = 3; // at least 2
    std::int64_t least = 1; // the evaluation at which trials are compared first
    bool operator==(const HalvingOptions&) const = default;
};

// The rung that an evaluation is, counted from 0; the first evaluation is number 1.
std::optional<std::size_t> rungOf(std::int64_t evaluation, const HalvingOptions& options);

// `others`: values of each other trial, one an evaluation, in order; `own`: of this trial so far.
// The higher the better; a value that is not finite is the lowest.
bool goesOn(std::span<const std::vector<double>> others, std::span<const double> own,
    const HalvingOptions& options);

} // namespace evenspan::search
