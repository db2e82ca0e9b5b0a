// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/export_model.h"

#include "core/app/runs/run_row.h"
#include "core/base/files.h"
#include "core/engine/model_folder.h"
#include "core/io/pack_file.h"
#include "core/onnx/export_onnx.h"

#include <algorithm>
#include <map>
#include <set>

namespace fs = std::filesystem;

namespace evenspan {

namespace {

using Progress = std::function<void(std::uint64_t, std::uint64_t)>;

// Removes what was begun unless it was finished.
struct Unfinished {
    fs::path path;
    ~Unfinished() {
        std::error_code ignored;
        if (!path.empty())
            fs::remove_all(path, ignored);
    }
};

std::vector<fs::path> filesOf(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(folder, failed))
        if (entry.is_regular_file() && entry.path().filename().string().front() != '.')
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

bool isWeights(const fs::path& file) {
    return file.extension() == ".safetensors";
}

class Export {
public:
    Export(store::Reader& reader, const fs::path& projectFiles, const ExportModelRequest& request,
        std::stop_token stop, const Progress& progress)
        : m_reader(reader)
        , m_files(projectFiles)
        , m_request(request)
        , m_stop(std::move(stop))
        , m_progress(progress) { }

    Result<ExportedModel> go() {
        if (auto found = find(); !found)
            return found.error();
        std::error_code failed;
        m_target = fs::absolute(m_request.target, failed).lexically_normal();
        if (!m_target.has_filename()) // "folder/"
            m_target = m_target.parent_path();
        const bool file = m_request.format == ModelFormat::Archive
            || (m_request.format == ModelFormat::Onnx && m_target.extension() == ".onnx");
        const bool mayGo = m_request.replace && file && fs::is_regular_file(m_target, failed);
        if (fs::exists(m_target, failed) && !mayGo)
            return Error{ErrorCode::AlreadyExists, "There is something at this place already",
                m_target.string(), "Choose another name, or remove it first."};
        const fs::path parent = m_target.parent_path();
        if (!fs::is_directory(parent, failed))
            return Error{ErrorCode::NotFound, "There is no such folder", parent.string(),
                "Make the folder first."};
        auto done = m_request.format == ModelFormat::Archive ? archive()
            : file                                           ? onnx(m_target)
                                                             : folder();
        if (!done)
            return done.error();
        ExportedModel out;
        out.target = m_target;
        const auto files = file ? std::vector{m_target} : filesOf(m_target);
        for (const auto& one : files) {
            out.files.push_back(one.filename().string());
            out.bytes += fs::file_size(one, failed);
        }
        return out;
    }

private:
    Result<void> find() {
        auto row = findRunRow(m_reader, m_request.run);
        if (!row)
            return row.error();
        m_run = *row;
        m_folder = m_files / m_run.path;
        std::error_code failed;
        if (m_run.path.empty() || !fs::exists(m_folder, failed))
            return Error{ErrorCode::NotFound, "The weights of the run are missing",
                m_folder.string(), "Restore the project's files folder beside it, or train again."};
        auto files = m_reader.files();
        if (!files)
            return files.error();
        // Files are listed by their hash, so two runs of the same weights share one row.
        std::set<std::string> known;
        for (const auto& file : *files)
            if (file.role == "weights")
                known.insert(file.sha256);
        for (const auto& file : filesOf(m_folder)) {
            if (!isWeights(file))
                continue;
            auto now = sha256File(file);
            if (!now)
                return now.error();
            if (!known.contains(*now))
                return Error{ErrorCode::HashMismatch, "The weights are not what the run saved",
                    file.string(), "Restore the file from a backup, or train again."};
        }
        for (const auto& file : filesOf(m_folder))
            m_total += fs::file_size(file, failed);
        return {};
    }

    Result<void> step(std::uint64_t bytes) {
        m_done += bytes;
        if (m_progress)
            m_progress(m_done, m_total);
        if (m_stop.stop_requested())
            return Error{
                ErrorCode::Cancelled, "Stopped; nothing was exported", m_target.string(), {}};
        return {};
    }

    // A folder appears whole: made beside its place, then renamed.
    Result<void> folder() {
        std::error_code failed;
        Unfinished part{m_target.parent_path() / ("." + m_target.filename().string() + ".part")};
        fs::remove_all(part.path, failed);
        if (!fs::create_directory(part.path, failed))
            return systemError(failed.value(), "The folder could not be made", part.path.string());
        const bool onnxFolder = m_request.format == ModelFormat::Onnx;
        for (const auto& file : filesOf(m_folder)) {
            if (onnxFolder && isWeights(file))
                continue;
            auto bytes = readFile(file);
            if (!bytes)
                return bytes.error();
            if (auto written = writeFileAtomic(part.path / file.filename(), *bytes); !written)
                return written;
            if (auto going = step(bytes->size()); !going)
                return going;
        }
        if (onnxFolder)
            if (auto done = onnx(part.path / "model.onnx"); !done)
                return done;
        fs::rename(part.path, m_target, failed);
        if (failed)
            return systemError(
                failed.value(), "The folder could not be put in place", m_target.string());
        part.path.clear();
        return {};
    }

