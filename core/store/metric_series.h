// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/types.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string_view>

// The numbers of a run without a record for each: a run of a million steps has some millions.
namespace evenspan::store {

class Reader;

// In order of steps. NaN where the number was none. The views live during the call. A callback that
// returns false ends the walk without an error.
using MetricVisit = std::function<bool(
    std::int64_t step, double epoch, std::string_view split, std::string_view key, double value)>;
Result<void> forEachMetric(
    Reader& reader, RunId run, const MetricVisit& visit, std::stop_token stop = {});

} // namespace evenspan::store
