// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string> // first: Qt 6.4's moc cannot read <compare>, which types.h begins with, on its own

#include "core/app/runs/run_table.h"

#include <QString>

namespace evenspan::ui {

// What is wrong with a column that somebody makes, in the language of the window: what, where, and
// what to write instead, as one line.
QString columnMistakeText(const ColumnMistake& mistake);

} // namespace evenspan::ui
