// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Sentences of words and gold tags (IOB2) as documents of a project.
#include "core/store/writer.h"

#include <string>
#include <utility>
#include <vector>

namespace evenspan::test {

// A sentence more: its words with a blank behind each, its mentions as spans.
inline void addSentence(DocumentDraft& out, const std::vector<std::string>& words,
    const std::vector<Mention>& mentions) {
    const auto first = out.grid.tokens.size();
    std::uint32_t at = first == 0 ? 0 : out.grid.tokens.back().end + 1;
    out.grid.sentenceStarts.push_back(static_cast<std::uint32_t>(first));
    for (const auto& word : words) {
        std::uint32_t size = 0;
        for (const char c : word)
            size += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
        out.grid.tokens.push_back({at, at + size});
        out.text += word + " ";
        at += size + 1;
    }
    for (const auto& mention : mentions) {
        SpanDraft span;
        span.label = mention.label;
        span.range = {out.grid.tokens[first + mention.begin].begin,
            out.grid.tokens[first + mention.end - 1].end};
        out.spans.push_back(std::move(span));
    }
}

// A sentence with its gold (IOB2) as a decided document.
template <typename Sentence>
DocumentDraft draftOf(const Sentence& sentence, const std::string& split) {
    DocumentDraft out;
    out.split = split;
    out.state = DocumentState::Done;
    out.gridImported = true;
    addSentence(out, sentence.words, mentionsFromTags(sentence.gold, TagScheme::Iob2));
    return out;
}

template <typename Sentence> std::string textOf(const Sentence& sentence, const Mention& mention) {
    std::string out;
    for (auto w = mention.begin; w < mention.end; ++w)
        out += (out.empty() ? "" : " ") + sentence.words[w];
    return out;
}

} // namespace evenspan::test
