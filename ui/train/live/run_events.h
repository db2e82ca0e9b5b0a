// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/events.h"
#include "ui/common/plot.h"
#include "ui/shell/workbench.h"

#include <QString>

#include <optional>

namespace evenspan::ui {

// The window's event as the engine told it, for what treats live and kept events alike.
engine::TrainEvent engineEvent(const TrainEvent& event);

// What happened, in the language of the window.
QString runEventText(const engine::TrainEvent& event);
QString severityText(engine::Severity severity);
// The mark of an event on the curves, placed at `x`; nothing where it is not worth one.
std::optional<PlotMark> markOf(const engine::TrainEvent& event, double x);
// A name of core/engine/run_notes.h in the language of the window; empty: not known.
QString runNoteName(const QString& note);

} // namespace evenspan::ui
