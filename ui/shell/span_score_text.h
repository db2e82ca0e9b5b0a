// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/span_score.h"

#include <QString>

namespace evenspan::ui {

// Words for how sure a run is of an entity, in the language of the window.
QString spanScoreName(SpanScore score); // "Mean of the words"
QString spanScoreShort(SpanScore score); // "mean"
QString spanScoreTip(SpanScore score); // one sentence

} // namespace evenspan::ui
