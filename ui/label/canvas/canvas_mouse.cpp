// SPDX-License-Identifier: GPL-3.0-or-later
// Choosing ranges and moving the ends of spans by the mouse.
#include "ui/common/colours.h"
#include "ui/common/theme.h"
#include "ui/label/canvas/canvas_view.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyleHints>
#include <QTimerEvent>

#include <algorithm>

namespace evenspan::ui {

namespace {

constexpr int kGrip = 5; // px beside a border that still hold it
constexpr int kStill = 4; // px that a click may tremble
constexpr int kScrollEvery = 30; // ms

} // namespace

QLine TextCanvas::handleOf(SpanId id, bool end) {
    const CanvasSpan* span = find(id);
    if (!span || span->parts.empty())
        return {};
    return m_layout.edgeOf(end ? span->parts.back() : span->parts.front(), end)
        .translated(m_margin, m_margin - m_layout.top(m_first) - m_inside)
        .toLine();
}

std::optional<TextCanvas::Handle> TextCanvas::handleAt(QPoint at) {
    if (m_readOnly)
        return std::nullopt;
    std::optional<Handle> best;
    int nearest = kGrip + 1;
    for (const SpanId id : {m_picked, m_hovered}) {
        if (!find(id))
            continue;
        for (const bool end : {true, false}) {
            const QLine line = handleOf(id, end);
            const int away = std::abs(at.x() - line.x1());
            if (away < nearest && at.y() >= line.y1() - kGrip && at.y() <= line.y2() + kGrip) {
                nearest = away;
                best = Handle{id, end};
            }
        }
    }
    return best;
}

void TextCanvas::hover(QPoint at) {
    const SpanId now = spanAt(at);
    const auto handle = handleAt(at);
    if (now != m_hovered && !handle) {
        m_hovered = now;
        viewport()->update();
    }
    showCursorShape(handle.has_value());
    if (m_start) {
        selectTo(m_start->begin, codePointAt(at), false);
        viewport()->update();
    }
}

void TextCanvas::showCursorShape(bool onHandle) {
    if (onHandle) {
        viewport()->setCursor(Qt::SizeHorCursor);
        return;
    }
    if (!m_brush) {
        viewport()->setCursor(Qt::IBeamCursor);
        return;
    }
    // A text cursor that carries the label's key on its colour.
    const qreal ratio = devicePixelRatioF();
    QPixmap pixmap(QSize(32, 32) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const LabelColour colour = labelColour(m_brush->colour, lookOf(palette()));
    painter.setPen(QPen(palette().color(QPalette::Text), 1.5));
    painter.drawLine(QPointF(6, 4), QPointF(6, 20));
    painter.drawLine(QPointF(3, 3.5), QPointF(9, 3.5));
    painter.drawLine(QPointF(3, 20.5), QPointF(9, 20.5));
    painter.setPen(colour.line);
    painter.setBrush(colour.fill);
    painter.drawRoundedRect(QRectF(12, 13, 19, 16), 4, 4);
    painter.setPen(colour.text);
    painter.setFont(scaledFont(font(), 11 / 13.0, true));
    painter.drawText(QRectF(12, 13, 19, 16), Qt::AlignCenter, m_brush->key.toUpper());
    painter.end();
    viewport()->setCursor(QCursor(pixmap, 6, 12));
}

void TextCanvas::setBrush(std::optional<CanvasBrush> brush) {
    m_brush = std::move(brush);
    m_brushedLast = {};
    showCursorShape(false);
}

void TextCanvas::setTwoClicks(bool on) {
    m_twoClicks = on;
    m_start.reset();
    viewport()->update();
}

void TextCanvas::setReadOnly(bool readOnly) {
    m_readOnly = readOnly;
    viewport()->update();
}

CodePointRange TextCanvas::sentenceAt(std::uint32_t position) const {
    const TokenGrid& grid = m_document.grid;
    const auto token = std::upper_bound(grid.tokens.begin(), grid.tokens.end(), position,
        [](std::uint32_t value, const CodePointRange& t) { return value < t.end; });
    if (token == grid.tokens.end() || grid.sentenceStarts.empty())
        return {};
    const auto at = std::uint32_t(token - grid.tokens.begin());
    const auto next = std::upper_bound(grid.sentenceStarts.begin(), grid.sentenceStarts.end(), at);
    const auto tokens = grid.sentence(std::size_t(next - grid.sentenceStarts.begin()) - 1);
    return {tokens.front().begin, tokens.back().end};
}

void TextCanvas::selectTo(std::uint32_t from, std::uint32_t to, bool byCharacter) {
    const CodePointRange range{std::min(from, to), std::max(from, to)};
    if (range.empty())
        m_cursor.moveTo(from, false, byCharacter);
    else
        m_cursor.select(byCharacter ? range : m_cursor.snapped(range));
}

void TextCanvas::finishSelection(CodePointRange range, bool join) {
    if (range.empty())
        return;
    if (join && find(m_picked)) {
        Q_EMIT joinRequested(m_picked, range);
    } else if (m_brush) {
        if (range == m_brushedLast)
            return; // the second click of a double-click
        m_brushedLast = range;
        m_cursor.collapse();
        viewport()->update();
        Q_EMIT brushed(range);
    } else {
        Q_EMIT selectionMade(range);
    }
}

bool TextCanvas::clickBetween(QPoint at) {
    if (!m_twoClicks)
        return false;
    const auto token = m_cursor.tokenAt(characterAt(at));
    if (!m_start) {
        if (token)
            m_start = *token;
        return false;
    }
    const CodePointRange first = *m_start, last = token.value_or(first);
    m_start.reset();
    selectTo(std::min(first.begin, last.begin), std::max(first.end, last.end), false);
    moved();
    finishSelection(m_cursor.selection(), false);
    return true;
}

void TextCanvas::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return event->ignore();
    const QPoint at = event->position().toPoint();
    const bool byCharacter = event->modifiers() & Qt::AltModifier;
    m_drag = {};
    if (m_doubleClicked.isValid()
        && m_doubleClicked.elapsed() < QGuiApplication::styleHints()->mouseDoubleClickInterval()
        && (at - m_doubleClickedAt).manhattanLength() <= kStill) {
        m_doubleClicked.invalidate();
        if (const CodePointRange sentence = sentenceAt(characterAt(at)); !sentence.empty()) {
            pick({});
            m_cursor.select(sentence);
            moved();
            if (!m_brush) // a brush is for names
                finishSelection(sentence, false);
        }
        return;
    }
    if (event->modifiers() & Qt::ShiftModifier) {
        pick({});
        selectTo(m_anchor, codePointAt(at), byCharacter);
        moved();
        finishSelection(m_cursor.selection(), false);
        return;
    }
    m_drag.pressed = codePointAt(at);
    m_drag.from = m_drag.last = at;
    if (const auto handle = handleAt(at)) {
        m_drag.kind = Drag::Edge;
        m_drag.span = handle->span;
        m_drag.end = handle->end;
        m_drag.parts = find(handle->span)->parts;
        return;
    }
    m_drag.kind = Drag::Select;
    m_drag.join = (event->modifiers() & Qt::ControlModifier) && find(m_picked);
    if (m_drag.join)
        return;
    m_anchor = m_drag.pressed;
    m_cursor.moveTo(characterAt(at), false, byCharacter);
    pick(spanAt(at));
    moved();
}

void TextCanvas::mouseMoveEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    if (m_drag.kind == Drag::None)
        return hover(at);
    m_drag.last = at;
    const bool outside = at.y() < 0 || at.y() >= viewport()->height();
    if (outside && !m_scroll.isActive())
        m_scroll.start(kScrollEvery, this);
    else if (!outside)
        m_scroll.stop();
    dragTo(at, event->modifiers());
}

