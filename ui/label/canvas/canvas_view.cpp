// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/canvas/canvas_view.h"

#include "ui/common/theme.h"
#include "ui/label/canvas/canvas_accessible.h"

#include <QAccessible>
#include <QEvent>
#include <QHelpEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace evenspan::ui {

TextCanvas::TextCanvas(QWidget* parent)
    : QAbstractScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_InputMethodEnabled, false);
    viewport()->setAttribute(Qt::WA_InputMethodEnabled, false);
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    installCanvasAccessibility();
    setAccessibleName(tr("Text"));
    setAccessibleDescription(tr("The text to label. Arrow keys move by word, letters label."));
    m_cursor.setLines(&m_layout);
    setDocument({});
}

TextCanvas::~TextCanvas() = default;

void TextCanvas::setDocument(CanvasDocument document) {
    m_document = std::move(document);
    m_text = CanvasText(std::move(m_document.text));
    m_document.text.clear();
    m_byId.clear();
    for (std::size_t i = 0; i < m_document.spans.size(); ++i)
        m_byId[m_document.spans[i].id] = i;
    m_layout.reset(&m_text, &m_document.spans);
    m_cursor.reset(&m_text, &m_document.grid.tokens);
    m_picked = m_partner = m_hovered = {};
    m_subwords = {};
    m_drag = {};
    m_scroll.stop();
    m_start.reset();
    m_brushedLast = {};
    m_anchor = 0;
    m_first = 0;
    m_inside = 0;
    relayout();
}

const CanvasSpan* TextCanvas::find(SpanId id) const {
    const auto it = m_byId.find(id);
    return it == m_byId.end() ? nullptr : &m_document.spans[it->second];
}

void TextCanvas::updateSpans(
    const std::vector<CanvasSpan>& changed, const std::vector<SpanId>& removed) {
    auto& spans = m_document.spans;
    // What the index knew of each span that is touched, and what it must know after.
    std::unordered_map<SpanId, SpanIndex::Entry> before;
    std::vector<SpanId> touched;
    const auto touch = [&](std::size_t at) {
        const CanvasSpan& span = spans[at];
        before.try_emplace(span.id, SpanIndex::Entry{span.hull(), span.id, std::uint32_t(at)});
        touched.push_back(span.id);
    };
    for (const SpanId id : removed) {
        const auto it = m_byId.find(id);
        if (it == m_byId.end())
            continue;
        const std::size_t at = it->second;
        touch(at);
        m_byId.erase(it);
        if (at + 1 != spans.size()) {
            touch(spans.size() - 1); // it moves here: pieces name spans by index
            spans[at] = std::move(spans.back());
            m_byId[spans[at].id] = at;
        }
        spans.pop_back();
        if (id == m_picked)
            pick({});
    }
    for (const CanvasSpan& span : changed) {
        if (const auto it = m_byId.find(span.id); it != m_byId.end()) {
            touch(it->second);
            spans[it->second] = span;
        } else {
            m_byId[span.id] = spans.size();
            spans.push_back(span);
            touched.push_back(span.id);
        }
    }
    std::vector<SpanIndex::Entry> out, in;
    for (const auto& [id, entry] : before)
        out.push_back(entry);
    std::sort(touched.begin(), touched.end());
    touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
    for (const SpanId id : touched)
        if (const auto it = m_byId.find(id); it != m_byId.end())
            in.push_back({spans[it->second].hull(), id, std::uint32_t(it->second)});
    m_layout.spansChanged(out, in);
    settle();
    viewport()->update();
}

void TextCanvas::relayout() {
    m_textFont = scaledFont(font(), m_size / 13.0);
    if (!m_family.isEmpty())
        m_textFont.setFamilies({m_family});
    m_tagFont = scaledFont(font(), 11 / 13.0 * std::max(1.0, m_size / 20.0), true);
    m_margin = space(this, 6);
    m_layout.setMetrics(m_textFont, m_tagFont, viewport()->width() - 2 * m_margin, m_spacing);
    m_inside = 0;
    settle();
    viewport()->update();
}

