// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/recipe.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace evenspan {

// Changes to the defaults that suit a kind of work: "small_data", "large_data", "cpu", "long_text",
// "noisy_labels".
struct RecipePreset {
    std::string name;
    std::vector<std::pair<std::string, std::string>> changes; // key, value as recipeWith() reads it
};
const std::vector<RecipePreset>& recipePresets();
// InvalidArgument: no preset of this name.
Result<engine::Recipe> applyPreset(const engine::Recipe& recipe, const std::string& name);

enum class Effort { Quick, Balanced, Thorough };

// What a first recipe is made from.
struct RecipeFacts {
    std::int64_t sentences = 0; // to learn from
    std::int64_t hidden = 384; // width of the encoder
    bool gpu = false;
};

// A recipe that works without being looked at. Small sets are seen more often and in smaller
// batches (Mosbach et al. 2021, arXiv 2006.04884: few-sample fine-tuning fails for want of steps);
// wide encoders learn at 5e-5 (Devlin et al. 2019, arXiv 1810.04805, appendix A.3), narrow ones
// need more. Thorough trains longer and stops by itself when nothing improves.
engine::Recipe suggestRecipe(const RecipeFacts& facts, Effort effort);

} // namespace evenspan
