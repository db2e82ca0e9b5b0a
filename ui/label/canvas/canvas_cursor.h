// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/label/canvas/canvas_text.h"

#include <optional>

namespace evenspan::ui {

// What the cursor must know of the lines on the screen. All positions are code points.
class CanvasLines {
public:
    struct Line {
        CodePointRange range; // without the line end
        bool rightToLeft = false; // of the paragraph
        bool mixed = false; // holds both directions: visual order differs from logical
    };
    virtual ~CanvasLines() = default;
    virtual Line lineAt(std::uint32_t position) const = 0;
    virtual double xOf(CodePointRange range) const = 0; // middle of its first character
    // The position `lines` below (above if negative) at x; stops at the first and last line.
    virtual std::uint32_t vertical(std::uint32_t position, int lines, double x) const = 0;
    virtual int linesOfPage() const = 0;
    virtual bool rightToLeftAt(std::uint32_t position) const = 0; // of the character there
    // The place one character to the right (left) as the eye sees the line.
    virtual std::uint32_t sideways(std::uint32_t position, bool right) const = 0;
};

// Cursor and selection over tokens, without a widget. The cursor stands on a cell: a token, or,
// after a move by character, an empty place between two. The selection reaches from the anchor's
// cell to the head's, both included. Each move costs a binary search and at most one piece of text.
class TokenCursor {
public:
    enum class Move { Left, Right, Up, Down, LineStart, LineEnd, PageUp, PageDown, Start, End };

    TokenCursor() = default;
    // Both must outlive the cursor. Empty tokens are stepped over.
    void reset(const CanvasText* text, const std::vector<CodePointRange>* tokens);
    void setLines(const CanvasLines* lines) { m_lines = lines; }

    // False where nothing changed.
    bool move(Move move, bool extend, bool byCharacter);
    // Stands on the token at or behind the position (place: exactly there), or extends to it.
    void moveTo(std::uint32_t position, bool extend, bool byCharacter);
    void select(CodePointRange range); // exactly this
    void collapse(); // the selection ends, the head stays

    CodePointRange head() const { return m_head; }
    std::uint32_t position() const; // the caret: the moving edge of the selection
    CodePointRange selection() const; // empty unless extended
    // What a label applies to: the selection, else the token of the cursor.
    CodePointRange target() const;

    // Ranges snapped to the tokens that they touch, outer punctuation trimmed unless nothing else
    // is left.
    CodePointRange snapped(CodePointRange range) const;
    std::optional<CodePointRange> tokenAt(std::uint32_t position) const; // covering it
    bool tokenBegins(std::uint32_t position) const;
    // The token border nearest to a position at which a span can end (begin).
    std::uint32_t snappedEdge(std::uint32_t position, bool end) const;
    // The range with one border moved to the next token (character) border; never empty.
    CodePointRange moveEnd(CodePointRange range, bool forward, bool byCharacter) const;
    CodePointRange moveStart(CodePointRange range, bool forward, bool byCharacter) const;

private:
    std::size_t firstEndingAfter(std::uint32_t position) const;
    CodePointRange cellAt(std::uint32_t position) const;
    CodePointRange neighbour(CodePointRange cell, bool forward) const;
    CodePointRange visualNeighbour(bool right) const;
    bool forward() const { return m_head.begin >= m_anchor.begin && m_head.end >= m_anchor.end; }
    void place(CodePointRange head, bool extend);
    void moveSideways(bool right, bool extend, bool byCharacter);

    const CanvasText* m_text = nullptr;
    const std::vector<CodePointRange>* m_tokens = nullptr;
    const CanvasLines* m_lines = nullptr;
    CodePointRange m_anchor, m_head;
    bool m_extended = false;
    std::optional<double> m_goal; // x kept while going up and down
};

} // namespace evenspan::ui
