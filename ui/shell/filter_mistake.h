// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/query_mistake.h"

#include <QString>

namespace evenspan::ui {

// What is wrong with a filter, in the language of the window: what, where, and what to write
// instead, as one line.
QString filterMistakeText(const store::QueryMistake& mistake);

} // namespace evenspan::ui
