// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/report_model.h"

#include <string>

namespace evenspan::report {

// The report as one HTML file without any remote part or script: light and dark by the reader's
// setting, a contents list with links, tables with captions and heads, charts as pictures that
// scale and carry their text. The same report gives the same bytes. Needs a QGuiApplication, which
// measures the charts' texts.
std::string writeHtml(const Report& report);

// The report as JSON: every section, block and cell with its printed form and, where it is a
// number, its value unrounded; `audit` holds everything measured.
std::string writeJson(const Report& report);

} // namespace evenspan::report
