// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/trainer.h"
#include "core/store/project.h"
#include "core/store/writer.h"

#include <map>
#include <optional>
#include <string>

namespace evenspan {

// The weights and checkpoints of one run, in the project's files folder under the name of their
// SHA-256; the project lists each with size and provenance. Of the best weights the newest
// are kept, of the checkpoints the newest few: a new one is whole on disk and listed before an
// older one goes.
class RunFiles : public engine::CheckpointSink {
public:
    // `keepLast`: checkpoints that stay, the newest ones.
    RunFiles(store::Project& project, store::RunRow& run, std::int64_t keepLast = 1)
        : m_project(project)
        , m_run(run)
        , m_keepLast(keepLast) { }

    Result<void> saveBest(const std::map<std::string, engine::Tensor>& weights,
        const engine::TrainState& state) override;
    Result<void> saveLast(const std::map<std::string, engine::Tensor>& weights,
        const std::map<std::string, engine::Tensor>& optimizer, std::int64_t optimizerSteps,
        const engine::TrainState& state) override;

    struct Checkpoint {
        std::map<std::string, engine::Tensor> weights, optimizer;
        std::int64_t optimizerSteps = 0;
        engine::TrainState state;
    };
    // Errors: NotFound (none was saved), HashMismatch, Corrupt, Io.
    Result<Checkpoint> last();
    Result<std::map<std::string, engine::Tensor>> best();
    // Forgets what only a resume or the making of the model folder needs.
    void drop(const std::string& role);

private:
    Result<void> keep(const std::string& role, const engine::WeightViews& tensors,
        const std::map<std::string, std::string>& metadata);
    Result<std::filesystem::path> find(const std::string& role);

    store::Project& m_project;
    store::RunRow& m_run;
    std::int64_t m_keepLast;
};

} // namespace evenspan