// While the mouse is held beyond the edge the text runs on, the faster the farther away.
void TextCanvas::timerEvent(QTimerEvent* event) {
    if (event->timerId() != m_scroll.timerId())
        return QAbstractScrollArea::timerEvent(event);
    const int y = m_drag.last.y(), bottom = viewport()->height();
    const int beyond = y < 0 ? y : y >= bottom ? y - bottom + 1 : 0;
    if (beyond == 0 || m_drag.kind == Drag::None)
        return m_scroll.stop();
    QScrollBar* bar = verticalScrollBar();
    bar->setValue(bar->value() + std::clamp(beyond / 2, -60, 60) + (beyond > 0 ? 1 : -1));
    dragTo(m_drag.last, QGuiApplication::keyboardModifiers());
}

void TextCanvas::dragTo(QPoint at, Qt::KeyboardModifiers modifiers) {
    if (!m_drag.moved && (at - m_drag.from).manhattanLength() < kStill)
        return;
    m_drag.moved = true;
    m_drag.byCharacter = modifiers & Qt::AltModifier;
    at.setY(std::clamp(at.y(), 0, viewport()->height() - 1));
    const std::uint32_t to = codePointAt(at);
    if (m_drag.kind == Drag::Edge) {
        const CanvasSpan* span = find(m_drag.span);
        if (!span)
            return endDrag(); // it was taken away meanwhile
        m_drag.parts = span->parts;
        const std::uint32_t edge = m_drag.byCharacter ? to : m_cursor.snappedEdge(to, m_drag.end);
        CodePointRange& part = m_drag.end ? m_drag.parts.back() : m_drag.parts.front();
        if (m_drag.end && edge > part.begin)
            part.end = edge;
        else if (!m_drag.end && edge < part.end)
            part.begin = edge;
        viewport()->update();
        return;
    }
    if (!m_drag.join)
        pick({});
    selectTo(m_drag.pressed, to, m_drag.byCharacter);
    viewport()->update();
    Q_EMIT cursorMoved();
}

