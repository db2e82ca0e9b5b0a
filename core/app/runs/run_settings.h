// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string> // first: Qt 6.4's moc cannot read <compare>, which types.h begins with, on its own

#include "core/store/records.h"

#include <vector>

namespace evenspan {

// One thing that was set, found or measured when the runs were made; one value for each run.
struct RunSetting {
    enum Part { Recipe, Model, Data, Environment };
    Part part = Recipe;
    std::string key;
    std::vector<std::string> values; // empty: not recorded
    bool differs = false;
};

const char* settingPartName(RunSetting::Part part); // "recipe", "model", "data", "environment"

// Those that differ first; within both, keys of the recipe in their order, then the rest.
std::vector<RunSetting> settingsOf(const std::vector<store::RunRow>& runs);

// Equal for runs of one recipe, model and data that differ by their seed alone.
std::string seedGroupKey(const store::RunRow& row);
double trainingSeconds(const store::RunRow& row); // 0: not known

} // namespace evenspan
