// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/writer_state.h"

// Rows of the small tables (note, guideline, attribute, rule, saved_filter,
// label_decision) as JSON objects, column
// by column. Each change is one event "row", so that undo needs no code of its own for any of them.
// Functions throw Failure.
namespace evenspan::store {

// null: there is no such row.
nlohmann::json rowFromStore(Database& database, std::string_view table, std::int64_t id);
// Writes `row` (null: takes the row away) within the present change and records the event; nothing
// where the row is that already. `document` 0: the change is about no document.
void changeRow(Writer::State& state, const std::string& table, std::int64_t id,
    std::int64_t document, const nlohmann::json& row);
// Carries out one side of an event: {"table", "id", "row"}.
void applyRow(Writer::State& state, const nlohmann::json& side);

} // namespace evenspan::store
