// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/search/space.h"

#include "core/base/nearest.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace evenspan::search {

namespace {

using Json = nlohmann::ordered_json;

Error bad(const std::string& key, const std::string& what, const std::string& remedy) {
    return {ErrorCode::BadConfig, what, "search space: " + key, remedy};
}

// What the recipe itself says of a value, so that a search cannot ask for what a run refuses.
Result<void> taken(const std::string& key, const Json& value) {
    auto recipe = engine::recipeFromJson(Json{{key, value}}.dump());
    return recipe ? Result<void>() : recipe.error();
}

Json valueOf(const Parameter& p, double value) {
    if (p.categorical())
        return Json::parse(p.choices[static_cast<std::size_t>(value)], nullptr, false);
    if (p.whole)
        return std::llround(value);
    return value;
}

Result<void> readRange(Parameter& p, const Json& json) {
    const std::vector<std::string> known{"min", "max", "log", "step", "points"};
    for (const auto& [name, value] : json.items()) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            const auto near = nearestWord(name, known);
            return bad(p.key, "A range has no part " + name,
                near.empty() ? "It has min, max, log, step and points."
                             : "Did you mean " + near + "?");
        }
        if (name == "log"          ? !value.is_boolean()
                : name == "points" ? !value.is_number_integer()
                                   : !value.is_number())
            return bad(p.key, "The part " + name + " is of the wrong kind",
                name == "log"          ? "It is true or false."
                    : name == "points" ? "It is a whole number."
                                       : "It is a number.");
    }
    if (!json.contains("min") || !json.contains("max"))
        return bad(p.key, "A range needs its two ends", R"(Write {"min": 0.1, "max": 0.5}.)");
    p.low = json["min"].get<double>();
    p.high = json["max"].get<double>();
    p.log = json.value("log", false);
    p.step = json.value("step", 0.0);
    p.points = json.value("points", std::int64_t{0});
    if (p.whole)
        p.step = std::max(1.0, std::round(p.step));
    if (!(p.low < p.high))
        return bad(p.key, "The range is empty", "Let min be smaller than max.");
    if (p.log && !(p.low > 0))
        return bad(p.key, "A logarithm needs numbers above 0", "Raise min, or leave log out.");
    if (p.step < 0 || p.points < 0 || p.points == 1)
        return bad(p.key, "The step or number of points is out of range",
            "Let step be above 0 and points be at least 2.");
    if (p.log && p.step > 0 && !p.whole)
        return bad(p.key, "A range is drawn by its step or by its logarithm, not by both",
            "Leave step or log out.");
    for (const double end : {p.low, p.high}) {
        if (p.whole && end != std::round(end))
            return bad(p.key, "The key takes whole numbers", "Let min and max be whole.");
        if (auto fits = taken(p.key, valueOf(p, end)); !fits)
            return fits;
    }
    return {};
}

Result<void> readChoices(Parameter& p, const Json& json) {
    for (const auto& value : json) {
        if (auto fits = taken(p.key, value); !fits)
            return fits;
        p.choices.push_back(value.dump());
    }
    auto sorted = p.choices;
    std::sort(sorted.begin(), sorted.end());
    if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
        return bad(p.key, "The list names a value twice", "Leave one of them out.");
    if (p.choices.empty())
        return bad(p.key, "The list is empty", "Name at least one value.");
    return {};
}

} // namespace

Result<Space> spaceFromJson(const std::string& text) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object())
        return bad("all", "The search space is no JSON object",
            R"(Write for example {"learning_rate": {"min": 1e-5, "max": 1e-3, "log": true}}.)");
    if (json.empty())
        return Error{ErrorCode::Empty, "The search space names no key", "search space",
            "Name at least one key of the recipe."};
    const Json defaults = Json::parse(engine::recipeToJson({}));
    Space space;
    for (const auto& [key, value] : json.items()) {
        const auto found = defaults.find(key);
        if (found == defaults.end())
            return taken(key, value).error(); // the recipe knows the nearest key
        Parameter p;
        p.key = key;
        p.whole = found->is_number_integer();
        Result<void> read;
        if (value.is_array())
            read = readChoices(p, value);
        else if (value.is_object() && found->is_number())
            read = readRange(p, value);
        else
            read = bad(key, "A key takes a list of values, or a range where it is a number",
                R"(Write ["linear", "cosine"], or {"min": 1, "max": 8}.)");
        if (!read)
            return read.error();
        space.parameters.push_back(std::move(p));
    }
    std::sort(space.parameters.begin(), space.parameters.end(),
        [](const Parameter& a, const Parameter& b) { return a.key < b.key; });
    return space;
}

