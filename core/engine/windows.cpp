// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/windows.h"

#include <algorithm>

namespace evenspan::engine {

namespace {

constexpr std::int32_t kIgnored = -100;

struct Flat {
    std::vector<std::int32_t> ids; // sub-words of the sentence
    std::vector<std::uint32_t> first; // of each word
};

Flat flatten(Tokenizer& tokenizer, std::span<const std::string_view> words) {
    Encoding encoding;
    tokenizer.encodeWords(words, encoding);
    Flat flat;
    std::size_t piece = 0;
    for (std::uint32_t w = 0; w < words.size(); ++w) {
        flat.first.push_back(static_cast<std::uint32_t>(flat.ids.size()));
        const std::size_t before = piece;
        for (; piece < encoding.size() && encoding.words[piece] == w; ++piece)
            flat.ids.push_back(encoding.ids[piece]);
        if (piece == before)
            flat.ids.push_back(tokenizer.special().unk);
    }
    return flat;
}

} // namespace

std::size_t windowRoom(std::size_t maxLength) {
    return std::max<std::size_t>(8, maxLength) - 2;
}

std::vector<std::size_t> windowStarts(std::size_t count, std::size_t maxLength) {
    const std::size_t room = windowRoom(maxLength);
    std::vector<std::size_t> starts{0};
    while (starts.back() + room < count)
        starts.push_back(starts.back() + room / 2);
    return starts;
}

EncodedSentence encodeSentence(
    Tokenizer& tokenizer, std::span<const std::string_view> words, std::size_t maxLength) {
    const auto flat = flatten(tokenizer, words);
    const std::size_t room = windowRoom(maxLength);
    EncodedSentence out;
    const auto starts = windowStarts(flat.ids.size(), maxLength);
    for (const auto start : starts) {
        const std::size_t end = std::min(start + room, flat.ids.size());
        EncodedWindow window;
        window.ids.push_back(tokenizer.special().cls);
        window.ids.insert(window.ids.end(), flat.ids.begin() + static_cast<std::ptrdiff_t>(start),
            flat.ids.begin() + static_cast<std::ptrdiff_t>(end));
        window.ids.push_back(tokenizer.special().sep);
        out.windows.push_back(std::move(window));
    }
    for (const std::size_t at : flat.first) {
        WordPlace best;
        std::size_t bestContext = 0;
        bool found = false;
        for (std::size_t w = 0; w < starts.size(); ++w) {
            const std::size_t end = std::min(starts[w] + room, flat.ids.size());
            if (at < starts[w] || at >= end)
                continue;
            // At the borders of the sentence nothing is missing on that side.
            const std::size_t left = starts[w] == 0 ? SIZE_MAX : at - starts[w];
            const std::size_t right = end == flat.ids.size() ? SIZE_MAX : end - 1 - at;
            const std::size_t context = std::min(left, right);
            if (!found || context > bestContext) {
                best = {
                    static_cast<std::uint32_t>(w), static_cast<std::uint32_t>(at - starts[w] + 1)};
                bestContext = context;
                found = true;
            }
        }
        out.words.push_back(best);
    }
    return out;
}

void setLabels(EncodedSentence& sentence, std::span<const std::int32_t> classes) {
    for (auto& window : sentence.windows)
        window.labels.assign(window.ids.size(), kIgnored);
    for (std::size_t w = 0; w < sentence.words.size() && w < classes.size(); ++w)
        sentence.windows[sentence.words[w].window].labels[sentence.words[w].position] = classes[w];
}

Batch makeBatch(std::span<const EncodedWindow* const> windows, std::int32_t padId) {
    Batch batch;
    batch.rows = static_cast<std::int32_t>(windows.size());
    bool labelled = !windows.empty();
    for (const auto* window : windows) {
        batch.columns = std::max(batch.columns, static_cast<std::int32_t>(window->ids.size()));
        batch.lengths.push_back(static_cast<std::int32_t>(window->ids.size()));
        labelled = labelled && window->labels.size() == window->ids.size();
    }
    const auto columns = static_cast<std::size_t>(batch.columns);
    batch.ids.assign(windows.size() * columns, padId);
    if (labelled)
        batch.labels.assign(windows.size() * columns, kIgnored);
    for (std::size_t r = 0; r < windows.size(); ++r) {
        const auto row = static_cast<std::ptrdiff_t>(r * columns);
        std::copy(windows[r]->ids.begin(), windows[r]->ids.end(), batch.ids.begin() + row);
        if (labelled)
            std::copy(
                windows[r]->labels.begin(), windows[r]->labels.end(), batch.labels.begin() + row);
    }
    return batch;
}

} // namespace evenspan::engine
