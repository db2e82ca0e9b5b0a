// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project.h"

#include "core/base/files.h"
#include "core/store/check.h"
#include "core/store/file_lock.h"
#include "core/store/reader.h"
#include "core/store/schema.h"
#include "core/store/text_ends.h"
#include "core/store/text_search.h"
#include "core/store/writer.h"
#include "core/store/writer_state.h"

#include <chrono>
#include <mutex>
#include <random>
#include <unistd.h>

namespace evenspan::store {

namespace fs = std::filesystem;

// Members go in reverse: readers first, then the writer (whose last close empties the log), then
// the lock.
struct Project::State {
    fs::path path;
    fs::path backup;
    std::string id;
    Error notice;
    int version = 0;
    bool readOnly = false;
    bool immutable = false;
    bool checkDue = false;
    FileLock lock;
    std::unique_ptr<Writer> writer;
    // Shared with the readers that are out, so that one that outlives its use finds it.
    struct Pool {
        std::mutex mutex;
        std::vector<std::unique_ptr<Reader>> idle;
    };
    std::shared_ptr<Pool> pool = std::make_shared<Pool>();
    std::shared_ptr<TextEnds> ends = std::make_shared<TextEnds>();
};

namespace {

std::string randomId() {
    std::random_device source;
    std::string seed;
    for (int i = 0; i < 8; ++i)
        seed += std::to_string(source()) + ":";
    return sha256Hex(seed).substr(0, 32);
}

void quickCheck(Database& db) {
    Statement s = db.prepare("PRAGMA quick_check(1)");
    if (s.step() && s.text(0) != "ok")
        throw Failure{Error{ErrorCode::Corrupt, "The project file is damaged", db.where(),
            "Keep this file as it is and go back to a backup."}};
}

// True where the check was left to the caller.
bool checkOrDefer(Database& db, const fs::path& path, const OpenOptions& options) {
    const std::uint64_t size = fs::file_size(path);
    const auto pages = static_cast<std::uint64_t>(db.integer("PRAGMA page_count"));
    const auto page = static_cast<std::uint64_t>(db.integer("PRAGMA page_size"));
    std::error_code ignored;
    fs::path log = path;
    log += "-wal";
    if (pages * page > size && !fs::exists(log, ignored))
        throw Failure{Error{ErrorCode::Corrupt, "The project file was cut short", path.string(),
            "Go back to a backup, or copy the file again."}};
    if (size > options.quickCheckBytes)
        return true;
    quickCheck(db);
    return false;
}

Error notFound(const fs::path& path) {
    return Error{ErrorCode::NotFound, "There is no such project", path.string(), "Check the path."};
}

void requireFile(const fs::path& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status))
        throw Failure{notFound(path)};
    if (!fs::is_regular_file(status))
        throw Failure{Error{ErrorCode::InvalidArgument, "This is a folder, not a project file",
            path.string(), "Name a file that ends in .evenspan."}};
}

} // namespace

Project::Project(std::unique_ptr<State> state)
    : m_state(std::move(state)) { }

Project::~Project() {
    std::lock_guard hold(m_state->pool->mutex);
    m_state->pool->idle.clear();
}

Result<std::unique_ptr<Project>> Project::create(const fs::path& path) {
    bool made = false;
    auto result = guard([&] {
        std::error_code error;
        if (fs::exists(fs::symlink_status(path, error)))
            throw Failure{Error{ErrorCode::AlreadyExists, "There is already a file of this name",
                path.string(), "Choose another name, or open that project."}};
        auto lock = FileLock::take(path);
        if (!lock)
            throw Failure{lock.error()};
        made = true;
        auto db = std::make_unique<Database>(path, Database::Mode::Create);
        // EXTRA: until the log takes over, SQLite's rollback journal does the work. A journal that
        // a power cut brings back from the dead would roll the whole project back to nothing.
        db->script("PRAGMA encoding='UTF-8'; PRAGMA synchronous=EXTRA; PRAGMA journal_mode=WAL;");
        db->script("PRAGMA application_id=" + std::to_string(kApplicationId));
        migrate(*db, 0, migrations());
        const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::system_clock::now().time_since_epoch());
        Transaction transaction(*db);
        Statement put = db->prepare("INSERT INTO meta(key, value) VALUES (?, ?)");
        put.with("project_id", randomId()).run();
        put.with("created", std::to_string(now.count())).run();
        transaction.commit();
        db->script("PRAGMA wal_checkpoint(TRUNCATE)");
    });
    if (!result) {
        // Only what this call made is taken away again.
        std::error_code ignored;
        for (const char* tail : {"", "-wal", "-shm"})
            if (made)
                fs::remove(fs::path(path) += tail, ignored);
        return result.error();
    }
    return open(path);
}

