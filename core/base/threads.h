// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace evenspan {

// How many threads a computation takes where nobody says: OMP_NUM_THREADS where that begins with a
// number of 1 or more (as OpenMP reads it, so that a shared machine's limit holds here too,
// https://www.openmp.org/spec-html/5.2/openmpse59.html), else one for each core. At least 1.
int usualThreads();

} // namespace evenspan
