// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace evenspan::store {

// The right to write to a project: a lock (flock) on `<project>-lock`, which the system gives back
// when the process ends in whatever way. A file of its own, since closing any other descriptor of
// the project itself would drop SQLite's locks.
class FileLock {
public:
    // Errors: Locked (with the other process's number), ReadOnly, NotFound, NoSpace, Io.
    static Result<FileLock> take(const std::filesystem::path& project);
    FileLock() = default;
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    ~FileLock();

private:
    int m_fd = -1;
    std::filesystem::path m_path;
};

} // namespace evenspan::store
