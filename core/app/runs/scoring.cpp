// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/scoring.h"

#include "core/app/runs/kept_confidence.h"
#include "core/app/runs/span_score_choice.h"
#include "core/store/reader.h"
#include "core/store/suggestions.h"
#include "core/store/writer.h"

#include <charconv>
#include <cmath>

namespace evenspan {

namespace {
constexpr const char* kCalibrated = "calibrated_scores";
} // namespace

std::string scoringText(const Scoring& scoring) {
    std::string out = spanScoreId(scoring.score);
    if (!scoring.calibrated())
        return out;
    char number[32]; // the shortest that is read as the same again
    const auto end = std::to_chars(number, number + sizeof number, scoring.temperature);
    return out + " " + std::string(number, end.ptr);
}

std::optional<Scoring> parseScoring(std::string_view text) {
    const auto blank = text.find(' ');
    const auto score = parseSpanScore(text.substr(0, blank));
    if (!score)
        return std::nullopt;
    Scoring out{*score};
    if (blank == std::string_view::npos)
        return out;
    const auto number = text.substr(blank + 1);
    const auto read =
        std::from_chars(number.data(), number.data() + number.size(), out.temperature);
    if (read.ec != std::errc() || read.ptr != number.data() + number.size()
        || !std::isfinite(out.temperature) || out.temperature <= 0)
        return std::nullopt;
    return out;
}

Result<bool> calibratedScores(store::Reader& reader) {
    auto kept = reader.setting(kCalibrated);
    if (!kept)
        return kept.error();
    return !*kept || **kept != "0";
}

Result<void> chooseCalibratedScores(store::Writer& writer, bool calibrated) {
    if (auto kept = writer.setSetting(kCalibrated, calibrated ? "1" : "0"); !kept)
        return kept;
    return store::forgetReadings(writer);
}

Result<double> keptTemperature(store::Reader& reader, const store::RunRow& run) {
    auto kept = keptConfidence(reader, run.id);
    if (!kept)
        return kept.error();
    // Without words nothing was fitted: only a cut is kept.
    if (!*kept || (*kept)->words == 0 || (*kept)->runFinished != run.finished.value_or(0)
        || !std::isfinite((*kept)->temperature.value) || (*kept)->temperature.value <= 0)
        return 1.0;
    return (*kept)->temperature.value;
}

Result<Scoring> scoringOf(store::Reader& reader, const store::RunRow& run) {
    auto calibrated = calibratedScores(reader);
    if (!calibrated)
        return calibrated.error();
    return scoringOf(reader, run, *calibrated);
}

Result<Scoring> scoringOf(store::Reader& reader, const store::RunRow& run, bool calibrated) {
    auto score = chosenSpanScore(reader);
    if (!score)
        return score.error();
    if (!calibrated)
        return Scoring{*score};
    auto temperature = keptTemperature(reader, run);
    if (!temperature)
        return temperature.error();
    return Scoring{*score, *temperature};
}

} // namespace evenspan
