// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenu;

namespace evenspan::ui {

class ActionRegistry;

// Fills the program's menu anew: the commands of the window itself, then a submenu for each other
// group. Every command of the registry stands in it once.
void fillMenu(QMenu& menu, const ActionRegistry& registry);

} // namespace evenspan::ui
