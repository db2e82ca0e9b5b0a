// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/store/project.h"
#include "core/store/writer.h"

#include <filesystem>
#include <fstream>
#include <string>

namespace evenspan::ui {

// A finished run with a folder that a model could be, put into a project that nobody has open. Its
// weights are never read; their hash is on record.
inline void addFinishedRun(
    const std::filesystem::path& path, const std::string& name, std::size_t weights = 5000) {
    auto project = std::move(*store::Project::open(path));
    const auto folder = project->filesFolder() / "models" / name;
    std::filesystem::create_directories(folder);
    for (const auto& [file, text] :
        {std::pair<const char*, std::string>{"config.json", "{}"}, {"tokenizer.json", "{}"},
            {"README.md", "# A tagger\n"}, {"model.safetensors", std::string(weights, 'w')}})
        std::ofstream(folder / file) << text;
    store::RunRow run;
    run.name = name;
    run.state = store::RunState::Finished;
    run.path = "models/" + name;
    run.created = 1;
    run.finished = 2;
    const auto id = *project->writer()->createRun(run);
    store::FileRow row;
    row.sha256 = *sha256File(folder / "model.safetensors");
    row.path = run.path + "/model.safetensors";
    row.run = id;
    row.role = "weights";
    (void)project->writer()->addFile(row);
}

} // namespace evenspan::ui
