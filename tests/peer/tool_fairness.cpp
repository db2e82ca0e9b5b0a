// SPDX-License-Identifier: GPL-3.0-or-later
// Reads JSON lines {"p", "a", "b", "benefits", "recalls"}, or {"benefits", "group", "groups"}
// alone, and prints what the audit makes of each.
#include "core/fairness/measures.h"
#include "core/fairness/permutation.h"
#include "core/fairness/ratio.h"

#include <iostream>
#include <nlohmann/json.hpp>

using namespace evenspan;
using namespace evenspan::fairness;
using Json = nlohmann::json;

namespace {

std::vector<Ratio> ratios(const Json& rows) {
    std::vector<Ratio> out;
    for (const auto& row : rows)
        out.push_back({row[0].get<double>(), row[1].get<double>()});
    return out;
}

Json orNull(std::optional<double> value) {
    return value ? Json(*value) : Json(nullptr);
}

} // namespace

int main() {
    for (std::string line; std::getline(std::cin, line);) {
        const Json task = Json::parse(line);
        if (task.contains("group")) {
            const auto benefits = task["benefits"].get<std::vector<double>>();
            const auto group = task["group"].get<std::vector<std::uint32_t>>();
            const auto parts = entropyParts(benefits, group, task["groups"].get<std::size_t>(), 2);
            std::cout << Json{{"ge0", orNull(generalisedEntropy(benefits, 0))},
                {"ge2", orNull(generalisedEntropy(benefits, 2))},
                {"theil", orNull(generalisedEntropy(benefits, 1))},
                {"between", parts ? Json(parts->between) : Json(nullptr)}}
                             .dump()
                      << '\n';
            continue;
        }
        const auto p = task["p"].get<std::vector<double>>();
        const auto a = ratios(task["a"]), b = ratios(task["b"]);
        const auto benefits = task["benefits"].get<std::vector<double>>();
        const auto recalls = task["recalls"].get<std::vector<double>>();
        const auto gap = *gapApart(a, b);
        const auto interval = gapInterval(gap);
        Ratio sa, sb;
        for (const auto& r : a)
            sa = {sa.over + r.over, sa.under + r.under};
        for (const auto& r : b)
            sb = {sb.over + r.over, sb.under + r.under};
        const auto wa = *wilsonDesign(sa.over, sa.under, 1),
                   wb = *wilsonDesign(sb.over, sb.under, 1);
        const auto hybrid = newcombe(wa, wb);
        std::cout << Json{{"bh", benjaminiHochberg(p)}, {"by", benjaminiYekutieli(p)},
            {"welch", gapP(gap)}, {"low", interval.low}, {"high", interval.high},
            {"tost", equivalenceP(gap, 0.1)}, {"wilson", {wa.low, wa.high}},
            {"newcombe", {hybrid.low, hybrid.high}},
            {"ge2", orNull(generalisedEntropy(benefits, 2))},
            {"theil", orNull(generalisedEntropy(benefits, 1))}, {"range", orNull(rangeOf(recalls))},
            {"ratio", orNull(leastRatio(recalls))}}
                         .dump()
                  << '\n';
    }
    return 0;
}
