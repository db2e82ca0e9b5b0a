// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/search/space.h"
#include "core/base/rng.h"

namespace evenspan::search {

// The random numbers of one trial: far apart in the stream of the seed, so that none depends on how
// many another trial drew.
inline Philox drawsOf(std::uint64_t seed, std::size_t trial) {
    return Philox(seed, static_cast<std::uint64_t>(trial) << 32);
}

// A value of a parameter, evenly in its scale.
double drawn(const Parameter& parameter, Philox& rng);

} // namespace evenspan::search
