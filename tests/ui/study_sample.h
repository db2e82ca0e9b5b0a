// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/search/study.h"
#include "core/store/project.h"
#include "core/store/writer.h"

#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

namespace evenspan::ui {

// A search at its end, as it would stand in a project: values hang on the learning rate.
inline search::Study sampleStudy(const std::string& name, std::size_t trials = 18) {
    using namespace search;
    Study study;
    study.spec.name = name;
    study.spec.space = *spaceFromJson(R"({"batch_size": [8, 16, 32], "learning_rate": {"min": 1e-5,
        "max": 1e-2, "log": true}, "warmup_ratio": {"min": 0, "max": 0.3}})");
    study.spec.finalists = 1;
    study.spec.pruning = true;
    auto sampler = tpeSampler(study.spec.space, 3);
    for (std::size_t n = 0; n < trials; ++n) {
        Trial trial;
        trial.number = n;
        trial.point = *sampler->next(n, study.observations());
        trial.run = name + "-" + std::to_string(n + 1);
        const double top = 0.87 - std::pow(std::log10(trial.point[1]) + 3.3, 2) / 4;
        trial.state = n % 5 == 3 ? TrialState::Pruned : TrialState::Complete;
        for (int e = 1; e <= (n % 5 == 3 ? 1 : 4); ++e)
            trial.evaluations.push_back({10 * e, top * (1 - std::pow(0.4, e))});
        trial.value = trial.evaluations.back().value;
        study.trials.push_back(std::move(trial));
    }
    study.trials[1].state = TrialState::Failed;
    study.trials[1].failure = "Memory ran out";
    study.gain = Gain{"test", 40, 3, 3, 0.852, 0.831, 0.004, 0.038};
    study.done = true;
    return study;
}

inline void addStudies(const std::filesystem::path& path, const std::vector<search::Study>& all) {
    auto project = std::move(*store::Project::open(path));
    nlohmann::json names = nlohmann::json::array();
    for (const auto& study : all) {
        names.push_back(study.spec.name);
        (void)project->writer()->setSetting("study:" + study.spec.name, studyToJson(study));
    }
    (void)project->writer()->setSetting("studies", names.dump());
}

} // namespace evenspan::ui
