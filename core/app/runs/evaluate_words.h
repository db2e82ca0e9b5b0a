// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/evaluate_run.h"
#include "core/engine/type_bias.h"

namespace evenspan {

// evaluateRun() that keeps what the model gives for each word, too: 4 bytes a word and class.
Result<Evaluation> evaluateWords(store::Project& project, const std::filesystem::path& engine,
    const EvaluateRequest& request, engine::KeptWords& keep, std::stop_token stop = {},
    const std::function<void(std::size_t done, std::size_t total)>& progress = {});

} // namespace evenspan
