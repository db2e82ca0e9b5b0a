// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/recipe.h"

#include <QString>

namespace evenspan::ui {

// What a key of the recipe means, in the language of the window.
QString recipeMeaning(const engine::RecipeKey& key);
// Whether the key is a switch, and its state in words.
bool isRecipeSwitch(const std::string& key);
QString switchText(bool on);
bool recipeMeaningKnown(const engine::RecipeKey& key); // to the translators

} // namespace evenspan::ui
