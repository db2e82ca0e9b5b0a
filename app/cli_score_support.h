// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/open_run.h"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace evenspan::cli {

// What every verb takes that lets a run predict.
struct ScoreArguments {
    std::string file, run, split, decoder;
    std::vector<std::string> where;
    ComputeWish compute;
    bool json = false;
};
void addScoreOptions(CLI::App* verb, ScoreArguments& arguments);
// --temperature: "fitted" or "none"; what it is said to be of.
void addTemperatureOption(CLI::App* verb, std::string& temperature, const std::string& what);

} // namespace evenspan::cli
