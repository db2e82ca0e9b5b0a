// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

#include <string>
#include <utility>
#include <vector>

namespace evenspan::ui {

// What a search may vary, as people write it: for each key of the recipe a list ("8, 16, 32"), or a
// range ("1e-5 .. 1e-3", both ends may be taken), with the word "log" behind it where it is to be
// drawn evenly in the logarithm. Words need no quotation marks.
using SpaceRows = std::vector<std::pair<QString, QString>>; // key, values

// As search::spaceFromJson reads it. Errors: BadConfig, naming the key.
Result<std::string> spaceJson(const SpaceRows& rows);

// Keys that are worth trying, each with values around those of a recipe.
SpaceRows suggestedSpace(double learningRate, double epochs, qint64 batchSize);

} // namespace evenspan::ui
