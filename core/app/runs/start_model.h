// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/model/model_library.h"
#include "core/engine/model_folder.h"
#include "core/engine/recipe.h"
#include "core/store/project.h"
#include "core/store/reader.h"
#include "core/tokenizer/tokenizer.h"

#include <cstddef>
#include <memory>
#include <string>

namespace evenspan {

// What a run starts from: opened weights, tokenizer, and the window that both allow.
struct StartModel {
    ModelEntry entry;
    engine::ModelFolder folder;
    std::unique_ptr<Tokenizer> tokenizer;
    std::size_t length = 0; // sub-words of a window, special tokens included
};

// Opens what a recipe names: a model of the library, a folder, or `run:NAME`, the model that a run
// of this project ended with. Errors: those of ModelLibrary::find and openModelFolder, NotFound (no
// such run, or it has no model), BadConfig (a tokenizer that does not belong to the weights).
Result<StartModel> openStartModel(const store::Project& project, store::Reader& reader,
    const ModelLibrary& models, const engine::Recipe& recipe);

} // namespace evenspan
