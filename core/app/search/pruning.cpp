// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/search/pruning.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace evenspan::search {

namespace {

double ranked(double value) {
    return std::isfinite(value) ? value : -std::numeric_limits<double>::infinity();
}

} // namespace

std::optional<std::size_t> rungOf(std::int64_t evaluation, const HalvingOptions& options) {
    std::size_t rung = 0;
    for (std::int64_t at = options.least; at < evaluation; at *= options.reduction)
        ++rung;
    std::int64_t at = options.least;
    for (std::size_t n = 0; n < rung; ++n)
        at *= options.reduction;
    return at == evaluation ? std::optional(rung) : std::nullopt;
}

bool goesOn(std::span<const std::vector<double>> others, std::span<const double> own,
    const HalvingOptions& options) {
    const auto count = own.size();
    if (count == 0 || !rungOf(static_cast<std::int64_t>(count), options))
        return true;
    const double mine = ranked(own[count - 1]);
    std::vector<double> values{mine};
    for (const auto& other : others)
        if (other.size() >= count)
            values.push_back(ranked(other[count - 1]));
    std::sort(values.begin(), values.end(), std::greater<>());
    const auto best =
        std::max<std::size_t>(values.size() / static_cast<std::size_t>(options.reduction), 1);
    return mine >= values[best - 1];
}

} // namespace evenspan::search
