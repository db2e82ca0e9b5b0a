// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/run_audit.h"
#include "core/app/runs/evaluate_run.h"
#include "core/app/train/train_run.h"

#include <filesystem>

namespace evenspan {

struct DemoRequest {
    std::filesystem::path sample; // folder of the sample's files
    std::filesystem::path folder; // where the project is made; an older one of it is replaced
    std::filesystem::path engine;
    std::filesystem::path suites; // shipped suites
    std::string version; // of the program, as the audit names it
};

struct DemoOutcome {
    std::filesystem::path project;
    TrainRunOutcome run;
    Evaluation test; // on the English test split
    fairness::AuditResult audit; // by origin of names, kept as "first-audit"
};

// Makes the sample project. Errors: NotFound (the sample's files), those of the store.
Result<void> makeSampleProject(const std::filesystem::path& sample,
    const std::filesystem::path& project, std::stop_token stop = {});

// The whole loop on the sample project: import, fine-tune on the English part (the encoder that
// comes with the program knows only 244 Chinese characters), score on the test split, audit by the
// origin of names. Errors: those of its steps.
Result<DemoOutcome> runDemo(const DemoRequest& request, const ModelLibrary& models,
    engine::EventSink& events, std::stop_token stop = {});

} // namespace evenspan
