// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/fault_disk.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <new>
#include <sqlite3.h>

namespace evenspan::store {

namespace {

constexpr std::size_t kSector = 512;

struct File {
    sqlite3_file base;
    FaultDisk* disk;
    std::string* path; // null: not followed
    sqlite3_file* below;
};

File* self(sqlite3_file* file) {
    return reinterpret_cast<File*>(file);
}
sqlite3_file* below(sqlite3_file* file) {
    return self(file)->below;
}
int allow(sqlite3_file* file) {
    return self(file)->path ? self(file)->disk->allow() : SQLITE_OK;
}

int closeFile(sqlite3_file* file) {
    const int code = below(file)->pMethods->xClose(below(file));
    delete self(file)->path;
    return code;
}
int read(sqlite3_file* file, void* to, int size, sqlite3_int64 at) {
    return below(file)->pMethods->xRead(below(file), to, size, at);
}
int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
    const int code = allow(file);
    return code ? code : below(file)->pMethods->xWrite(below(file), from, size, at);
}
int truncate(sqlite3_file* file, sqlite3_int64 size) {
    const int code = allow(file);
    return code ? code : below(file)->pMethods->xTruncate(below(file), size);
}
int sync(sqlite3_file* file, int flags) {
    if (!self(file)->path)
        return below(file)->pMethods->xSync(below(file), flags);
    const int code = allow(file);
    if (code == SQLITE_OK)
        self(file)->disk->synced(*self(file)->path);
    return code;
}
int fileSize(sqlite3_file* file, sqlite3_int64* size) {
    return below(file)->pMethods->xFileSize(below(file), size);
}
int lock(sqlite3_file* file, int level) {
    return below(file)->pMethods->xLock(below(file), level);
}
int unlock(sqlite3_file* file, int level) {
    return below(file)->pMethods->xUnlock(below(file), level);
}
int reserved(sqlite3_file* file, int* out) {
    return below(file)->pMethods->xCheckReservedLock(below(file), out);
}
int control(sqlite3_file* file, int op, void* argument) {
    return below(file)->pMethods->xFileControl(below(file), op, argument);
}
int sectorSize(sqlite3_file*) {
    return int(kSector);
}
int characteristics(sqlite3_file*) {
    return 0; // no promise beyond the sector, so that SQLite relies on none
}
int shmMap(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
    return below(file)->pMethods->xShmMap(below(file), page, size, extend, out);
}
int shmLock(sqlite3_file* file, int at, int count, int flags) {
    return below(file)->pMethods->xShmLock(below(file), at, count, flags);
}
void shmBarrier(sqlite3_file* file) {
    below(file)->pMethods->xShmBarrier(below(file));
}
int shmUnmap(sqlite3_file* file, int remove) {
    return below(file)->pMethods->xShmUnmap(below(file), remove);
}

// Version 2: with shared memory for the log, without a memory map of the file.
const sqlite3_io_methods kMethods = {2, closeFile, read, write, truncate, sync, fileSize, lock,
    unlock, reserved, control, sectorSize, characteristics, shmMap, shmLock, shmBarrier, shmUnmap,
    nullptr, nullptr};

FaultDisk& diskOf(sqlite3_vfs* vfs) {
    return *static_cast<FaultDisk*>(vfs->pAppData);
}

int openFile(sqlite3_vfs* vfs, const char* name, sqlite3_file* out, int flags, int* outFlags) {
    FaultDisk& disk = diskOf(vfs);
    File* file = self(out);
    file->base.pMethods = nullptr;
    file->disk = &disk;
    file->path = nullptr;
    file->below = reinterpret_cast<sqlite3_file*>(file + 1);
    constexpr int followed = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL;
    const bool existed = name && std::filesystem::exists(name);
    const int code = disk.below()->xOpen(disk.below(), name, file->below, flags, outFlags);
    if (code != SQLITE_OK)
        return code;
    if (name && (flags & followed)) {
        file->path = new std::string(name);
        disk.opened(*file->path, existed);
    }
    file->base.pMethods = &kMethods;
    return SQLITE_OK;
}
int deleteFile(sqlite3_vfs* vfs, const char* name, int syncFolder) {
    FaultDisk& disk = diskOf(vfs);
    if (const int code = disk.allow())
        return code;
    disk.deleted(name, syncFolder != 0);
    return disk.below()->xDelete(disk.below(), name, syncFolder);
}

std::string bytesOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

FaultDisk::FaultDisk()
    : m_below(sqlite3_vfs_find(nullptr))
    , m_own(new sqlite3_vfs(*m_below)) {
    // What is not replaced is the system's own; its functions need no data of theirs but pAppData,
    // which open alone reads.
    m_own->szOsFile = int(sizeof(File)) + m_below->szOsFile;
    m_own->pNext = nullptr;
    m_own->zName = "evenspan-faults";
    m_own->pAppData = this;
    m_own->xOpen = openFile;
    m_own->xDelete = deleteFile;
    sqlite3_vfs_register(m_own, 1);
}

FaultDisk::~FaultDisk() {
    sqlite3_vfs_unregister(m_own);
    sqlite3_vfs_register(m_below, 1);
    delete m_own;
}

void FaultDisk::failAfter(int count, int code) {
    const std::lock_guard guard(m_mutex);
    m_left = count;
    m_code = code;
    m_failed = false;
}

void FaultDisk::heal() {
    const std::lock_guard guard(m_mutex);
    m_left = -1;
}

bool FaultDisk::failed() const {
    const std::lock_guard guard(m_mutex);
    return m_failed;
}

int FaultDisk::allow() {
    const std::lock_guard guard(m_mutex);
    if (m_left < 0)
        return SQLITE_OK;
    if (m_left == 0) {
        m_failed = true;
        return m_code;
    }
    --m_left;
    return SQLITE_OK;
}

void FaultDisk::opened(const std::string& path, bool existed) {
    const std::lock_guard guard(m_mutex);
    if (!m_synced.count(path))
        m_synced[path] = existed ? bytesOf(path) : std::string();
}

void FaultDisk::synced(const std::string& path) {
    const std::lock_guard guard(m_mutex);
    m_synced[path] = bytesOf(path);
    m_ghosts.erase(path); // the folder goes with the first sync of a new log or journal
}

void FaultDisk::deleted(const std::string& path, bool folderSynced) {
    const std::lock_guard guard(m_mutex);
    const auto found = m_synced.find(path);
    if (found == m_synced.end())
        return;
    if (!folderSynced)
        m_ghosts[path] = found->second;
    m_synced.erase(found);
}

void FaultDisk::leaveAsAfterPowerCut(Philox& rng) {
    const std::lock_guard guard(m_mutex);
    const auto put = [](const std::string& path, const std::string& bytes) {
        std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
    };
    for (const auto& [path, old] : m_synced) {
        const std::string now = bytesOf(path);
        // The length is metadata of the file system: it is the old one or the new one.
        std::string left(rng.below(2) ? now.size() : old.size(), '\0');
        for (std::size_t at = 0; at < left.size(); at += kSector) {
            const std::string& from = rng.below(2) ? now : old;
            const std::string& other = &from == &now ? old : now;
            const std::string& source = at < from.size() ? from : other;
            if (at < source.size())
                std::memcpy(left.data() + at, source.data() + at,
                    std::min<std::size_t>({kSector, source.size() - at, left.size() - at}));
        }
        put(path, left);
        std::filesystem::remove(path + "-shm"); // lived in memory
    }
    for (const auto& [path, bytes] : m_ghosts)
        if (!m_synced.count(path) && rng.below(2))
            put(path, bytes);
    m_synced.clear();
    m_ghosts.clear();
    m_left = -1;
}

} // namespace evenspan::store
