// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/project/export_target.h"

#include <unistd.h>

namespace fs = std::filesystem;

namespace evenspan {

ExportTarget::~ExportTarget() {
    m_file.reset();
    std::error_code ignored;
    if (!m_temporary.empty())
        fs::remove_all(m_temporary, ignored);
}

Result<void> ExportTarget::open() {
    std::error_code failed;
    if (!m_folder) {
        if (fs::is_directory(m_target, failed))
            return Error{ErrorCode::InvalidArgument, "This is a folder, not a file",
                m_target.string(), "Name a file in it."};
        auto file = AtomicFile::create(m_target);
        if (!file)
            return file.error();
        m_file.emplace(std::move(*file));
        return {};
    }
    if (m_target.filename().empty()) // "folder/"
        m_target = m_target.parent_path();
    if (fs::exists(m_target, failed)
        && (!fs::is_directory(m_target, failed) || !fs::is_empty(m_target, failed)))
        return Error{ErrorCode::AlreadyExists, "The format writes a folder, and something is there",
            m_target.string(), "Name a folder that does not exist yet, or an empty one."};
    fs::path temporary = m_target;
    temporary += ".unfinished-" + std::to_string(::getpid());
    fs::remove_all(temporary, failed);
    if (!fs::create_directory(temporary, failed))
        return systemError(failed.value(), "The folder could not be made", temporary.string());
    m_temporary = std::move(temporary);
    return {};
}

Result<void> ExportTarget::next(const std::string& name) {
    if (!m_folder || name.empty() || name == "." || name == ".."
        || name.find_first_of(std::string("/\0", 2)) != std::string::npos)
        return Error{ErrorCode::InvalidArgument, "This is no name of a file in the folder",
            m_target.string(), "Rename the document."};
    if (m_file)
        if (auto done = m_file->commit(); !done)
            return done;
    m_file.reset();
    auto file = AtomicFile::create(m_temporary / name);
    if (!file)
        return file.error();
    m_file.emplace(std::move(*file));
    return {};
}

Result<void> ExportTarget::write(std::string_view bytes) {
    if (!m_file)
        return Error{
            ErrorCode::Internal, "Bytes came before the first file", m_target.string(), ""};
    return m_file->write(bytes);
}

Result<void> ExportTarget::commit() {
    if (m_file)
        if (auto done = m_file->commit(); !done)
            return done;
    m_file.reset();
    if (!m_folder)
        return {};
    std::error_code failed;
    fs::remove(m_target, failed); // an empty folder
    fs::rename(m_temporary, m_target, failed);
    if (failed)
        return systemError(failed.value(), "The folder could not be kept", m_target.string());
    m_temporary.clear();
    return {};
}

} // namespace evenspan
