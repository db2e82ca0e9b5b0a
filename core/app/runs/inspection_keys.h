// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/scoring.h"
#include "core/base/types.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace evenspan {

// The setting of a project that says which weights and which score the predictions are of that
// inspections of a split keep; `split` "" with `undecided`: of every split.
std::string inspectionKey(RunId run, bool undecided, const std::string& split);

// What stands there: of which weights the predictions are, and how they are scored.
std::string inspectionStamp(std::int64_t runFinished, const Scoring& scoring);
// How they are scored, whatever the weights; unset: nothing is kept there.
std::optional<Scoring> stampedScoring(const std::string& stamp);

// All that predictions of this split may stand under: a new prediction makes them stale.
std::vector<std::string> inspectionKeys(RunId run, const std::string& split);

} // namespace evenspan
