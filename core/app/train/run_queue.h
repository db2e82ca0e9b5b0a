// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/train/train_run.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <optional>
#include <string>
#include <vector>

namespace evenspan {

// The runs of a project that wait, in the order in which they will be trained. They are rows of the
// state Queued; their order and the queue's pause are a setting of the project, so that both
// survive the program. Rows that the setting does not know come last, by id; ids that are no row
// any more are passed over, and so are runs in the trash.
//
// A queue that was empty is not paused any more. One thread at a time may change the queue. Errors:
// those of the store and as named.
struct RunQueue {
    std::vector<store::RunRow> waiting; // the next one first
    bool paused = false; // nothing starts by itself
    std::vector<store::RunRow> interrupted; // by the end of a process, oldest first, not dismissed
};
Result<RunQueue> readQueue(store::Reader& reader, std::stop_token stop = {});

// A new run at the end of the queue; its name comes back. Errors: as a run's start: AlreadyExists,
// InvalidArgument (the name).
Result<std::string> enqueueRun(
    store::Project& project, store::Writer& writer, const TrainRunRequest& request);
// A run that was stopped, paused, interrupted or failed waits to go on. Errors: NotFound,
// InvalidArgument (it cannot go on).
Result<void> enqueueToGoOn(store::Project& project, store::Writer& writer, const std::string& name);

// To the place `to` among those that wait, 0 first; beyond the end: last. NotFound.
Result<void> moveQueued(store::Project& project, store::Writer& writer, RunId run, std::size_t to);

// What a removed run was, to put it back.
struct RemovedRun {
    store::RunRow row;
    std::size_t place = 0;
    bool began = false; // it was only taken out of the queue: its row is still there
};
// A run that never began is deleted; another one is again what it was before it waited. NotFound.
Result<RemovedRun> removeQueued(store::Project& project, store::Writer& writer, RunId run);
Result<void> putBackQueued(
    store::Project& project, store::Writer& writer, const RemovedRun& removed);

Result<void> setQueuePaused(store::Project& project, store::Writer& writer, bool paused);
// The user has seen that it was interrupted, and does not want to hear it again.
Result<void> dismissInterrupted(
    store::Project& project, store::Writer& writer, const std::string& name);

// A run whose process ended without a word: rows that are Running or Queued become Interrupted or
// Failed, with the reason. Other states stay. The one change that any thread may make.
Result<void> closeRun(
    store::Project& project, store::Writer& writer, const std::string& name, const Error& reason);

} // namespace evenspan
