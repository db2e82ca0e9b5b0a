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

// What a first recipe is made from. 0 or empty: not known.
struct RecipeFacts {
    std::int64_t sentences = 0; // to learn from
    std::int64_t hidden = 384; // width of the encoder
    bool gpu = false;
    std::vector<std::int64_t> mentions; // of each label that can be learnt
    std::int64_t longSentence = 0; // words; one sentence in a hundred is longer
    std::uint64_t memory = 0; // bytes that can be had on the device
};

// Whether some label stands more than 20 times as often as another with at least 10 mentions, so
// that the rare one should weigh more. Fewer than 10 teach too little to be weighed up.
bool labelsAreUneven(const std::vector<std::int64_t>& mentions);

// A recipe that works without being looked at. Small sets are seen more often and in smaller
// batches, and so are labels of which half have fewer than 50 mentions (Mosbach et al. 2021, arXiv
// 2006.04884: few-sample fine-tuning fails for want of steps); wide encoders learn at 5e-5 (Devlin
// et al. 2019, arXiv 1810.04805, appendix A.3), narrow ones need more. Where labels are uneven rare
// ones weigh more, by the root of how rare they are. The window grows up to 512 sub-words until 99
// sentences in 100 fit into one, at 1.5 sub-words a word. Where memory is short, activations are
// computed again (Chen et al. 2016, arXiv 1604.06174), then batches are cut into parts that add up
// to the same step. Thorough trains longer and stops by itself when nothing improves.
engine::Recipe suggestRecipe(const RecipeFacts& facts, Effort effort);

} // namespace evenspan
