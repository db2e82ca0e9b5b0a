// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/wilson.h"

#include <algorithm>
#include <cmath>

namespace evenspan {

Result<Proportion> wilsonInterval(std::int64_t successes, std::int64_t trials, double z) {
    if (successes < 0 || trials < successes || !(z > 0))
        return Error{ErrorCode::InvalidArgument, "These are no counts of successes among trials",
            {}, "Give 0 ≤ successes ≤ trials."};
    if (trials == 0)
        return Proportion{};
    const double n = static_cast<double>(trials), p = static_cast<double>(successes) / n;
    const double shrink = 1 + z * z / n;
    const double centre = (p + z * z / (2 * n)) / shrink;
    const double half = z / shrink * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    // Rounding must not leave the bounds that hold exactly.
    return Proportion{p, successes == 0 ? 0 : std::max(0.0, centre - half),
        successes == trials ? 1 : std::min(1.0, centre + half)};
}

} // namespace evenspan
