// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/records.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan::store {

class Reader;
class Writer;

constexpr std::uint32_t kApplicationId = 0x4556534E; // "EVSN"

std::string sqliteVersion(); // of the library in use, "3.40.1"

// One step from a version to the next. Version of the first is 1.
struct Migration {
    std::string name;
    std::string sql;
    int minReader = 1; // the oldest program version that may still read the result
};
// Every migration of this program, in order; their number is the newest version that it writes.
const std::vector<Migration>& migrations();

struct OpenOptions {
    // quick_check runs at opening up to this size; above it Project::checkDue() tells the caller to
    // run check() in the background.
    std::uint64_t quickCheckBytes = std::uint64_t{32} << 20;
    const std::vector<Migration>* migrations = nullptr; // for tests; null: migrations()
};

struct CheckReport {
    bool ok = true;
    std::vector<std::string> problems; // one line each, without any text of the user
    std::vector<std::string> notes; // what could not be checked, what is missing
};

// An open project file. It stays locked against a second writer until the Project goes. Readers and
// the writer must not outlive it. Thread-safe.
//
// Errors of create: AlreadyExists, ReadOnly, NotFound (the folder), NoSpace, Io.
// Errors of open: NotFound, Foreign (another program's file), TooNew, Corrupt (also: a schema that
// Evenspan did not write), Locked (another process writes to it), ReadOnly, NoSpace, Io.
class Project {
public:
    static Result<std::unique_ptr<Project>> create(const std::filesystem::path& path);
    // For writing. An older file is brought to the present version, each step in one transaction,
    // after a backup beside it (see backupPath()). Runs that were running are marked interrupted.
    static Result<std::unique_ptr<Project>> open(
        const std::filesystem::path& path, const OpenOptions& options = {});
    // Beside any writer, or where the file or folder cannot be written to.
    static Result<std::unique_ptr<Project>> openReadOnly(
        const std::filesystem::path& path, const OpenOptions& options = {});
    // For writing where that is possible; else, where the file is locked, cannot be written to or
    // is of a newer version that may still be read, read-only with the reason in notice().
    static Result<std::unique_ptr<Project>> openBest(
        const std::filesystem::path& path, const OpenOptions& options = {});
    ~Project();
    Project(const Project&) = delete;
    Project& operator=(const Project&) = delete;

    const std::filesystem::path& path() const;
    bool readOnly() const;
    // Why the project opened read-only, or what else the user should know; what is empty: nothing.
    const Error& notice() const;
    int schemaVersion() const;
    std::string id() const; // made at creation, the same in every copy

    // `<path>-files`: beside the project, for weights and checkpoints.
    static std::filesystem::path filesFolder(const std::filesystem::path& project);
    std::filesystem::path filesFolder() const;
    // Files that the project lists and the folder lacks, as paths relative to it.
    Result<std::vector<std::string>> missingFiles();
    // The backup that opening made before a migration; empty: none was needed.
    const std::filesystem::path& backupPath() const;

    // The one writer; null in a read-only project.
    Writer* writer();
    // A reader of its own for the calling thread, back into the pool when the last copy goes.
    Result<std::shared_ptr<Reader>> reader();

    // True where opening left the integrity check out because of the file's size.
    bool checkDue() const;
    // Quick: quick_check. Full: integrity_check, foreign keys, search index and the rules that
    // Evenspan itself keeps (spans inside texts, grids sorted, sums right). Errors: Cancelled, Io.
    Result<CheckReport> check(bool full = true, std::stop_token stop = {});

    struct State; // of core/store alone
    State& state() { return *m_state; }

private:
    explicit Project(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace evenspan::store
