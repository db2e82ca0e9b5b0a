// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string> // first: Qt 6.4's moc cannot read <compare>, which types.h begins with, on its own

#include "core/store/records.h"

namespace evenspan {

// What a row of the store does not say by its state alone; kept in its record:
//   "compute"  is there once the run has begun: without it there is nothing to resume
//   "paused"   true: it was paused, not ended; the state of both is Stopped
//   "goes_on"  state that a run had before it was put into the queue to go on
//   "dismissed" the user does not want to go on with an interrupted run

// Paused by the user, or by the end of the program: it waits to go on.
bool isPaused(const store::RunRow& run);
// It took at least the start of a step before, so going on is a resume.
bool hasBegun(const store::RunRow& run);
// "Go on" means something: stopped, paused, interrupted or failed.
bool canGoOn(const store::RunRow& run);
// Seconds spent training, over all its parts; 0: not known.
double secondsTaken(const store::RunRow& run);

// Now, as rows keep times.
std::int64_t rowTime();

} // namespace evenspan
