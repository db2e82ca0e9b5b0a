// SPDX-License-Identifier: GPL-3.0-or-later
// Figures of inspection for the peer tests: one JSON task a line in, one answer a line out.
#include "core/metrics/calibration.h"
#include "core/metrics/label_quality.h"

#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

using namespace evenspan;
using Json = nlohmann::json;

namespace {

Json reliability(const Json& task) {
    const auto scores = task["scores"].get<std::vector<double>>();
    const auto right = task["right"].get<std::vector<std::uint8_t>>();
    const auto bins = reliabilityBins(scores, right, task["bins"]);
    Json out{{"brier", *brierScore(scores, right)}, {"bins", Json::array()},
        {"ece", calibrationError(*bins)}};
    for (const auto& bin : *bins)
        out["bins"].push_back({bin.score, bin.right.estimate, bin.count});
    return out;
}

Json quality(const Json& task) {
    const auto p = task["probabilities"].get<std::vector<float>>();
    const auto given = task["given"].get<std::vector<std::int32_t>>();
    const std::size_t classes = task["classes"];
    std::vector<std::uint64_t> joint;
    const auto errors = *confidentErrors(p, classes, given, &joint);
    const auto self = *labelQuality(p, classes, given);
    return {{"self", self},
        {"margin", *labelQuality(p, classes, given, QualityMethod::NormalizedMargin)},
        {"sentences", worstTokens(self, task["lengths"].get<std::vector<std::size_t>>())},
        {"errors", errors}, {"joint", joint}};
}

Json ranking(const Json& task) {
    return averagePrecision(
        task["ranks"].get<std::vector<double>>(), task["wrong"].get<std::vector<std::uint8_t>>());
}

} // namespace

int main() {
    for (std::string line; std::getline(std::cin, line);) {
        const Json task = Json::parse(line);
        const std::string kind = task["kind"];
        std::cout << (kind == "reliability" ? reliability(task)
                : kind == "quality"         ? quality(task)
                                            : ranking(task))
                         .dump()
                  << '\n';
    }
}
