// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"
#include "core/text/token_grid.h"

#include <QString>

#include <cstdint>
#include <string>
#include <vector>

namespace evenspan::ui {

// A span as the canvas draws it. `parts` are code-point ranges of the whole text, sorted and
// apart; more than one makes a discontinuous span.
struct CanvasSpan {
    SpanId id;
    std::vector<CodePointRange> parts;
    QString label;
    int colour = 0; // index for labelColour()
    bool suggested = false;
    double score = -1; // of a suggestion, in [0, 1]; below 0: none
    bool flagged = false;
    QString note; // its attributes in one line, or empty

    CodePointRange hull() const {
        return parts.empty() ? CodePointRange{}
                             : CodePointRange{parts.front().begin, parts.back().end};
    }
    bool operator==(const CanvasSpan&) const = default;
};

// What stands on a span: its label, a flag before it, the score of a suggestion behind it, a mark
// where it has attributes.
inline QString canvasTag(const CanvasSpan& span) {
    QString tag = span.flagged ? QStringLiteral("\u2691 ") + span.label : span.label;
    if (span.suggested && span.score >= 0)
        tag += QLatin1Char(' ') + QString::number(span.score, 'f', 2);
    return span.note.isEmpty() ? tag : tag + QStringLiteral(" \u25c6");
}

// What the canvas shows: a value that knows no store. A byte that is not UTF-8 counts as one code
// point and is drawn as U+FFFD.
struct CanvasDocument {
    std::string text;
    TokenGrid grid;
    std::vector<CanvasSpan> spans;
};

// The parts of a span with one range more, or, where a part holds the range already, without it.
// Sorted and apart; empty where nothing would be left.
std::vector<CodePointRange> withPart(std::vector<CodePointRange> parts, CodePointRange range);

// A label that stays in the hand: every place that the mouse chooses takes it.
struct CanvasBrush {
    QString label, key;
    int colour = 0;
    bool operator==(const CanvasBrush&) const = default;
};

// What is drawn beside the spans.
struct CanvasViews {
    bool tokens = false; // the token grid
    bool subwords = false; // borders inside words
    bool windows = false; // where the encoder cuts a long sentence
    bool operator==(const CanvasViews&) const = default;
};

// How an encoder cuts the text, as far as it is known: ranges of code points, by begin.
struct CanvasSubwords {
    std::vector<CodePointRange> pieces;
    std::vector<CodePointRange> unknown; // pieces that the vocabulary lacks
    std::vector<CodePointRange> windows; // of sentences that need more than one
    std::size_t limit = 0; // sub-words of a window, the two at its ends counted
    // Whether the border of a span falls inside a sub-word, so that no model can learn it.
    bool splits(std::uint32_t border) const;
};

// Plain letters and digits of a key press or of what an input method gives; empty where the key
// is for something else. Full-width forms become plain ones. Where the layout has no Latin letters,
// the key counts by its place (`scanCode`: an X11 key code, 0 where unknown).
QString labelLetters(const QString& typed, quint32 scanCode = 0);

} // namespace evenspan::ui
