// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace evenspan::ui {

class TextCanvas;

// From now on the canvas says aloud what the cursor or the hand comes to: the token or the
// selection, the labels there, whether they are suggested, picked or flagged.
void giveVoice(TextCanvas& canvas);

// Says this first, and what the cursor is on behind it: one sentence for all that a key did.
void speak(TextCanvas& canvas, const QString& text);

} // namespace evenspan::ui
