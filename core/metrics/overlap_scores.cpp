// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/overlap_scores.h"

#include <algorithm>
#include <set>

namespace evenspan {

namespace {

std::uint32_t borderDistance(const Mention& a, const Mention& b) {
    auto distance = [](std::uint32_t x, std::uint32_t y) { return x > y ? x - y : y - x; };
    return distance(a.begin, b.begin) + distance(a.end, b.end);
}

// At least 1 % of the gold entity's tokens.
bool touches(const Mention& prediction, const Mention& gold) {
    const auto begin = std::max(prediction.begin, gold.begin);
    const auto end = std::min(prediction.end, gold.end);
    return begin < end && 100.0 * (end - begin) >= 1.0 * (gold.end - gold.begin);
}

bool matches(OverlapSchema schema, const Mention& prediction, const Mention& gold) {
    const bool borders = prediction.begin == gold.begin && prediction.end == gold.end;
    switch (schema) {
    case OverlapSchema::Strict:
        return borders && prediction.label == gold.label;
    case OverlapSchema::Type:
        return touches(prediction, gold) && prediction.label == gold.label;
    default:
        return borders;
    }
}

void countSentence(OverlapSchema schema, const std::vector<Mention>& gold,
    const std::vector<Mention>& predicted, OverlapCounts& counts) {
    std::vector<char> taken(gold.size(), 0);
    for (const auto& prediction : predicted) {
        std::size_t match = gold.size(), other = gold.size();
        for (std::size_t g = 0; g < gold.size(); ++g) {
            if (taken[g])
                continue;
            if (matches(schema, prediction, gold[g])) {
                if (match == gold.size()
                    || borderDistance(prediction, gold[g])
                        < borderDistance(prediction, gold[match]))
                    match = g;
                if (schema != OverlapSchema::Type)
                    break;
            } else if (other == gold.size() && touches(prediction, gold[g])) {
                other = g;
            }
        }
        if (match < gold.size()) {
            ++counts.correct;
            taken[match] = 1;
        } else if (other < gold.size()) {
            ++(schema == OverlapSchema::Partial ? counts.partial : counts.incorrect);
            taken[other] = 1;
        } else {
            ++counts.spurious;
        }
    }
    counts.missed += static_cast<std::uint64_t>(std::count(taken.begin(), taken.end(), 0));
}

std::vector<Mention> ofType(const std::vector<Mention>& mentions, const std::string& type) {
    std::vector<Mention> out;
    std::copy_if(mentions.begin(), mentions.end(), std::back_inserter(out),
        [&](const Mention& mention) { return mention.label == type; });
    return out;
}

} // namespace

const char* overlapSchemaName(OverlapSchema schema) {
    switch (schema) {
    case OverlapSchema::Strict:
        return "strict";
    case OverlapSchema::Exact:
        return "exact";
    case OverlapSchema::Partial:
        return "partial";
    case OverlapSchema::Type:
        return "ent_type";
    }
    return "";
}

Score OverlapCounts::score() const {
    const double points =
        static_cast<double>(correct) + (halfPoints ? 0.5 * static_cast<double>(partial) : 0.0);
    Score score;
    score.precision = actual() == 0 ? 0 : points / static_cast<double>(actual());
    score.recall = possible() == 0 ? 0 : points / static_cast<double>(possible());
    const double sum = score.precision + score.recall;
    score.f1 = sum == 0 ? 0 : 2 * score.precision * score.recall / sum;
    score.support = possible();
    return score;
}

OverlapScores scoreOverlap(
    std::span<const std::vector<Mention>> gold, std::span<const std::vector<Mention>> predicted) {
    std::set<std::string> types;
    for (const auto& side : {gold, predicted})
        for (const auto& mentions : side)
            for (const auto& mention : mentions)
                types.insert(mention.label);
    OverlapScores scores;
    for (const auto schema : kOverlapSchemas) {
        const bool half = schema == OverlapSchema::Partial || schema == OverlapSchema::Type;
        auto& all = scores.overall[schema];
        all.halfPoints = half;
        for (const auto& type : types)
            scores.types[type][schema].halfPoints = half;
        for (std::size_t s = 0; s < gold.size() && s < predicted.size(); ++s) {
            countSentence(schema, gold[s], predicted[s], all);
            for (const auto& type : types)
                countSentence(schema, ofType(gold[s], type), ofType(predicted[s], type),
                    scores.types[type][schema]);
        }
    }
    return scores;
}

} // namespace evenspan
