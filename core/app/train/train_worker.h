// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/model/model_library.h"
#include "core/app/train/train_run.h"

#include <filesystem>

namespace evenspan {

// --- The child: `evenspan-cli worker`

// Trains as the first line of standard input says; see core/app/train/worker_lines.h. The project
// is opened for reading beside its writer, and everything that is to be stored is asked of the
// parent. Weights and checkpoints are written here: they are files of their own, whose names the
// parent then lists. Returns the exit status: 0 also where the run failed, since that has been
// said. `stop`: of this process, where it gets a signal.
int runTrainWorker(const ModelLibrary& models, int input, int output, std::stop_token stop);

// --- The parent

// The same run as TrainRun::run, in a process of its own: `program` is evenspan-cli. Blocks the
// calling thread; events come on it. A stop reaches the child within 50 ms and ends it as
// TrainRun::run ends. A child that dies, by a fault of the card's driver or a kill, leaves the
// run Interrupted with its last checkpoint: Internal, and the run can go on.
// Errors: as TrainRun::run, NotFound (no such program), Internal.
Result<TrainRunOutcome> trainInChild(const std::filesystem::path& program, store::Project& project,
    const std::filesystem::path& engine, const TrainRunRequest& request, engine::EventSink& events,
    std::stop_token stop = {});

} // namespace evenspan
