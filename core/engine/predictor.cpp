// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/predictor.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace evenspan::engine {

namespace {

// A window of a sentence, waiting for its batch.
struct Item {
    std::uint32_t sentence, window, length;
};

// Logits of every word of every sentence, filled window by window.
class WordLogits {
public:
    WordLogits(std::span<const EncodedSentence> sentences, std::size_t classes)
        : m_sentences(sentences)
        , m_classes(classes)
        , m_values(sentences.size()) {
        for (std::size_t s = 0; s < sentences.size(); ++s)
            m_values[s].resize(sentences[s].words.size() * classes);
    }
    void take(const Item& item, std::span<const float> window) {
        const auto& words = m_sentences[item.sentence].words;
        for (std::size_t w = 0; w < words.size(); ++w)
            if (words[w].window == item.window)
                std::copy_n(
                    window.begin() + static_cast<std::ptrdiff_t>(words[w].position * m_classes),
                    m_classes,
                    m_values[item.sentence].begin() + static_cast<std::ptrdiff_t>(w * m_classes));
    }
    std::span<const float> of(std::size_t sentence) const { return m_values[sentence]; }

private:
    std::span<const EncodedSentence> m_sentences;
    std::size_t m_classes;
    std::vector<std::vector<float>> m_values;
};

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
    const std::size_t classes = tags.size();
    std::vector<Item> items;
    for (std::uint32_t s = 0; s < sentences.size(); ++s)
        for (std::uint32_t w = 0; w < sentences[s].windows.size(); ++w)
            if (!sentences[s].words.empty())
                items.push_back(
                    {s, w, static_cast<std::uint32_t>(sentences[s].windows[w].ids.size())});
    std::stable_sort(items.begin(), items.end(),
        [](const Item& a, const Item& b) { return a.length > b.length; });

    WordLogits words(sentences, classes);
    std::vector<const EncodedWindow*> windows;
    for (std::size_t at = 0; at < items.size(); at += options.batchSize) {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, "Stopped", "prediction", {}};
        const std::size_t end = std::min(at + options.batchSize, items.size());
        windows.clear();
        for (std::size_t i = at; i < end; ++i)
            windows.push_back(&sentences[items[i].sentence].windows[items[i].window]);
        Batch batch = makeBatch(windows, options.padId);
        batch.wanted.assign(batch.ids.size(), 0);
        for (std::size_t i = at; i < end; ++i)
            for (const auto& word : sentences[items[i].sentence].words)
                if (word.window == items[i].window)
                    batch.wanted[(i - at) * static_cast<std::size_t>(batch.columns)
                        + word.position] = 1;
        auto values = logits(batch);
        if (!values)
            return values.error();
        std::size_t offset = 0;
        for (std::size_t i = at; i < end; ++i) {
            const std::size_t size = items[i].length * classes;
            words.take(items[i], std::span(*values).subspan(offset, size));
            offset += size;
        }
        if (progress)
            progress(end, items.size());
    }

    ConstrainedDecoder decoder(tags);
    std::vector<Prediction> out(sentences.size());
    for (std::size_t s = 0; s < sentences.size(); ++s) {
        const auto values = words.of(s);
        out[s].classes = options.viterbi ? decoder.decode(values) : argmaxDecode(values, classes);
        for (std::size_t w = 0; w < out[s].classes.size(); ++w)
            addProbabilities(out[s], values.subspan(w * classes, classes),
                static_cast<std::size_t>(out[s].classes[w]));
    }
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
