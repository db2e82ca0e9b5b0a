// SPDX-License-Identifier: GPL-3.0-or-later
// Reads JSON lines {"mode", "scheme", "gold", "predicted"} and prints one line of scores for each.
#include "core/metrics/entity_scores.h"
#include "core/metrics/overlap_scores.h"

#include <iostream>
#include <nlohmann/json.hpp>

using namespace evenspan;
using Json = nlohmann::json;

namespace {

Json toJson(const Score& score) {
    return {score.precision, score.recall, score.f1, score.support};
}

Json toJson(const OverlapCounts& c) {
    const auto score = c.score();
    return {{"counts", {c.correct, c.incorrect, c.partial, c.missed, c.spurious}},
        {"precision", score.precision}, {"recall", score.recall}, {"f1", score.f1}};
}

using Sentences = std::vector<std::vector<Mention>>;

Sentences fromTags(const Json& side) {
    Sentences out;
    for (const auto& tags : side.get<TagSequences>())
        out.push_back(mentionsFromTags(tags, TagScheme::Iob2));
    return out;
}

// Entities in the order given, last token included.
Sentences fromEntities(const Json& side) {
    Sentences out;
    for (const auto& sentence : side) {
        out.emplace_back();
        for (const auto& entity : sentence)
            out.back().push_back({entity["start"].get<std::uint32_t>(),
                entity["end"].get<std::uint32_t>() + 1, entity["label"].get<std::string>()});
    }
    return out;
}

Json overlap(const Sentences& a, const Sentences& b) {
    const auto scores = scoreOverlap(a, b);
    Json out{{"overall", Json::object()}, {"types", Json::object()}};
    for (const auto schema : kOverlapSchemas) {
        out["overall"][overlapSchemaName(schema)] = toJson(scores.overall.at(schema));
        for (const auto& [type, counts] : scores.types)
            out["types"][type][overlapSchemaName(schema)] = toJson(counts.at(schema));
    }
    return out;
}

} // namespace

int main() {
    for (std::string line; std::getline(std::cin, line);) {
        const Json task = Json::parse(line);
        if (task["mode"] == "mentions") {
            std::cout << overlap(fromEntities(task["gold"]), fromEntities(task["predicted"])).dump()
                      << '\n';
            continue;
        }
        if (task["mode"] == "overlap") {
            std::cout << overlap(fromTags(task["gold"]), fromTags(task["predicted"])).dump()
                      << '\n';
            continue;
        }
        const auto gold = task["gold"].get<TagSequences>();
        const auto predicted = task["predicted"].get<TagSequences>();
        const auto scores = task["mode"] == "default"
            ? scoreDefault(gold, predicted)
            : scoreStrict(gold, predicted, *tagSchemeFromName(task["scheme"].get<std::string>()));
        if (!scores) {
            std::cout << Json{{"error", errorCodeName(scores.error().code)}}.dump() << '\n';
            continue;
        }
        Json out{{"micro", toJson(scores->micro)}, {"macro", toJson(scores->macro)},
            {"weighted", toJson(scores->weighted)}, {"accuracy", scores->tokenAccuracy},
            {"types", Json::object()}};
        for (const auto& [type, score] : scores->types)
            out["types"][type] = toJson(score);
        std::cout << out.dump() << '\n';
    }
}
