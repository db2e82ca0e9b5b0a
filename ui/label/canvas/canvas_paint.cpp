// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/colours.h"
#include "ui/label/canvas/canvas_view.h"

#include <QPainter>
#include <QPaintEvent>

#include <algorithm>

namespace evenspan::ui {

// One row and where it is painted.
struct TextCanvas::RowPaint {
    QPainter& painter;
    const Colours& colours;
    Look look;
    std::size_t index;
    const CanvasPiece& piece;
    const CanvasRow& row;
    double y;
    CodePointRange range; // of the row
};

void TextCanvas::paintEvent(QPaintEvent* event) {
    const Colours colours = Colours::of(palette());
    QPainter painter(viewport());
    painter.fillRect(event->rect(), colours.surface);
    painter.setRenderHint(QPainter::Antialiasing);
    const Look look = lookOf(palette());
    double y = m_margin - m_inside;
    for (std::size_t i = m_first; i < m_text.pieces() && y < viewport()->height(); ++i) {
        const CanvasPiece& piece = m_layout.piece(i);
        for (const CanvasRow& row : piece.rows)
            if (y + row.top + row.height >= event->rect().top()
                && y + row.top <= event->rect().bottom()) {
                RowPaint paint{painter, colours, look, i, piece, row, y + row.top,
                    m_layout.rangeOf(i, piece, row)};
                paintRow(paint);
            }
        y += piece.height;
    }
}

std::vector<QRectF> TextCanvas::boxes(const RowPaint& p, CodePointRange range) const {
    std::vector<QRectF> out;
    if (range.begin > p.range.end || range.end < p.range.begin)
        return out;
    const std::uint32_t begin = m_text.begin(p.index);
    const int from = p.piece.unitOf(std::max(range.begin, p.range.begin) - begin);
    const int to = p.piece.unitOf(std::min(range.end, p.range.end) - begin);
    for (const auto& [left, right] : m_layout.stretches(p.piece, p.row, from, to))
        out.emplace_back(left + m_margin, p.y, right - left, m_layout.textHeight());
    return out;
}

void TextCanvas::paintRow(RowPaint& p) {
    QPainter& painter = p.painter;
    for (const CanvasMark& mark : p.row.marks) {
        const CanvasSpan& span = m_document.spans[mark.span];
        if (span.suggested)
            continue;
        // High contrast writes white on black: the dark look's tint stands behind its letters.
        const Look tint = p.look == Look::HighContrast ? Look::Dark : p.look;
        for (const auto& [left, right] : mark.parts)
            painter.fillRect(
                QRectF(left + m_margin + 0.5, p.y, right - left - 1, m_layout.textHeight()),
                labelColour(span.colour, tint).fill);
    }
    for (const QRectF& box : boxes(p, m_cursor.selection()))
        painter.fillRect(box, p.colours.accentSoft);
    if (m_drag.kind == Drag::Edge)
        for (const CodePointRange& part : m_drag.parts)
            for (const QRectF& box : boxes(p, part))
                painter.fillRect(box, p.colours.accentSoft);
    if (m_views != CanvasViews{})
        paintViews(p);
    painter.setPen(p.colours.text);
    p.row.line.draw(&painter, {double(m_margin), p.y});
    paintMarks(p);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(p.colours.accent, hasFocus() ? 2 : 1));
    const CodePointRange head = m_cursor.head();
    if (!head.empty()) {
        for (const QRectF& box : boxes(p, head))
            painter.drawRoundedRect(box, 3, 3);
    } else if (const auto at = m_layout.rowOf(head.begin);
               at.first == p.index && &p.piece.rows[at.second] == &p.row) {
        const double x =
            m_margin + p.row.line.cursorToX(p.piece.unitOf(head.begin - m_text.begin(p.index)));
        painter.drawLine(QPointF(x, p.y), QPointF(x, p.y + m_layout.textHeight()));
    }
    if (m_start) {
        painter.setPen(QPen(p.colours.accent, 2, Qt::DashLine));
        for (const QRectF& box : boxes(p, *m_start))
            painter.drawRoundedRect(box, 3, 3);
    }
    paintHandles(p);
}

