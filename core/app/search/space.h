// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/recipe.h"

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace evenspan::search {

// One key of the recipe that a search varies.
struct Parameter {
    std::string key;
    // A list of values, each as JSON text ("16", "\"cosine\"", "true"); else the range below.
    std::vector<std::string> choices;
    double low = 0, high = 0; // both may be taken
    bool log = false; // drawn evenly in the logarithm
    double step = 0; // values lie at low + n × step; 0: anywhere between
    bool whole = false; // the key takes whole numbers (step is then at least 1)
    std::int64_t points = 0; // of a grid, where there is no step; 0: 5

    bool categorical() const { return !choices.empty(); }
    bool operator==(const Parameter&) const = default;
};

// A value of each parameter, in the order of the space: the index of a choice, or the number.
using Point = std::vector<double>;

struct Space {
    std::vector<Parameter> parameters; // by key
    bool operator==(const Space&) const = default;
};

// Reads an object: key of the recipe → list of values, or {"min","max","log","step","points"}.
// Every choice and both ends of a range must be values that the recipe takes.
// Errors: BadConfig, naming the key and what it may be; Empty (no key).
Result<Space> spaceFromJson(const std::string& json);
std::string spaceToJson(const Space& space);

// The nearest value that the parameter may take.
double snapped(const Parameter& parameter, double value);
// Where a number lies, from 0 (low) to 1 (high), in the scale that it is drawn in; for a choice its
// place in the list.
double unitOf(const Parameter& parameter, double value);
// The way back; `unit` is clamped to [0, 1].
double valueAt(const Parameter& parameter, double unit);

// The recipe at a point. Errors: BadConfig (a combination that the recipe refuses).
Result<engine::Recipe> recipeAt(const Space& space, const Point& point, const engine::Recipe& base);
// The changed keys with their values, for records: {"learning_rate": 0.0001, …}.
nlohmann::ordered_json pointToJson(const Space& space, const Point& point);

// Every point of the grid: lists as they are, ranges by their step or number of points (evenly, or
// evenly in the logarithm). Errors: InvalidArgument (more than `most`).
Result<std::vector<Point>> gridOf(const Space& space, std::size_t most = 100'000);

} // namespace evenspan::search
