// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/recipe.h"

#include <QString>

namespace evenspan::ui {

// Reads a recipe as `train --recipe` does. Errors: those of recipeFromJson(); Io (no file that can
// be read, or one above 1 MB).
Result<engine::Recipe> readRecipeFile(const QString& path);
// One key a line. Errors: Io.
Result<void> writeRecipeFile(const QString& path, const engine::Recipe& recipe);

} // namespace evenspan::ui
