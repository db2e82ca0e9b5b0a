// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/word_logits.h"

#include <algorithm>

namespace evenspan::engine {

namespace {

constexpr std::size_t kCells = 4096; // sub-words of a batch, padding included

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
    std::vector<std::vector<float>> values() { return std::move(m_values); }

private:
    std::span<const EncodedSentence> m_sentences;
    std::size_t m_classes;
    std::vector<std::vector<float>> m_values;
};

} // namespace

Result<std::vector<std::vector<float>>> wordLogits(const LogitsFunction& logits,
    std::size_t classes, std::span<const EncodedSentence> sentences, const PredictOptions& options,
    std::stop_token stop, const std::function<void(std::size_t, std::size_t)>& progress) {
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
    for (std::size_t at = 0, end = 0; at < items.size(); at = end) {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, "Stopped", "prediction", {}};
        end = std::min(at + options.batchSize, items.size());
        // Of short ones more: the cuts between passes cost less, the fewer there are.
        while (end < items.size() && (end + 1 - at) * items[at].length <= kCells)
            ++end;
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
    return words.values();
}

} // namespace evenspan::engine
