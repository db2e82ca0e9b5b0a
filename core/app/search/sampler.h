// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/search/space.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace evenspan::search {

// A trial that ended, as a sampler sees it.
struct Observation {
    Point point;
    double value = 0; // the higher the better
    bool pruned = false; // value: at the evaluation where it was stopped
    std::int64_t evaluations = 0; // that it got to
};

// Chooses the next point. What it answers depends on the space, the seed, the number of the trial
// and the trials that ended alone: a search that goes on asks the same as one that never stopped.
class Sampler {
public:
    virtual ~Sampler() = default;
    // Nothing: every point was tried (a grid).
    virtual std::optional<Point> next(std::size_t trial, std::span<const Observation> ended) = 0;
};

enum class SamplerKind { Random, Grid, Tpe };
const char* samplerName(SamplerKind kind);
std::optional<SamplerKind> samplerFromName(std::string_view name);

// Errors: InvalidArgument (a grid of too many points).
Result<std::unique_ptr<Sampler>> makeSampler(
    SamplerKind kind, const Space& space, std::uint64_t seed);

// Bergstra & Bengio 2012, "Random search for hyper-parameter optimization", JMLR 13: every
// parameter on its own, evenly in its scale.
std::unique_ptr<Sampler> randomSampler(const Space& space, std::uint64_t seed);
// Every point of gridOf once, in an order drawn by the seed, so that a budget that ends early has
// seen all of the range.
Result<std::unique_ptr<Sampler>> gridSampler(const Space& space, std::uint64_t seed);

struct TpeOptions {
    std::size_t startup = 10; // trials at random before the first model
    std::size_t candidates = 24; // drawn from the model of the good, the best ratio is taken
};
// Tree-structured Parzen estimator: Bergstra, Bardenet, Bengio & Kégl 2011, "Algorithms for
// hyper-parameter optimization", NIPS 24, section 4, with the univariate estimators and defaults
// that Optuna documents for its TPESampler: the best min(⌈n/10⌉, 25) trials are the good ones, a
// prior of weight 1, magic clip. Pruned trials rank behind all others, the further they got the
// better.
std::unique_ptr<Sampler> tpeSampler(
    const Space& space, std::uint64_t seed, const TpeOptions& options = {});

} // namespace evenspan::search
