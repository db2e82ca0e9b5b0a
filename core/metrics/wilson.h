// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>

namespace evenspan {

// A share with its interval, all in [0, 1].
struct Proportion {
    double estimate = 0;
    double low = 0;
    double high = 1;
    bool operator==(const Proportion&) const = default;
};

// The score interval of Wilson (1927, JASA 22:209-212) for `successes` of `trials`, without
// continuity correction; sound for small counts and near 0 and 1, where the textbook interval is
// not (Brown, Cai & DasGupta 2001, Statistical Science 16:101-133). `z` is the quantile of the
// normal distribution: 1.959964 for 95 %. No trial: nothing is known, [0, 1]. Errors:
// InvalidArgument (negative counts, more successes than trials, z not above 0).
Result<Proportion> wilsonInterval(
    std::int64_t successes, std::int64_t trials, double z = 1.959963984540054);

} // namespace evenspan
