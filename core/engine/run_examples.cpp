// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/run_examples.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace evenspan::engine {

namespace {

std::vector<ScoredMention> goldMentions(
    const std::vector<std::int32_t>& classes, const TagSet& tags) {
    Prediction as;
    as.classes = classes;
    as.scores.assign(classes.size(), 1.f);
    as.best = as.scores;
    return mentionsOf(as, tags);
}

bool same(const std::vector<ScoredMention>& a, const std::vector<ScoredMention>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
        [](const ScoredMention& x, const ScoredMention& y) { return x.mention == y.mention; });
}

std::uint32_t codePoints(std::string_view utf8) {
    return static_cast<std::uint32_t>(std::count_if(utf8.begin(), utf8.end(),
        [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

struct Laid {
    std::vector<std::uint32_t> begins, ends; // of the words that are kept
};

Laid layOut(const Example& sentence, RunExample& out) {
    Laid laid;
    std::uint32_t at = 0;
    for (std::size_t w = 0; w < sentence.words.size(); ++w) {
        const bool blank = w > 0 && (w >= sentence.blankBefore.size() || sentence.blankBefore[w]);
        const auto length = codePoints(sentence.words[w]);
        if (w > 0 && at + (blank ? 1 : 0) + length > kShownCharacters) {
            out.cut = true;
            break;
        }
        if (blank) {
            out.text += ' ';
            ++at;
        }
        out.text += sentence.words[w];
        laid.begins.push_back(at);
        at += length;
        laid.ends.push_back(at);
    }
    return laid;
}

std::vector<ExampleSpan> spansOf(const std::vector<ScoredMention>& mentions, const Laid& laid) {
    std::vector<ExampleSpan> out;
    for (const auto& [mention, score] : mentions)
        if (mention.begin < laid.begins.size() && mention.end > mention.begin)
            out.push_back({laid.begins[mention.begin],
                laid.ends[std::min<std::size_t>(mention.end, laid.ends.size()) - 1], mention.label,
                score});
    return out;
}

} // namespace

std::vector<RunExample> pickExamples(std::span<const Example> sentences,
    std::span<const Prediction> predictions, std::span<const std::vector<std::int32_t>> gold,
    const TagSet& tags, std::size_t count) {
    struct Rank {
        bool agrees;
        double score;
        std::size_t at;
        auto key() const { return std::tie(agrees, score, at); }
    };
    std::vector<Rank> ranks;
    const auto most = std::min({sentences.size(), predictions.size(), gold.size()});
    ranks.reserve(most);
    for (std::size_t i = 0; i < most; ++i)
        ranks.push_back({same(mentionsOf(predictions[i], tags), goldMentions(gold[i], tags)),
            std::exp(-uncertaintyOf(predictions.subspan(i, 1))), i});
    const auto end = ranks.begin() + static_cast<std::ptrdiff_t>(std::min(count, ranks.size()));
    std::partial_sort(ranks.begin(), end, ranks.end(),
        [](const Rank& a, const Rank& b) { return a.key() < b.key(); });
    std::vector<RunExample> out;
    for (auto rank = ranks.begin(); rank != end; ++rank) {
        const Example& sentence = sentences[rank->at];
        RunExample example;
        example.document = sentence.document;
        example.sentence = sentence.sentence;
        example.score = rank->score;
        example.agrees = rank->agrees;
        const Laid laid = layOut(sentence, example);
        example.gold = spansOf(goldMentions(gold[rank->at], tags), laid);
        example.predicted = spansOf(mentionsOf(predictions[rank->at], tags), laid);
        out.push_back(std::move(example));
    }
    return out;
}

} // namespace evenspan::engine
