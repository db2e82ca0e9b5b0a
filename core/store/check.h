// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/project.h"
#include "core/store/sqlite.h"

namespace evenspan::store {

// See Project::check. Throws nothing; a stop gives Cancelled.
Result<CheckReport> checkProject(Database& database, bool full, std::stop_token stop);

} // namespace evenspan::store