void TextCanvas::settle() {
    if (m_settling)
        return;
    m_settling = true;
    m_first = std::min(m_first, m_text.pieces() - 1);
    double y = -m_inside;
    for (std::size_t i = m_first; i < m_text.pieces() && y < viewport()->height(); ++i)
        y += m_layout.piece(i).height;
    updateScrollBar();
    const double row = m_textFont.pixelSize() * m_spacing;
    m_layout.setLinesOfPage(int(viewport()->height() / std::max(1.0, row)) - 1);
    m_settling = false;
    Q_EMIT viewMoved();
}

void TextCanvas::updateScrollBar() {
    QScrollBar* bar = verticalScrollBar();
    const QSignalBlocker quiet(bar);
    const int page = viewport()->height();
    bar->setRange(0, std::max(0, int(m_layout.height()) + 2 * m_margin - page));
    bar->setPageStep(page);
    bar->setSingleStep(int(m_textFont.pixelSize() * m_spacing));
    bar->setValue(int(std::lround(m_layout.top(m_first) + m_inside)));
}

void TextCanvas::scrollContentsBy(int, int) {
    const double y = verticalScrollBar()->value();
    m_first = m_layout.pieceAtY(y);
    m_inside = y - m_layout.top(m_first);
    settle();
    viewport()->update();
}

double TextCanvas::yOf(QPoint viewport) const {
    return m_layout.top(m_first) + m_inside + viewport.y() - m_margin;
}

std::uint32_t TextCanvas::codePointAt(QPoint at) {
    return m_layout.codePointAt(at.x() - m_margin, yOf(at), false);
}

std::uint32_t TextCanvas::characterAt(QPoint at) {
    return m_layout.codePointAt(at.x() - m_margin, yOf(at), true);
}

QRect TextCanvas::characterRect(std::uint32_t codePoint) {
    const QRectF rect = m_layout.characterRect(std::min(codePoint, m_text.codePoints()));
    return rect.translated(m_margin, m_margin - m_layout.top(m_first) - m_inside).toAlignedRect();
}

SpanId TextCanvas::spanAt(QPoint at) {
    const auto [index, rowIndex] = m_layout.rowOf(characterAt(at));
    const CanvasRow& row = m_layout.piece(index).rows[rowIndex];
    const double x = at.x() - m_margin, y = yOf(at) - m_layout.top(index) - row.top;
    SpanId found;
    std::uint32_t length = ~0U;
    for (const CanvasMark& mark : row.marks) {
        const CanvasSpan& span = m_document.spans[mark.span];
        const double lane = m_layout.textHeight() + mark.lane * m_layout.laneHeight();
        if (y >= lane && y < lane + m_layout.laneHeight() && x >= mark.left && x < mark.right)
            return span.id;
        for (const auto& [left, right] : mark.parts)
            if (y < m_layout.textHeight() && x >= left && x < right && span.hull().size() < length)
                found = span.id, length = span.hull().size();
    }
    return found;
}

CodePointRange TextCanvas::visibleRange() {
    const std::uint32_t from = characterAt({0, 0});
    return {m_layout.lineAt(from).range.begin,
        m_layout.lineAt(characterAt({0, viewport()->height() - 1})).range.end};
}

void TextCanvas::reveal(CodePointRange range) {
    const auto [index, rowIndex] = m_layout.rowOf(std::min(range.begin, m_text.codePoints()));
    const CanvasRow& row = m_layout.piece(index).rows[rowIndex];
    const double top = m_layout.top(index) + row.top;
    const double seen = m_layout.top(m_first) + m_inside;
    const double room = viewport()->height() - 2.0 * m_margin;
    if (top >= seen && top + row.height <= seen + room)
        return;
    // A near line scrolls to the edge, a far one to a third of the view.
    const bool far = top < seen - room || top > seen + 2 * room;
    const double wanted = far ? top - room / 3 : top < seen ? top : top + row.height - room;
    const double y = std::max(0.0, wanted);
    m_first = m_layout.pieceAtY(y);
    m_inside = y - m_layout.top(m_first);
    settle();
    viewport()->update();
}

