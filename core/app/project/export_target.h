// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"

#include <filesystem>
#include <optional>
#include <string_view>

namespace evenspan {

// Where an export goes: one file, or a folder of files. Either appears whole or not at all: bytes
// go under a temporary name beside the target and are flushed before it gets its own.
class ExportTarget {
public:
    ExportTarget(std::filesystem::path target, bool folder)
        : m_target(std::move(target))
        , m_folder(folder) { }
    ~ExportTarget(); // without commit() nothing is left
    ExportTarget(const ExportTarget&) = delete;
    ExportTarget& operator=(const ExportTarget&) = delete;

    // Before the first byte. A file is replaced; a folder must be empty or not be there. Errors:
    // InvalidArgument (a folder where a file is to be), AlreadyExists, those of AtomicFile.
    Result<void> open();
    // Of a folder: ends the file before and begins this one. InvalidArgument: no plain file name.
    Result<void> next(const std::string& name);
    Result<void> write(std::string_view bytes);
    Result<void> commit();

private:
    std::filesystem::path m_target, m_temporary;
    bool m_folder;
    std::optional<AtomicFile> m_file;
};

} // namespace evenspan
