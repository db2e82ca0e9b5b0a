// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/events.h"

#include <array>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

namespace evenspan::engine {

namespace {

using Json = nlohmann::ordered_json;
using Kind = TrainEvent::Kind;

constexpr std::array<std::pair<Kind, const char*>, 8> kKinds{
    {{Kind::Started, "started"}, {Kind::Step, "step"}, {Kind::Eval, "eval"},
        {Kind::Checkpoint, "checkpoint"}, {Kind::Log, "log"}, {Kind::Load, "load"},
        {Kind::Examples, "examples"}, {Kind::Finished, "finished"}}};

const char* nameOf(Kind kind) {
    for (const auto& [known, name] : kKinds)
        if (known == kind)
            return name;
    return "log";
}

Json toJson(const Score& score) {
    return {{"precision", score.precision}, {"recall", score.recall}, {"f1", score.f1},
        {"support", score.support}};
}

Json toJson(const std::vector<ExampleSpan>& spans) {
    Json out = Json::array();
    for (const auto& span : spans)
        out.push_back({{"start", span.begin}, {"end", span.end}, {"label", span.label},
            {"score", span.score}});
    return out;
}

Json toJson(const RunExample& example) {
    return {{"document", example.document}, {"sentence", example.sentence}, {"text", example.text},
        {"cut", example.cut}, {"score", example.score}, {"agrees", example.agrees},
        {"gold", toJson(example.gold)}, {"predicted", toJson(example.predicted)}};
}

double number(const Json& json, const char* key) {
    const auto at = json.find(key);
    return at == json.end() ? 0
        : at->is_number()   ? at->get<double>()
                            : std::numeric_limits<double>::quiet_NaN();
}

std::string text(const Json& json, const char* key) {
    return json.value(key, std::string());
}

Score scoreFrom(const Json& json) {
    Score score;
    score.precision = number(json, "precision");
    score.recall = number(json, "recall");
    score.f1 = number(json, "f1");
    score.support = json.value("support", std::uint64_t{0});
    return score;
}

std::vector<ExampleSpan> spansFrom(const Json& json) {
    std::vector<ExampleSpan> out;
    for (const Json& span : json)
        out.push_back({span.at("start").get<std::uint32_t>(), span.at("end").get<std::uint32_t>(),
            text(span, "label"), number(span, "score")});
    return out;
}

RunExample exampleFrom(const Json& json) {
    RunExample example;
    example.document = json.value("document", std::int64_t{0});
    example.sentence = json.value("sentence", 0u);
    example.text = text(json, "text");
    example.cut = json.value("cut", false);
    example.score = number(json, "score");
    example.agrees = json.value("agrees", false);
    example.gold = spansFrom(json.at("gold"));
    example.predicted = spansFrom(json.at("predicted"));
    return example;
}

void addScores(Json& json, const EntityScores& scores) {
    json["micro"] = toJson(scores.micro);
    json["macro"] = toJson(scores.macro);
    for (const auto& [type, score] : scores.types)
        json["types"][type] = toJson(score);
}

void readScores(const Json& json, EntityScores& scores) {
    if (const auto micro = json.find("micro"); micro != json.end())
        scores.micro = scoreFrom(*micro);
    if (const auto macro = json.find("macro"); macro != json.end())
        scores.macro = scoreFrom(*macro);
    if (const auto types = json.find("types"); types != json.end())
        for (const auto& [type, score] : types->items())
            scores.types[type] = scoreFrom(score);
}

TrainEvent eventFrom(const Json& json) {
    TrainEvent event;
    const auto kind = json.at("event").get<std::string>();
    bool known = false;
    for (const auto& [value, name] : kKinds)
        if (kind == name) {
            event.kind = value;
            known = true;
        }
    if (!known)
        throw std::out_of_range("no such event");
    event.step = json.value("step", std::int64_t{0});
    event.totalSteps = json.value("total_steps", std::int64_t{0});
    event.epoch = number(json, "epoch");
    event.time = number(json, "time");
    event.loss = number(json, "loss");
    event.learningRate = number(json, "learning_rate");
    event.gradNorm = number(json, "grad_norm");
    event.tokensPerSecond = number(json, "tokens_per_second");
    for (const auto& [key, field] :
        std::initializer_list<std::pair<const char*, std::string*>>{{"device", &event.device},
            {"split", &event.split}, {"message", &event.message}, {"note", &event.note},
            {"detail", &event.detail}, {"run", &event.run}, {"path", &event.path}})
        *field = text(json, key);
    const auto severity = text(json, "severity");
    event.severity = severity == "error" ? Severity::Error
        : severity == "warning"          ? Severity::Warning
                                         : Severity::Info;
    readScores(json, event.scores);
    if (const auto predicted = json.find("predicted"); predicted != json.end())
        for (const auto& [label, count] : predicted->items())
            event.predicted[label] = count.get<std::uint64_t>();
    event.bestStep = json.value("best_step", std::int64_t{0});
    event.stopped = json.value("stopped", false);
    if (event.kind == Kind::Load)
        event.load = {number(json, "cpu"), number(json, "machine"), number(json, "memory"),
            number(json, "gpu"), number(json, "gpu_memory")};
    if (const auto examples = json.find("examples"); examples != json.end())
        for (const Json& example : *examples)
            event.examples.push_back(exampleFrom(example));
    return event;
}

} // namespace

const char* severityName(Severity severity) {
    switch (severity) {
    case Severity::Info:
        return "info";
    case Severity::Warning:
        return "warning";
    case Severity::Error:
        return "error";
    }
    return "info";
}

std::string toJsonLine(const TrainEvent& event) {
    Json json{{"event", nameOf(event.kind)}, {"step", event.step}, {"epoch", event.epoch},
        {"time", event.time}};
    switch (event.kind) {
    case Kind::Started:
        json["run"] = event.run;
        json["total_steps"] = event.totalSteps;
        json["device"] = event.device;
        json["message"] = event.message;
        break;
    case Kind::Step:
        json["total_steps"] = event.totalSteps;
        json["loss"] = event.loss;
        json["learning_rate"] = event.learningRate;
        json["grad_norm"] = event.gradNorm;
        json["tokens_per_second"] = event.tokensPerSecond;
        json["device"] = event.device;
        break;
    case Kind::Eval:
        json["split"] = event.split;
        json["loss"] = event.loss;
        addScores(json, event.scores);
        for (const auto& [label, count] : event.predicted)
            json["predicted"][label] = count;
        break;
    case Kind::Checkpoint:
        json["message"] = event.message;
        break;
    case Kind::Log:
        json["severity"] = severityName(event.severity);
        if (!event.note.empty())
            json["note"] = event.note;
        if (!event.detail.empty())
            json["detail"] = event.detail;
        json["message"] = event.message;
        break;
    case Kind::Load:
        json["cpu"] = event.load.cpu;
        json["machine"] = event.load.machine;
        json["memory"] = event.load.memory;
        json["gpu"] = event.load.gpu;
        json["gpu_memory"] = event.load.gpuMemory;
        break;
    case Kind::Examples:
        json["split"] = event.split;
        json["examples"] = Json::array();
        for (const auto& example : event.examples)
            json["examples"].push_back(toJson(example));
        break;
    case Kind::Finished:
        json["run"] = event.run;
        json["path"] = event.path;
        json["best_step"] = event.bestStep;
        json["stopped"] = event.stopped;
        addScores(json, event.scores);
        break;
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<TrainEvent> eventFromJsonLine(const std::string& line) {
    try {
        return eventFrom(Json::parse(line));
    } catch (const std::exception&) {
        return Error{ErrorCode::BadFormat, "A line is no event of a run", "events",
            "The file is damaged, or another program wrote it."};
    }
}

} // namespace evenspan::engine
