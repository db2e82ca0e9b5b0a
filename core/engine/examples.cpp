// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/examples.h"

#include "core/base/files.h"
#include "core/text/offset_map.h"

#include <algorithm>

namespace evenspan::engine {

ExampleBuilder::ExampleBuilder(const TagSet& tags, bool decidedOnly)
    : m_tags(&tags)
    , m_decidedOnly(decidedOnly) { }

void ExampleBuilder::add(const ExampleSource& source) {
    const bool decided =
        source.state == DocumentState::Done || source.state == DocumentState::Reviewed;
    if (m_decidedOnly && !decided) {
        ++m_report.undecided;
        return;
    }
    ++m_report.used;
    std::vector<SpanDraft> spans;
    const auto& labels = m_tags->labels();
    for (const auto& span : source.spans) {
        if (span.state != SpanState::Accepted)
            continue;
        if (std::find(labels.begin(), labels.end(), span.label) == labels.end())
            ++m_report.unknownLabel;
        else
            spans.push_back(span);
    }
    auto alignment = alignSpans(*source.grid, spans);
    m_report.notes.insert(m_report.notes.end(), alignment.notes.begin(), alignment.notes.end());
    const OffsetMap map(source.text);
    for (std::size_t s = 0; s < source.grid->sentenceCount(); ++s) {
        const auto tokens = source.grid->sentence(s);
        Example example;
        example.document = source.id;
        example.sentence = static_cast<std::uint32_t>(s);
        for (std::size_t t = 0; t < tokens.size(); ++t) {
            example.words.emplace_back(map.slice(tokens[t]));
            example.blankBefore.push_back(t > 0 && tokens[t - 1].end < tokens[t].begin);
        }
        const auto tags = tagsFromMentions(
            alignment.sentences[s], static_cast<std::uint32_t>(tokens.size()), m_tags->scheme());
        for (const auto& tag : tags)
            example.classes.push_back(m_tags->indexOf(tag));
        if (!example.words.empty())
            m_examples.push_back(std::move(example));
    }
}

std::string ExampleBuilder::hash() const {
    Sha256 hash;
    for (const auto& example : m_examples) {
        for (std::size_t i = 0; i < example.words.size(); ++i) {
            hash.add(example.words[i]);
            hash.add("\t");
            hash.add(m_tags->tags()[static_cast<std::size_t>(example.classes[i])]);
            hash.add("\n");
        }
        hash.add("\n");
    }
    return hash.hex();
}

} // namespace evenspan::engine