Result<std::unique_ptr<Project>> Project::open(const fs::path& path, const OpenOptions& options) {
    return guard([&] {
        requireFile(path);
        const auto& steps = options.migrations ? *options.migrations : migrations();
        if (::access(path.c_str(), W_OK) != 0)
            throw Failure{Error{ErrorCode::ReadOnly, "The project cannot be written to",
                path.string(), "Change its permissions, or open it read-only."}};
        auto state = std::make_unique<State>();
        state->path = path;
        auto lock = FileLock::take(path);
        if (!lock)
            throw Failure{lock.error()};
        state->lock = std::move(*lock);
        auto db = std::make_unique<Database>(path, Database::Mode::ReadWrite);
        state->version = verifyFile(*db, steps);
        if (state->version > static_cast<int>(steps.size()))
            throw Failure{
                Error{ErrorCode::TooNew, "The project was written by a newer version of Evenspan",
                    path.string(), "Open it read-only, or with that version."}};
        state->checkDue = checkOrDefer(*db, path, options);
        db->script("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;"
                   "PRAGMA wal_autocheckpoint=1000; PRAGMA journal_size_limit=67108864;");
        if (db->string("PRAGMA journal_mode") != "wal")
            throw Failure{Error{ErrorCode::Io, "This disk cannot hold a project in use",
                path.string(), "Copy the project to a local disk."}};
        if (state->version < static_cast<int>(steps.size())) {
            state->backup = backupBefore(*db, path, state->version);
            migrate(*db, state->version, steps);
            state->version = static_cast<int>(steps.size());
        }
        // Nobody else writes: what still runs belongs to a process that is gone.
        db->script("UPDATE run SET state = 'interrupted' WHERE state = 'running'");
        state->id = db->string("SELECT value FROM meta WHERE key = 'project_id'");
        state->writer = std::make_unique<Writer>(std::make_unique<Writer::State>(std::move(db)));
        return std::unique_ptr<Project>(new Project(std::move(state)));
    });
}

Result<std::unique_ptr<Project>> Project::openReadOnly(
    const fs::path& path, const OpenOptions& options) {
    return guard([&] {
        requireFile(path);
        const auto& steps = options.migrations ? *options.migrations : migrations();
        auto state = std::make_unique<State>();
        state->path = path;
        state->readOnly = true;
        const auto open = [&](Database::Mode mode) {
            Database db(path, mode);
            db.neverCheckpointOnClose();
            state->version = verifyFile(db, steps);
            if (state->version < static_cast<int>(steps.size()))
                throw Failure{Error{ErrorCode::ReadOnly,
                    "The project is of an older version and must be brought up to date first",
                    path.string(), "Open it once for writing."}};
            state->checkDue = checkOrDefer(db, path, options);
            state->id = db.string("SELECT value FROM meta WHERE key = 'project_id'");
        };
        try {
            open(Database::Mode::ReadOnly);
        } catch (const Failure& failure) {
            // A log needs a shared index beside it. In a folder that cannot be written to and
            // where no log lies, the file alone is the whole project and cannot change.
            fs::path log = path;
            log += "-wal";
            const bool sealed = ::access(fs::absolute(path).parent_path().c_str(), W_OK) != 0;
            if (!sealed
                || (failure.error.code != ErrorCode::Io
                    && failure.error.code != ErrorCode::ReadOnly))
                throw;
            if (fs::exists(log) && fs::file_size(log) > 0)
                throw Failure{Error{ErrorCode::ReadOnly,
                    "The project was not closed properly, and its folder cannot be written to",
                    path.string(),
                    "Copy it together with its -wal file to a folder that you may write to."}};
            open(Database::Mode::Immutable);
            state->immutable = true;
        }
        return std::unique_ptr<Project>(new Project(std::move(state)));
    });
}

