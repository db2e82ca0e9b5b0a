// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/model/recipe_presets.h"

#include "core/app/model/compute_plan.h"

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

namespace {

constexpr double kSubwordsPerWord = 1.5; // of English in WordPiece 1.2 to 1.5
constexpr std::int64_t kLongestWindow = 512; // what most encoders have positions for

// The half of the labels with the fewest mentions has at most so many.
std::int64_t median(std::vector<std::int64_t> values) {
    const auto middle = values.begin() + std::ssize(values) / 2;
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

std::int64_t subwordsOf(std::int64_t words) {
    return static_cast<std::int64_t>(std::ceil(kSubwordsPerWord * static_cast<double>(words))) + 2;
}

// An encoder as wide as that one, of the usual shape.
engine::ModelConfig usualShape(const RecipeFacts& facts) {
    engine::ModelConfig shape;
    shape.hidden = facts.hidden;
    shape.layers = facts.hidden >= 1024 ? 24 : facts.hidden > 512 ? 12 : 6;
    shape.heads = std::max<std::int64_t>(1, facts.hidden / 64);
    shape.intermediate = 4 * facts.hidden;
    shape.vocabulary = 50'000;
    shape.positions = kLongestWindow;
    shape.classes = 2 * std::ssize(facts.mentions) + 1;
    return shape;
}

// Four fifths of what is there: other programs want some too.
void fitIntoMemory(engine::Recipe& recipe, const RecipeFacts& facts) {
    const auto shape = usualShape(facts);
    const auto longest = facts.longSentence > 0
        ? std::min(recipe.max_length, subwordsOf(facts.longSentence))
        : recipe.max_length;
    const auto fits = [&] {
        return trainingBytes(shape, engine::OptimizerKind::AdamW, recipe.batch_size, longest,
                   recipe.gradient_checkpointing)
            <= facts.memory / 5 * 4;
    };
    if (facts.memory == 0 || fits())
        return;
    recipe.gradient_checkpointing = true;
    while (!fits() && recipe.batch_size > 1) {
        recipe.batch_size /= 2;
        recipe.accumulation *= 2;
    }
}

} // namespace

bool labelsAreUneven(const std::vector<std::int64_t>& mentions) {
    constexpr std::int64_t least = 10, times = 20;
    std::int64_t rarest = 0, most = 0;
    for (const auto count : mentions) {
        most = std::max(most, count);
        if (count >= least)
            rarest = rarest == 0 ? count : std::min(rarest, count);
    }
    return rarest > 0 && most > times * rarest;
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
    if (!facts.mentions.empty() && median(facts.mentions) < 50)
        epochs = std::max(epochs, std::min(15.0, 2 * epochs));
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
    if (labelsAreUneven(facts.mentions))
        recipe.class_weights = "sqrt";
    if (const auto wanted = subwordsOf(facts.longSentence); wanted > recipe.max_length)
        recipe.max_length = std::min(kLongestWindow, (wanted + 63) / 64 * 64);
    fitIntoMemory(recipe, facts);
    return recipe;
}

} // namespace evenspan
