// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"

#include <cstdint>
#include <stop_token>
#include <vector>

// What a model's answer rests on. A session of its own beside the one that predicts, because it
// keeps a graph of the whole pass, which prediction never needs.
namespace evenspan::engine {

// One answer of the model: a class at a sub-word.
struct AttributionTarget {
    std::int32_t position = 0; // in the ids
    std::int32_t category = 0; // class
};

enum class TargetValue {
    LogProbability, // Σ log softmax(logits)[position][category], natural log: of a span's tags
    Logit, // Σ logits[position][category]
};

// f(x) is the value of the targets together.
struct AttributionRequest {
    std::vector<std::int32_t> ids; // one window, special tokens included
    std::vector<AttributionTarget> targets; // at least one
    TargetValue value = TargetValue::LogProbability;
    // What stands for "nothing there", sub-word by sub-word: the id whose word vector takes its
    // place; -1: the zero vector. The same size as ids. Where it is the id itself (special tokens)
    // the sub-word gets exactly 0.
    std::vector<std::int32_t> baseline;
    // The number of steps starts here and is doubled until the gap is at most the tolerance (in the
    // unit of f), or the steps would exceed the most.
    int steps = 16, mostSteps = 512;
    double tolerance = 0.01;
    std::stop_token stop;
};

struct Attribution {
    std::vector<double> scores; // one a sub-word: above 0 it speaks for the targets
    double value = 0; // f(x)
    double baselineValue = 0; // f(baseline)
    double gap = 0; // |Σ scores − (f(x) − f(baseline))|
    int steps = 0; // points on the path in the last try
    bool complete = false; // gap <= tolerance
};

struct Features {
    std::int64_t width = 0;
    std::vector<float> values; // [real sub-words × width]: what the classifier multiplies
    std::vector<float> logits; // [real sub-words × classes], without dropout
};

struct DropoutRequest {
    int passes = 30;
    std::uint64_t seed = 1;
    // Masks in the whole network; else only before the classifier, over features computed once.
    bool whole = false;
    // Instead of the model's own probability before the classifier; below 0: the model's.
    double probability = -1;
    std::stop_token stop;
};

// Calls from one thread at a time. Errors of all: InvalidArgument (ids, positions or classes that
// the model does not have), OutOfMemory, Cancelled.
class ExplainSession {
public:
    virtual ~ExplainSession() = default;

    // Integrated gradients over the vectors of the word table; positions stay as they are.
    // Sundararajan et al. 2017, arXiv 1703.01365, equation 1, with Gauss-Legendre quadrature.
    virtual Result<Attribution> integratedGradients(const AttributionRequest& request) = 0;
    // ∂f/∂x · (x − baseline) at x (Shrikumar et al. 2017, arXiv 1605.01713, whose baseline is 0).
    // steps is 1; complete only where f is linear on the way.
    virtual Result<Attribution> gradientTimesInput(const AttributionRequest& request) = 0;
    // The mean over the targets' positions of the rolled-out attention to each sub-word: each layer
    // (mean of the heads + identity) ÷ 2, multiplied through the layers (Abnar and Zuidema 2020,
    // arXiv 2005.00928, section 3). Sums to 1; says where information could flow, not what for.
    // gap, steps and baselineValue are 0.
    virtual Result<Attribution> rollout(const AttributionRequest& request) = 0;

    // Last hidden states, as the classifier sees them.
    virtual Result<Features> features(const Batch& batch) = 0;
    // Logits of passes with dropout [passes × real sub-words × classes]: Gal and Ghahramani 2016,
    // arXiv 1506.02142. Unsupported where the probability is 0: every pass would be the same.
    virtual Result<std::vector<float>> dropoutLogits(
        const Batch& batch, const DropoutRequest& request) = 0;
};

} // namespace evenspan::engine
