// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/canvas_view.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <optional>
#include <tuple>

namespace evenspan::ui {

namespace {

std::optional<TokenCursor::Move> moveOf(const QKeyEvent& event) {
    using Move = TokenCursor::Move;
    const bool control = event.modifiers() & Qt::ControlModifier;
    switch (event.key()) {
    case Qt::Key_Left:
        return control ? std::nullopt : std::optional(Move::Left);
    case Qt::Key_Right:
        return control ? std::nullopt : std::optional(Move::Right);
    case Qt::Key_Up:
        return control ? std::nullopt : std::optional(Move::Up);
    case Qt::Key_Down:
        return control ? std::nullopt : std::optional(Move::Down);
    case Qt::Key_PageUp:
        return control ? std::nullopt : std::optional(Move::PageUp);
    case Qt::Key_PageDown:
        return control ? std::nullopt : std::optional(Move::PageDown);
    case Qt::Key_Home:
        return control ? Move::Start : Move::LineStart;
    case Qt::Key_End:
        return control ? Move::End : Move::LineEnd;
    default:
        return std::nullopt;
    }
}

bool isLabelKey(const QKeyEvent& event) {
    return !(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        && event.text().size() == 1 && event.text().front().isLetterOrNumber();
}

} // namespace

bool TextCanvas::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (isLabelKey(*key) || moveOf(*key)) {
            event->accept();
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
}

void TextCanvas::pickNext(bool forward) {
    const auto& entries = m_layout.index().entries();
    const auto key = [](const SpanIndex::Entry& entry) {
        return std::tuple(entry.hull.begin, ~entry.hull.end, entry.id.value);
    };
    const CanvasSpan* now = find(m_picked);
    const auto at = now ? std::tuple(now->hull().begin, ~now->hull().end, now->id.value)
                        : std::tuple(m_cursor.head().begin, forward ? 0U : ~0U, std::int64_t(0));
    const auto next = forward ? std::ranges::upper_bound(entries, at, {}, key)
                              : std::ranges::lower_bound(entries, at, {}, key);
    if (next == (forward ? entries.end() : entries.begin()))
        return;
    const SpanIndex::Entry found = forward ? *next : *std::prev(next);
    m_cursor.moveTo(found.hull.begin, false, false);
    pick(found.id);
    moved();
}

void TextCanvas::pickStacked() {
    const CodePointRange here = m_cursor.target();
    std::vector<SpanId> stacked;
    m_layout.index().eachIn(
        here, [&](const SpanIndex::Entry& entry) { stacked.push_back(entry.id); });
    if (stacked.empty())
        return;
    std::sort(stacked.begin(), stacked.end());
    const auto it = std::upper_bound(stacked.begin(), stacked.end(), m_picked);
    pick(it == stacked.end() ? stacked.front() : *it);
}

// With a span picked: Shift moves its end, Ctrl+Shift its start, Alt by character.
bool TextCanvas::spanKey(QKeyEvent* event) {
    const bool acts = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter
        || event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace;
    if (acts && !find(m_picked) && !(event->modifiers() & Qt::ControlModifier))
        pickStacked(); // the span under the cursor: one key accepts a right suggestion
    const CanvasSpan* span = find(m_picked);
    if (!span)
        return false;
    if (event->key() == Qt::Key_Escape)
        return pick({}), true;
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (event->modifiers() & Qt::ControlModifier)
            return false;
        Q_EMIT acceptRequested(m_picked);
        return true;
    }
    if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace) {
        Q_EMIT removeRequested(m_picked);
        return true;
    }
    const bool side = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    if (!side || !(event->modifiers() & Qt::ShiftModifier))
        return false;
    const bool start = event->modifiers() & Qt::ControlModifier;
    const bool byCharacter = event->modifiers() & Qt::AltModifier;
    std::vector<CodePointRange> parts = span->parts;
    CodePointRange& part = start ? parts.front() : parts.back();
    const bool rtl = m_layout.lineAt(part.begin).rightToLeft;
    const bool ahead = (event->key() == Qt::Key_Right) != rtl;
    part = start ? m_cursor.moveStart(part, ahead, byCharacter)
                 : m_cursor.moveEnd(part, ahead, byCharacter);
    if (parts != span->parts)
        Q_EMIT rangeChangeRequested(m_picked, parts);
    return true;
}

void TextCanvas::keyPressEvent(QKeyEvent* event) {
    if (spanKey(event))
        return;
    const bool control = event->modifiers() & Qt::ControlModifier;
    if (control && !(event->modifiers() & (Qt::ShiftModifier | Qt::AltModifier))
        && (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right))
        return pickNext(event->key() == Qt::Key_Right);
    if (const auto move = moveOf(*event)) {
        pick({});
        m_cursor.move(
            *move, event->modifiers() & Qt::ShiftModifier, event->modifiers() & Qt::AltModifier);
        return moved();
    }
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier)
        return pickStacked();
    if (isLabelKey(*event)) {
        Q_EMIT labelKeyTyped(event->text());
        return;
    }
    event->ignore();
}

void TextCanvas::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return event->ignore();
    const QPoint at = event->position().toPoint();
    m_dragging = false;
    if (event->modifiers() & Qt::ShiftModifier) { // click-click
        const auto to = codePointAt(at);
        const CodePointRange range{std::min(m_pressed, to), std::max(m_pressed, to)};
        m_cursor.select(event->modifiers() & Qt::AltModifier ? range : m_cursor.snapped(range));
        moved();
        Q_EMIT selectionMade(m_cursor.selection());
        return;
    }
    m_pressed = codePointAt(at);
    m_dragging = true;
    m_cursor.moveTo(characterAt(at), false, event->modifiers() & Qt::AltModifier);
    pick(spanAt(at));
    moved();
}

void TextCanvas::mouseMoveEvent(QMouseEvent* event) {
    if (!m_dragging)
        return;
    const auto to = codePointAt(event->position().toPoint());
    if (to == m_pressed)
        return;
    const CodePointRange range{std::min(m_pressed, to), std::max(m_pressed, to)};
    pick({});
    m_cursor.select(event->modifiers() & Qt::AltModifier ? range : m_cursor.snapped(range));
    moved();
}

void TextCanvas::mouseReleaseEvent(QMouseEvent*) {
    if (m_dragging && !m_cursor.selection().empty())
        Q_EMIT selectionMade(m_cursor.selection());
    m_dragging = false;
}

void TextCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
    if (const auto token = m_cursor.tokenAt(characterAt(event->position().toPoint()))) {
        m_cursor.select(*token);
        moved();
        Q_EMIT selectionMade(*token);
    }
    m_dragging = false;
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
