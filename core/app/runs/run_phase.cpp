// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/run_phase.h"

#include <chrono>
#include <nlohmann/json.hpp>

namespace evenspan {

namespace {

nlohmann::json recordOf(const store::RunRow& run) {
    auto record = nlohmann::json::parse(run.record, nullptr, false);
    return record.is_object() ? record : nlohmann::json::object();
}

} // namespace

bool isPaused(const store::RunRow& run) {
    if (run.state != store::RunState::Stopped)
        return false;
    const auto record = recordOf(run);
    const auto mark = record.find("paused");
    return mark != record.end() && mark->is_boolean() && mark->get<bool>();
}

bool hasBegun(const store::RunRow& run) {
    return recordOf(run).contains("compute");
}

bool canGoOn(const store::RunRow& run) {
    switch (run.state) {
    case store::RunState::Stopped:
    case store::RunState::Interrupted:
    case store::RunState::Failed:
        return true;
    case store::RunState::Queued:
    case store::RunState::Running:
    case store::RunState::Finished:
        return false;
    }
    return false;
}

double secondsTaken(const store::RunRow& run) {
    const auto record = recordOf(run);
    const auto result = record.find("result");
    if (result != record.end() && result->is_object() && result->contains("seconds")
        && (*result)["seconds"].is_number())
        return (*result)["seconds"].get<double>();
    return run.finished ? static_cast<double>(*run.finished - run.created) / 1000 : 0;
}

std::int64_t rowTime() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now().time_since_epoch())
        .count();
}

} // namespace evenspan
