// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/model/model_library.h"
#include "core/engine/recipe.h"
#include "core/metrics/entity_scores.h"

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace evenspan {

struct ModelCardFacts {
    const std::string& run;
    const ModelEntry& base;
    const engine::Recipe& recipe;
    const nlohmann::ordered_json& record;
    const EntityScores& scores;
};

// README.md of a saved run (huggingface.co/docs/hub/model-cards): what it was made from, by which
// recipe, on which data (by hash), how it scores. Holds no text of the documents.
std::string modelCard(const ModelCardFacts& facts);

} // namespace evenspan
