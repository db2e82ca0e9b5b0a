// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/store/v2_project.h"

// Version 3 holds nothing that version 2 could not, but keeps sums and metadata in tables of their
// own. tool_v1_project.cpp wrote tests/data/projects/v3/sample.evenspan; tst_store_v1.cpp checks
// that the file still opens and says the same.
namespace evenspan::store {

inline Result<void> fillV3(Project& project) {
    return fillV2(project);
}

} // namespace evenspan::store
