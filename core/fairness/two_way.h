// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fairness/assess.h"

namespace evenspan::fairness {

// Names and templates are drawn apart from each other, and a cell counts as often as both: the
// pigeonhole bootstrap (Owen 2007, Annals of Applied Statistics 1:386-411), which is rather too
// wide than too narrow. Names are drawn within their group, templates are the same for all groups.
struct TwoWaySamples {
    std::vector<std::vector<double>> value; // [group][round]; NaN where undefined
    std::vector<std::vector<double>> gap; // the group minus all others
};
// groupOf: the group of each cluster. Errors: InvalidArgument, Cancelled.
Result<TwoWaySamples> twoWayBootstrap(const std::vector<CrossedRow>& cells,
    const std::vector<std::uint32_t>& groupOf, std::size_t groups, std::size_t items,
    std::size_t rounds, std::uint64_t seed, unsigned threads = 0, std::stop_token stop = {});

} // namespace evenspan::fairness
