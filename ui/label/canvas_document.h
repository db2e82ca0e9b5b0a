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

    CodePointRange hull() const {
        return parts.empty() ? CodePointRange{}
                             : CodePointRange{parts.front().begin, parts.back().end};
    }
    bool operator==(const CanvasSpan&) const = default;
};

// What stands on a span: its label, a flag before it, the score of a suggestion behind it.
inline QString canvasTag(const CanvasSpan& span) {
    QString tag = span.flagged ? QStringLiteral("\u2691 ") + span.label : span.label;
    if (span.suggested && span.score >= 0)
        tag += QLatin1Char(' ') + QString::number(span.score, 'f', 2);
    return tag;
}

// What the canvas shows: a value that knows no store. A byte that is not UTF-8 counts as one code
// point and is drawn as U+FFFD.
struct CanvasDocument {
    std::string text;
    TokenGrid grid;
    std::vector<CanvasSpan> spans;
};

} // namespace evenspan::ui
