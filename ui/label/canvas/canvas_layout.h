// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/label/canvas/canvas_cursor.h"
#include "ui/label/canvas/canvas_document.h"
#include "ui/label/canvas/canvas_index.h"

#include <QFont>
#include <QLineF>
#include <QRectF>
#include <QTextLayout>

#include <algorithm>
#include <list>
#include <memory>
#include <unordered_map>
#include <vector>

namespace evenspan::ui {

// One line on the screen: its text and the marks stacked under it.
struct CanvasMark {
    std::size_t span = 0; // index in the document
    int lane = 0;
    std::vector<std::pair<double, double>> parts; // left and right of each piece of text
    double left = 0, right = 0; // with the tag and what joins it to other lines
    double tag = 0; // left of the tag
    bool before = false, behind = false; // goes on in another line
    bool joinBefore = false, joinBehind = false; // over a gap: a discontinuous span
};
struct CanvasRow {
    QTextLine line;
    double top = 0, height = 0; // inside the piece
    std::vector<CanvasMark> marks;
    std::vector<std::size_t> through; // discontinuous spans with parts before and behind only
};
struct CanvasPiece {
    QString text;
    bool plain = true; // no character takes two units
    int unitOf(std::uint32_t codePoint) const {
        return plain ? int(std::min<std::size_t>(codePoint, std::size_t(text.size())))
                     : CanvasText::unitOf(text, codePoint);
    }
    std::uint32_t codePointOf(int unit) const {
        return plain ? std::uint32_t(std::min<qsizetype>(unit, text.size()))
                     : CanvasText::codePointOf(text, unit);
    }
    std::unique_ptr<QTextLayout> layout;
    std::vector<CanvasRow> rows;
    double height = 0;
    bool rightToLeft = false, mixed = false;
};

// Where each piece of a text lies, in pixels: a QTextLayout for those that were asked for, kept in
// an LRU of kKept, an estimate for the rest. Finding a piece by y costs O(log pieces).
class CanvasLayout : public CanvasLines {
public:
    static constexpr std::size_t kKept = 300;

    void reset(const CanvasText* text, const std::vector<CanvasSpan>* spans);
    void setMetrics(const QFont& font, const QFont& tagFont, double width, double spacing);
    // After spans changed, with their entries of the index before and after: every kept piece that
    // these touch is stacked anew.
    void spansChanged(
        const std::vector<SpanIndex::Entry>& out, const std::vector<SpanIndex::Entry>& in);
    const SpanIndex& index() const { return m_index; }

    const CanvasPiece& piece(std::size_t index);
    double top(std::size_t index) const;
    double height() const { return top(m_text->pieces()); }
    std::size_t pieceAtY(double y) const;
    double laneHeight() const { return m_lane; }
    double textHeight() const { return m_textHeight; }

    std::uint32_t codePointAt(double x, double y, bool onCharacter);
    QRectF characterRect(std::uint32_t codePoint); // from the first character's left to its right
    // The upright line at a span's first or last edge, as the eye sees it.
    QLineF edgeOf(CodePointRange range, bool end);
    // Where a character that starts at `unit` of the row begins to be read.
    double leadingX(const CanvasPiece& piece, const CanvasRow& row, int unit) const;
    CodePointRange rangeOf(std::size_t index, const CanvasPiece& piece, const CanvasRow& row) const;
    // The rectangles of a range inside one row, in visual order.
    std::vector<std::pair<double, double>> stretches(
        const CanvasPiece& piece, const CanvasRow& row, int from, int to) const;
    std::pair<std::size_t, std::size_t> rowOf(std::uint32_t codePoint); // piece and row

    Line lineAt(std::uint32_t position) const override;
    double xOf(CodePointRange range) const override;
    std::uint32_t vertical(std::uint32_t position, int lines, double x) const override;
    bool rightToLeftAt(std::uint32_t position) const override;
    std::uint32_t sideways(std::uint32_t position, bool right) const override;
    int linesOfPage() const override { return m_linesOfPage; }
    void setLinesOfPage(int lines) { m_linesOfPage = std::max(1, lines); }

private:
    void lay(std::size_t index, CanvasPiece& piece) const;
    void stack(std::size_t index, CanvasPiece& piece) const;
    void setHeight(std::size_t index, double height);
    void estimate();
    CanvasLayout& self() const { return const_cast<CanvasLayout&>(*this); }

    const CanvasText* m_text = nullptr;
    const std::vector<CanvasSpan>* m_spans = nullptr;
    SpanIndex m_index;
    std::vector<double> m_heights, m_sums; // m_sums: a Fenwick tree
    struct Kept {
        std::size_t index;
        CanvasPiece piece;
    };
    std::list<Kept> m_kept; // newest first
    std::unordered_map<std::size_t, std::list<Kept>::iterator> m_find;
    QFont m_font, m_tagFont;
    double m_width = 600, m_spacing = 1.75, m_lane = 13, m_textHeight = 20;
    int m_linesOfPage = 10;
};

} // namespace evenspan::ui
