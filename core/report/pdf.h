// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/report/report_model.h"

#include <stop_token>
#include <string>

namespace evenspan::report {

// The report as a PDF: text that can be searched and copied, fonts inside, outline, links, the
// language, and `report.audit` attached as audit.json. The only date in it is the report's own and
// its ids come from its content, so the same report gives the same bytes on one machine; nothing in
// it names the machine or its user. Needs a QGuiApplication. Errors: Cancelled, Internal.
Result<std::string> writePdf(const Report& report, std::stop_token stop = {});

} // namespace evenspan::report
