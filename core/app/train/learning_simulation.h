// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/inspect/learning_order.h"
#include "core/app/model/model_library.h"
#include "core/engine/recipe.h"

#include <functional>
#include <nlohmann/json_fwd.hpp>

namespace evenspan {

// What an order of labelling would have brought: on documents that have their labels, a run begins
// with a few, and again and again gets those that the order puts first, as if only then somebody
// labelled them.
struct SimulationSpec {
    std::string name = "simulation";
    std::vector<std::string> orders{"random", "mnlp"}; // "random" or names of measures
    std::vector<std::uint64_t> seeds{1, 2, 3};
    std::size_t first = 10, batch = 10, rounds = 5; // documents; batches after the first
    std::string split = "test"; // scored on
    engine::Recipe recipe;
    bool operator==(const SimulationSpec&) const = default;
};
struct SimulationPoint {
    std::string order;
    std::uint64_t seed = 0;
    std::size_t documents = 0; // learnt from
    double f1 = 0; // micro
    bool operator==(const SimulationPoint&) const = default;
};

// Who learns.
class Learner {
public:
    virtual ~Learner() = default;
    // From these alone; F1 of what it then knows.
    virtual Result<double> learn(
        const std::vector<std::int64_t>& documents, std::uint64_t seed, std::stop_token stop) = 0;
    // What it thinks of these, after what it learnt last.
    virtual Result<std::vector<LearningItem>> judge(const std::vector<std::int64_t>& documents,
        LearningMeasure measure, std::stop_token stop) = 0;
};

// Told after each training, of curves that are not whole yet too; on the thread that learns.
using SimulationWatch = std::function<void(const SimulationPoint&)>;

// Every seed deals the documents once: all orders begin with its first ones, and "random" goes on
// with it. `known`: points of before; a curve (order and seed) that is whole there is not made
// again. `keep` gets all points after each whole curve. Errors: InvalidArgument (an order, a
// number), Empty (fewer documents than the first batch), those of the learner and of `keep`,
// Cancelled.
Result<std::vector<SimulationPoint>> simulateLearning(const SimulationSpec& spec,
    std::vector<std::int64_t> documents, Learner& learner, std::vector<SimulationPoint> known,
    const std::function<Result<void>(const std::vector<SimulationPoint>&)>& keep,
    std::stop_token stop = {}, const SimulationWatch& watch = {});

// Mean over seeds with Student's 95 % interval of the mean; of one seed the interval is NaN.
struct SimulationMean {
    double mean = 0, low = 0, high = 0;
    std::size_t seeds = 0;
};
SimulationMean meanOf(std::span<const double> values);
// {"name", "orders": {ORDER: {"curve": [{"documents", "f1", "low", "high"}], "gain": {…}}}}: gain
// is the mean over the curve of F1 minus that of random, seed by seed.
nlohmann::ordered_json simulationToJson(
    const SimulationSpec& spec, const std::vector<SimulationPoint>& points);

// What is kept of a simulation of this name: whole curves; none where there was none. Errors:
// InvalidArgument (one of this name with another spec).
Result<std::vector<SimulationPoint>> keptSimulation(
    store::Reader& reader, const SimulationSpec& spec);

// With real runs, in a copy of the project that is thrown away; whole curves are kept in the
// setting "simulation:NAME", so a stopped simulation goes on. The decided training documents are
// what is dealt. Errors: ReadOnly, InvalidArgument (one of this name with another spec), those of
// simulateLearning, TrainRun and evaluateRun.
Result<std::vector<SimulationPoint>> simulateRuns(store::Project& project,
    const ModelLibrary& models, const std::filesystem::path& engine, const SimulationSpec& spec,
    std::stop_token stop = {}, const SimulationWatch& watch = {});

} // namespace evenspan
