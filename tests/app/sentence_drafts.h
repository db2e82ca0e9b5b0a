// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Sentences of words and gold tags (IOB2) as documents of a project.
#include "core/store/writer.h"

#include <string>

namespace evenspan::test {

// Words with a blank between them, and the gold as spans.
template <typename Sentence>
DocumentDraft draftOf(const Sentence& sentence, const std::string& split) {
    DocumentDraft out;
    out.split = split;
    out.state = DocumentState::Done;
    out.grid.sentenceStarts = {0};
    std::uint32_t at = 0;
    for (const auto& word : sentence.words) {
        std::uint32_t size = 0;
        for (const char c : word)
            size += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
        out.grid.tokens.push_back({at, at + size});
        out.text += word + " ";
        at += size + 1;
    }
    out.gridImported = true;
    for (const auto& mention : mentionsFromTags(sentence.gold, TagScheme::Iob2)) {
        SpanDraft span;
        span.label = mention.label;
        span.range = {out.grid.tokens[mention.begin].begin, out.grid.tokens[mention.end - 1].end};
        out.spans.push_back(std::move(span));
    }
    return out;
}

template <typename Sentence> std::string textOf(const Sentence& sentence, const Mention& mention) {
    std::string out;
    for (auto w = mention.begin; w < mention.end; ++w)
        out += (out.empty() ? "" : " ") + sentence.words[w];
    return out;
}

} // namespace evenspan::test
