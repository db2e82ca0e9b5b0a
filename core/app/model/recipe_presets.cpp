// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/model/recipe_presets.h"

#include <algorithm>
#include <cmath>

namespace evenspan {

const std::vector<RecipePreset>& recipePresets() {
    static const std::vector<RecipePreset> all{
        {"small_data",
            {{"epochs", "15"}, {"batch_size", "8"}, {"early_stopping_patience", "4"},
                {"class_weights", "sqrt"}}},
        {"large_data",
            {{"epochs", "2"}, {"batch_size", "32"}, {"eval_every", "1000"},
                {"save_every", "1000"}}},
        {"cpu", {{"device", "cpu"}, {"precision", "auto"}, {"max_length", "128"}, {"epochs", "3"}}},
        {"long_text",
            {{"max_length", "512"}, {"batch_size", "8"}, {"accumulation", "2"},
                {"gradient_checkpointing", "true"}}},
        {"noisy_labels",
            {{"label_smoothing", "0.1"}, {"epochs", "3"}, {"dropout", "0.2"},
                {"best_metric", "loss"}}},
    };
    return all;
}

Result<engine::Recipe> applyPreset(const engine::Recipe& recipe, const std::string& name) {
    for (const auto& preset : recipePresets()) {
        if (preset.name != name)
            continue;
        engine::Recipe changed = recipe;
        for (const auto& [key, value] : preset.changes) {
            auto next = engine::recipeWith(changed, key + "=" + value);
            if (!next)
                return next.error();
            changed = *next;
        }
        return changed;
    }
    return Error{ErrorCode::InvalidArgument, "There is no preset of this name", name,
        "Choose small_data, large_data, cpu, long_text or noisy_labels."};
}

engine::Recipe suggestRecipe(const RecipeFacts& facts, Effort effort) {
    engine::Recipe recipe;
    recipe.learning_rate = facts.hidden > 512 ? 5e-5 : 2e-4;
    double epochs = 4;
    if (facts.sentences < 200)
        epochs = 15;
    else if (facts.sentences < 1000)
        epochs = 8;
    else if (facts.sentences > 20'000)
        epochs = 3;
    if (facts.sentences > 0 && facts.sentences < 500)
        recipe.batch_size = 8;
    else if (facts.gpu && facts.sentences > 20'000)
        recipe.batch_size = 32;
    if (effort == Effort::Quick) {
        epochs = std::max(1.0, std::floor(epochs / 4));
    } else if (effort == Effort::Thorough) {
        epochs = std::ceil(epochs * 2.5);
        recipe.early_stopping_patience = 3;
    }
    recipe.epochs = epochs;
    return recipe;
}

} // namespace evenspan
