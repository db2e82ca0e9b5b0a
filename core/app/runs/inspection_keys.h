// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <string>
#include <vector>

namespace evenspan {

// The setting of a project that says which weights and which score the predictions are of that
// inspections of a split keep; `split` "" with `undecided`: of every split.
std::string inspectionKey(RunId run, bool undecided, const std::string& split);

// All that predictions of this split may stand under: a new prediction makes them stale.
std::vector<std::string> inspectionKeys(RunId run, const std::string& split);

} // namespace evenspan