void TextCanvas::paintViews(RowPaint& p) {
    QPainter& painter = p.painter;
    const double height = m_layout.textHeight();
    const std::uint32_t begin = m_text.begin(p.index);
    const auto startX = [&](std::uint32_t at) {
        return m_margin + m_layout.leadingX(p.piece, p.row, p.piece.unitOf(at - begin));
    };
    const auto isHere = [&](std::uint32_t at) { return at >= p.range.begin && at < p.range.end; };
    const auto firstEndingAfter = [](const std::vector<CodePointRange>& in, std::uint32_t at) {
        return std::upper_bound(in.begin(), in.end(), at,
            [](std::uint32_t value, const CodePointRange& r) { return value < r.end; });
    };
    if (m_views.tokens) {
        const auto& tokens = m_document.grid.tokens;
        const auto& starts = m_document.grid.sentenceStarts;
        painter.setBrush(Qt::NoBrush);
        for (auto token = firstEndingAfter(tokens, p.range.begin);
             token != tokens.end() && token->begin < p.range.end; ++token) {
            painter.setPen(QPen(p.colours.hairline, 1));
            for (const QRectF& box : boxes(p, *token))
                painter.drawRoundedRect(box.adjusted(0.5, 1.5, -0.5, -1.5), 3, 3);
            // A sentence begins: a short bar before its first word.
            if (isHere(token->begin)
                && std::binary_search(
                    starts.begin(), starts.end(), std::uint32_t(token - tokens.begin()))) {
                painter.setPen(QPen(p.colours.muted, 2));
                const double x = startX(token->begin);
                painter.drawLine(QPointF(x, p.y + 1), QPointF(x, p.y + height - 1));
            }
        }
    }
    if (m_views.subwords) {
        const auto& pieces = m_subwords.pieces;
        painter.setPen(QPen(p.colours.accent, 1));
        for (auto piece = firstEndingAfter(pieces, p.range.begin);
             piece != pieces.end() && piece->begin < p.range.end; ++piece)
            if (piece != pieces.begin() && (piece - 1)->end == piece->begin && isHere(piece->begin)
                && !m_cursor.tokenBegins(piece->begin)) {
                const double x = startX(piece->begin);
                painter.drawLine(QPointF(x, p.y + 2), QPointF(x, p.y + height - 2));
            }
        painter.setPen(QPen(p.colours.warning, 1.5, Qt::DotLine));
        for (auto piece = firstEndingAfter(m_subwords.unknown, p.range.begin);
             piece != m_subwords.unknown.end() && piece->begin < p.range.end; ++piece)
            for (const QRectF& box : boxes(p, *piece))
                painter.drawLine(
                    box.bottomLeft() - QPointF(0, 2), box.bottomRight() - QPointF(0, 2));
    }
    if (!m_views.windows)
        return;
    painter.setFont(m_tagFont);
    for (std::size_t i = 0; i < m_subwords.windows.size(); ++i) {
        const CodePointRange window = m_subwords.windows[i];
        // The first window begins with its sentence: that needs no mark.
        const bool later = i > 0 && m_subwords.windows[i - 1].overlaps(window);
        if (later && isHere(window.begin)) {
            const double x = startX(window.begin);
            painter.setPen(QPen(p.colours.warning, 1.5, Qt::DotLine));
            painter.drawLine(QPointF(x, p.y), QPointF(x, p.y + p.row.height));
        }
        if (window.end > p.range.begin && window.end <= p.range.end) {
            const QLineF edge = m_layout.edgeOf(window, true);
            const double x = edge.x1() + m_margin;
            painter.setPen(QPen(p.colours.warning, 1.5));
            painter.drawLine(QPointF(x, p.y), QPointF(x, p.y + p.row.height));
            const QString limit = QString::number(m_subwords.limit);
            const double width = painter.fontMetrics().horizontalAdvance(limit) + 4;
            const bool free = std::ranges::none_of(p.row.marks, [&](const CanvasMark& mark) {
                return mark.left + m_margin < x && mark.right + m_margin > x - width;
            });
            if (free)
                painter.drawText(
                    QPointF(x - width, p.y + height + m_layout.laneHeight() - 2), limit);
        }
    }
}

