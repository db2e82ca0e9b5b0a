// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/reader.h"

#include <string>

namespace evenspan {

// The run of this name. NotFound names the nearest one, and those there are.
Result<store::RunRow> findRunRow(store::Reader& reader, const std::string& name);

} // namespace evenspan
