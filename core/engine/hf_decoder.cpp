// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/hf_decoder.h"

#include "core/text/utf8.h"

#include <algorithm>
#include <cmath>

namespace evenspan::engine {

namespace {

// One word or, for "simple", one piece with its best class.
struct Word {
    std::uint32_t begin, end;
    std::size_t best;
    float score;
};

std::size_t best(std::span<const float> values) {
    return static_cast<std::size_t>(
        std::max_element(values.begin(), values.end()) - values.begin());
}

std::vector<float> softmaxRows(std::span<const float> logits, std::size_t classes) {
    std::vector<float> out(logits.size());
    for (std::size_t at = 0; at + classes <= logits.size(); at += classes) {
        const auto row = logits.subspan(at, classes);
        const float top = *std::max_element(row.begin(), row.end());
        float sum = 0;
        for (std::size_t c = 0; c < classes; ++c)
            sum += out[at + c] = std::exp(row[c] - top);
        for (std::size_t c = 0; c < classes; ++c)
            out[at + c] /= sum;
    }
    return out;
}

// The class and score of the pieces [from, to) as one word.
Word join(const HfPieces& pieces, std::span<const float> scores, std::size_t classes,
    std::size_t from, std::size_t to, HfStrategy strategy) {
    Word word{pieces.begins[from], pieces.ends[to - 1], 0, 0};
    const auto row = [&](std::size_t piece) { return scores.subspan(piece * classes, classes); };
    std::vector<float> values(row(from).begin(), row(from).end());
    if (strategy == HfStrategy::Max) {
        std::size_t chosen = from;
        for (std::size_t p = from + 1; p < to; ++p)
            if (row(p)[best(row(p))] > row(chosen)[best(row(chosen))])
                chosen = p;
        values.assign(row(chosen).begin(), row(chosen).end());
    } else if (strategy == HfStrategy::Average) {
        for (std::size_t c = 0; c < classes; ++c) {
            float sum = 0;
            for (std::size_t p = from; p < to; ++p)
                sum += row(p)[c];
            values[c] = sum / static_cast<float>(to - from);
        }
    }
    word.best = best(values);
    word.score = values[word.best];
    return word;
}

struct Tag {
    bool begins;
    std::string_view label;
};
Tag cut(std::string_view name) {
    if (name.substr(0, 2) == "B-")
        return {true, name.substr(2)};
    if (name.substr(0, 2) == "I-")
        return {false, name.substr(2)};
    return {false, name};
}

} // namespace

std::optional<HfStrategy> hfStrategyFromName(std::string_view name) {
    if (name == "simple")
        return HfStrategy::Simple;
    if (name == "first")
        return HfStrategy::First;
    if (name == "average")
        return HfStrategy::Average;
    if (name == "max")
        return HfStrategy::Max;
    return std::nullopt;
}

HfPieces hfPieces(const Tokenizer& tokenizer, const Encoding& encoding, std::string_view text) {
    HfPieces pieces{encoding.begins, encoding.ends, {}};
    const auto unknown = tokenizer.special().unk;
    std::vector<bool> blanks; // by code point
    if (!tokenizer.marksContinuation())
        for (std::size_t at = 0; at < text.size();)
            blanks.push_back(nextCodePoint(text, at) == ' ');
    const auto isBlank = [&](std::uint32_t at) { return at < blanks.size() && blanks[at]; };
    for (std::size_t i = 0; i < encoding.size(); ++i) {
        const auto begin = encoding.begins[i];
        const bool continues = tokenizer.marksContinuation()
            ? countCodePoints(tokenizer.piece(encoding.ids[i])) != encoding.ends[i] - begin
            : begin > 0 && !isBlank(begin - 1) && !isBlank(begin);
        pieces.continues.push_back(encoding.ids[i] != unknown && continues);
    }
    return pieces;
}

std::vector<HfEntity> hfEntities(const HfPieces& pieces, std::span<const float> logits,
    std::span<const std::string> tags, HfStrategy strategy) {
    const std::size_t classes = tags.size();
    const auto scores = softmaxRows(logits, classes);
    std::vector<Word> words;
    const std::size_t count = pieces.begins.size();
    for (std::size_t from = 0; from < count;) {
        std::size_t to = from + 1;
        while (strategy != HfStrategy::Simple && to < count && pieces.continues[to])
            ++to;
        words.push_back(join(pieces, scores, classes, from, to, strategy));
        from = to;
    }
    std::vector<HfEntity> out;
    for (std::size_t from = 0; from < words.size();) {
        std::size_t to = from + 1;
        double sum = words[from].score;
        const auto label = cut(tags[words[from].best]).label;
        for (; to < words.size(); ++to) {
            const auto next = cut(tags[words[to].best]);
            if (next.begins || next.label != label)
                break;
            sum += words[to].score;
        }
        if (label != "O")
            out.push_back({std::string(label), words[from].begin, words[to - 1].end,
                sum / static_cast<double>(to - from)});
        from = to;
    }
    return out;
}

} // namespace evenspan::engine
