// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/schema.h"

#include <map>

namespace evenspan::store {

namespace {

struct Object {
    std::string type;
    std::string sql;
};

std::map<std::string, Object> objects(Database& database) {
    std::map<std::string, Object> out;
    Statement s = database.prepare("SELECT name, type, sql FROM sqlite_schema");
    while (s.step())
        out[s.string(0)] = {s.string(1), s.string(2)};
    return out;
}

// The inner tables of the search index: SQLite writes their definitions, so they may be worded
// differently by another version of it, but never hold an expression.
bool isSearchTable(const std::string& name) {
    return name.rfind("search_", 0) == 0;
}

bool holdsExpression(const std::string& sql) {
    for (const char* word : {"CHECK", "check", "DEFAULT", "default", "GENERATED", "AS (", "as ("})
        if (sql.find(word) != std::string::npos)
            return true;
    return false;
}

[[noreturn]] void refuse(
    ErrorCode code, const std::string& what, Database& database, const std::string& remedy) {
    throw Failure{Error{code, what, database.where(), remedy}};
}

} // namespace

int verifyFile(Database& database, const std::vector<Migration>& migrations) {
    const std::string remedy = "Choose a file that ends in .evenspan; import other files into a "
                               "project.";
    if (database.integer("PRAGMA application_id") != std::int64_t{kApplicationId})
        refuse(ErrorCode::Foreign, "This is a database of another program, or an empty file",
            database, remedy);
    const int version = static_cast<int>(database.integer("PRAGMA user_version"));
    const int newest = static_cast<int>(migrations.size());
    const auto found = objects(database);
    if (!found.contains("meta") || version < 1)
        refuse(ErrorCode::Corrupt, "The project's creation was not finished", database,
            "Delete the file and create the project anew.");
    const std::string needed = database.string("SELECT value FROM meta WHERE key = 'min_reader'");
    if (version > newest && std::atoi(needed.c_str()) > newest)
        refuse(ErrorCode::TooNew,
            "The project was written by a newer version of Evenspan (format "
                + std::to_string(version) + ", this program reads up to " + std::to_string(newest)
                + ")",
            database, "Open it with that version, or update this one.");

    Database model({}, Database::Mode::Memory);
    migrate(model, 0, {migrations.begin(), migrations.begin() + std::min(version, newest)});
    const auto expected = objects(model);
    for (const auto& [name, object] : found) {
        const auto same = expected.find(name);
        const bool known = same != expected.end();
        bool good = object.type == "table" || object.type == "index";
        if (name.rfind("sqlite_", 0) == 0)
            good = good && (known || name.rfind("sqlite_stat", 0) == 0);
        else if (known && isSearchTable(name))
            good = good && object.type == "table" && !holdsExpression(object.sql);
        else if (version <= newest)
            good = good && known && same->second.sql == object.sql;
        else // a newer program may have added plain tables, but nothing that runs
            good = good && (known ? same->second.type == object.type : true)
                && (known || !holdsExpression(object.sql))
                && (known || object.sql.find("VIRTUAL") == std::string::npos);
        if (!good)
            refuse(ErrorCode::Corrupt,
                "The project holds a " + object.type + " that Evenspan did not make", database,
                "Do not trust this file; ask whoever made it.");
    }
    for (const auto& [name, object] : expected)
        if (!found.contains(name))
            refuse(ErrorCode::Corrupt, "The project lacks the " + object.type + " " + name,
                database, "Go back to a backup.");
    return version;
}

void migrate(Database& database, int from, const std::vector<Migration>& migrations) {
    for (std::size_t i = static_cast<std::size_t>(from); i < migrations.size(); ++i) {
        Transaction transaction(database);
        database.script(migrations[i].sql);
        database.prepare("UPDATE meta SET value = ? WHERE key = 'min_reader'")
            .with(std::to_string(migrations[i].minReader))
            .run();
        database.script("PRAGMA user_version = " + std::to_string(i + 1));
        transaction.commit();
    }
}

std::filesystem::path backupBefore(
    Database& database, const std::filesystem::path& project, int version) {
    std::filesystem::path target;
    for (int n = 0;; ++n) {
        target = project;
        target += ".v" + std::to_string(version) + "-backup";
        if (n > 0)
            target += "-" + std::to_string(n);
        if (!std::filesystem::exists(target))
            break;
    }
    try {
        database.prepare("VACUUM INTO ?").with(target.string()).run();
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove(target, ignored);
        throw;
    }
    return target;
}

} // namespace evenspan::store
