// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/recipe.h"

#include <QString>

namespace evenspan::ui {

// A word as a POSIX shell must be given it: in single quotes where it has any but plain characters.
QString shellWord(const QString& word);

// What `evenspan-cli train` needs to be told of a recipe: its model, and a --set for every key that
// is not at its default. A blank before each.
QString recipeOptions(const engine::Recipe& recipe);

} // namespace evenspan::ui
