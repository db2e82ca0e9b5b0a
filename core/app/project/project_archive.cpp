// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/project/project_archive.h"

#include "core/base/files.h"
#include "core/io/pack_file.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace evenspan {

namespace {

namespace fs = std::filesystem;
using json = nlohmann::ordered_json;

constexpr const char* kProject = "project.evenspan";
constexpr const char* kManifest = "manifest.json";
constexpr const char* kFiles = "files/";

// A folder beside `target` that goes when it is left.
class WorkFolder {
public:
    explicit WorkFolder(const fs::path& target) {
        std::error_code failed;
        for (int i = 0; i < 1000 && m_path.empty(); ++i) {
            auto path = target;
            path += ".part" + std::to_string(i);
            if (fs::create_directory(path, failed) && !failed)
                m_path = path;
        }
    }
    ~WorkFolder() {
        std::error_code failed;
        if (!m_path.empty())
            fs::remove_all(m_path, failed);
    }
    WorkFolder(const WorkFolder&) = delete;
    const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

Error noFolder(const fs::path& target) {
    return {ErrorCode::Io, "No folder could be made beside the target", target.string(),
        "Check that its folder is there and can be written to."};
}

Error noArchive(const fs::path& archive) {
    return {ErrorCode::BadFormat, "This is no archive of a project", archive.string(),
        "Choose a file that was made by exporting a project as an archive."};
}

} // namespace

Result<ArchiveSummary> writeArchive(store::Project& project, const fs::path& target,
    std::stop_token stop, const ArchiveProgress& progress) {
    if (!project.writer())
        return Error{ErrorCode::ReadOnly, "The project is open read-only", project.path().string(),
            "Close it elsewhere, then open it for writing."};
    const WorkFolder work(target);
    if (work.path().empty())
        return noFolder(target);
    const auto copy = work.path() / kProject;
    if (auto done = project.writer()->backup(copy); !done)
        return done.error();
    auto reader = project.reader();
    if (!reader)
        return reader.error();
    auto rows = (*reader)->files(stop);
    if (!rows)
        return rows.error();
    ArchiveSummary summary;
    summary.path = target;
    std::vector<std::pair<std::string, fs::path>> entries{{kProject, copy}};
    std::error_code failed;
    for (const auto& row : *rows) {
        const auto path = project.filesFolder() / row.path;
        if (fs::is_regular_file(path, failed))
            entries.emplace_back(kFiles + row.path, path);
        else
            summary.missing.push_back(row.path);
    }
    std::uint64_t total = 0, done = 0;
    for (const auto& [name, path] : entries)
        total += fs::file_size(path, failed);
    json files = json::array();
    auto zip = ZipWriter::create(target);
    if (!zip)
        return zip.error();
    for (const auto& [name, path] : entries) {
        auto sum = sha256File(path);
        if (!sum)
            return sum.error();
        const auto size = fs::file_size(path, failed);
        auto added = (*zip)->addFile(name, path, name == kProject, stop, [&](std::uint64_t bytes) {
            done += bytes;
            if (progress)
                progress(done, total);
        });
        if (!added)
            return added.error();
        files.push_back({{"name", name}, {"size", size}, {"sha256", *sum}});
        ++summary.files;
        summary.bytes += size;
    }
    const json manifest{{"format", "evenspan archive"}, {"version", kArchiveVersion},
        {"project", project.id()}, {"schema", project.schemaVersion()}, {"files", files},
        {"missing", summary.missing}};
    if (auto added = (*zip)->add(kManifest, manifest.dump(1) + "\n"); !added)
        return added.error();
    if (auto ended = (*zip)->finish(); !ended)
        return ended.error();
    return summary;
}

Result<ArchiveSummary> restoreArchive(const fs::path& archive, const fs::path& target,
    std::stop_token stop, const ArchiveProgress& progress) {
    std::error_code failed;
    const auto folder = store::Project::filesFolder(target);
    for (const auto& path : {target, folder})
        if (fs::exists(path, failed))
            return Error{ErrorCode::AlreadyExists, "There is already a project of this name",
                path.string(), "Choose another name."};
    const WorkFolder work(target);
    if (work.path().empty())
        return noFolder(target);
    auto names = unpackFile(archive, work.path(), stop, progress);
    if (!names)
        return names.error();
    auto text = readFile(work.path() / kManifest, std::uint64_t{64} << 20);
    const auto manifest = text ? json::parse(*text, nullptr, false) : json();
    if (!manifest.is_object() || manifest.value("format", json()) != "evenspan archive")
        return noArchive(archive);
    const auto version = manifest.value("version", json());
    if (!version.is_number_integer() || version > kArchiveVersion)
        return Error{ErrorCode::TooNew, "The archive was made by a newer version", archive.string(),
            "Install a newer version of Evenspan."};
    ArchiveSummary summary;
    summary.path = target;
    bool project = false;
    const auto list = manifest.value("files", json());
    for (const auto& file : list) {
        const auto name = file.is_object() ? file.value("name", json()) : json();
        const auto sum = file.is_object() ? file.value("sha256", json()) : json();
        if (!name.is_string() || !sum.is_string())
            return noArchive(archive);
        const auto path = name.get<std::string>();
        // Only what was unpacked, which is checked to lie in the folder.
        if (std::find(names->begin(), names->end(), path) == names->end())
            return Error{ErrorCode::HashMismatch, "A file of the archive is missing", path,
                "Copy the archive again."};
        auto found = sha256File(work.path() / path);
        if (!found)
            return found.error();
        if (*found != sum.get<std::string>())
            return Error{ErrorCode::HashMismatch, "A file of the archive was changed or damaged",
                path, "Copy the archive again."};
        project = project || path == kProject;
        ++summary.files;
        summary.bytes += fs::file_size(work.path() / path, failed);
    }
    if (!project)
        return noArchive(archive);
    if (summary.files + 1 != names->size())
        return Error{ErrorCode::HashMismatch, "The archive holds a file that it does not list",
            archive.string(), "Copy the archive again."};
    for (const auto& name : manifest.value("missing", json::array()))
        if (name.is_string())
            summary.missing.push_back(name.get<std::string>());
    // It must open before it is put in place.
    {
        auto opened = store::Project::openReadOnly(work.path() / kProject);
        if (!opened)
            return opened.error();
    }
    if (fs::exists(work.path() / "files", failed)) {
        fs::rename(work.path() / "files", folder, failed);
        if (failed)
            return systemError(
                failed.value(), "The folder of files cannot be put in place", folder.string());
    }
    fs::rename(work.path() / kProject, target, failed);
    if (failed) {
        std::error_code again;
        fs::remove_all(folder, again);
        return systemError(failed.value(), "The project cannot be put in place", target.string());
    }
    return summary;
}

} // namespace evenspan
