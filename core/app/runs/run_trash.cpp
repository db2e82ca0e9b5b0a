// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/run_trash.h"

#include "core/store/run_marks.h"

#include <algorithm>

namespace fs = std::filesystem;

namespace evenspan {

namespace {

// The path inside the folder, or empty: a row of a foreign project may name anything.
fs::path inside(const fs::path& folder, const std::string& path) {
    const fs::path relative = fs::path(path).lexically_normal();
    if (relative.empty() || relative.is_absolute() || relative == "."
        || std::find(relative.begin(), relative.end(), "..") != relative.end())
        return {};
    std::error_code failed;
    const fs::path whole = fs::weakly_canonical(folder / relative, failed);
    const fs::path root = fs::weakly_canonical(folder, failed);
    const auto [at, rest] = std::mismatch(root.begin(), root.end(), whole.begin(), whole.end());
    return at == root.end() && rest != whole.end() ? folder / relative : fs::path();
}

std::uint64_t sizeOf(const fs::path& path) {
    std::error_code failed;
    if (fs::is_regular_file(path, failed))
        return fs::file_size(path, failed);
    std::uint64_t size = 0;
    for (fs::recursive_directory_iterator at(path, failed), end; !failed && at != end;
         at.increment(failed))
        if (at->is_regular_file(failed))
            size += at->file_size(failed);
    return size;
}

} // namespace

Result<std::uint64_t> deleteRun(
    store::Writer& writer, const fs::path& filesFolder, const store::RunRow& run) {
    auto files = store::removeRunForEver(writer, run.id);
    if (!files)
        return files.error();
    std::uint64_t free = 0;
    const auto remove = [&](const std::string& path) {
        const fs::path target = inside(filesFolder, path);
        if (target.empty())
            return;
        const auto size = sizeOf(target);
        std::error_code failed;
        fs::remove_all(target, failed);
        if (!failed)
            free += size;
    };
    for (const auto& file : *files)
        remove(file.path);
    // The folder of the model: deep enough that it is not the folder of all models.
    const fs::path path = fs::path(run.path).lexically_normal();
    if (std::distance(path.begin(), path.end()) >= 2)
        remove(run.path);
    // Its log and examples (run_history.h).
    if (run.name.find_first_not_of('.') != std::string::npos)
        remove("runs/" + run.name);
    return free;
}

} // namespace evenspan
