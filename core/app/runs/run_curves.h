// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/types.h"
#include "core/engine/events.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace evenspan::store {
class Reader;
}

namespace evenspan {

// One quantity of a run over its steps.
struct CurveSeries {
    std::string split; // "train", "machine" (load), or the evaluated split
    std::string key; // "loss", "f1", "f1:LABEL", "cpu", …
    std::vector<double> step, value; // steps rise; a value may be NaN
};

// Every curve of a run in columns: 16 bytes a point.
struct RunCurves {
    std::vector<CurveSeries> series;
    std::vector<double> step, epoch; // the epoch at steps
    std::vector<double> timeStep, time; // the seconds at steps, over all sittings of the run

    const CurveSeries* find(std::string_view split, std::string_view key) const;
    CurveSeries& at(std::string_view split, std::string_view key); // made where missing
    void add(std::int64_t step, double epoch, std::string_view split, std::string_view key,
        double value);
    void addStep(std::int64_t step, double epoch, double loss, double learningRate, double gradNorm,
        double tokensPerSecond);
    // The points of a live event, as RunJournal keeps them. `before`: seconds of earlier sittings.
    void add(const engine::TrainEvent& event, double before = 0);

    // Step → epoch or second: between two known steps in proportion, outside as the nearest two
    // say; the step itself where nothing is known. Steps must rise.
    std::vector<double> epochsOf(const std::vector<double>& steps) const;
    std::vector<double> timesOf(const std::vector<double>& steps) const;
};

// Where the time of a run is kept among its metrics: seconds since the start, at most once a
// second.
inline constexpr const char* kTimeKey = "time";
inline constexpr const char* kMachineSplit = "machine";

// Errors: those of the store, Cancelled.
Result<RunCurves> readRunCurves(store::Reader& reader, RunId run, std::stop_token stop = {});
// Seconds of the run up to this step, over all sittings; 0 where none is known.
Result<double> secondsUpTo(store::Reader& reader, RunId run, std::int64_t step);

} // namespace evenspan
