// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/suggestions.h"
#include "ui/shell/workbench.h"

#include <QString>

#include <functional>

namespace evenspan::ui {

// Suggestions whose scores are of before the project's scoring was changed, and the run that most
// of them are of.
struct StaleScores {
    store::StaleSuggestions stale;
    QString run;
};

// 0, and no reply: no project that suggestions can be stored in is open.
Workbench::Ticket askStaleScores(
    Workbench& workbench, std::function<void(Result<StaleScores>)> reply);

// Lets the run that suggests, or where none does this one, read them again. False: none can.
bool suggestAnew(Workbench& workbench, const QString& run);

} // namespace evenspan::ui