Result<std::unique_ptr<Project>> Project::openBest(
    const fs::path& path, const OpenOptions& options) {
    auto project = open(path, options);
    if (project)
        return project;
    const Error reason = project.error();
    if (reason.code != ErrorCode::Locked && reason.code != ErrorCode::ReadOnly
        && reason.code != ErrorCode::TooNew)
        return reason;
    auto other = openReadOnly(path, options);
    if (!other)
        return other.error();
    (*other)->m_state->notice = reason;
    return other;
}

const fs::path& Project::path() const {
    return m_state->path;
}
bool Project::readOnly() const {
    return m_state->readOnly;
}
const Error& Project::notice() const {
    return m_state->notice;
}
int Project::schemaVersion() const {
    return m_state->version;
}
std::string Project::id() const {
    return m_state->id;
}
const fs::path& Project::backupPath() const {
    return m_state->backup;
}
bool Project::checkDue() const {
    return m_state->checkDue;
}
Writer* Project::writer() {
    return m_state->writer.get();
}
fs::path Project::filesFolder() const {
    return filesFolder(m_state->path);
}

fs::path Project::filesFolder(const fs::path& project) {
    fs::path out = project;
    out += "-files";
    return out;
}

Result<std::vector<std::string>> Project::missingFiles() {
    auto reader = this->reader();
    if (!reader)
        return reader.error();
    auto files = (*reader)->files();
    if (!files)
        return files.error();
    std::vector<std::string> out;
    std::error_code ignored;
    for (const FileRow& file : *files)
        if (!fs::exists(filesFolder() / file.path, ignored))
            out.push_back(file.path);
    return out;
}

Result<std::shared_ptr<Reader>> Project::reader() {
    return guard([&] {
        std::unique_ptr<Reader> reader;
        {
            std::lock_guard hold(m_state->pool->mutex);
            auto& idle = m_state->pool->idle;
            if (!idle.empty()) {
                reader = std::move(idle.back());
                idle.pop_back();
            }
        }
        if (!reader) {
            auto db = std::make_unique<Database>(m_state->path,
                m_state->immutable ? Database::Mode::Immutable : Database::Mode::ReadOnly);
            db->neverCheckpointOnClose();
            prepareTextSearch(*db, m_state->ends);
            db->script("PRAGMA query_only=ON; PRAGMA wal_autocheckpoint=0;"
                       "PRAGMA cache_size=-16384;");
            reader = std::make_unique<Reader>(std::move(db));
        }
        std::weak_ptr<State::Pool> home = m_state->pool;
        return std::shared_ptr<Reader>(reader.release(), [home](Reader* done) {
            std::unique_ptr<Reader> owner(done);
            if (const auto pool = home.lock()) {
                std::lock_guard hold(pool->mutex);
                pool->idle.push_back(std::move(owner));
            }
        });
    });
}

Result<CheckReport> Project::check(bool full, std::stop_token stop) {
    auto reader = this->reader();
    if (!reader)
        return reader.error();
    auto report = checkProject((*reader)->database(), full, stop);
    if (report && full)
        if (Writer* writer = this->writer())
            writer->state().checkSearch(*report);
    if (report && full && readOnly())
        report->notes.push_back("The search index is only checked in a project open for writing.");
    if (report)
        if (const auto missing = missingFiles(); missing)
            for (const std::string& file : *missing)
                report->notes.push_back("The files folder lacks " + file);
    return report;
}

} // namespace evenspan::store
