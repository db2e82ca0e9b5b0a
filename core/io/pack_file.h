// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace evenspan {

// Writes a zip file (PKWARE APPNOTE 6.3, with the 64-bit fields where needed) that appears whole or
// not at all. The same entries give the same bytes: all carry one date.
class ZipWriter {
public:
    // Errors: those of AtomicFile::create, Internal.
    static Result<std::unique_ptr<ZipWriter>> create(const std::filesystem::path& target);
    ~ZipWriter();
    ZipWriter(const ZipWriter&) = delete;

    // `compress`: weights are left as they are, since deflate takes a tenth of them at most.
    Result<void> add(const std::string& name, std::string_view bytes, bool compress = true);
    // Errors: those of reading the file, NoSpace, Io, Cancelled.
    Result<void> addFile(const std::string& name, const std::filesystem::path& file, bool compress,
        std::stop_token stop = {}, const std::function<void(std::uint64_t bytes)>& progress = {});
    Result<void> finish();

private:
    struct State;
    explicit ZipWriter(std::unique_ptr<State> state);
    Result<void> begin(const std::string& name, std::uint64_t size, bool compress);
    Result<void> put(std::string_view bytes);
    std::unique_ptr<State> m_state;
};

// Unpacks a zip or tar file (plain, gzip, xz or zstd) into an empty or absent folder. Returns the
// names of the files, sorted, relative to `folder`. Errors: Unsafe (a path that leaves the folder,
// a link or device, two files of one name, more than 10,000 files, over 100 times the size of the
// archive), BadFormat (no such archive, or broken), NoSpace, Io, Cancelled.
Result<std::vector<std::string>> unpackFile(const std::filesystem::path& archive,
    const std::filesystem::path& folder, std::stop_token stop = {},
    const std::function<void(std::uint64_t done, std::uint64_t total)>& progress = {});

} // namespace evenspan
