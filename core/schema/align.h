// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"
#include "core/schema/document.h"
#include "core/schema/tag_scheme.h"
#include "core/text/token_grid.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace evenspan {

// What became of a span that does not fit the grid as it stands.
enum class AlignmentRule {
    Widened, // its ends were moved out to the borders of the tokens it touches
    CutAtSentence, // it crosses a sentence border: only the part in its first sentence is kept
    DroppedOverlap, // it overlaps a longer span (of equal length: an earlier one), which was kept
    DroppedNoToken, // it touches no token
};

const char* alignmentRuleName(AlignmentRule rule);

struct AlignmentNote {
    CodePointRange range;
    std::string label;
    AlignmentRule rule;
};

// The mentions of each sentence of a grid, sorted, without overlaps, made from spans in code
// points. Every span that was changed or dropped stands in `notes` once per rule applied.
// Lengths are counted in tokens, after cutting; the order of the input changes nothing. Spans of
// every state are taken: leave out rejected or suggested ones before the call.
struct Alignment {
    std::vector<std::vector<Mention>> sentences;
    std::vector<AlignmentNote> notes;
};
Alignment alignSpans(const TokenGrid& grid, std::span<const SpanDraft> spans);

// The other way: the code points that a mention of sentence `s` covers.
CodePointRange rangeOf(const TokenGrid& grid, std::size_t s, const Mention& mention);

} // namespace evenspan
