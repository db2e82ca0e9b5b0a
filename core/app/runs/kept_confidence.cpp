// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/kept_confidence.h"

#include "core/store/reader.h"
#include "core/store/writer.h"

#include <nlohmann/json.hpp>

namespace evenspan {

namespace {

using Json = nlohmann::ordered_json;

std::string keyOf(RunId run) {
    return "confidence:" + std::to_string(run.value);
}

} // namespace

std::string confidenceToJson(const RunConfidence& c) {
    Json out{{"version", 1}, {"split", c.split}, {"words", c.words}, {"entities", c.entities},
        {"temperature", c.temperature.value}, {"loss_before", c.temperature.lossBefore},
        {"loss_after", c.temperature.lossAfter}, {"ece_before", c.errorBefore},
        {"ece_after", c.errorAfter}, {"score", spanScoreId(c.score)},
        {"cut", c.cut ? Json(*c.cut) : Json()}, {"cut_precision", c.cutPrecision},
        {"cut_left", c.cutLeft}, {"cut_temperature", c.cutTemperature},
        {"run_finished", c.runFinished}};
    return out.dump();
}

Result<RunConfidence> confidenceFromJson(const std::string& text) {
    try {
        const auto json = Json::parse(text);
        RunConfidence out;
        out.split = json.at("split").get<std::string>();
        out.words = json.at("words").get<std::uint64_t>();
        out.entities = json.at("entities").get<std::uint64_t>();
        out.temperature = {json.at("temperature").get<double>(),
            json.at("loss_before").get<double>(), json.at("loss_after").get<double>()};
        out.errorBefore = json.at("ece_before").get<double>();
        out.errorAfter = json.at("ece_after").get<double>();
        // Kept before there was a choice: the mean.
        out.score = parseSpanScore(json.value("score", "mean")).value_or(SpanScore::Mean);
        if (!json.at("cut").is_null())
            out.cut = json.at("cut").get<double>();
        out.cutPrecision = json.at("cut_precision").get<double>();
        out.cutLeft = json.at("cut_left").get<double>();
        out.cutTemperature = json.value("cut_temperature", 1.0); // kept before scores had one
        out.runFinished = json.at("run_finished").get<std::int64_t>();
        return out;
    } catch (const Json::exception&) {
        return Error{ErrorCode::Corrupt, "What is kept of the run's confidence cannot be read",
            "confidence", "Run evenspan-cli calibrate again."};
    }
}

Result<std::optional<RunConfidence>> keptConfidence(store::Reader& reader, RunId run) {
    auto text = reader.setting(keyOf(run));
    if (!text)
        return text.error();
    if (*text)
        if (auto read = confidenceFromJson(**text); read)
            return std::optional<RunConfidence>(std::move(*read));
    return std::optional<RunConfidence>();
}

Result<void> keepConfidence(store::Writer& writer, RunId run, const RunConfidence& confidence) {
    return writer.setSetting(keyOf(run), confidenceToJson(confidence));
}

std::optional<double> cutUnder(const RunConfidence& kept, const Scoring& scoring) {
    return Scoring{kept.score, kept.cutTemperature} == scoring ? kept.cut : std::nullopt;
}

} // namespace evenspan
