// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/model/model_card.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace evenspan {

namespace {

using Json = nlohmann::ordered_json;

std::string percent(double value) {
    char text[16];
    std::snprintf(text, sizeof text, "%.2f", 100 * value);
    return text;
}

std::string row(const std::string& name, const Score& score) {
    return "| " + name + " | " + percent(score.precision) + " | " + percent(score.recall) + " | "
        + percent(score.f1) + " | " + std::to_string(score.support) + " |\n";
}

// Without the groups' names and counts: a card leaves the house, and they may be of few people.
std::string mitigations(const nlohmann::ordered_json& record) {
    const auto found = record.find("mitigation");
    if (found == record.end())
        return {};
    std::string text;
    const std::string groups = std::to_string(found->value("groups", Json::array()).size())
        + " groups by `" + found->value("group_by", std::string()) + "`";
    if (const auto own = found->find("reweigh"); own != found->end()) {
        const auto label = own->value("label", std::string());
        text += "- sentences of " + groups + " are weighed so that a group does not foretell a "
            + (label.empty() ? "mention" : "mention of `" + label + "`")
            + " (Kamiran and Calders 2012)\n";
    }
    if (const auto own = found->find("group_dro"); own != found->end())
        text += "- group DRO over " + groups + ", step " + own->at("step").dump()
            + " (Sagawa et al. 2020)\n";
    if (const auto own = found->find("pairing"); own != found->end())
        text += "- counterfactual logit pairing with names of the suite `"
            + own->at("suite").get<std::string>() + "`, weight " + own->at("weight").dump() + ": "
            + own->at("sentences").dump() + " sentences (Garg et al. 2019)\n";
    return text.empty() ? text : "\n## Against gaps between groups\n\n" + text;
}

} // namespace

std::string modelCard(const ModelCardFacts& facts) {
    const auto& record = facts.record;
    const std::string base = facts.base.name;
    std::string card = "---\nlibrary_name: transformers\npipeline_tag: token-classification\n";
    if (facts.base.licence != "unknown")
        card += "license: " + facts.base.licence + "\n";
    card += "tags:\n- token-classification\n- named-entity-recognition\n---\n\n# " + facts.run
        + "\n\nA named-entity tagger, fine-tuned with Evenspan from the encoder `" + base
        + "` (licence: " + facts.base.licence + ").\n\n## Scores on the validation split\n\n"
        + "Exact entity matches, in percent.\n\n| | precision | recall | F1 | entities |\n"
        + "|---|---|---|---|---|\n" + row("micro", facts.scores.micro)
        + row("macro", facts.scores.macro);
    for (const auto& [label, score] : facts.scores.types)
        card += row(label, score);
    card += "\n## Data\n\n";
    for (const char* part : {"train", "validation"}) {
        const auto& data = record.at("data").at(part);
        card += std::string("- ") + part + ": " + data.at("documents").dump() + " documents, "
            + data.at("sentences").dump() + " sentences, SHA-256 of words and tags `"
            + data.at("sha256").get<std::string>() + "`\n";
    }
    if (record.at("data").contains("held_out"))
        card += "- validation was held out of the training documents\n";
    card += mitigations(record);
    card += "\n## Recipe\n\n```json\n"
        + nlohmann::ordered_json::parse(engine::recipeToJson(facts.recipe)).dump(2)
        + "\n```\n\n## Computed with\n\n```json\n" + record.at("compute").dump(2)
        + "\n```\n\nEncoder weights: SHA-256 `" + record.at("model").at("sha256").get<std::string>()
        + "`.\n\nWords are decoded by constrained Viterbi over overlapping windows in Evenspan; "
          "other decoders give slightly other entities.\n";
    return card;
}

} // namespace evenspan
