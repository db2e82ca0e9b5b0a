// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/predictor.h"

#include "core/engine/span_score.h"
#include "core/engine/word_decode.h"
#include "core/engine/word_logits.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace evenspan::engine {

namespace {

// Adds the probability of the chosen class of one word, and the highest one.
void addProbabilities(Prediction& out, std::span<const float> logits, std::size_t chosen) {
    const float top = *std::max_element(logits.begin(), logits.end());
    double sum = 0;
    for (const float value : logits)
        sum += std::exp(static_cast<double>(value - top));
    out.scores.push_back(
        static_cast<float>(std::exp(static_cast<double>(logits[chosen] - top)) / sum));
    out.best.push_back(static_cast<float>(1 / sum));
}

} // namespace

Result<std::vector<Prediction>> predict(const LogitsFunction& logits, const TagSet& tags,
    std::span<const EncodedSentence> sentences, const PredictOptions& options, std::stop_token stop,
    const std::function<void(std::size_t, std::size_t)>& progress) {
    return predict(logits, tags, sentences, options, std::move(stop), progress, {});
}

Result<std::vector<Prediction>> predict(const LogitsFunction& logits, const TagSet& tags,
    std::span<const EncodedSentence> sentences, const PredictOptions& options, std::stop_token stop,
    const std::function<void(std::size_t, std::size_t)>& progress,
    const std::function<void(std::size_t, std::span<const float>, const Prediction&)>& each) {
    const std::size_t classes = tags.size();
    auto words = wordLogits(logits, classes, sentences, options, std::move(stop), progress);
    if (!words)
        return words.error();
    WordDecoder decoder(tags, options.viterbi);
    std::vector<Prediction> out;
    out.reserve(sentences.size());
    for (std::size_t s = 0; s < sentences.size(); ++s) {
        out.push_back(decoder.decode((*words)[s]));
        if (each)
            each(s, (*words)[s], out.back());
    }
    return out;
}

Prediction WordDecoder::decode(std::span<const float> values) {
    const std::size_t classes = m_tags.size();
    Prediction out;
    out.classes = m_viterbi ? m_decoder.decode(values) : argmaxDecode(values, classes);
    for (std::size_t w = 0; w < out.classes.size(); ++w)
        addProbabilities(
            out, values.subspan(w * classes, classes), static_cast<std::size_t>(out.classes[w]));
    return out;
}

std::vector<ScoredMention> mentionsOf(const Prediction& prediction, const TagSet& tags) {
    std::vector<std::string> names;
    for (const auto c : prediction.classes)
        names.push_back(tags.tags()[static_cast<std::size_t>(c)]);
    std::vector<ScoredMention> out;
    for (auto& mention : mentionsFromTags(names, tags.scheme())) {
        const auto from = prediction.scores.begin() + mention.begin;
        const double sum = std::accumulate(from, prediction.scores.begin() + mention.end, 0.0);
        const double mean = sum / (mention.end - mention.begin);
        out.push_back({std::move(mention), mean});
    }
    return out;
}

double uncertaintyOf(std::span<const Prediction> sentences) {
    double sum = 0;
    std::size_t words = 0;
    for (const Prediction& sentence : sentences) {
        words += sentence.best.size();
        for (const float best : sentence.best)
            sum -= std::log(static_cast<double>(best));
    }
    return words == 0 ? 0 : sum / static_cast<double>(words);
}

Result<EntityScores> scorePredictions(std::span<const Prediction> predictions,
    std::span<const std::vector<std::int32_t>> gold, const TagSet& tags) {
    TagSequences a, b;
    auto names = [&](const std::vector<std::int32_t>& classes) {
        std::vector<std::string> out;
        for (const auto c : classes)
            out.push_back(c < 0 ? "O" : tags.tags()[static_cast<std::size_t>(c)]);
        return out;
    };
    for (const auto& classes : gold)
        a.push_back(names(classes));
    for (const auto& prediction : predictions)
        b.push_back(names(prediction.classes));
    return scoreDefault(a, b);
}

} // namespace evenspan::engine
