// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/file_lock.h"

#include "core/base/files.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace evenspan::store {

Result<FileLock> FileLock::take(const std::filesystem::path& project) {
    FileLock lock;
    lock.m_path = project;
    lock.m_path += "-lock";
    for (;;) {
        const int fd = ::open(lock.m_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
        if (fd < 0)
            return systemError(errno, "The project could not be locked", lock.m_path.string());
        if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
            const int reason = errno;
            char owner[32] = {};
            const ssize_t got = ::pread(fd, owner, sizeof(owner) - 1, 0);
            ::close(fd);
            if (reason != EWOULDBLOCK)
                return systemError(reason, "The project could not be locked", lock.m_path.string());
            std::string who = "another process";
            if (got > 0)
                who += " (number " + std::string(owner, static_cast<std::size_t>(got)) + ")";
            return Error{ErrorCode::Locked, "The project is open for writing in " + who,
                project.string(), "Close it there, or open it read-only here."};
        }
        // Its owner removes the file on closing: a lock on a file that is gone protects nothing.
        struct stat held { };
        struct stat named { };
        if (::fstat(fd, &held) == 0 && ::stat(lock.m_path.c_str(), &named) == 0
            && held.st_ino == named.st_ino && held.st_dev == named.st_dev) {
            const std::string number = std::to_string(::getpid());
            // The number only makes the message of others better; a full disk may refuse it.
            if (::ftruncate(fd, 0) == 0) [[maybe_unused]]
                const ssize_t put = ::pwrite(fd, number.data(), number.size(), 0);
            lock.m_fd = fd;
            return lock;
        }
        ::close(fd);
    }
}

FileLock::FileLock(FileLock&& other) noexcept {
    *this = std::move(other);
}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
    std::swap(m_fd, other.m_fd);
    std::swap(m_path, other.m_path);
    return *this;
}

FileLock::~FileLock() {
    if (m_fd < 0)
        return;
    ::unlink(m_path.c_str());
    ::close(m_fd);
}

} // namespace evenspan::store