    Result<void> onnx(const fs::path& target) {
        auto model = engine::openModelFolder(m_folder);
        if (!model)
            return model.error();
        OnnxFacts facts;
        facts.name = m_run.name;
        facts.version = m_request.version;
        facts.metadata = {{"run", m_run.name}, {"weights_sha256", model->sha256}};
        if (auto going = step(0); !going)
            return going;
        return exportOnnx(model->config, model->weights, model->id2label, facts, target);
    }

    Result<void> archive() {
        auto zip = ZipWriter::create(m_target);
        if (!zip)
            return zip.error();
        std::string sums;
        const auto files = filesOf(m_folder);
        for (const auto& file : files) {
            auto hash = sha256File(file);
            if (!hash)
                return hash.error();
            sums += *hash + "  " + file.filename().string() + "\n";
        }
        const auto inside = [&](const std::string& name) { return m_run.name + "/" + name; };
        if (auto done = (*zip)->add(inside(kSumsFile), sums); !done)
            return done;
        for (const auto& file : files) {
            auto done = (*zip)->addFile(inside(file.filename().string()), file, !isWeights(file),
                m_stop, [&](std::uint64_t bytes) { static_cast<void>(step(bytes).ok()); });
            if (!done)
                return done;
        }
        return (*zip)->finish();
    }

    store::Reader& m_reader;
    const fs::path& m_files;
    const ExportModelRequest& m_request;
    std::stop_token m_stop;
    const Progress& m_progress;
    store::RunRow m_run;
    fs::path m_folder, m_target;
    std::uint64_t m_total = 0, m_done = 0;
};

// File name → hash of a list; empty where a line is none.
std::map<std::string, std::string> readSums(const std::string& text) {
    std::map<std::string, std::string> out;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        const auto line = text.substr(at, end - at);
        at = end + 1;
        if (line.size() < 67 || line.compare(64, 2, "  ") != 0)
            return {};
        out[line.substr(66)] = line.substr(0, 64);
    }
    return out;
}

// The folder of the archive that holds the list: the top, or the one folder in it.
Result<fs::path> checkArchive(const fs::path& root, const std::vector<std::string>& names) {
    const auto list = std::find_if(names.begin(), names.end(),
        [](const std::string& name) { return fs::path(name).filename() == kSumsFile; });
    if (list == names.end())
        return Error{ErrorCode::BadFormat, "The archive has no list of its files", kSumsFile,
            "Export the model again, or add the unpacked folder."};
    auto text = readFile(root / *list, 16 << 20);
    if (!text)
        return text.error();
    const auto sums = readSums(*text);
    const fs::path base = fs::path(*list).parent_path();
    for (const auto& name : names) {
        if (name == *list)
            continue;
        const auto relative = fs::path(name).lexically_relative(base).string();
        const auto known = sums.find(relative);
        auto hash = sha256File(root / name);
        if (!hash)
            return hash.error();
        if (known == sums.end() || known->second != *hash)
            return Error{ErrorCode::HashMismatch, "A file differs from the archive's list",
                relative, "Take the archive again from where it was made."};
    }
    for (const auto& [name, hash] : sums)
        if (!std::binary_search(names.begin(), names.end(), (base / name).string()))
            return Error{ErrorCode::HashMismatch, "A file of the archive's list is missing", name,
                "Take the archive again from where it was made."};
    return root / base;
}

} // namespace

const char* modelFormatName(ModelFormat format) {
    return format == ModelFormat::HuggingFace ? "hf"
        : format == ModelFormat::Onnx         ? "onnx"
                                              : "archive";
}

std::optional<ModelFormat> modelFormatFromName(std::string_view name) {
    for (const auto format : {ModelFormat::HuggingFace, ModelFormat::Onnx, ModelFormat::Archive})
        if (name == modelFormatName(format))
            return format;
    return std::nullopt;
}

Result<ExportedModel> exportModel(store::Reader& reader, const fs::path& files,
    const ExportModelRequest& request, std::stop_token stop, const Progress& progress) {
    return Export(reader, files, request, std::move(stop), progress).go();
}

Result<ModelEntry> addModelArchive(ModelLibrary& library, const fs::path& archive,
    const std::string& name, std::stop_token stop, const Progress& progress) {
    if (!isModelName(name))
        return Error{ErrorCode::InvalidArgument, "This is no name for a model", name,
            "Use letters, digits, '.', '_' and '-'."};
    Unfinished part{library.userFolder() / ("." + name + ".unpacked")};
    std::error_code failed;
    fs::remove_all(part.path, failed);
    fs::create_directories(part.path, failed);
    if (failed)
        return systemError(failed.value(), "The folder could not be made", part.path.string());
    auto names = unpackFile(archive, part.path, stop, progress);
    if (!names)
        return names.error();
    auto folder = checkArchive(part.path, *names);
    if (!folder)
        return folder.error();
    return library.add(*folder, name, stop, progress, archive.string());
}

} // namespace evenspan
