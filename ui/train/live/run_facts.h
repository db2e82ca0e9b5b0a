// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/score_run.h"

#include <QString>
#include <QStringList>

#include <stop_token>
#include <vector>

namespace evenspan::store {
class Reader;
}

namespace evenspan::ui {

// What the project says of one run beside its row.
struct RunFacts {
    std::vector<RunOutcome> outcomes;
    std::int64_t newestGroup = 0;
    std::int64_t seenGroup = 0; // up to which action of the project the run saw
    QStringList lineage; // the run first, then what it started from, and so on
    QStringList splits;
};
Result<RunFacts> readRunFacts(
    store::Reader& reader, const store::RunRow& run, const std::stop_token& stop);

// Lineage, data, environment of a run as rich text; empty: nothing is known. `whole`: hashes too,
// which are cut otherwise.
QString originText(const store::RunRow& run, const RunFacts& facts, bool whole);

} // namespace evenspan::ui
