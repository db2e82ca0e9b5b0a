// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"
#include "core/engine/recipe.h"

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace evenspan {

// How a run computes, and the measurement behind it.
struct ComputePlan {
    engine::ComputeOptions options;
    std::vector<engine::MatmulRate> rates; // empty where nothing was measured
};

// Chooses device (the first CUDA device where there is one), precision ("auto": bf16 where the
// device has it, else fp32), threads (0: usualThreads()) and the fastest fp32 matrix path by a
// measurement of 0.2 s. A deterministic run never measures: it takes the engine's default path.
// bf16 that is asked for is computed by every device, slower where it lacks the instructions
// (bf16IsSlow); fp16, whose small gradients need a scaled loss, by graphics cards alone.
// Errors: Unsupported (a device that is not there, fp16 on the CPU).
Result<ComputePlan> planCompute(
    engine::Engine& engine, const engine::ModelConfig& config, const engine::Recipe& recipe);

// Whether this plan computes in bf16 on a CPU that has no instructions for it: right, but no faster
// than fp32.
bool bf16IsSlow(const engine::ComputeOptions& options, const engine::Info& info);

engine::OptimizerKind optimizerOf(const engine::Recipe& recipe);
// Everything that a session needs to know of a recipe.
engine::TrainOptions trainOptions(const engine::Recipe& recipe,
    const engine::ComputeOptions& compute, const engine::ModelConfig& config,
    const std::vector<float>& classWeights);

nlohmann::ordered_json computeToJson(const ComputePlan& plan, const engine::Info& info);
// The options that a record holds. Errors: Corrupt.
Result<engine::ComputeOptions> computeFromJson(const nlohmann::ordered_json& json);

// What of torch and the CPU differs from the record of a run; empty: nothing, so the same recipe
// gives the same bits.
std::string otherMachine(const nlohmann::ordered_json& record, const engine::Info& info);

const char* precisionName(engine::Precision precision);

// Bytes that training needs at most: the library, weights, gradients and two moments in fp32, and
// the activations of `rows` sentences of `length` sub-words that the backward pass keeps (per
// sub-word and layer about 16 × hidden + 4 × intermediate values, Korthikanti et al. 2022, arXiv
// 2205.05198, section 4.1, in fp32 without the attention matrix, plus heads × length of it; models
// with the layers of BERT keep 6 × hidden + intermediate and compute the rest again).
// `checkpointing`: those of one layer, and an input of each.
std::uint64_t trainingBytes(const engine::ModelConfig& config, engine::OptimizerKind optimizer,
    std::int64_t rows, std::int64_t length, bool checkpointing = false);
// Memory that can be had now without swapping; 0: not known.
std::uint64_t availableBytes();

// Lowers the calling thread to nice 10; the engine's pool inherits it. Stays in force.
void lowerPriority();

} // namespace evenspan
