// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/run_files.h"

#include "core/app/scores_json.h"
#include "core/base/files.h"
#include "core/engine/safetensors.h"
#include "core/store/reader.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <nlohmann/json.hpp>

namespace fs = std::filesystem;

namespace evenspan {

namespace {

constexpr const char* kBest = "best";
constexpr const char* kLast = "checkpoint";

engine::Tensor copyOf(const engine::TensorView& view) {
    engine::Tensor tensor{view.shape, std::vector<float>(view.bytes.size() / sizeof(float))};
    if (!tensor.values.empty())
        std::memcpy(tensor.values.data(), view.bytes.data(), view.bytes.size());
    return tensor;
}

std::int64_t nowMs() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now().time_since_epoch())
        .count();
}

} // namespace

Result<void> RunFiles::keep(const std::string& role, const engine::WeightViews& tensors,
    const std::map<std::string, std::string>& metadata) {
    const fs::path folder = m_project.filesFolder();
    std::error_code failed;
    fs::create_directories(folder, failed);
    const fs::path fresh = folder / ("unfinished-" + std::to_string(m_run.id.value) + "-" + role);
    if (auto written = engine::writeSafetensors(fresh, tensors, metadata); !written)
        return written.error();
    auto hash = sha256File(fresh);
    if (!hash)
        return hash.error();
    const std::string name = *hash + ".safetensors";
    fs::rename(fresh, folder / name, failed);
    if (failed)
        return Error{ErrorCode::Io, "A checkpoint could not be put in its place",
            (folder / name).string(), "Check that the folder can be written to."};
    store::FileRow row;
    row.sha256 = *hash;
    row.path = name;
    row.size = static_cast<std::int64_t>(fs::file_size(folder / name, failed));
    row.run = m_run.id;
    row.role = role;
    row.provenance = nlohmann::json(metadata).dump();
    row.created = nowMs();
    auto reader = m_project.reader();
    if (!reader)
        return reader.error();
    auto before = (*reader)->files();
    if (!before)
        return before.error();
    if (auto added = m_project.writer()->addFile(row); !added)
        return added;
    std::erase_if(*before, [&](const store::FileRow& old) {
        return old.run != m_run.id || old.role != role || old.sha256 == row.sha256;
    });
    std::ranges::stable_sort(*before, std::greater(), &store::FileRow::created);
    const auto kept = static_cast<std::size_t>(role == kLast ? m_keepLast - 1 : 0);
    for (std::size_t i = kept; i < before->size(); ++i) {
        const auto& old = (*before)[i];
        if (auto gone = m_project.writer()->removeFile(old.sha256); !gone)
            return gone;
        fs::remove(folder / old.path, failed);
    }
    return {};
}

Result<void> RunFiles::saveBest(
    const std::map<std::string, engine::Tensor>& weights, const engine::TrainState& state) {
    engine::WeightViews views;
    for (const auto& [name, tensor] : weights)
        views[name] = engine::viewOf(tensor);
    if (auto kept = keep(kBest, views, {{"state", engine::toJson(state)}}); !kept)
        return kept;
    m_run.scores = scoresToJson(state.bestScores).dump();
    return m_project.writer()->updateRun(m_run);
}

Result<void> RunFiles::saveLast(const std::map<std::string, engine::Tensor>& weights,
    const std::map<std::string, engine::Tensor>& optimizer, std::int64_t optimizerSteps,
    const engine::TrainState& state) {
    engine::WeightViews views;
    for (const auto& [name, tensor] : weights)
        views["w:" + name] = engine::viewOf(tensor);
    for (const auto& [name, tensor] : optimizer)
        views["o:" + name] = engine::viewOf(tensor);
    return keep(kLast, views,
        {{"state", engine::toJson(state)}, {"optimizer_steps", std::to_string(optimizerSteps)},
            {"scores", scoresToJson(state.bestScores).dump()}});
}

Result<fs::path> RunFiles::find(const std::string& role) {
    auto reader = m_project.reader();
    if (!reader)
        return reader.error();
    auto rows = (*reader)->files();
    if (!rows)
        return rows.error();
    const store::FileRow* newest = nullptr;
    for (const auto& row : *rows)
        if (row.run == m_run.id && row.role == role && (!newest || row.created >= newest->created))
            newest = &row;
    if (!newest)
        return Error{ErrorCode::NotFound, "The run has no such checkpoint", m_run.name,
            "Start it again under another name."};
    const fs::path path = m_project.filesFolder() / newest->path;
    auto hash = sha256File(path);
    if (!hash)
        return hash.error();
    if (*hash != newest->sha256)
        return Error{ErrorCode::HashMismatch, "The checkpoint is not what the run saved",
            path.string(), "Restore the file from a backup, or start the run again."};
    return path;
}

Result<RunFiles::Checkpoint> RunFiles::last() {
    auto path = find(kLast);
    if (!path)
        return path.error();
    auto file = engine::SafetensorsFile::open(*path);
    if (!file)
        return file.error();
    Checkpoint checkpoint;
    for (const auto& [name, view] : file->tensors()) {
        if (name.rfind("w:", 0) == 0)
            checkpoint.weights[name.substr(2)] = copyOf(view);
        else if (name.rfind("o:", 0) == 0)
            checkpoint.optimizer[name.substr(2)] = copyOf(view);
    }
    auto metadata = file->metadata();
    auto state = engine::trainStateFromJson(metadata["state"]);
    if (!state)
        return state.error();
    checkpoint.state = *state;
    checkpoint.state.bestScores =
        scoresFromJson(nlohmann::ordered_json::parse(metadata["scores"], nullptr, false));
    checkpoint.optimizerSteps = std::strtoll(metadata["optimizer_steps"].c_str(), nullptr, 10);
    return checkpoint;
}

Result<std::map<std::string, engine::Tensor>> RunFiles::best() {
    auto path = find(kBest);
    if (!path)
        return path.error();
    auto file = engine::SafetensorsFile::open(*path);
    if (!file)
        return file.error();
    std::map<std::string, engine::Tensor> weights;
    for (const auto& [name, view] : file->tensors())
        weights[name] = copyOf(view);
    return weights;
}

void RunFiles::drop(const std::string& role) {
    auto reader = m_project.reader();
    if (!reader)
        return;
    auto rows = (*reader)->files();
    if (!rows)
        return;
    std::error_code ignored;
    for (const auto& row : *rows)
        if (row.run == m_run.id && row.role == role
            && m_project.writer()->removeFile(row.sha256).ok())
            fs::remove(m_project.filesFolder() / row.path, ignored);
}

} // namespace evenspan
