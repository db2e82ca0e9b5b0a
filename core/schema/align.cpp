// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/align.h"

#include <algorithm>
#include <tuple>

namespace evenspan {

namespace {

struct Placed {
    std::size_t sentence;
    Mention mention;
    const SpanDraft* span;
};

// The tokens that a range touches, as [first, last).
std::pair<std::size_t, std::size_t> tokensOf(const TokenGrid& grid, const CodePointRange& range) {
    const auto first = std::partition_point(grid.tokens.begin(), grid.tokens.end(),
        [&](const CodePointRange& token) { return token.end <= range.begin; });
    const auto last = std::partition_point(first, grid.tokens.end(),
        [&](const CodePointRange& token) { return token.begin < range.end; });
    return {static_cast<std::size_t>(first - grid.tokens.begin()),
        static_cast<std::size_t>(last - grid.tokens.begin())};
}

} // namespace

const char* alignmentRuleName(AlignmentRule rule) {
    switch (rule) {
    case AlignmentRule::Widened:
        return "widened to whole tokens";
    case AlignmentRule::CutAtSentence:
        return "cut at the sentence border";
    case AlignmentRule::DroppedOverlap:
        return "left out, overlaps a longer span";
    case AlignmentRule::DroppedNoToken:
        return "left out, touches no token";
    }
    return "";
}

Alignment alignSpans(const TokenGrid& grid, std::span<const SpanDraft> spans) {
    Alignment out;
    out.sentences.resize(grid.sentenceCount());
    std::vector<Placed> placed;
    for (const auto& span : spans) {
        const auto [first, last] = tokensOf(grid, span.range);
        auto note = [&](AlignmentRule rule) {
            out.notes.push_back({span.range, span.label, rule});
        };
        if (first >= last || span.range.empty()) {
            note(AlignmentRule::DroppedNoToken);
            continue;
        }
        const auto next =
            std::upper_bound(grid.sentenceStarts.begin(), grid.sentenceStarts.end(), first);
        const auto sentence = static_cast<std::size_t>(next - grid.sentenceStarts.begin()) - 1;
        const std::size_t start = grid.sentenceStarts[sentence];
        const std::size_t limit = next == grid.sentenceStarts.end() ? grid.tokens.size() : *next;
        const std::size_t end = std::min(last, limit);
        if (grid.tokens[first].begin != span.range.begin
            || grid.tokens[last - 1].end != span.range.end)
            note(AlignmentRule::Widened);
        if (last > limit)
            note(AlignmentRule::CutAtSentence);
        placed.push_back({sentence,
            {static_cast<std::uint32_t>(first - start), static_cast<std::uint32_t>(end - start),
                span.label},
            &span});
    }
    // Longest first, then earliest; ties by label so that the order of the input does not matter.
    std::sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) {
        const auto sizeA = a.mention.end - a.mention.begin, sizeB = b.mention.end - b.mention.begin;
        return std::tuple(a.sentence, sizeB, a.mention.begin, a.mention.label)
            < std::tuple(b.sentence, sizeA, b.mention.begin, b.mention.label);
    });
    std::vector<char> taken;
    std::size_t current = SIZE_MAX;
    for (const auto& item : placed) {
        if (item.sentence != current) {
            current = item.sentence;
            taken.assign(grid.sentence(current).size(), 0);
        }
        const auto from = taken.begin() + item.mention.begin, to = taken.begin() + item.mention.end;
        if (std::find(from, to, 1) != to) {
            out.notes.push_back(
                {item.span->range, item.span->label, AlignmentRule::DroppedOverlap});
            continue;
        }
        std::fill(from, to, 1);
        out.sentences[item.sentence].push_back(item.mention);
    }
    for (auto& mentions : out.sentences)
        std::sort(mentions.begin(), mentions.end());
    return out;
}

CodePointRange rangeOf(const TokenGrid& grid, std::size_t s, const Mention& mention) {
    const auto tokens = grid.sentence(s);
    return {tokens[mention.begin].begin, tokens[mention.end - 1].end};
}

} // namespace evenspan
