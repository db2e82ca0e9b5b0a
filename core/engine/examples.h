// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/align.h"
#include "core/schema/decode.h"
#include "core/schema/document.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evenspan::engine {

// One sentence to learn from or to score: its words and the class of each.
struct Example {
    std::vector<std::string> words;
    std::vector<std::int32_t> classes; // of the TagSet
    std::int64_t document = 0; // id of its document, whatever the caller uses
    std::uint32_t sentence = 0; // in the document
    std::vector<bool> blankBefore; // of each word: white space parts it from the one before
};

// What became of the documents. Only decided text is learnt from: states done and reviewed. Spans
// that are suggested or rejected are no labels.
struct ExampleReport {
    std::uint64_t used = 0; // documents
    std::uint64_t undecided = 0; // documents left out, never learnt as "no entity"
    std::uint64_t unknownLabel = 0; // spans whose label the TagSet does not have
    std::vector<AlignmentNote> notes; // spans that were widened, cut or dropped
};

struct ExampleSource {
    std::int64_t id = 0;
    std::string_view text;
    const TokenGrid* grid = nullptr;
    std::span<const SpanDraft> spans;
    DocumentState state = DocumentState::Unseen;
};

class ExampleBuilder {
public:
    // decidedOnly false: for prediction, every document gives its words, with class "O".
    ExampleBuilder(const TagSet& tags, bool decidedOnly);
    void add(const ExampleSource& source);

    std::vector<Example>& examples() { return m_examples; }
    const ExampleReport& report() const { return m_report; }
    // SHA-256 over every word and class, in order: names the data that a run saw.
    std::string hash() const;

private:
    const TagSet* m_tags;
    bool m_decidedOnly;
    std::vector<Example> m_examples;
    ExampleReport m_report;
};

} // namespace evenspan::engine
