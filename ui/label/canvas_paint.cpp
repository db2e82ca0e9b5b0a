// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/colours.h"
#include "ui/label/canvas_view.h"

#include <QPainter>
#include <QPaintEvent>

#include <algorithm>

namespace evenspan::ui {

void TextCanvas::paintEvent(QPaintEvent* event) {
    const Colours colours = Colours::of(palette());
    QPainter painter(viewport());
    painter.fillRect(event->rect(), colours.surface);
    painter.setRenderHint(QPainter::Antialiasing);
    double y = m_margin - m_inside;
    for (std::size_t i = m_first; i < m_text.pieces() && y < viewport()->height(); ++i) {
        const CanvasPiece& piece = m_layout.piece(i);
        for (const CanvasRow& row : piece.rows)
            if (y + row.top + row.height >= event->rect().top()
                && y + row.top <= event->rect().bottom())
                paintRow(painter, i, piece, row, y + row.top, colours);
        y += piece.height;
    }
}

void TextCanvas::paintRow(QPainter& painter, std::size_t index, const CanvasPiece& piece,
    const CanvasRow& row, double y, const Colours& colours) {
    const std::uint32_t begin = m_text.begin(index);
    const std::uint32_t last = m_text.content(index).end;
    const auto boxes = [&](CodePointRange range, auto draw) {
        if (range.begin > last || range.end < begin)
            return;
        const int from = CanvasText::unitOf(piece.text, std::max(range.begin, begin) - begin);
        const int to = CanvasText::unitOf(piece.text, std::min(range.end, last) - begin);
        for (const auto& [left, right] : m_layout.stretches(piece, row, from, to))
            draw(QRectF(left + m_margin, y, right - left, m_layout.textHeight()));
    };
    const Look look = lookOf(palette());
    for (const CanvasMark& mark : row.marks) {
        const CanvasSpan& span = m_document.spans[mark.span];
        if (span.suggested || look == Look::HighContrast)
            continue;
        for (const auto& [left, right] : mark.parts)
            painter.fillRect(QRectF(left + m_margin, y, right - left, m_layout.textHeight()),
                labelColour(span.colour, look).fill);
    }
    boxes(m_cursor.selection(),
        [&](const QRectF& box) { painter.fillRect(box, colours.accentSoft); });
    painter.setPen(colours.text);
    row.line.draw(&painter, {double(m_margin), y});
    paintMarks(painter, row, y, colours);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colours.accent, hasFocus() ? 2 : 1));
    const CodePointRange head = m_cursor.head();
    if (!head.empty())
        boxes(head, [&](const QRectF& box) { painter.drawRoundedRect(box, 3, 3); });
    else if (const auto at = m_layout.rowOf(head.begin);
             at.first == index && &piece.rows[at.second] == &row) {
        const double x =
            m_margin + row.line.cursorToX(CanvasText::unitOf(piece.text, head.begin - begin));
        painter.drawLine(QPointF(x, y), QPointF(x, y + m_layout.textHeight()));
    }
}

void TextCanvas::paintMarks(
    QPainter& painter, const CanvasRow& row, double y, const Colours& colours) {
    const Look look = lookOf(palette());
    painter.setFont(m_tagFont);
    for (const CanvasMark& mark : row.marks) {
        const CanvasSpan& span = m_document.spans[mark.span];
        const LabelColour colour = labelColour(span.colour, look);
        const double top = y + m_layout.textHeight() + mark.lane * m_layout.laneHeight() + 1;
        const bool picked = span.id == m_picked;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(
            QPen(colour.line, picked ? 3 : 1.5, span.suggested ? Qt::DashLine : Qt::SolidLine));
        for (const auto& [left, right] : mark.parts) {
            painter.drawLine(QPointF(left + m_margin, top), QPointF(right + m_margin, top));
            if (span.suggested || picked)
                painter.drawRoundedRect(
                    QRectF(left + m_margin, y, right - left, m_layout.textHeight()), 3, 3);
        }
        painter.setPen(QPen(colour.line, 1, Qt::DotLine));
        for (std::size_t i = 1; i < mark.parts.size(); ++i)
            painter.drawLine(QPointF(mark.parts[i - 1].second + m_margin, top),
                QPointF(mark.parts[i].first + m_margin, top));
        painter.setPen(look == Look::HighContrast ? colours.text : colour.line);
        painter.drawText(
            QPointF(mark.left + m_margin + 1, top + m_layout.laneHeight() - 3), canvasTag(span));
    }
}

} // namespace evenspan::ui