void TextCanvas::select(CodePointRange range) {
    m_cursor.select(range);
    moved();
}

void TextCanvas::moved() {
    reveal({m_cursor.head().begin, m_cursor.head().end});
    viewport()->update();
    if (QAccessible::isActive()) {
        const auto unit = [this](std::uint32_t at) { return int(m_text.toUtf16(at)); };
        QAccessibleTextCursorEvent caret(this, unit(m_cursor.head().begin));
        QAccessible::updateAccessibility(&caret);
        const CodePointRange chosen = m_cursor.selection();
        QAccessibleTextSelectionEvent selected(this, unit(chosen.begin), unit(chosen.end));
        QAccessible::updateAccessibility(&selected);
    }
    Q_EMIT cursorMoved();
}

void TextCanvas::pick(SpanId id) {
    const CanvasSpan* span = find(id);
    const SpanId now = span ? id : SpanId{};
    if (now == m_picked)
        return;
    m_picked = now;
    if (span) {
        m_partner = now;
        reveal(span->hull());
    }
    viewport()->update();
    Q_EMIT spanPicked(m_picked);
}

void TextCanvas::setTextSize(int pixels) {
    m_size = std::clamp(pixels, 11, 64);
    relayout();
}

void TextCanvas::setTextFamily(const QString& family) {
    m_family = family;
    relayout();
}

void TextCanvas::setViews(CanvasViews views) {
    m_views = views;
    viewport()->update();
}

void TextCanvas::setSubwords(CanvasSubwords subwords) {
    m_subwords = std::move(subwords);
    viewport()->update();
}

void TextCanvas::setLineSpacing(double factor) {
    m_spacing = std::clamp(factor, 1.0, 4.0);
    relayout();
}

bool TextCanvas::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), tipAt(help->pos()), viewport());
        return true;
    }
    if (event->type() == QEvent::Leave && !dragging()) {
        m_hovered = {};
        viewport()->update();
    }
    return QAbstractScrollArea::viewportEvent(event);
}

// What stands at a place, in words.
QString TextCanvas::tipAt(QPoint at) {
    QStringList lines;
    const std::uint32_t place = characterAt(at);
    if (const CanvasSpan* span = find(spanAt(at))) {
        lines << (span->suggested ? tr("%1, suggested").arg(canvasTag(*span)) : canvasTag(*span));
        if (!span->note.isEmpty())
            lines << span->note;
        if (m_views.subwords)
            for (const CodePointRange& part : span->parts)
                if (m_subwords.splits(part.begin) || m_subwords.splits(part.end)) {
                    lines << tr("An end of it lies inside a sub-word: no model can learn this end");
                    break;
                }
    }
    if (m_views.subwords)
        for (const CodePointRange& piece : m_subwords.unknown)
            if (piece.begin <= place && place < piece.end)
                lines << tr("The encoder does not know this word");
    if (m_views.windows) {
        int held = 0;
        for (const CodePointRange& window : m_subwords.windows)
            held += window.begin <= place && place < window.end;
        if (held > 0)
            lines << tr("Longer than %Ln sub-words: the encoder reads this sentence in windows. "
                        "Lines show where one ends, dots where the next begins.",
                nullptr, int(m_subwords.limit));
    }
    return lines.join(QLatin1Char('\n'));
}

void TextCanvas::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    relayout();
}

void TextCanvas::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        relayout();
    else if (event->type() == QEvent::PaletteChange)
        viewport()->update();
}

} // namespace evenspan::ui
