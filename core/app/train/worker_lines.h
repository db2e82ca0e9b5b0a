// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/train/train_run.h"
#include "core/engine/events.h"
#include "core/store/records.h"

#include <nlohmann/json_fwd.hpp>
#include <string>

// The words between the program and a training in a process of its own: one JSON object a line,
// over the child's standard input and output.
//
// To the child, first     {"train":{project, engine, name, recipe, where, resume}}
//          later          {"answer":N, "id":ID} or {"answer":N, "error":{…}}; {"stop":true},
//                         {"pause":true}
// From the child          {"event":{…}}, {"ask":N, "do":…, …}, and last {"outcome":{…}} or
//                         {"failed":{…}}
//
// A child whose input ends has lost its parent and ends at once.
namespace evenspan::lines {

// An object without line breaks; text that is no UTF-8 is mended, not-a-number becomes null.
std::string lineOf(const nlohmann::ordered_json& json);

nlohmann::ordered_json toJson(const Error& error);
Error errorFromJson(const nlohmann::ordered_json& json);

nlohmann::ordered_json toJson(const store::RunRow& run);
store::RunRow runFromJson(const nlohmann::ordered_json& json);
nlohmann::ordered_json toJson(const store::FileRow& file);
store::FileRow fileFromJson(const nlohmann::ordered_json& json);
nlohmann::ordered_json toJson(const store::MetricRow& row);
store::MetricRow metricFromJson(const nlohmann::ordered_json& json);

// As engine::toJsonLine, with the run's name, its steps and its device on every event.
nlohmann::ordered_json toJson(const engine::TrainEvent& event);
engine::TrainEvent eventFromJson(const nlohmann::ordered_json& json);

nlohmann::ordered_json toJson(const TrainRunOutcome& outcome);
TrainRunOutcome outcomeFromJson(const nlohmann::ordered_json& json);

// All of the ...FromJson throw nlohmann::json::exception where a key is absent or of another type:
// both ends are of one version, so that is a bug or a broken pipe, and the caller says which.

} // namespace evenspan::lines