void TextCanvas::paintMarks(RowPaint& p) {
    QPainter& painter = p.painter;
    const double height = m_layout.textHeight();
    painter.setFont(m_tagFont);
    for (const CanvasMark& mark : p.row.marks) {
        const CanvasSpan& span = m_document.spans[mark.span];
        const LabelColour colour = labelColour(span.colour, p.look);
        const double top = p.y + height + mark.lane * m_layout.laneHeight() + 1;
        const bool picked = span.id == m_picked;
        const bool strong = p.look == Look::HighContrast;
        painter.setBrush(Qt::NoBrush);
        // A label is a filled place over a solid line; a suggestion is a thin broken frame. Width
        // and pattern say it without colour, and what is decided weighs more than what is asked.
        const double wide = span.suggested ? 1 : strong ? 3 : 2;
        const QPen line(
            colour.line, picked ? 3 : wide, span.suggested ? Qt::DashLine : Qt::SolidLine);
        for (const auto& [left, right] : mark.parts) {
            painter.setPen(line);
            // Neighbours of one label are told apart by the gap between their lines.
            const double gap = line.widthF() / 2 + 1;
            painter.drawLine(
                QPointF(left + m_margin + gap, top), QPointF(right + m_margin - gap, top));
            if (!span.suggested && !picked && !strong)
                continue;
            if (!picked)
                painter.setPen(QPen(colour.line, span.suggested ? 1 : 1.5, line.style()));
            painter.drawRoundedRect(
                QRectF(left + m_margin + 0.5, p.y, right - left - 1, height), 3, 3);
        }
        // The thread of a discontinuous span: between its parts and on to other lines.
        painter.setPen(QPen(colour.line, 1.5, Qt::DotLine));
        const auto thread = [&](double from, double to) {
            painter.drawLine(QPointF(from + m_margin, top), QPointF(to + m_margin, top));
        };
        for (std::size_t i = 1; i < mark.parts.size(); ++i)
            thread(mark.parts[i - 1].second, mark.parts[i].first);
        const bool rtl = p.piece.rightToLeft;
        if (rtl ? mark.joinBehind : mark.joinBefore)
            thread(-m_margin / 3.0, mark.parts.front().first);
        if (rtl ? mark.joinBefore : mark.joinBehind)
            thread(mark.parts.back().second, viewport()->width() - 2.0 * m_margin);
        // The thread passes above the letters of the tag, which stands under its own first part.
        const QPointF at(mark.tag + m_margin + 1, top + m_layout.laneHeight() - 3);
        const QString tag = canvasTag(span);
        painter.setPen(strong ? p.colours.text : colour.line);
        if (strong && !span.suggested) { // a chip, as in the list of labels
            const QFontMetricsF metrics(m_tagFont);
            painter.fillRect(QRectF(at.x() - 1, at.y() - metrics.ascent(),
                                 metrics.horizontalAdvance(tag) + 2, metrics.height() - 1),
                colour.fill);
            painter.setPen(colour.text);
        }
        painter.drawText(at, tag);
        if (!m_views.subwords)
            continue;
        for (const CodePointRange& part : span.parts)
            for (const bool end : {false, true}) {
                const std::uint32_t at = end ? part.end : part.begin;
                if (!m_subwords.splits(at) || at < p.range.begin || at > p.range.end)
                    continue;
                const double x = m_layout.edgeOf(part, end).x1() + m_margin;
                painter.setPen(QPen(p.colours.error, 2));
                painter.drawLine(QPointF(x, p.y), QPointF(x, p.y + height));
                painter.setBrush(p.colours.error);
                painter.setPen(Qt::NoPen);
                painter.drawPolygon(QPolygonF({{x - 5, p.y - 1}, {x + 5, p.y - 1}, {x, p.y + 6}}));
            }
    }
    // Lines between two parts: the thread runs in the margin.
    for (std::size_t i = 0; i < p.row.through.size() && i < 4; ++i) {
        const CanvasSpan& span = m_document.spans[p.row.through[i]];
        painter.setPen(QPen(labelColour(span.colour, p.look).line, 1.5, Qt::DotLine));
        const double x = m_margin * 2 / 3.0 - 4.0 * double(i);
        painter.drawLine(QPointF(x, p.y - 2), QPointF(x, p.y + p.row.height));
    }
}

// Grips at the ends of the picked span, of the one under the mouse and of the one in the hand.
void TextCanvas::paintHandles(RowPaint& p) {
    if (m_readOnly)
        return;
    QPainter& painter = p.painter;
    const bool dragged = m_drag.kind == Drag::Edge;
    if (dragged) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(p.colours.accent, 2));
        for (const CodePointRange& part : m_drag.parts)
            for (const QRectF& box : boxes(p, part))
                painter.drawRoundedRect(box, 3, 3);
    }
    const auto grips = [&](const std::vector<CodePointRange>& parts, const QColor& colour) {
        for (const bool end : {false, true}) {
            const CodePointRange part = end ? parts.back() : parts.front();
            const std::uint32_t at = end ? m_text.previousBorder(part.end) : part.begin;
            if (at < p.range.begin || at >= p.range.end)
                continue;
            const double x = m_layout.edgeOf(part, end).x1() + m_margin;
            const QRectF bar(x - 1.5, p.y, 3, m_layout.textHeight());
            painter.setPen(Qt::NoPen);
            painter.setBrush(colour);
            painter.drawRoundedRect(bar, 1.5, 1.5);
            painter.drawEllipse(QPointF(x, end ? bar.bottom() : bar.top()), 4, 4);
        }
    };
    if (dragged)
        return grips(m_drag.parts, p.colours.accent);
    for (const SpanId id : {m_hovered == m_picked ? SpanId{} : m_hovered, m_picked})
        if (const CanvasSpan* span = find(id); span && !span->parts.empty())
            grips(span->parts, labelColour(span->colour, p.look).line);
}

} // namespace evenspan::ui
