// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/events.h"

#include <nlohmann/json.hpp>

namespace evenspan::engine {

namespace {

using Json = nlohmann::ordered_json;

Json toJson(const Score& score) {
    return {{"precision", score.precision}, {"recall", score.recall}, {"f1", score.f1},
        {"support", score.support}};
}

const char* nameOf(TrainEvent::Kind kind) {
    switch (kind) {
    case TrainEvent::Kind::Started:
        return "started";
    case TrainEvent::Kind::Step:
        return "step";
    case TrainEvent::Kind::Eval:
        return "eval";
    case TrainEvent::Kind::Checkpoint:
        return "checkpoint";
    case TrainEvent::Kind::Log:
        return "log";
    case TrainEvent::Kind::Finished:
        return "finished";
    }
    return "log";
}

} // namespace

std::string toJsonLine(const TrainEvent& event) {
    Json json{{"event", nameOf(event.kind)}, {"step", event.step}, {"epoch", event.epoch},
        {"time", event.time}};
    switch (event.kind) {
    case TrainEvent::Kind::Started:
        json["total_steps"] = event.totalSteps;
        json["device"] = event.device;
        json["message"] = event.message;
        break;
    case TrainEvent::Kind::Step:
        json["total_steps"] = event.totalSteps;
        json["loss"] = event.loss;
        json["learning_rate"] = event.learningRate;
        json["grad_norm"] = event.gradNorm;
        json["tokens_per_second"] = event.tokensPerSecond;
        json["device"] = event.device;
        break;
    case TrainEvent::Kind::Eval:
        json["split"] = event.split;
        json["loss"] = event.loss;
        json["micro"] = toJson(event.scores.micro);
        for (const auto& [type, score] : event.scores.types)
            json["types"][type] = toJson(score);
        break;
    case TrainEvent::Kind::Checkpoint:
        json["message"] = event.message;
        break;
    case TrainEvent::Kind::Log:
        json["message"] = event.message;
        break;
    case TrainEvent::Kind::Finished:
        json["run"] = event.run;
        json["path"] = event.path;
        json["best_step"] = event.bestStep;
        json["stopped"] = event.stopped;
        json["micro"] = toJson(event.scores.micro);
        break;
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace evenspan::engine
