// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/run_store.h"
#include "core/engine/model_config.h"
#include "core/engine/trainer.h"
#include "core/store/project.h"
#include "core/tokenizer/tokenizer.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace evenspan {

// The weights and checkpoints of one run, in the project's files folder under the name of their
// SHA-256; the project lists each with size and provenance. Of the best weights the newest
// are kept, of the checkpoints the newest few: a new one is whole on disk and listed before an
// older one goes.
//
// A place that cannot be written to (a full disk, a network drive that is gone) does not end the
// run: best weights that could not be saved wait in memory and are tried again at every checkpoint
// and at the end.
class RunFiles : public engine::CheckpointSink {
public:
    using Say = std::function<void(const std::string& text, std::int64_t step)>;
    // `keepLast`: checkpoints that stay, the newest ones. `say`: what the user should know.
    RunFiles(store::Project& project, RunStore& rows, store::RunRow& run, std::int64_t keepLast = 1,
        Say say = {})
        : m_project(project)
        , m_rows(rows)
        , m_run(run)
        , m_keepLast(keepLast)
        , m_say(std::move(say)) { }

    Result<void> saveBest(
        const engine::WeightViews& weights, const engine::TrainState& state) override;
    Result<void> saveLast(const engine::WeightViews& weights, const engine::WeightViews& optimizer,
        std::int64_t optimizerSteps, const engine::TrainState& state) override;

    struct Checkpoint {
        engine::WeightViews weights, optimizer;
        std::shared_ptr<const std::string> storage; // the file, to which the views point
        std::int64_t optimizerSteps = 0;
        engine::TrainState state;
    };
    // Errors: NotFound (none was saved), HashMismatch, Corrupt, Io.
    Result<Checkpoint> last();
    struct Best {
        std::map<std::string, engine::Tensor> weights;
        engine::TrainState state; // when they were the best
    };
    // The best weights, after those that wait have been saved. Errors as last(), NoSpace.
    Result<Best> best();
    // The run's Hugging Face folder, in the place of one that it left when it was stopped before.
    // `base`: hash of the weights that it began with. Errors: NoSpace, Io, those of the store.
    Result<std::filesystem::path> saveModel(const engine::ModelConfig& config,
        const std::vector<std::string>& tags, const std::map<std::string, engine::Tensor>& weights,
        const Tokenizer& tokenizer, const std::string& card, const std::string& base);
    // Forgets what only a resume or the making of the model folder needs.
    void drop(const std::string& role);

private:
    Result<void> keepBest(const engine::WeightViews& weights, const engine::TrainState& state);
    Result<void> keep(const std::string& role, const engine::WeightViews& tensors,
        const std::map<std::string, std::string>& metadata);
    Result<std::filesystem::path> find(const std::string& role);

    store::Project& m_project;
    RunStore& m_rows;
    store::RunRow& m_run;
    std::int64_t m_keepLast;
    Say m_say;
    std::optional<Best> m_waiting; // best weights that could not be saved
};

// Puts the session where the checkpoint stands. Errors: those of TrainSession::restore.
Result<void> restore(engine::TrainSession& session, const RunFiles::Checkpoint& checkpoint);

} // namespace evenspan
