// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/search/study.h"

#include <nlohmann/json.hpp>

namespace evenspan::search {

namespace {

using Json = nlohmann::ordered_json;

Json trialToJson(const Trial& t) {
    Json evaluations = Json::array();
    for (const auto& e : t.evaluations)
        evaluations.push_back({e.step, e.value});
    Json out{{"number", t.number}, {"point", t.point}, {"seed", t.seed}, {"run", t.run},
        {"state", trialStateName(t.state)}, {"evaluations", evaluations}, {"value", t.value},
        {"seconds", t.seconds}};
    if (t.standard)
        out["standard"] = true;
    if (!t.failure.empty())
        out["failure"] = t.failure;
    return out;
}

TrialState stateFromName(const std::string& name) {
    for (const auto state :
        {TrialState::Complete, TrialState::Pruned, TrialState::Failed, TrialState::OutOfTime})
        if (name == trialStateName(state))
            return state;
    return TrialState::Running;
}

// Numbers that are not finite are null in JSON.
double number(const Json& json) {
    return json.is_number() ? json.get<double>() : -1e300;
}

Trial trialFromJson(const Json& json) {
    Trial t;
    t.number = json.at("number").get<std::size_t>();
    t.standard = json.value("standard", false);
    t.point = json.at("point").get<Point>();
    t.seed = json.at("seed").get<std::int64_t>();
    t.run = json.at("run").get<std::string>();
    t.state = stateFromName(json.at("state").get<std::string>());
    for (const auto& e : json.at("evaluations"))
        t.evaluations.push_back({e.at(0).get<std::int64_t>(), number(e.at(1))});
    t.value = number(json.at("value"));
    t.seconds = json.at("seconds").get<double>();
    t.failure = json.value("failure", std::string());
    return t;
}

Study read(const Json& json) {
    Study study;
    auto& s = study.spec;
    s.name = json.at("name").get<std::string>();
    auto space = spaceFromJson(json.at("space").dump());
    auto base = engine::recipeFromJson(json.at("base").dump());
    auto sampler = samplerFromName(json.at("sampler").get<std::string>());
    if (!space || !base || !sampler)
        throw Json::other_error::create(501, "space", nullptr);
    s.space = *space;
    s.base = *base;
    s.sampler = *sampler;
    s.where = json.at("where").get<std::map<std::string, std::string>>();
    s.pruning = json.at("pruning").get<bool>();
    s.halving = {json.at("reduction").get<std::int64_t>(), json.at("least").get<std::int64_t>()};
    s.seed = json.at("seed").get<std::uint64_t>();
    s.runs = json.at("runs").get<std::int64_t>();
    s.seconds = json.at("time").get<double>();
    s.finalists = json.at("finalists").get<std::int64_t>();
    s.seeds = json.at("seeds").get<std::int64_t>();
    for (const auto& trial : json.at("trials")) {
        study.trials.push_back(trialFromJson(trial));
        if (study.trials.back().point.size() != s.space.parameters.size())
            throw Json::other_error::create(501, "point", nullptr);
    }
    for (const auto& trial : json.at("repeats"))
        study.repeats.push_back(trialFromJson(trial));
    study.seconds = json.at("seconds").get<double>();
    study.done = json.at("done").get<bool>();
    if (const auto gain = json.find("gain"); gain != json.end())
        study.gain = Gain{gain->at("split").get<std::string>(),
            gain->at("documents").get<std::int64_t>(), gain->at("winner_runs").get<std::int64_t>(),
            gain->at("standard_runs").get<std::int64_t>(), gain->at("winner").get<double>(),
            gain->at("standard").get<double>(), gain->at("low").get<double>(),
            gain->at("high").get<double>()};
    return study;
}

} // namespace

std::string studyToJson(const Study& study) {
    const auto& s = study.spec;
    Json out{{"version", 1}, {"name", s.name}, {"space", Json::parse(spaceToJson(s.space))},
        {"base", Json::parse(engine::recipeToJson(s.base))}, {"where", s.where},
        {"sampler", samplerName(s.sampler)}, {"pruning", s.pruning},
        {"reduction", s.halving.reduction}, {"least", s.halving.least}, {"seed", s.seed},
        {"runs", s.runs}, {"time", s.seconds}, {"finalists", s.finalists}, {"seeds", s.seeds},
        {"trials", Json::array()}, {"repeats", Json::array()}, {"seconds", study.seconds},
        {"done", study.done}};
    for (const auto& trial : study.trials)
        out["trials"].push_back(trialToJson(trial));
    for (const auto& trial : study.repeats)
        out["repeats"].push_back(trialToJson(trial));
    if (const auto& gain = study.gain)
        out["gain"] = {{"split", gain->split}, {"documents", gain->documents},
            {"winner_runs", gain->winnerRuns}, {"standard_runs", gain->standardRuns},
            {"winner", gain->winner}, {"standard", gain->standard}, {"low", gain->low},
            {"high", gain->high}};
    return out.dump();
}

Result<Study> studyFromJson(const std::string& text) {
    try {
        return read(Json::parse(text));
    } catch (const Json::exception&) {
        return Error{ErrorCode::Corrupt, "The record of the search cannot be read", "study",
            "Start the search again under another name."};
    }
}

} // namespace evenspan::search
