// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/train/run_files.h"

#include "core/app/runs/run_phase.h"
#include "core/app/runs/scores_json.h"
#include "core/base/files.h"
#include "core/engine/model_folder.h"
#include "core/engine/safetensors.h"
#include "core/store/reader.h"

#include <algorithm>
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

std::map<std::string, engine::Tensor> copiesOf(const engine::WeightViews& views) {
    std::map<std::string, engine::Tensor> copies;
    for (const auto& [name, view] : views)
        copies[name] = copyOf(view);
    return copies;
}

// The place is at fault, not the run: it may be well again at the next checkpoint.
bool isOfThePlace(const Error& error) {
    return error.code == ErrorCode::NoSpace || error.code == ErrorCode::Io
        || error.code == ErrorCode::ReadOnly;
}

Result<engine::TrainState> stateOf(const engine::SafetensorsFile& file) {
    auto metadata = file.metadata();
    auto state = engine::trainStateFromJson(metadata["state"]);
    if (!state)
        return state;
    // Best weights of earlier versions lack the scores; the run's row has them.
    if (const auto scores = metadata.find("scores"); scores != metadata.end())
        state->bestScores =
            scoresFromJson(nlohmann::ordered_json::parse(scores->second, nullptr, false));
    return state;
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
    row.created = rowTime();
    auto reader = m_project.reader();
    if (!reader)
        return reader.error();
    auto before = (*reader)->files();
    if (!before)
        return before.error();
    if (auto added = m_rows.addFile(row); !added) {
        // Nobody would ever find it, and it takes room.
        if (std::ranges::none_of(
                *before, [&](const store::FileRow& old) { return old.sha256 == row.sha256; }))
            fs::remove(folder / name, failed);
        return added;
    }
    std::erase_if(*before, [&](const store::FileRow& old) {
        return old.run != m_run.id || old.role != role || old.sha256 == row.sha256;
    });
    std::ranges::stable_sort(*before, std::greater(), &store::FileRow::created);
    const auto kept = static_cast<std::size_t>(role == kLast ? m_keepLast - 1 : 0);
    for (std::size_t i = kept; i < before->size(); ++i) {
        const auto& old = (*before)[i];
        if (auto gone = m_rows.removeFile(old.sha256); !gone)
            return gone;
        fs::remove(folder / old.path, failed);
    }
    return {};
}

Result<void> RunFiles::keepBest(
    const engine::WeightViews& weights, const engine::TrainState& state) {
    const auto scores = scoresToJson(state.bestScores).dump();
    if (auto kept = keep(kBest, weights, {{"state", engine::toJson(state)}, {"scores", scores}});
        !kept)
        return kept;
    m_run.scores = scores;
    return m_rows.updateRun(m_run);
}

Result<void> RunFiles::saveBest(
    const engine::WeightViews& weights, const engine::TrainState& state) {
    m_waiting.reset(); // something better came
    auto kept = keepBest(weights, state);
    if (kept || !isOfThePlace(kept.error()))
        return kept;
    m_waiting = Best{copiesOf(weights), state};
    if (m_say)
        m_say("the best weights could not be saved and wait in memory: " + kept.error().text(),
            state.step);
    return {};
}

Result<void> RunFiles::saveLast(const engine::WeightViews& weights,
    const engine::WeightViews& optimizer, std::int64_t optimizerSteps,
    const engine::TrainState& state) {
    if (m_waiting && keepBest(engine::viewsOf(m_waiting->weights), m_waiting->state))
        m_waiting.reset();
    engine::WeightViews views;
    for (const auto& [name, view] : weights)
        views["w:" + name] = view;
    for (const auto& [name, view] : optimizer)
        views["o:" + name] = view;
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
            checkpoint.weights[name.substr(2)] = view;
        else if (name.rfind("o:", 0) == 0)
            checkpoint.optimizer[name.substr(2)] = view;
    }
    checkpoint.storage = file->storage();
    auto state = stateOf(*file);
    if (!state)
        return state.error();
    checkpoint.state = std::move(*state);
    if (const auto steps = file->metadata().find("optimizer_steps");
        steps != file->metadata().end())
        checkpoint.optimizerSteps = std::strtoll(steps->second.c_str(), nullptr, 10);
    return checkpoint;
}

Result<RunFiles::Best> RunFiles::best() {
    if (m_waiting) {
        if (auto kept = keepBest(engine::viewsOf(m_waiting->weights), m_waiting->state); !kept)
            return kept.error();
        m_waiting.reset();
    }
    auto path = find(kBest);
    if (!path)
        return path.error();
    auto file = engine::SafetensorsFile::open(*path);
    if (!file)
        return file.error();
    Best best;
    best.weights = copiesOf(file->tensors());
    auto state = stateOf(*file);
    if (!state)
        return state.error();
    best.state = std::move(*state);
    return best;
}

Result<fs::path> RunFiles::saveModel(const engine::ModelConfig& config,
    const std::vector<std::string>& tags, const std::map<std::string, engine::Tensor>& weights,
    const Tokenizer& tokenizer, const std::string& card, const std::string& base) {
    const fs::path folder = m_project.filesFolder() / m_run.path;
    std::error_code failed;
    fs::create_directories(folder.parent_path(), failed);
    fs::remove_all(folder, failed); // of the same run, stopped before
    if (auto saved = engine::saveModelFolder(folder, config, tags, weights, tokenizer, card);
        !saved)
        return saved.error();
    const fs::path file = folder / "model.safetensors";
    auto hash = sha256File(file);
    if (!hash)
        return hash.error();
    store::FileRow row;
    row.sha256 = *hash;
    row.path = m_run.path + "/model.safetensors";
    row.size = static_cast<std::int64_t>(fs::file_size(file, failed));
    row.run = m_run.id;
    row.role = "weights";
    row.provenance = nlohmann::json{{"run", m_run.name}, {"base", base}}.dump();
    row.created = rowTime();
    if (auto added = m_rows.addFile(row); !added)
        return added.error();
    return folder;
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
        if (row.run == m_run.id && row.role == role && m_rows.removeFile(row.sha256).ok())
            fs::remove(m_project.filesFolder() / row.path, ignored);
}

Result<void> restore(engine::TrainSession& session, const RunFiles::Checkpoint& checkpoint) {
    return session.restore(checkpoint.weights, checkpoint.optimizer, checkpoint.optimizerSteps);
}

} // namespace evenspan
