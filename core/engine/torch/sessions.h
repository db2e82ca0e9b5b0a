// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"

// The two families of sessions behind Engine. Packed: the explicit path, CPU only, fp32 and bf16,
// of models with the layers of BERT (ModelConfig::isPlain).
// Generic: ATen operations and autograd on padded batches, for every device and precision; it also
// runs on the CPU as device "cpu:generic", which is how it is tested and what the packed gradients
// are checked against.
namespace evenspan::engine {

Result<std::unique_ptr<TrainSession>> packedTrain(
    const ModelConfig& config, const WeightViews& weights, const TrainOptions& options);
Result<std::unique_ptr<PredictSession>> packedPredict(
    const ModelConfig& config, const WeightViews& weights, const ComputeOptions& options);
Result<std::unique_ptr<TrainSession>> genericTrain(
    const ModelConfig& config, const WeightViews& weights, const TrainOptions& options);
Result<std::unique_ptr<PredictSession>> genericPredict(
    const ModelConfig& config, const WeightViews& weights, const ComputeOptions& options);
Result<std::unique_ptr<ExplainSession>> genericExplain(
    const ModelConfig& config, const WeightViews& weights, const ComputeOptions& options);

} // namespace evenspan::engine
