// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

namespace evenspan {

namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20;

// A descriptor that closes itself.
struct Descriptor {
    int fd = -1;
    ~Descriptor() {
        if (fd >= 0)
            ::close(fd);
    }
};

template <class Sink> Result<void> readBlocks(const std::filesystem::path& path, Sink&& sink) {
    Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (file.fd < 0)
        return systemError(errno, "The file could not be opened", path.string());
    struct stat info { };
    if (::fstat(file.fd, &info) != 0)
        return systemError(errno, "The file could not be read", path.string());
    if (S_ISDIR(info.st_mode))
        return Error{ErrorCode::InvalidArgument, "This is a folder, not a file", path.string(),
            "Name a file."};
    // Of many small files, room that is made and cleared for more than there is would be most of
    // the work. Where the size is not known, as of a device, it is a whole block.
    std::string block(
        info.st_size > 0 ? std::min(kBlock, static_cast<std::size_t>(info.st_size)) : kBlock, '\0');
    for (;;) {
        const ssize_t got = ::read(file.fd, block.data(), block.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return systemError(errno, "The file could not be read", path.string());
        if (got == 0)
            return {};
        if (!sink(std::string_view(block.data(), static_cast<std::size_t>(got)), info.st_size))
            return Error{ErrorCode::BadFormat, "The file is larger than allowed here",
                path.string(), "Check that this is the right file."};
    }
}

} // namespace

Error systemError(int value, const std::string& what, const std::string& where) {
    Error error{ErrorCode::Io, what + ": " + std::strerror(value), where, {}};
    switch (value) {
    case ENOENT:
    case ENOTDIR:
        error.code = ErrorCode::NotFound;
        error.remedy = "Check the path.";
        break;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        error.code = ErrorCode::NoSpace;
        error.remedy = "Free some space on this disk and try again; nothing was changed.";
        break;
    case EROFS:
    case EACCES:
    case EPERM:
        error.code = ErrorCode::ReadOnly;
        error.remedy = "Choose a place that you may write to, or change the permissions.";
        break;
    default:
        error.remedy = "Check the disk and try again.";
    }
    return error;
}

Result<std::string> readFile(const std::filesystem::path& path, std::uint64_t maxBytes) {
    std::string out;
    auto done = readBlocks(path, [&](std::string_view block, off_t size) {
        if (out.empty() && size > 0 && static_cast<std::uint64_t>(size) <= maxBytes)
            out.reserve(static_cast<std::size_t>(size));
        out.append(block);
        return out.size() <= maxBytes;
    });
    if (!done)
        return done.error();
    return out;
}

Result<AtomicFile> AtomicFile::create(const std::filesystem::path& target) {
    AtomicFile file;
    file.m_target = target;
    std::string pattern = target.string() + ".part-XXXXXX";
    file.m_fd = ::mkostemp(pattern.data(), O_CLOEXEC);
    if (file.m_fd < 0)
        return systemError(errno, "The file could not be created", target.string());
    file.m_temporary = pattern;
    // mkostemp makes files private; give the mode that open() would have given.
    const mode_t mask = ::umask(0);
    ::umask(mask);
    ::fchmod(file.m_fd, 0666 & ~mask);
    return file;
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : m_fd(std::exchange(other.m_fd, -1))
    , m_target(std::move(other.m_target))
    , m_temporary(std::exchange(other.m_temporary, {}))
    , m_buffer(std::move(other.m_buffer)) { }

AtomicFile::~AtomicFile() {
    if (m_fd >= 0)
        ::close(m_fd);
    if (!m_temporary.empty())
        ::unlink(m_temporary.c_str());
}

Result<void> AtomicFile::flushBuffer() {
    std::string_view rest = m_buffer;
    while (!rest.empty()) {
        const ssize_t put = ::write(m_fd, rest.data(), rest.size());
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return systemError(errno, "The file could not be written", m_target.string());
        rest.remove_prefix(static_cast<std::size_t>(put));
    }
    m_buffer.clear();
    return {};
}

Result<void> AtomicFile::write(std::string_view bytes) {
    m_buffer.append(bytes);
    return m_buffer.size() < kBlock ? Result<void>() : flushBuffer();
}

Result<void> AtomicFile::commit() {
    if (auto done = flushBuffer(); !done)
        return done;
    if (::fsync(m_fd) != 0)
        return systemError(errno, "The file could not be flushed", m_target.string());
    ::close(std::exchange(m_fd, -1));
    if (::rename(m_temporary.c_str(), m_target.c_str()) != 0)
        return systemError(errno, "The file could not be put in place", m_target.string());
    m_temporary.clear();
    // The rename itself lives in the folder: flush that too, or a power cut may undo it.
    auto folder = m_target.parent_path();
    Descriptor dir{
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (dir.fd >= 0)
        ::fsync(dir.fd);
    return {};
}

Result<void> writeFileAtomic(const std::filesystem::path& target, std::string_view bytes) {
    auto file = AtomicFile::create(target);
    if (!file)
        return file.error();
    if (auto done = file->write(bytes); !done)
        return done;
    return file->commit();
}

struct Sha256::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
};

Sha256::Sha256()
    : m_state(std::make_unique<State>()) {
    EVP_DigestInit_ex(m_state->context, EVP_sha256(), nullptr);
}

Sha256::~Sha256() {
    EVP_MD_CTX_free(m_state->context);
}

void Sha256::add(std::string_view bytes) {
    EVP_DigestUpdate(m_state->context, bytes.data(), bytes.size());
}

std::string Sha256::hex() {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    EVP_DigestFinal_ex(m_state->context, digest, &size);
    constexpr char digits[] = "0123456789abcdef";
    std::string out;
    for (unsigned int i = 0; i < size; ++i) {
        out += digits[digest[i] >> 4];
        out += digits[digest[i] & 15];
    }
    return out;
}

std::string sha256Hex(std::string_view bytes) {
    Sha256 hash;
    hash.add(bytes);
    return hash.hex();
}

Result<std::string> sha256File(const std::filesystem::path& path) {
    Sha256 hash;
    auto done = readBlocks(path, [&](std::string_view block, off_t) {
        hash.add(block);
        return true;
    });
    if (!done)
        return done.error();
    return hash.hex();
}

} // namespace evenspan
