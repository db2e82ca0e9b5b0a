// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

// A thin owner of SQLite handles for core/store only. Inside the folder a failure is thrown as
// Failure, which keeps the statements readable; guard() turns it into a Result at every public
// function, so that no exception leaves the folder.
namespace evenspan::store {

struct Failure {
    Error error;
};
inline void require(const Result<void>& done) {
    if (!done)
        throw Failure{done.error()};
}

// Maps a SQLite result code: FULL → NoSpace, READONLY/PERM → ReadOnly, BUSY/LOCKED → Locked,
// CORRUPT → Corrupt, NOTADB → Foreign, INTERRUPT → Cancelled, NOMEM → OutOfMemory, CANTOPEN and
// IOERR → Io. `message` must be SQLite's own (it names tables and columns, never values).
Error sqliteError(int code, const std::string& message, const std::string& where);

// Runs body; a Failure, a lack of memory or any other exception becomes the Error of the Result.
Error currentExceptionAsError();
template <class F> auto guard(F&& body) noexcept {
    using T = std::invoke_result_t<F>;
    try {
        if constexpr (std::is_void_v<T>) {
            body();
            return Result<void>();
        } else {
            return Result<T>(body());
        }
    } catch (...) {
        return Result<T>(currentExceptionAsError());
    }
}

class Database;
class TextEnds;

// A prepared statement. Positions start at 1 for parameters and at 0 for columns. Views of columns
// live until the next step().
class Statement {
public:
    Statement() = default;
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&& other) noexcept;
    ~Statement();

    Statement& bind(int at, std::int64_t value);
    Statement& bind(int at, int value) { return bind(at, std::int64_t{value}); }
    Statement& bind(int at, std::uint32_t value) { return bind(at, std::int64_t{value}); }
    Statement& bind(int at, double value);
    Statement& bind(int at, std::string_view text);
    Statement& bind(int at, const std::string& text) { return bind(at, std::string_view(text)); }
    Statement& bind(int at, const char* text) { return bind(at, std::string_view(text)); }
    Statement& bind(int at, std::nullopt_t);
    template <class T> Statement& bind(int at, const std::optional<T>& value) {
        return value ? bind(at, *value) : bind(at, std::nullopt);
    }
    Statement& bindBlob(int at, std::string_view bytes);
    // Without a copy: the bytes must live until the statement is reset.
    Statement& bindTextInPlace(int at, std::string_view text);
    Statement& bindBlobInPlace(int at, std::string_view bytes);
    template <class... Args> Statement& with(const Args&... args) {
        int at = 0;
        (bind(++at, args), ...);
        return *this;
    }

    bool step(); // true: a row
    void run(); // steps to the end, then resets
    void reset();

    std::int64_t integer(int column) const;
    double real(int column) const;
    std::string_view text(int column) const;
    std::string_view blob(int column) const;
    std::string string(int column) const { return std::string(text(column)); }
    bool isNull(int column) const;

private:
    friend class Database;
    void check(int code) const;
    Database* m_database = nullptr;
    sqlite3_stmt* m_statement = nullptr;
    bool* m_busy = nullptr; // of the cache, where the statement belongs to it
};

class Database {
public:
    enum class Mode { Create, ReadWrite, ReadOnly, Immutable, Memory };

    // Opens with the settings for hostile files: trusted_schema off, defensive mode, no extensions,
    // no memory map, checked cells, lowered limits. Throws Failure.
    Database(const std::filesystem::path& path, Mode mode);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    // Every statement of a script, by SQLite's own reading of where each ends.
    void script(std::string_view sql);
    Statement prepare(std::string_view sql);
    // From the cache; `sql` must live as long as the program.
    Statement cached(const char* sql);
    std::int64_t integer(std::string_view sql); // first column of the first row, 0 without one
    std::string string(std::string_view sql);
    std::int64_t changes() const;

    void neverCheckpointOnClose();
    void interrupt();
    sqlite3* handle() const { return m_db; }
    const std::string& where() const { return m_where; }
    Mode mode() const { return m_mode; }

    // What searches in texts keep between two of them; see text_search.h.
    struct SearchRoom {
        std::shared_ptr<TextEnds> ends; // none: no search learns anything
        std::unique_ptr<Database> twin; // another connection to the same file, for another thread
    };
    SearchRoom& searchRoom() { return m_searchRoom; }
    [[noreturn]] void fail(int code) const;

private:
    struct Cached {
        sqlite3_stmt* statement = nullptr;
        bool busy = false;
    };
    struct Cache;
    sqlite3* m_db = nullptr;
    std::string m_where;
    Mode m_mode;
    std::unique_ptr<Cache> m_cache;
    SearchRoom m_searchRoom;
};

// BEGIN IMMEDIATE … COMMIT; rolls back when left without commit().
class Transaction {
public:
    explicit Transaction(Database& database);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    Database& m_database;
    bool m_open = true;
};

// A consistent view over several reads.
class ReadTransaction {
public:
    explicit ReadTransaction(Database& database);
    ~ReadTransaction();
    ReadTransaction(const ReadTransaction&) = delete;
    ReadTransaction& operator=(const ReadTransaction&) = delete;

private:
    Database& m_database;
};

// Interrupts the database's running statement when a stop is asked for.
class InterruptOnStop {
public:
    InterruptOnStop(Database& database, std::stop_token stop)
        : m_stop(stop)
        , m_callback(std::move(stop), Call{&database}) {
        check();
    }
    // Throws Cancelled once a stop was asked for: SQLite forgets an interrupt that comes between
    // two statements.
    void check() const;
    const std::stop_token& token() const { return m_stop; }

private:
    struct Call {
        Database* database;
        void operator()() const { database->interrupt(); }
    };
    std::stop_token m_stop;
    std::stop_callback<Call> m_callback;
};

} // namespace evenspan::store
