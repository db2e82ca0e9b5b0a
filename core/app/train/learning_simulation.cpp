// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/train/learning_simulation.h"

#include "core/base/rng.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace evenspan {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kRandom = "random";

Result<void> check(const SimulationSpec& spec, std::size_t documents) {
    const auto wrong = [](ErrorCode code, const char* what, std::string where, const char* remedy) {
        return Error{code, what, std::move(where), remedy};
    };
    for (const auto& order : spec.orders)
        if (order != kRandom && !learningMeasureOf(order))
            return wrong(ErrorCode::InvalidArgument, "There is no such order", order,
                "Choose random, mnlp, entropy, margin or bald.");
    if (spec.orders.empty() || spec.seeds.empty() || spec.first == 0 || spec.batch == 0)
        return wrong(ErrorCode::InvalidArgument, "The simulation asks for nothing", "",
            "At least one order, one seed and one document a batch.");
    if (documents < spec.first)
        return wrong(ErrorCode::Empty, "There are fewer documents than the first batch",
            std::to_string(documents), "Make the first batch smaller.");
    return {};
}

// Documents in the order in which `order` asks for them after the first ones.
Result<std::vector<std::int64_t>> nextOf(const std::string& order,
    const std::vector<std::int64_t>& rest, const SimulationSpec& spec, Learner& learner,
    std::stop_token stop) {
    std::vector<std::int64_t> out = rest;
    if (order != kRandom) {
        auto items = learner.judge(rest, *learningMeasureOf(order), stop);
        if (!items)
            return items.error();
        LearningOptions options;
        options.randomShare = 0; // the orders are compared, not the pool
        out.clear();
        for (const auto& pick : arrange(std::move(*items), options))
            out.push_back(pick.document);
    }
    out.resize(std::min(out.size(), spec.batch));
    return out;
}

Result<std::vector<SimulationPoint>> curveOf(const std::string& order, std::uint64_t seed,
    std::vector<std::int64_t> dealt, const SimulationSpec& spec, Learner& learner,
    std::stop_token stop, const SimulationWatch& watch) {
    const auto cut = dealt.begin() + static_cast<std::ptrdiff_t>(spec.first);
    std::vector<std::int64_t> chosen(dealt.begin(), cut), rest(cut, dealt.end());
    std::vector<SimulationPoint> out;
    for (std::size_t round = 0;; ++round) {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, "Cancelled", "", ""};
        auto f1 = learner.learn(chosen, seed, stop);
        if (!f1)
            return f1.error();
        out.push_back({order, seed, chosen.size(), *f1});
        if (watch)
            watch(out.back());
        if (round == spec.rounds || rest.empty())
            return out;
        auto next = nextOf(order, rest, spec, learner, stop);
        if (!next)
            return next.error();
        chosen.insert(chosen.end(), next->begin(), next->end());
        const std::set<std::int64_t> gone(next->begin(), next->end());
        std::erase_if(rest, [&](std::int64_t one) { return gone.contains(one); });
    }
}

Json meanJson(const SimulationMean& mean) {
    const auto number = [](double value) { return std::isfinite(value) ? Json(value) : Json(); };
    return {{"mean", mean.mean}, {"low", number(mean.low)}, {"high", number(mean.high)},
        {"seeds", mean.seeds}};
}

} // namespace

Result<std::vector<SimulationPoint>> simulateLearning(const SimulationSpec& spec,
    std::vector<std::int64_t> documents, Learner& learner, std::vector<SimulationPoint> known,
    const std::function<Result<void>(const std::vector<SimulationPoint>&)>& keep,
    std::stop_token stop, const SimulationWatch& watch) {
    std::sort(documents.begin(), documents.end());
    if (auto sound = check(spec, documents.size()); !sound)
        return sound.error();
    for (const auto seed : spec.seeds) {
        auto dealt = documents;
        Philox rng(seed);
        shuffle(std::span(dealt), rng);
        for (const auto& order : spec.orders) {
            if (std::any_of(known.begin(), known.end(), [&](const SimulationPoint& point) {
                    return point.order == order && point.seed == seed;
                }))
                continue;
            auto curve = curveOf(order, seed, dealt, spec, learner, stop, watch);
            if (!curve)
                return curve.error();
            known.insert(known.end(), curve->begin(), curve->end());
            if (keep)
                if (auto kept = keep(known); !kept)
                    return kept.error();
        }
    }
    return known;
}

SimulationMean meanOf(std::span<const double> values) {
    SimulationMean out;
    out.seeds = values.size();
    const auto n = static_cast<double>(values.size());
    for (const double value : values)
        out.mean += value / n;
    double squares = 0;
    for (const double value : values)
        squares += (value - out.mean) * (value - out.mean);
    out.low = out.high = std::numeric_limits<double>::quiet_NaN();
    if (values.size() > 1) {
        const boost::math::students_t distribution(n - 1);
        const double half =
            boost::math::quantile(distribution, 0.975) * std::sqrt(squares / (n - 1) / n);
        out.low = out.mean - half;
        out.high = out.mean + half;
    }
    return out;
}

Json simulationToJson(const SimulationSpec& spec, const std::vector<SimulationPoint>& points) {
    Json out{{"name", spec.name}, {"split", spec.split}, {"orders", Json::object()}};
    std::map<std::string, std::map<std::uint64_t, std::vector<double>>> curves;
    std::map<std::string, std::map<std::size_t, std::vector<double>>> at;
    for (const auto& point : points) {
        curves[point.order][point.seed].push_back(point.f1);
        at[point.order][point.documents].push_back(point.f1);
    }
    const auto area = [&](const std::string& order, std::uint64_t seed) {
        return meanOf(curves[order][seed]).mean;
    };
    for (const auto& order : spec.orders) {
        Json one{{"curve", Json::array()}};
        for (const auto& [documents, values] : at[order]) {
            const auto mean = meanOf(values);
            Json row = meanJson(mean);
            row["f1"] = mean.mean;
            row.erase("mean");
            row["documents"] = documents;
            one["curve"].push_back(row);
        }
        std::vector<double> gains;
        for (const auto& [seed, values] : curves[order])
            if (curves[kRandom].contains(seed))
                gains.push_back(area(order, seed) - area(kRandom, seed));
        if (order != kRandom && !gains.empty())
            one["gain"] = meanJson(meanOf(gains));
        out["orders"][order] = one;
    }
    return out;
}

} // namespace evenspan
