// SPDX-License-Identifier: GPL-3.0-or-later
// A comparison in words and as JSON.
#include "core/app/runs/compare_runs.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace evenspan {

namespace {

using Json = nlohmann::ordered_json;

std::string points(double value, bool sign) {
    char text[32];
    std::snprintf(text, sizeof text, sign ? "%+.1f" : "%.1f", 100 * value);
    return text;
}

std::string pText(double p) {
    char text[32];
    if (p < 0.001)
        return "p < 0.001";
    std::snprintf(text, sizeof text, p < 0.1 ? "p = %.3f" : "p = %.2f", p);
    return text;
}

Json toJson(const Spread& spread) {
    return {{"mean", spread.mean}, {"sd", spread.deviation}, {"runs", spread.count}};
}

} // namespace

std::string verdictText(const Comparison& comparison, const PairVerdict& verdict) {
    const auto& a = comparison.groups[verdict.a];
    const auto& b = comparison.groups[verdict.b];
    const auto& difference = verdict.bootstrap.difference;
    const auto name = [](const SeedGroup& group) {
        return group.runs.size() == 1
            ? group.name
            : group.name + " (" + std::to_string(group.runs.size()) + " seeds)";
    };
    std::string text = verdict.differs()
        ? name(a) + " finds more than " + name(b)
        : "No difference is shown between " + name(a) + " and " + name(b);
    char confidence[16];
    std::snprintf(confidence, sizeof confidence, "%g", 100 * comparison.confidence);
    text += ": " + points(difference.estimate, true) + " F1, " + confidence + " % interval "
        + points(difference.low, true) + " to " + points(difference.high, true) + ", "
        + pText(verdict.p);
    if (comparison.verdicts.size() > 1)
        text += " (" + pText(verdict.adjusted) + " among "
            + std::to_string(comparison.verdicts.size()) + " tests)";
    return text + "; on " + std::to_string(comparison.documents)
        + (comparison.documents == 1 ? " document" : " documents");
}

Json comparisonToJson(const Comparison& comparison) {
    Json runs = Json::array(), settings = Json::array(), groups = Json::array(),
         pairs = Json::array();
    for (const auto& run : comparison.runs)
        runs.push_back({{"name", run.row.name}, {"group", comparison.groups[run.group].name},
            {"precision", run.score.precision}, {"recall", run.score.recall}, {"f1", run.score.f1},
            {"low", run.f1.low}, {"high", run.f1.high}, {"right", run.counts.right},
            {"wrong", run.counts.wrong}, {"missed", run.counts.missed}, {"seconds", run.seconds}});
    for (const auto& setting : comparison.settings)
        settings.push_back({{"part", settingPartName(setting.part)}, {"key", setting.key},
            {"differs", setting.differs}, {"values", setting.values}});
    for (const auto& group : comparison.groups) {
        Json names = Json::array();
        for (const auto i : group.runs)
            names.push_back(comparison.runs[i].row.name);
        groups.push_back({{"name", group.name}, {"runs", names}, {"f1", toJson(group.f1)},
            {"precision", toJson(group.precision)}, {"recall", toJson(group.recall)},
            {"seconds", toJson(group.seconds)}});
    }
    for (const auto& verdict : comparison.verdicts) {
        const auto& test = verdict.bootstrap;
        Json pair{{"a", comparison.groups[verdict.a].name},
            {"b", comparison.groups[verdict.b].name}, {"difference", test.difference.estimate},
            {"low", test.difference.low}, {"high", test.difference.high},
            {"confidence", comparison.confidence}, {"ahead", test.ahead}, {"bootstrap_p", test.p},
            {"rounds", test.rounds}};
        if (verdict.randomisation) {
            pair["randomisation_p"] = verdict.randomisation->p;
            pair["exact"] = verdict.randomisation->exact;
        }
        pair["p"] = verdict.p;
        pair["p_holm"] = verdict.adjusted;
        pair["differs"] = verdict.differs();
        pair["words"] = verdictText(comparison, verdict);
        pairs.push_back(std::move(pair));
    }
    return {{"split", comparison.split}, {"documents", comparison.documents},
        {"left_out", comparison.leftOut}, {"runs", runs}, {"settings", settings},
        {"groups", groups}, {"pairs", pairs}};
}

} // namespace evenspan
