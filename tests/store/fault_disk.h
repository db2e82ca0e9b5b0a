// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/rng.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>

struct sqlite3_vfs;

namespace evenspan::store {

// A SQLite VFS over the system's own, the default one of its process while it lives. It can refuse
// writes, and it forgets as a disk does: once the power is cut, a file holds what was synced last
// and, of what was written since, any part of its 512-byte sectors. Databases, logs and journals
// are followed; nothing is really synced. What a file holds when it is first opened counts as
// synced. sqlite.org/vfs.html; the sector model is that of sqlite.org/atomiccommit.html, section 2.
class FaultDisk {
public:
    FaultDisk();
    ~FaultDisk(); // every database must be closed by then
    FaultDisk(const FaultDisk&) = delete;
    FaultDisk& operator=(const FaultDisk&) = delete;

    // The next `count` changes (writes, syncs, truncations, deletions) pass; all later ones fail
    // with SQLite's `code` and change nothing, until heal().
    void failAfter(int count, int code);
    void heal();
    bool failed() const; // a change was refused since failAfter()

    // After a failure and with every database closed: rewrites the followed files as a cut of the
    // power at the first refused change may have left them, and heals.
    void leaveAsAfterPowerCut(Philox& rng);

    // --- For the VFS's own functions
    int allow(); // SQLITE_OK or the code
    void opened(const std::string& path, bool existed);
    void synced(const std::string& path);
    void deleted(const std::string& path, bool folderSynced);
    sqlite3_vfs* below() const { return m_below; }

private:
    mutable std::mutex m_mutex;
    std::map<std::string, std::string> m_synced; // bytes by path
    std::map<std::string, std::string> m_ghosts; // deleted, but the folder was not synced
    int m_left = -1; // changes that still pass; negative: all
    int m_code = 0;
    bool m_failed = false;
    sqlite3_vfs* m_below = nullptr;
    sqlite3_vfs* m_own = nullptr;
};

} // namespace evenspan::store
