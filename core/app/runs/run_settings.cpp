// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/run_settings.h"

#include "core/engine/recipe.h"

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>

namespace evenspan {

namespace {

using Json = nlohmann::ordered_json;

std::string shown(const Json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

Json parsed(const std::string& text) {
    auto json = Json::parse(text, nullptr, false);
    return json.is_object() ? json : Json::object();
}

// Every key of the recipe, also those that an older run did not know.
Json recipeOf(const store::RunRow& row) {
    const auto recipe = engine::recipeFromJson(row.recipe);
    return recipe ? parsed(engine::recipeToJson(*recipe)) : parsed(row.recipe);
}

std::string at(const Json& json, std::initializer_list<const char*> path) {
    const Json* here = &json;
    for (const char* key : path) {
        if (!here->is_object() || !here->contains(key))
            return {};
        here = &(*here)[key];
    }
    return shown(*here);
}

struct Source {
    RunSetting::Part part;
    const char* key;
    std::initializer_list<const char*> path; // in the run's record
};

const Source kRecorded[] = {
    {RunSetting::Model, "model sha256", {"model", "sha256"}},
    {RunSetting::Data, "training sentences", {"data", "learnt_sentences"}},
    {RunSetting::Data, "training sha256", {"data", "train", "sha256"}},
    {RunSetting::Data, "validation sha256", {"data", "validation", "sha256"}},
    {RunSetting::Data, "held out", {"data", "held_out", "chosen"}},
    {RunSetting::Data, "where", {"where"}},
    {RunSetting::Data, "tags", {"tags"}},
    {RunSetting::Environment, "torch", {"compute", "torch"}},
    {RunSetting::Environment, "device", {"compute", "device"}},
    {RunSetting::Environment, "cuda", {"compute", "cuda"}},
    {RunSetting::Environment, "cpu_features", {"compute", "cpu_features"}},
    {RunSetting::Environment, "precision", {"compute", "precision"}},
    {RunSetting::Environment, "matmul", {"compute", "matmul"}},
    {RunSetting::Environment, "threads", {"compute", "threads"}},
    {RunSetting::Environment, "micro_batch", {"micro_batch"}},
};

} // namespace

double trainingSeconds(const store::RunRow& row) {
    const auto record = parsed(row.record);
    const auto result = record.find("result");
    if (result == record.end() || !result->is_object() || !result->contains("seconds"))
        return 0;
    const auto& seconds = (*result)["seconds"];
    return seconds.is_number() ? seconds.get<double>() : 0;
}

std::string seedGroupKey(const store::RunRow& row) {
    auto recipe = recipeOf(row);
    recipe.erase("seed");
    const auto record = parsed(row.record);
    return recipe.dump() + at(record, {"model", "sha256"}) + at(record, {"data", "train", "sha256"})
        + at(record, {"tags"});
}

std::vector<RunSetting> settingsOf(const std::vector<store::RunRow>& runs) {
    std::vector<Json> recipes, records;
    for (const auto& row : runs) {
        recipes.push_back(recipeOf(row));
        records.push_back(parsed(row.record));
    }
    std::vector<RunSetting> out;
    const auto add = [&](RunSetting setting) {
        setting.differs = std::any_of(setting.values.begin(), setting.values.end(),
            [&](const auto& value) { return value != setting.values.front(); });
        out.push_back(std::move(setting));
    };
    std::vector<std::string> keys;
    for (const auto& recipe : recipes)
        for (const auto& [key, value] : recipe.items())
            if (std::find(keys.begin(), keys.end(), key) == keys.end())
                keys.push_back(key);
    for (const auto& key : keys) {
        RunSetting setting{RunSetting::Recipe, key, {}, false};
        for (const auto& recipe : recipes)
            setting.values.push_back(at(recipe, {key.c_str()}));
        add(std::move(setting));
    }
    for (const auto& source : kRecorded) {
        RunSetting setting{source.part, source.key, {}, false};
        for (const auto& record : records)
            setting.values.push_back(at(record, source.path));
        if (std::any_of(setting.values.begin(), setting.values.end(),
                [](const auto& value) { return !value.empty(); }))
            add(std::move(setting));
    }
    std::stable_partition(out.begin(), out.end(), [](const auto& one) { return one.differs; });
    return out;
}

const char* settingPartName(RunSetting::Part part) {
    switch (part) {
    case RunSetting::Recipe:
        return "recipe";
    case RunSetting::Model:
        return "model";
    case RunSetting::Data:
        return "data";
    case RunSetting::Environment:
        return "environment";
    }
    return "";
}

} // namespace evenspan
