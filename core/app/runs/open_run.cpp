// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/open_run.h"

#include "core/app/model/compute_plan.h"
#include "core/app/runs/run_row.h"
#include "core/base/files.h"
#include "core/engine/module.h"

#include <algorithm>

namespace fs = std::filesystem;

namespace evenspan {

Result<std::unique_ptr<Tokenizer>> openTokenizer(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const char* name : kTokenizerFiles) {
        auto bytes = readFile(folder / name, 256u << 20);
        if (bytes)
            files[name] = std::move(*bytes);
        else if (bytes.error().code != ErrorCode::NotFound)
            return bytes.error();
    }
    auto tokenizer = loadTokenizer(files);
    if (tokenizer)
        return tokenizer;
    Error error = tokenizer.error();
    error.where = (folder / error.where).string();
    return error;
}

Result<OpenRun> openRun(store::Project& project, const std::string& name,
    const fs::path& enginePath, const ComputeWish& wish) {
    OpenRun run;
    auto reader = project.reader();
    if (!reader)
        return reader.error();
    auto row = findRunRow(**reader, name);
    if (!row)
        return row.error();
    run.row = std::move(*row);
    auto recipe = engine::recipeFromJson(run.row.recipe);
    if (!recipe)
        return recipe.error();
    run.recipe = *recipe;
    const fs::path path = project.filesFolder() / run.row.path;
    std::error_code failed;
    if (run.row.path.empty() || !fs::exists(path, failed))
        return Error{ErrorCode::NotFound, "The weights of the run are missing", path.string(),
            "Restore the project's files folder beside it, or train again."};
    auto folder = engine::openModelFolder(path);
    if (!folder)
        return folder.error();
    if (folder->id2label.empty())
        return Error{ErrorCode::BadConfig, "The model names no classes", path.string(),
            "Restore the run's config.json, or train again."};
    auto tokenizer = openTokenizer(path);
    if (!tokenizer)
        return tokenizer.error();
    auto engine = engine::loadEngine(enginePath);
    if (!engine)
        return engine.error();
    auto wanted = run.recipe;
    wanted.device = wish.device;
    wanted.precision = wish.precision;
    wanted.threads = wish.threads;
    auto plan = planCompute(**engine, folder->config, wanted);
    if (!plan)
        return plan.error();
    auto session = (*engine)->predict(folder->config, folder->weights, plan->options);
    if (!session)
        return session.error();
    run.tags = TagSet::fromTags(folder->id2label);
    run.tokenizer = std::move(*tokenizer);
    run.session = std::move(*session);
    run.positions = folder->config.positions;
    run.maxLength =
        static_cast<std::size_t>(std::clamp<std::int64_t>(run.recipe.max_length, 8, run.positions));
    run.padId = std::max(0, run.tokenizer->special().pad);
    return run;
}

Result<std::vector<engine::Prediction>> OpenRun::predict(
    std::span<const engine::EncodedSentence> sentences, bool viterbi, std::stop_token stop,
    const std::function<void(std::size_t, std::size_t)>& progress) {
    return engine::predict([this](const Batch& batch) { return session->logits(batch); }, tags,
        sentences, {viterbi, 32, padId}, std::move(stop), progress);
}

} // namespace evenspan
