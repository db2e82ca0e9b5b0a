// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace evenspan::ui {

// A step of the history in the language of the window. Steps that the store names by itself, and
// those of the command line, stand in the project in English; others keep the words that the window
// gave them, whose language is that of its day.
QString stepText(const QString& stored);

} // namespace evenspan::ui
