// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/train/worker_lines.h"

#include "core/app/runs/scores_json.h"

#include <limits>
#include <nlohmann/json.hpp>

namespace evenspan::lines {

namespace {

using Json = nlohmann::ordered_json;

// JSON has no word for not-a-number: it travels as null. An infinite loss does too; on the curve
// both are a gap.
double number(const Json& json) {
    return json.is_null() ? std::numeric_limits<double>::quiet_NaN() : json.get<double>();
}

} // namespace

std::string lineOf(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json toJson(const Error& error) {
    return {{"code", errorCodeName(error.code)}, {"what", error.what}, {"where", error.where},
        {"remedy", error.remedy}};
}

Error errorFromJson(const Json& json) {
    Error error{ErrorCode::Internal, json.at("what"), json.at("where"), json.at("remedy")};
    const auto name = json.at("code").get<std::string>();
    for (int code = 0; code <= static_cast<int>(ErrorCode::Cancelled); ++code)
        if (errorCodeName(static_cast<ErrorCode>(code)) == name)
            error.code = static_cast<ErrorCode>(code);
    return error;
}

Json toJson(const store::RunRow& run) {
    Json json{{"id", run.id.value}, {"name", run.name}, {"state", store::runStateName(run.state)},
        {"recipe", run.recipe}, {"record", run.record}, {"scores", run.scores}, {"path", run.path},
        {"created", run.created}, {"finished", nullptr}};
    if (run.finished)
        json["finished"] = *run.finished;
    return json;
}

store::RunRow runFromJson(const Json& json) {
    store::RunRow run;
    run.id = RunId(json.at("id").get<std::int64_t>());
    run.name = json.at("name");
    run.state = store::runStateFromName(json.at("state").get<std::string>())
                    .value_or(store::RunState::Failed);
    run.recipe = json.at("recipe");
    run.record = json.at("record");
    run.scores = json.at("scores");
    run.path = json.at("path");
    run.created = json.at("created");
    if (const auto& finished = json.at("finished"); !finished.is_null())
        run.finished = finished.get<std::int64_t>();
    return run;
}

Json toJson(const store::FileRow& file) {
    Json json{{"sha256", file.sha256}, {"path", file.path}, {"size", file.size}, {"run", nullptr},
        {"role", file.role}, {"provenance", file.provenance}, {"created", file.created}};
    if (file.run)
        json["run"] = file.run->value;
    return json;
}

store::FileRow fileFromJson(const Json& json) {
    store::FileRow file;
    file.sha256 = json.at("sha256");
    file.path = json.at("path");
    file.size = json.at("size");
    if (const auto& run = json.at("run"); !run.is_null())
        file.run = RunId(run.get<std::int64_t>());
    file.role = json.at("role");
    file.provenance = json.at("provenance");
    file.created = json.at("created");
    return file;
}

Json toJson(const store::MetricRow& row) {
    return Json::array({row.step, row.epoch, row.split, row.key, row.value});
}

store::MetricRow metricFromJson(const Json& json) {
    store::MetricRow row;
    row.step = json.at(0);
    row.epoch = number(json.at(1));
    row.split = json.at(2);
    row.key = json.at(3);
    row.value = number(json.at(4));
    return row;
}

Json toJson(const engine::TrainEvent& event) {
    Json json = Json::parse(engine::toJsonLine(event));
    json["run"] = event.run;
    json["total_steps"] = event.totalSteps;
    json["device"] = event.device;
    return json;
}

engine::TrainEvent eventFromJson(const Json& json) {
    auto event = engine::eventFromJsonLine(json.dump());
    if (!event) // a line that is no event says nothing about the run
        return {};
    return std::move(*event);
}

Json toJson(const TrainRunOutcome& outcome) {
    return {{"run", outcome.run}, {"model", outcome.model.string()},
        {"best_step", outcome.bestStep}, {"scores", scoresToJson(outcome.scores)},
        {"stopped", outcome.stopped}, {"paused", outcome.paused},
        {"stopped_early", outcome.stoppedEarly}, {"seconds", outcome.seconds},
        {"tokens_per_second", outcome.tokensPerSecond}};
}

TrainRunOutcome outcomeFromJson(const Json& json) {
    TrainRunOutcome outcome;
    outcome.run = json.at("run");
    outcome.model = json.at("model").get<std::string>();
    outcome.bestStep = json.at("best_step");
    outcome.scores = scoresFromJson(json.at("scores"));
    outcome.stopped = json.at("stopped");
    outcome.paused = json.at("paused");
    outcome.stoppedEarly = json.at("stopped_early");
    outcome.seconds = json.at("seconds");
    outcome.tokensPerSecond = json.at("tokens_per_second");
    return outcome;
}

} // namespace evenspan::lines
