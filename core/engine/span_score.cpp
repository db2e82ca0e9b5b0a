// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/span_score.h"

#include "core/schema/marginals.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace evenspan {

const char* spanScoreId(SpanScore score) {
    switch (score) {
    case SpanScore::Mean:
        return "mean";
    case SpanScore::Least:
        return "min";
    case SpanScore::Product:
        return "product";
    case SpanScore::Marginal:
        return "marginal";
    }
    return "";
}

std::optional<SpanScore> parseSpanScore(std::string_view id) {
    for (const SpanScore score : kAllSpanScores)
        if (id == spanScoreId(score))
            return score;
    return std::nullopt;
}

double spanScoreOf(std::span<const float> words, SpanScore score) {
    double value = 0;
    switch (score) {
    case SpanScore::Least:
        value = static_cast<double>(*std::min_element(words.begin(), words.end()));
        break;
    case SpanScore::Product:
        value = std::accumulate(words.begin(), words.end(), 1.0,
            [](double all, float one) { return all * static_cast<double>(one); });
        break;
    case SpanScore::Mean:
    case SpanScore::Marginal:
        value =
            std::accumulate(words.begin(), words.end(), 0.0) / static_cast<double>(words.size());
        break;
    }
    return std::clamp(value, 0.0, 1.0);
}

namespace engine {

std::vector<float> tempered(std::span<const float> logits, double temperature) {
    std::vector<float> out;
    out.reserve(logits.size());
    for (const float value : logits)
        out.push_back(static_cast<float>(static_cast<double>(value) / temperature));
    return out;
}

std::vector<float> classProbabilities(std::span<const float> logits,
    std::span<const std::int32_t> classes, std::size_t count, double temperature) {
    std::vector<float> out;
    out.reserve(classes.size());
    for (std::size_t w = 0; w < classes.size(); ++w) {
        const auto row = logits.subspan(w * count, count);
        const double top = static_cast<double>(*std::max_element(row.begin(), row.end()));
        const auto power = [&](float value) {
            return std::exp((static_cast<double>(value) - top) / temperature);
        };
        double sum = 0;
        for (const float value : row)
            sum += power(value);
        out.push_back(static_cast<float>(power(row[static_cast<std::size_t>(classes[w])]) / sum));
    }
    return out;
}

std::vector<ScoredMention> mentionsOf(const Prediction& prediction, const TagSet& tags,
    SpanScore score, std::span<const float> logits, double temperature) {
    if (temperature != 1) {
        Prediction scaled{prediction.classes,
            classProbabilities(logits, prediction.classes, tags.size(), temperature), {}};
        return mentionsOf(scaled, tags, score,
            score == SpanScore::Marginal ? tempered(logits, temperature) : std::vector<float>());
    }
    auto out = mentionsOf(prediction, tags);
    if (out.empty())
        return out;
    if (score == SpanScore::Marginal) {
        const ConstrainedMarginals marginals(tags, logits);
        for (auto& found : out)
            found.score = std::clamp(marginals.mention(found.mention), 0.0, 1.0);
        return out;
    }
    for (auto& found : out)
        found.score =
            spanScoreOf(std::span(prediction.scores)
                            .subspan(found.mention.begin, found.mention.end - found.mention.begin),
                score);
    return out;
}

} // namespace engine

} // namespace evenspan
