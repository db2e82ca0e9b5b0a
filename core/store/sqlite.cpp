// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sqlite.h"

#include "core/store/row_walk.h"

#include <cerrno>
#include <map>
#include <new>
#include <nlohmann/json.hpp>
#include <sqlite3.h>

namespace evenspan::store {

std::string sqliteVersion() {
    return sqlite3_libversion();
}

namespace {

// A disk without room fails files beside the project (its log, its shared memory) as "disk I/O
// error": the system's own number tells what it was.
Error errorOf(sqlite3* db, int code, const std::string& where) {
    const int kind = code & 0xff;
    if (db && (kind == SQLITE_IOERR || kind == SQLITE_CANTOPEN))
        if (const int number = sqlite3_system_errno(db); number == ENOSPC || number == EDQUOT)
            code = SQLITE_FULL;
    return sqliteError(code, db ? sqlite3_errmsg(db) : sqlite3_errstr(code), where);
}

} // namespace

Error sqliteError(int code, const std::string& message, const std::string& where) {
    Error error{ErrorCode::Io, "The project file could not be used: " + message, where, {}};
    switch (code & 0xff) {
    case SQLITE_FULL:
        error.code = ErrorCode::NoSpace;
        error.what = "The disk is full";
        error.remedy = "Free some space on this disk and try again; nothing was changed.";
        break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        error.code = ErrorCode::ReadOnly;
        error.what = "The project cannot be written to: " + message;
        error.remedy = "Copy it to a folder that you may write to.";
        break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        error.code = ErrorCode::Locked;
        error.what = "Another program is using the project file";
        error.remedy = "Close it there and try again.";
        break;
    case SQLITE_CORRUPT:
        error.code = ErrorCode::Corrupt;
        error.what = "The project file is damaged: " + message;
        error.remedy = "Keep this file as it is and go back to a backup.";
        break;
    case SQLITE_NOTADB:
        error.code = ErrorCode::Foreign;
        error.what = "This is not an Evenspan project";
        error.remedy = "Choose a file that ends in .evenspan; import other files into a project.";
        break;
    case SQLITE_INTERRUPT:
        error.code = ErrorCode::Cancelled;
        error.what = "Cancelled";
        break;
    case SQLITE_NOMEM:
        error.code = ErrorCode::OutOfMemory;
        error.what = "There is not enough memory";
        error.remedy = "Close other programs and try again.";
        break;
    case SQLITE_TOOBIG:
        error.code = ErrorCode::InvalidArgument;
        error.what = "A value is larger than a project can hold";
        error.remedy = "Cut the document into smaller ones.";
        break;
    case SQLITE_CONSTRAINT:
        error.code = ErrorCode::InvalidArgument;
        error.what = "The change breaks a rule of the project: " + message;
        break;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        error.remedy = "Check the disk and the path.";
        break;
    default:
        error.code = ErrorCode::Internal;
    }
    return error;
}

Error currentExceptionAsError() {
    try {
        throw;
    } catch (const Failure& failure) {
        return failure.error;
    } catch (const std::bad_alloc&) {
        return sqliteError(SQLITE_NOMEM, {}, {});
    } catch (const nlohmann::json::exception&) {
        // Its text may quote what it could not read, so it is left out.
        return Error{ErrorCode::Corrupt, "The project holds a record that cannot be read", {},
            "Run the project check, and go back to a backup."};
    } catch (const std::filesystem::filesystem_error& e) {
        return Error{
            ErrorCode::Io, e.code().message(), e.path1().string(), "Check the disk and the path."};
    } catch (const std::exception& e) {
        return Error{ErrorCode::Internal, e.what(), {}, {}};
    }
}

// --- Statement

Statement::Statement(Statement&& other) noexcept {
    *this = std::move(other);
}

Statement& Statement::operator=(Statement&& other) noexcept {
    std::swap(m_database, other.m_database);
    std::swap(m_statement, other.m_statement);
    std::swap(m_busy, other.m_busy);
    return *this;
}

Statement::~Statement() {
    if (!m_statement)
        return;
    if (m_busy) {
        sqlite3_reset(m_statement);
        sqlite3_clear_bindings(m_statement);
        *m_busy = false;
    } else {
        sqlite3_finalize(m_statement);
    }
}

void Statement::check(int code) const {
    if (code != SQLITE_OK)
        m_database->fail(code);
}

Statement& Statement::bind(int at, std::int64_t value) {
    check(sqlite3_bind_int64(m_statement, at, value));
    return *this;
}

Statement& Statement::bind(int at, double value) {
    check(sqlite3_bind_double(m_statement, at, value));
    return *this;
}

Statement& Statement::bind(int at, std::string_view text) {
    // An empty view may hold a null pointer, which SQLite would read as NULL.
    check(sqlite3_bind_text64(m_statement, at, text.data() ? text.data() : "", text.size(),
        SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bind(int at, std::nullopt_t) {
    check(sqlite3_bind_null(m_statement, at));
    return *this;
}

Statement& Statement::bindBlob(int at, std::string_view bytes) {
    check(sqlite3_bind_blob64(
        m_statement, at, bytes.data() ? bytes.data() : "", bytes.size(), SQLITE_TRANSIENT));
    return *this;
}

Statement& Statement::bindTextInPlace(int at, std::string_view text) {
    check(sqlite3_bind_text64(
        m_statement, at, text.data() ? text.data() : "", text.size(), SQLITE_STATIC, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bindBlobInPlace(int at, std::string_view bytes) {
    check(sqlite3_bind_blob64(
        m_statement, at, bytes.data() ? bytes.data() : "", bytes.size(), SQLITE_STATIC));
    return *this;
}

bool Statement::step() {
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE) {
        // The reset comes first, so that the error of this step is not lost with its message.
        const Error error = errorOf(m_database->handle(), code, m_database->where());
        sqlite3_reset(m_statement);
        throw Failure{error};
    }
    return false;
}

void Statement::run() {
    while (step()) { }
    sqlite3_reset(m_statement);
}

void Statement::reset() {
    sqlite3_reset(m_statement);
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(m_statement, column);
}

double Statement::real(int column) const {
    return sqlite3_column_double(m_statement, column);
}

std::string_view Statement::text(int column) const {
    const auto* data = sqlite3_column_text(m_statement, column);
    const int size = sqlite3_column_bytes(m_statement, column);
    return data ? std::string_view(reinterpret_cast<const char*>(data), std::size_t(size))
                : std::string_view();
}

std::string_view Statement::blob(int column) const {
    const void* data = sqlite3_column_blob(m_statement, column);
    const int size = sqlite3_column_bytes(m_statement, column);
    return data ? std::string_view(static_cast<const char*>(data), std::size_t(size))
                : std::string_view();
}

bool Statement::isNull(int column) const {
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

// --- Database

struct Database::Cache {
    std::map<const char*, Cached> statements;
};

namespace {

void settle(sqlite3* db) {
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, 5000);
    // A file from elsewhere must not be able to run anything (sqlite.org/security.html).
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 512 << 20);
    sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, 1 << 20);
    sqlite3_limit(db, SQLITE_LIMIT_COLUMN, 100);
    sqlite3_limit(db, SQLITE_LIMIT_EXPR_DEPTH, 100);
    sqlite3_limit(db, SQLITE_LIMIT_COMPOUND_SELECT, 10);
    sqlite3_limit(db, SQLITE_LIMIT_VDBE_OP, 25'000);
    sqlite3_limit(db, SQLITE_LIMIT_FUNCTION_ARG, 16);
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 1); // VACUUM INTO takes one
    sqlite3_limit(db, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 10'000);
    sqlite3_limit(db, SQLITE_LIMIT_VARIABLE_NUMBER, 100);
    sqlite3_limit(db, SQLITE_LIMIT_TRIGGER_DEPTH, 1);
    sqlite3_limit(db, SQLITE_LIMIT_WORKER_THREADS, 0);
}

// A file name as a URI, for the parameters that only a URI can carry.
std::string uri(const std::filesystem::path& path) {
    static const char digits[] = "0123456789ABCDEF";
    std::string out = "file:";
    for (const char raw : std::filesystem::absolute(path).string()) {
        const auto c = static_cast<unsigned char>(raw);
        if (c == '%' || c == '?' || c == '#' || c < 0x20 || c > 0x7e) {
            out += '%';
            out += digits[c >> 4];
            out += digits[c & 15];
        } else {
            out += raw;
        }
    }
    return out + "?immutable=1";
}

} // namespace

Database::Database(const std::filesystem::path& path, Mode mode)
    : m_where(path.string())
    , m_mode(mode)
    , m_cache(std::make_unique<Cache>()) {
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    std::string name = path.string();
    switch (mode) {
    case Mode::Create:
        flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        break;
    case Mode::ReadWrite:
        flags |= SQLITE_OPEN_READWRITE;
        break;
    case Mode::ReadOnly:
        flags |= SQLITE_OPEN_READONLY;
        break;
    case Mode::Immutable:
        flags |= SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
        name = uri(path);
        break;
    case Mode::Memory:
        flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY;
        break;
    }
    const int code = sqlite3_open_v2(name.c_str(), &m_db, flags, nullptr);
    try {
        if (code != SQLITE_OK)
            fail(code);
        settle(m_db);
        if (const int added = addRowWalk(m_db); added != SQLITE_OK)
            fail(added);
        script("PRAGMA mmap_size=0; PRAGMA cell_size_check=ON; PRAGMA foreign_keys=ON;"
               "PRAGMA temp_store=MEMORY;");
    } catch (...) {
        sqlite3_close(m_db);
        throw;
    }
}

Database::~Database() {
    for (auto& [sql, cached] : m_cache->statements)
        sqlite3_finalize(cached.statement);
    sqlite3_close_v2(m_db);
}

void Database::fail(int code) const {
    throw Failure{errorOf(m_db, code, m_where)};
}

void Database::script(std::string_view sql) {
    while (!sql.empty()) {
        sqlite3_stmt* statement = nullptr;
        const char* tail = nullptr;
        const int code =
            sqlite3_prepare_v2(m_db, sql.data(), static_cast<int>(sql.size()), &statement, &tail);
        if (code != SQLITE_OK)
            fail(code);
        sql.remove_prefix(static_cast<std::size_t>(tail - sql.data()));
        if (!statement)
            continue; // only blanks or a comment were left
        Statement owner;
        owner.m_database = this;
        owner.m_statement = statement;
        owner.run();
    }
}

Statement Database::prepare(std::string_view sql) {
    Statement out;
    out.m_database = this;
    const int code = sqlite3_prepare_v2(
        m_db, sql.data(), static_cast<int>(sql.size()), &out.m_statement, nullptr);
    if (code != SQLITE_OK)
        fail(code);
    return out;
}

Statement Database::cached(const char* sql) {
    Cached& entry = m_cache->statements[sql];
    if (entry.busy)
        return prepare(sql);
    if (!entry.statement) {
        const int code =
            sqlite3_prepare_v3(m_db, sql, -1, SQLITE_PREPARE_PERSISTENT, &entry.statement, nullptr);
        if (code != SQLITE_OK)
            fail(code);
    }
    entry.busy = true;
    Statement out;
    out.m_database = this;
    out.m_statement = entry.statement;
    out.m_busy = &entry.busy;
    return out;
}

std::int64_t Database::integer(std::string_view sql) {
    Statement statement = prepare(sql);
    return statement.step() ? statement.integer(0) : 0;
}

std::string Database::string(std::string_view sql) {
    Statement statement = prepare(sql);
    return statement.step() ? statement.string(0) : std::string();
}

std::int64_t Database::changes() const {
    return sqlite3_changes64(m_db);
}

void Database::neverCheckpointOnClose() {
    sqlite3_db_config(m_db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

void Database::interrupt() {
    sqlite3_interrupt(m_db);
}

// --- Transactions

namespace {

// A full disk may already have rolled back; then there is nothing left to do. An interrupt that
// comes while ROLLBACK starts is meant for the work before it and must not leave the transaction
// open: the connection's next user could not begin one.
void rollBack(sqlite3* db) {
    constexpr int kTries = 1000; // one stop interrupts once
    for (int i = 0; i < kTries && !sqlite3_get_autocommit(db); ++i)
        sqlite3_exec(db, "ROLLBACK", nullptr, nullptr, nullptr);
}

} // namespace

Transaction::Transaction(Database& database)
    : m_database(database) {
    database.cached("BEGIN IMMEDIATE").run();
}

Transaction::~Transaction() {
    if (m_open)
        rollBack(m_database.handle());
}

void Transaction::commit() {
    m_database.cached("COMMIT").run();
    m_open = false;
}

ReadTransaction::ReadTransaction(Database& database)
    : m_database(database) {
    database.cached("BEGIN").run();
}

ReadTransaction::~ReadTransaction() {
    rollBack(m_database.handle());
}

void InterruptOnStop::check() const {
    if (m_stop.stop_requested())
        throw Failure{sqliteError(SQLITE_INTERRUPT, {}, {})};
}

} // namespace evenspan::store
