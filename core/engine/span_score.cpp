// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/span_score.h"

#include "core/schema/marginals.h"

#include <algorithm>
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

std::vector<ScoredMention> mentionsOf(const Prediction& prediction, const TagSet& tags,
    SpanScore score, std::span<const float> logits) {
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
