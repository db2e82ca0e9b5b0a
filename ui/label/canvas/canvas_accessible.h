// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace evenspan::ui {

// Lets assistive programs read a TextCanvas: its text, caret, selection, and at each place the
// labels that hold it (attribute "label", names joined by ", "). Offsets are UTF-16 units, as
// QAccessibleTextInterface has them. Called once before the first canvas is made; again is free.
void installCanvasAccessibility();

} // namespace evenspan::ui
