// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/read_job.h"

#include <nlohmann/json_fwd.hpp>

namespace evenspan::io {

// A whole JSON file. Errors: those of readWholeText; BadFormat with line and column (malformed,
// over 64 levels deep, a key twice in one object, a lone surrogate).
Result<nlohmann::json> parseJsonTree(ReadJob& job);

} // namespace evenspan::io
