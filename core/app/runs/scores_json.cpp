// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/scores_json.h"

#include <nlohmann/json.hpp>

namespace evenspan {

namespace {

using Json = nlohmann::ordered_json;

Json one(const Score& score) {
    return {{"precision", score.precision}, {"recall", score.recall}, {"f1", score.f1},
        {"support", score.support}};
}

Score back(const Json& parent, const char* key) {
    Score score;
    const auto found = parent.find(key);
    if (found == parent.end() || !found->is_object())
        return score;
    score.precision = found->value("precision", 0.0);
    score.recall = found->value("recall", 0.0);
    score.f1 = found->value("f1", 0.0);
    score.support = found->value("support", std::uint64_t{0});
    return score;
}

} // namespace

Json scoresToJson(const EntityScores& scores) {
    Json json{{"micro", one(scores.micro)}, {"macro", one(scores.macro)},
        {"weighted", one(scores.weighted)}, {"token_accuracy", scores.tokenAccuracy}};
    json["types"] = Json::object();
    for (const auto& [label, score] : scores.types)
        json["types"][label] = one(score);
    return json;
}

EntityScores scoresFromJson(const Json& json) {
    EntityScores scores;
    if (!json.is_object())
        return scores;
    scores.micro = back(json, "micro");
    scores.macro = back(json, "macro");
    scores.weighted = back(json, "weighted");
    scores.tokenAccuracy = json.value("token_accuracy", 0.0);
    if (const auto types = json.find("types"); types != json.end() && types->is_object())
        for (const auto& [label, score] : types->items())
            scores.types[label] = back(*types, label.c_str());
    return scores;
}

} // namespace evenspan
