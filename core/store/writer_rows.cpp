// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/writer_rows.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace evenspan::store {

using nlohmann::json;

namespace {

// Columns beside id, in order. Names go into SQL: only from here, never from a file.
const std::vector<std::string>& columnsOf(std::string_view table) {
    static const std::map<std::string, std::vector<std::string>, std::less<>> all{
        {"note", {"document", "span", "kind", "text", "author", "created", "resolved"}},
        {"guideline", {"label", "version", "text", "author", "created"}},
        {"attribute", {"name", "target", "kind", "choices", "description", "archived"}},
        {"rule", {"name", "definition", "enabled", "archived"}},
        {"saved_filter", {"name", "query"}},
        {"label_decision",
            {"document", "place", "doubt", "verdict", "source", "author", "created"}}};
    const auto found = all.find(table);
    if (found == all.end())
        fail(ErrorCode::Corrupt, "The history holds a change of an unknown table", {},
            "Open the project with the newest version of Evenspan.");
    return found->second;
}

std::string joined(const std::vector<std::string>& columns) {
    std::string out;
    for (const std::string& column : columns)
        out += ", " + column;
    return out;
}

bool isText(const std::string& column) {
    for (const char* name : {"text", "author", "name", "choices", "description", "definition",
             "query", "place", "doubt", "source"})
        if (column == name)
            return true;
    return false;
}

void bindValue(Statement& s, int at, const json& value) {
    if (value.is_null())
        s.bind(at, std::nullopt);
    else if (value.is_string())
        s.bind(at, value.get_ref<const std::string&>());
    else
        s.bind(at, value.get<std::int64_t>());
}

} // namespace

json rowFromStore(Database& database, std::string_view table, std::int64_t id) {
    const auto& columns = columnsOf(table);
    Statement s = database.prepare(
        "SELECT id" + joined(columns) + " FROM " + std::string(table) + " WHERE id = ?");
    s.with(id);
    if (!s.step())
        return {};
    json row = json::object();
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const int at = static_cast<int>(i) + 1;
        if (s.isNull(at))
            row[columns[i]] = nullptr;
        else if (isText(columns[i]))
            row[columns[i]] = s.string(at);
        else
            row[columns[i]] = s.integer(at);
    }
    return row;
}

void applyRow(Writer::State& state, const json& side) {
    const auto& table = side.at("table").get_ref<const std::string&>();
    const auto& columns = columnsOf(table);
    const auto id = side.at("id").get<std::int64_t>();
    const json& row = side.at("row");
    if (row.is_null()) {
        state.db->prepare("DELETE FROM " + table + " WHERE id = ?").with(id).run();
        return;
    }
    const bool whole = std::all_of(columns.begin(), columns.end(),
        [&row](const std::string& column) { return row.contains(column); });
    if (!whole) { // a change of some columns
        for (const auto& [column, value] : row.items()) {
            if (std::find(columns.begin(), columns.end(), column) == columns.end())
                fail(ErrorCode::Corrupt, "The history holds a change of an unknown column", {},
                    "Open the project with the newest version of Evenspan.");
            Statement s =
                state.db->prepare("UPDATE " + table + " SET " + column + " = ? WHERE id = ?");
            bindValue(s, 1, value);
            s.bind(2, id).run();
        }
        return;
    }
    std::string marks = "?";
    for (std::size_t i = 0; i < columns.size(); ++i)
        marks += ", ?";
    Statement s = state.db->prepare(
        "INSERT OR REPLACE INTO " + table + "(id" + joined(columns) + ") VALUES (" + marks + ")");
    s.bind(1, id);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const int at = static_cast<int>(i) + 2;
        bindValue(s, at, row.at(columns[i]));
    }
    s.run();
}

void changeRow(Writer::State& state, const std::string& table, std::int64_t id,
    std::int64_t document, const json& row) {
    json old = rowFromStore(*state.db, table, id);
    if (row == old)
        return;
    json now = row;
    // Of a row that stays only what changes: a rule may hold a list of a million names.
    if (!old.is_null() && !now.is_null())
        for (const std::string& column : columnsOf(table))
            if (now.at(column) == old.at(column)) {
                now.erase(column);
                old.erase(column);
            }
    const json payload{{"table", table}, {"id", id}, {"row", now}};
    const json inverse{{"table", table}, {"id", id}, {"row", old}};
    state.record(event::kRow, {document, document}, payload, inverse);
    applyRow(state, payload);
}

} // namespace evenspan::store
