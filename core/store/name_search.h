// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/document_set.h"
#include "core/store/sqlite.h"

#include <string_view>

namespace evenspan::store {

// The documents, shown or not, whose name contains `text`, as contained.h has it: one walk over the
// index of names. Throws Failure.
DocumentSet documentsNamed(
    Database& database, std::string_view text, const InterruptOnStop& interrupt);

} // namespace evenspan::store
