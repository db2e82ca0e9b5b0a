// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/scoring.h"

#include <QString>

namespace evenspan::ui {

// Words for how sure a run is of an entity, in the language of the window.
QString spanScoreName(SpanScore score); // "Mean of the words"
QString spanScoreShort(SpanScore score); // "mean"
// The same, and that they are calibrated: "Mean of the words, calibrated", "mean, calibrated".
QString scoringName(const Scoring& scoring);
QString scoringShort(const Scoring& scoring);
QString spanScoreTip(SpanScore score); // one sentence

} // namespace evenspan::ui
