// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/row_walk.h"

#include <exception>
#include <memory>
#include <sqlite3.h>

namespace evenspan::store {

namespace {

constexpr const char* kPointer = "evenspan rows"; // the kind of pointer that the function takes

struct Walk {
    const RowVisit& visit;
    bool ended = false;
    std::exception_ptr failure; // no exception may cross SQLite
};

void visitRow(sqlite3_context* context, int, sqlite3_value** values) {
    auto* walk = static_cast<Walk*>(sqlite3_value_pointer(values[2], kPointer));
    if (!walk) {
        sqlite3_result_error(context, "each_row() is for the program alone", -1);
        return;
    }
    sqlite3_result_int(context, 0);
    try {
        if (walk->visit(sqlite3_value_int64(values[0]), RowValue(values[1])))
            return;
        walk->ended = true;
    } catch (...) {
        walk->failure = std::current_exception();
    }
    sqlite3_result_error_code(context, SQLITE_ABORT); // ends the walk
}

} // namespace

std::int64_t RowValue::integer() const {
    return sqlite3_value_int64(m_value);
}

std::string_view RowValue::text() const {
    // As a blob: for a text SQLite would make a copy with a zero at its end.
    const auto* bytes = static_cast<const char*>(sqlite3_value_blob(m_value));
    const auto size = static_cast<std::size_t>(sqlite3_value_bytes(m_value));
    return {size ? bytes : "", size};
}

void walkRows(Database& database, const char* sql, const RowVisit& visit,
    std::initializer_list<RowBound> bounds) {
    Walk walk{visit, false, {}};
    sqlite3_stmt* statement = nullptr;
    int code = sqlite3_prepare_v2(database.handle(), sql, -1, &statement, nullptr);
    const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> owner(
        statement, sqlite3_finalize);
    if (code == SQLITE_OK)
        code = sqlite3_bind_pointer(statement, 1, &walk, kPointer, nullptr);
    int at = 1;
    for (const RowBound& bound : bounds) {
        if (code != SQLITE_OK)
            break;
        ++at;
        if (const auto* number = std::get_if<std::int64_t>(&bound)) {
            code = sqlite3_bind_int64(statement, at, *number);
        } else {
            const auto text = std::get<std::string_view>(bound);
            code = sqlite3_bind_text64(statement, at, text.data() ? text.data() : "", text.size(),
                SQLITE_STATIC, SQLITE_UTF8);
        }
    }
    if (code == SQLITE_OK)
        code = sqlite3_step(statement); // no row passes: this is the whole walk
    if (walk.failure)
        std::rethrow_exception(walk.failure);
    if (code != SQLITE_DONE && !walk.ended)
        database.fail(code);
}

int addRowWalk(sqlite3* database) {
    return sqlite3_create_function_v2(database, "each_row", 3, SQLITE_UTF8 | SQLITE_DIRECTONLY,
        nullptr, visitRow, nullptr, nullptr, nullptr);
}

} // namespace evenspan::store