void TextCanvas::endDrag() {
    m_scroll.stop();
    m_drag = {};
    viewport()->update();
}

void TextCanvas::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || m_drag.kind == Drag::None)
        return;
    const Drag drag = m_drag;
    const QPoint at = event->position().toPoint();
    endDrag();
    if (drag.kind == Drag::Edge) {
        const CanvasSpan* span = find(drag.span);
        if (!span)
            return;
        pick(drag.span);
        if (drag.parts != span->parts)
            Q_EMIT rangeChangeRequested(drag.span, drag.parts);
        hover(at);
        return;
    }
    if (drag.moved) {
        finishSelection(m_cursor.selection(), drag.join);
        return;
    }
    if (drag.join) { // a click with Ctrl: one word more
        if (const auto token = m_cursor.tokenAt(characterAt(at)))
            finishSelection(*token, true);
        return;
    }
    if (clickBetween(at))
        return;
    if (const auto token = m_cursor.tokenAt(characterAt(at));
        m_brush && token && m_picked == SpanId{} && !m_twoClicks)
        finishSelection(*token, false);
}

void TextCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return event->ignore();
    const QPoint at = event->position().toPoint();
    m_drag = {};
    m_start.reset();
    m_doubleClicked.start();
    m_doubleClickedAt = at;
    const bool join = (event->modifiers() & Qt::ControlModifier) && find(m_picked);
    const auto token = m_cursor.tokenAt(characterAt(at));
    if (!token || join) // its first click has joined the word
        return;
    if (!m_brush)
        pick({});
    m_cursor.select(*token);
    moved();
    if (m_picked == SpanId{})
        finishSelection(*token, false);
}

void TextCanvas::contextMenuEvent(QContextMenuEvent* event) {
    const QPoint at = viewport()->mapFromGlobal(event->globalPos());
    const bool byMouse = event->reason() == QContextMenuEvent::Mouse;
    Q_EMIT menuRequested(byMouse
            ? event->globalPos()
            : viewport()->mapToGlobal(characterRect(m_cursor.head().begin).bottomLeft()),
        byMouse ? spanAt(at) : m_picked);
}

} // namespace evenspan::ui
