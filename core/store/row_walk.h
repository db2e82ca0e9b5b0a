// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/sqlite.h"

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string_view>
#include <variant>

struct sqlite3;
struct sqlite3_value;

namespace evenspan::store {

// A value of the row at hand as it lies there, without a copy; it lives as long as the visit.
class RowValue {
public:
    explicit RowValue(sqlite3_value* value)
        : m_value(value) { }
    std::int64_t integer() const;
    std::string_view text() const;

private:
    sqlite3_value* m_value;
};

using RowVisit = std::function<bool(std::int64_t id, const RowValue& value)>; // false ends the walk
using RowBound = std::variant<std::int64_t, std::string_view>; // of ?2, ?3, …

// Visits rows inside SQLite's own walk over them, so that a row costs no step of a statement.
// `sql` selects with the condition each_row(id, value, ?1), which is never true. Throws Failure,
// and what the visit throws.
void walkRows(Database& database, const char* sql, const RowVisit& visit,
    std::initializer_list<RowBound> bounds = {});

// The function each_row; no schema can call it. For Database, when it opens a file. Returns
// SQLite's code.
int addRowWalk(sqlite3* database);

} // namespace evenspan::store
