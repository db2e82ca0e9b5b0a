// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/train/train_run.h"
#include "core/store/reader.h"

#include <map>
#include <string>

namespace evenspan {

// The row that a training works on, and what it learns by.
struct RunClaim {
    store::RunRow row; // id 0: a new one, which is not stored yet
    engine::Recipe recipe;
    std::map<std::string, std::string> where;
    bool goesOn = false; // from a run that has begun: its recorded arithmetic and tags hold
};

// A new row under a free name, or the one that waits or is to go on. Errors: AlreadyExists,
// InvalidArgument (a name that cannot be one; a run that is finished or runs), NotFound, BadConfig,
// Corrupt (the row's record).
Result<RunClaim> claimRun(
    const store::Project& project, store::Reader& reader, const TrainRunRequest& request);

} // namespace evenspan
