// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace evenspan {

// Reads a whole file. Errors: NotFound, Io, InvalidArgument (a folder), BadFormat (over maxBytes).
Result<std::string> readFile(
    const std::filesystem::path& path, std::uint64_t maxBytes = UINT64_MAX);

// A file that appears whole or not at all: written under a temporary name beside the target,
// flushed to the disk, then renamed. Without commit() nothing is left behind.
class AtomicFile {
public:
    // Errors: ReadOnly, NotFound (the folder), Io.
    static Result<AtomicFile> create(const std::filesystem::path& target);
    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&&) = delete;
    ~AtomicFile();

    // Errors: NoSpace, Io.
    Result<void> write(std::string_view bytes);
    // Flushes file and folder, then renames over the target. Errors: NoSpace, Io.
    Result<void> commit();

private:
    AtomicFile() = default;
    Result<void> flushBuffer();
    int m_fd = -1;
    std::filesystem::path m_target;
    std::filesystem::path m_temporary;
    std::string m_buffer;
};

// AtomicFile in one call.
Result<void> writeFileAtomic(const std::filesystem::path& target, std::string_view bytes);

// Maps errno to an Error with what happened to `where` and its remedy.
Error systemError(int errnoValue, const std::string& what, const std::string& where);

// SHA-256 as 64 lower-case hexadecimal digits.
std::string sha256Hex(std::string_view bytes);
// The same over a file, read in pieces. Errors as readFile.
Result<std::string> sha256File(const std::filesystem::path& path);

// Streaming SHA-256.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    void add(std::string_view bytes);
    std::string hex(); // ends the computation

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace evenspan
