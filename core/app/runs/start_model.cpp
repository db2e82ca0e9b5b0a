// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/start_model.h"

#include "core/app/runs/open_run.h"

#include <algorithm>
#include <string_view>

namespace evenspan {

namespace {

Result<ModelEntry> findStart(const store::Project& project, store::Reader& reader,
    const ModelLibrary& models, const std::string& name) {
    constexpr std::string_view prefix = "run:";
    if (!name.starts_with(prefix))
        return models.find(name);
    auto run = reader.run(name.substr(prefix.size()));
    if (!run)
        return run.error();
    auto entry = describeModelFolder(project.filesFolder() / run->path);
    if (!entry)
        return Error{entry.error().code, "The run has no model to start from", run->name,
            "Choose a run that is finished and whose files are there."};
    entry->name = name;
    entry->source = name;
    return entry;
}

} // namespace

Result<StartModel> openStartModel(const store::Project& project, store::Reader& reader,
    const ModelLibrary& models, const engine::Recipe& recipe) {
    StartModel start;
    auto entry = findStart(project, reader, models, recipe.model);
    if (!entry)
        return entry.error();
    start.entry = std::move(*entry);
    auto folder = engine::openModelFolder(start.entry.folder);
    if (!folder)
        return folder.error();
    start.folder = std::move(*folder);
    auto tokenizer = openTokenizer(start.entry.folder);
    if (!tokenizer)
        return tokenizer.error();
    start.tokenizer = std::move(*tokenizer);
    if (start.tokenizer->vocabularySize() > start.folder.config.vocabulary)
        return Error{ErrorCode::BadConfig,
            "The tokenizer has more pieces than the model has embeddings",
            start.entry.folder.string(), "Take tokenizer and weights from the same model."};
    start.length = static_cast<std::size_t>(
        std::clamp<std::int64_t>(recipe.max_length, 8, start.folder.config.positions));
    if (recipe.dropout >= 0)
        start.folder.config.hiddenDropout = start.folder.config.attentionDropout =
            start.folder.config.classifierDropout = recipe.dropout;
    return start;
}

} // namespace evenspan
