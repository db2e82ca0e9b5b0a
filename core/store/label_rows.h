// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/writer.h"

#include <vector>

namespace evenspan::store {

// The labels as the writer sees them inside a change, archived ones too, by id; `spans` is not
// counted.
Result<std::vector<LabelRow>> labelRows(Writer& writer);

} // namespace evenspan::store