std::string spaceToJson(const Space& space) {
    Json out = Json::object();
    for (const auto& p : space.parameters) {
        Json& to = out[p.key];
        for (const auto& choice : p.choices)
            to.push_back(Json::parse(choice, nullptr, false));
        if (p.categorical())
            continue;
        to["min"] = p.low;
        to["max"] = p.high;
        if (p.log)
            to["log"] = true;
        if (p.step > 0)
            to["step"] = p.step;
        if (p.points > 0)
            to["points"] = p.points;
    }
    return out.dump();
}

double snapped(const Parameter& p, double value) {
    if (p.categorical())
        return std::clamp(std::round(value), 0.0, static_cast<double>(p.choices.size() - 1));
    value = std::clamp(value, p.low, p.high);
    if (p.step <= 0)
        return value;
    const double last = std::floor((p.high - p.low) / p.step + 1e-9);
    return p.low + std::min(std::round((value - p.low) / p.step), last) * p.step;
}

double unitOf(const Parameter& p, double value) {
    if (p.categorical())
        return p.choices.size() < 2 ? 0 : value / static_cast<double>(p.choices.size() - 1);
    if (p.log)
        return (std::log(value) - std::log(p.low)) / (std::log(p.high) - std::log(p.low));
    return (value - p.low) / (p.high - p.low);
}

double valueAt(const Parameter& p, double unit) {
    unit = std::clamp(unit, 0.0, 1.0);
    if (p.categorical())
        return snapped(p, unit * static_cast<double>(p.choices.size() - 1));
    if (p.log)
        return snapped(p, std::exp(std::log(p.low) + unit * (std::log(p.high) - std::log(p.low))));
    return snapped(p, p.low + unit * (p.high - p.low));
}

Json pointToJson(const Space& space, const Point& point) {
    Json out = Json::object();
    for (std::size_t i = 0; i < space.parameters.size() && i < point.size(); ++i)
        out[space.parameters[i].key] = valueOf(space.parameters[i], point[i]);
    return out;
}

Result<engine::Recipe> recipeAt(
    const Space& space, const Point& point, const engine::Recipe& base) {
    return engine::recipeFromJson(pointToJson(space, point).dump(), base);
}

namespace {

std::vector<double> gridValues(const Parameter& p) {
    std::vector<double> values;
    if (p.categorical()) {
        for (std::size_t i = 0; i < p.choices.size(); ++i)
            values.push_back(static_cast<double>(i));
    } else if (p.step > 0 && p.points == 0 && !p.log) {
        const auto count = static_cast<std::int64_t>((p.high - p.low) / p.step + 1e-9);
        for (std::int64_t n = 0; n <= count; ++n)
            values.push_back(p.low + static_cast<double>(n) * p.step);
    } else {
        const std::int64_t points = p.points > 0 ? p.points : 5;
        for (std::int64_t n = 0; n < points; ++n)
            values.push_back(valueAt(p, static_cast<double>(n) / static_cast<double>(points - 1)));
        values.erase(std::unique(values.begin(), values.end()), values.end());
    }
    return values;
}

} // namespace

Result<std::vector<Point>> gridOf(const Space& space, std::size_t most) {
    std::vector<std::vector<double>> values;
    std::size_t count = 1;
    for (const auto& p : space.parameters) {
        // Counted before the values are made: a step may be tiny, and points may be many.
        const bool steps = p.points == 0 && p.step > 0 && !p.log;
        if (!p.categorical()
            && (steps ? (p.high - p.low) / p.step : static_cast<double>(p.points))
                > static_cast<double>(most))
            count = most + 1;
        else
            values.push_back(gridValues(p));
        count = count > most ? count : count * values.back().size();
        if (count > most)
            return Error{ErrorCode::InvalidArgument,
                "The grid has more than " + std::to_string(most) + " points", p.key,
                "Name fewer values, or search at random."};
    }
    std::vector<Point> out;
    out.reserve(count);
    for (std::size_t n = 0; n < count; ++n) {
        Point point(values.size());
        std::size_t rest = n;
        for (std::size_t i = values.size(); i-- > 0;) { // the last key turns fastest
            point[i] = values[i][rest % values[i].size()];
            rest /= values[i].size();
        }
        out.push_back(std::move(point));
    }
    return out;
}

} // namespace evenspan::search
