// SPDX-License-Identifier: GPL-3.0-or-later
// Keys, and what an input method makes of them.
#include "ui/label/canvas/canvas_view.h"

#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>

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

// Empty: no key of a label.
QString labelKey(const QKeyEvent& event) {
    if (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)
        || event.text().size() != 1)
        return {};
    const QString platform = QGuiApplication::platformName();
    const bool places =
        platform == QStringLiteral("xcb") || platform.startsWith(QStringLiteral("wayland"));
    return labelLetters(event.text(), places ? event.nativeScanCode() : 0);
}

} // namespace

bool TextCanvas::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        auto* key = static_cast<QKeyEvent*>(event);
        const bool takesBack = key->key() == Qt::Key_Escape
            && (dragging() || m_start || m_picked != SpanId{} || m_brush);
        if (!labelKey(*key).isEmpty() || moveOf(*key) || takesBack) {
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

// One level up; false: already at the top.
bool TextCanvas::escape() {
    Q_EMIT escaped();
    if (dragging()) {
        const bool selecting = m_drag.kind == Drag::Select && !m_drag.join;
        endDrag();
        if (selecting)
            m_cursor.collapse();
    } else if (m_start) {
        m_start.reset();
        m_cursor.collapse();
    } else if (m_picked != SpanId{}) {
        pick({});
        m_partner = {};
    } else if (!m_cursor.selection().empty()) {
        m_cursor.collapse();
        m_partner = {};
        Q_EMIT cursorMoved();
    } else if (m_brush) {
        Q_EMIT brushLeft();
    } else {
        return false;
    }
    viewport()->update();
    return true;
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
    // By the letters at the border: in a Hebrew line a Latin name still grows to the right.
    const bool rtl = m_layout.rightToLeftAt(start ? part.begin : m_text.previousBorder(part.end));
    const bool ahead = (event->key() == Qt::Key_Right) != rtl;
    part = start ? m_cursor.moveStart(part, ahead, byCharacter)
                 : m_cursor.moveEnd(part, ahead, byCharacter);
    if (parts != span->parts)
        Q_EMIT rangeChangeRequested(m_picked, parts);
    return true;
}

void TextCanvas::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        if (!escape())
            event->ignore();
        return;
    }
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
        const CodePointRange chosen = m_cursor.selection();
        m_anchor = m_cursor.position() == chosen.begin ? chosen.end : chosen.begin;
        return moved();
    }
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier)
        return pickStacked();
    if (const QString letter = labelKey(*event); !letter.isEmpty()) {
        Q_EMIT labelKeyTyped(letter);
        return;
    }
    event->ignore();
}

// An input method is off here. One that composes all the same gives letters as text.
void TextCanvas::inputMethodEvent(QInputMethodEvent* event) {
    if (const QString letters = labelLetters(event->commitString()); !letters.isEmpty())
        Q_EMIT labelKeyTyped(letters);
    event->accept();
}

QVariant TextCanvas::inputMethodQuery(Qt::InputMethodQuery query) const {
    return query == Qt::ImEnabled ? QVariant(false) : QAbstractScrollArea::inputMethodQuery(query);
}

} // namespace evenspan::ui
