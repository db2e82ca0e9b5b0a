// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/run_curves.h"

#include "core/store/metric_series.h"

#include <algorithm>

namespace evenspan {

namespace {

// Linear in between, by the first or last two beyond.
std::vector<double> follow(const std::vector<double>& steps, const std::vector<double>& knownStep,
    const std::vector<double>& known) {
    if (knownStep.size() < 2)
        return steps;
    std::vector<double> out;
    out.reserve(steps.size());
    std::size_t right = 1;
    if (!steps.empty()) // where the first one lies; from there on they rise together
        right = std::clamp<std::size_t>(static_cast<std::size_t>(std::lower_bound(knownStep.begin(),
                                                                     knownStep.end(), steps.front())
                                            - knownStep.begin()),
            1, knownStep.size() - 1);
    for (const double step : steps) {
        while (right + 1 < knownStep.size() && knownStep[right] < step)
            ++right;
        const double width = knownStep[right] - knownStep[right - 1];
        const double share = width > 0 ? (step - knownStep[right - 1]) / width : 0;
        out.push_back(known[right - 1] + share * (known[right] - known[right - 1]));
    }
    return out;
}

} // namespace

const CurveSeries* RunCurves::find(std::string_view split, std::string_view key) const {
    for (const auto& one : series)
        if (one.key == key && one.split == split)
            return &one;
    return nullptr;
}

CurveSeries& RunCurves::at(std::string_view split, std::string_view key) {
    for (auto& one : series)
        if (one.key == key && one.split == split)
            return one;
    series.push_back({std::string(split), std::string(key), {}, {}});
    return series.back();
}

void RunCurves::add(
    std::int64_t at, double now, std::string_view split, std::string_view key, double value) {
    const auto where = static_cast<double>(at);
    if (key == kTimeKey && (split == kMachineSplit)) {
        // A run that was killed leaves times that its second sitting passes by.
        if (!time.empty())
            value = std::max(value, time.back());
        if (timeStep.empty() || timeStep.back() < where) {
            timeStep.push_back(where);
            time.push_back(value);
        }
        return;
    }
    if (split.empty())
        split = "train";
    if (split == "train" && (step.empty() || step.back() < where)) {
        step.push_back(where);
        epoch.push_back(now);
    }
    auto& to = this->at(split, key);
    if (!to.step.empty() && to.step.back() >= where)
        return; // seen before: a run that went on from a checkpoint tells some steps twice
    to.step.push_back(where);
    to.value.push_back(value);
}

void RunCurves::addStep(std::int64_t at, double now, double loss, double learningRate,
    double gradNorm, double tokensPerSecond) {
    add(at, now, "train", "loss", loss);
    add(at, now, "train", "learning_rate", learningRate);
    add(at, now, "train", "grad_norm", gradNorm);
    add(at, now, "train", "tokens_per_second", tokensPerSecond);
}

void RunCurves::add(const engine::TrainEvent& event, double before) {
    using Kind = engine::TrainEvent::Kind;
    const auto put = [&](std::string_view split, std::string_view key, double value) {
        add(event.step, event.epoch, split, key, value);
    };
    if (event.kind == Kind::Step) {
        addStep(event.step, event.epoch, event.loss, event.learningRate, event.gradNorm,
            event.tokensPerSecond);
    } else if (event.kind == Kind::Eval) {
        put(event.split, "loss", event.loss);
        put(event.split, "precision", event.scores.micro.precision);
        put(event.split, "recall", event.scores.micro.recall);
        put(event.split, "f1", event.scores.micro.f1);
        for (const auto& [label, score] : event.scores.types)
            put(event.split, "f1:" + label, score.f1);
    } else if (event.kind == Kind::Load) {
        put(kMachineSplit, kTimeKey, before + event.time);
        for (const auto& [key, value] :
            std::initializer_list<std::pair<const char*, double>>{{"cpu", event.load.cpu},
                {"cpu_of_all", event.load.machine}, {"memory", event.load.memory},
                {"gpu", event.load.gpu}, {"gpu_memory", event.load.gpuMemory}})
            if (value >= 0)
                put(kMachineSplit, key, value);
    }
}

std::vector<double> RunCurves::epochsOf(const std::vector<double>& steps) const {
    return follow(steps, step, epoch);
}

std::vector<double> RunCurves::timesOf(const std::vector<double>& steps) const {
    return follow(steps, timeStep, time);
}

Result<RunCurves> readRunCurves(store::Reader& reader, RunId run, std::stop_token stop) {
    RunCurves out;
    auto done = store::forEachMetric(
        reader, run,
        [&](std::int64_t step, double epoch, std::string_view split, std::string_view key,
            double value) {
            out.add(step, epoch, split, key, value);
            return true;
        },
        std::move(stop));
    if (!done)
        return done.error();
    return out;
}

Result<double> secondsUpTo(store::Reader& reader, RunId run, std::int64_t step) {
    double seconds = 0;
    auto done = store::forEachMetric(reader, run,
        [&](std::int64_t at, double, std::string_view split, std::string_view key, double value) {
            if (split == kMachineSplit && key == kTimeKey && at <= step)
                seconds = std::max(seconds, value);
            return at <= step;
        });
    if (!done)
        return done.error();
    return seconds;
}

} // namespace evenspan
