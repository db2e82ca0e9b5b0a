// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/label/canvas/canvas_layout.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>
#include <QElapsedTimer>

#include <optional>
#include <unordered_map>

namespace evenspan::ui {

struct Colours;

// Shows one document and lets the hand choose ranges and spans in it. It changes nothing itself: it
// says by signals what was asked for. All positions are code points of the text.
//
// The mouse: a click puts the cursor and picks the span there; a drag selects whole tokens without
// outer punctuation (Alt: characters), Shift+click extends; double-click a word, triple-click a
// sentence; with Ctrl the selection goes to the picked span as a further part. The ends of a picked
// span, or of the one under the mouse, are handles to drag. Esc takes a drag back.
class TextCanvas : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit TextCanvas(QWidget* parent = nullptr);
    ~TextCanvas() override;

    void setDocument(CanvasDocument document);
    // Adds spans or replaces those of the same id, and takes some away; cursor and scroll stay.
    void updateSpans(const std::vector<CanvasSpan>& changed, const std::vector<SpanId>& removed);
    const std::vector<CanvasSpan>& spans() const { return m_document.spans; }
    const CanvasText& text() const { return m_text; }
    const TokenCursor& cursor() const { return m_cursor; }
    const TokenGrid& grid() const { return m_document.grid; }

    void select(CodePointRange range);
    void pick(SpanId id); // 0: none
    SpanId picked() const { return m_picked; }
    // The span picked last, also when a selection began since: what a further part belongs to.
    SpanId partner() const { return m_byId.contains(m_partner) ? m_partner : SpanId{}; }
    void reveal(CodePointRange range); // scrolls as little as needed
    CodePointRange visibleRange();

    void setTextSize(int pixels); // 11 to 64, at a base font of 13
    void setTextFamily(const QString& family); // empty: the window's
    void setLineSpacing(double factor); // 1 to 4
    void setViews(CanvasViews views);
    const CanvasViews& views() const { return m_views; }
    void setSubwords(CanvasSubwords subwords);
    const CanvasSubwords& subwords() const { return m_subwords; }
    void setReadOnly(bool readOnly); // no handles
    void setBrush(std::optional<CanvasBrush> brush);
    const std::optional<CanvasBrush>& brush() const { return m_brush; }
    void setTwoClicks(bool on); // a click begins a selection, the next one ends it

    std::uint32_t codePointAt(QPoint viewport); // place between two characters
    std::uint32_t characterAt(QPoint viewport); // the character under the point
    QRect characterRect(std::uint32_t codePoint); // in the viewport
    SpanId spanAt(QPoint viewport); // its tag or its text, the shortest one
    QLine handleOf(SpanId id, bool end); // in the viewport
    bool dragging() const { return m_drag.kind != Drag::None; }
    const std::vector<CodePointRange>& ghost() const { return m_drag.parts; } // of a dragged end

Q_SIGNALS:
    void cursorMoved();
    void selectionMade(evenspan::CodePointRange range); // by the mouse, when it is complete
    void brushed(evenspan::CodePointRange range); // the same with a brush in the hand
    void brushLeft(); // Esc
    void spanPicked(evenspan::SpanId id); // 0: none any more
    void rangeChangeRequested(
        evenspan::SpanId id, const std::vector<evenspan::CodePointRange>& parts);
    void joinRequested(evenspan::SpanId id, evenspan::CodePointRange range);
    void acceptRequested(evenspan::SpanId id);
    void removeRequested(evenspan::SpanId id);
    void labelKeyTyped(const QString& text);
    void escaped(); // every Esc
    void menuRequested(QPoint global, evenspan::SpanId id);
    void viewMoved(); // scrolled, resized or another text

protected:
    bool event(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    // What the pressed mouse does.
    struct Drag {
        enum Kind { None, Select, Edge } kind = None;
        std::uint32_t pressed = 0;
        QPoint from, last; // in the viewport
        bool moved = false, byCharacter = false;
        bool join = false; // the selection goes to the picked span
        SpanId span; // Edge: whose
        bool end = false; // and which
        std::vector<CodePointRange> parts; // Edge: as it would be
    };
    struct Handle {
        SpanId span;
        bool end = false;
    };
    struct RowPaint;

    const CanvasSpan* find(SpanId id) const;
    void relayout();
    void settle(); // lays out what is visible; the first visible piece stays where it is
    void updateScrollBar();
    bool escape();
    bool spanKey(QKeyEvent* event);
    void pickNext(bool forward);
    void pickStacked();
    void moved();
    double yOf(QPoint viewport) const;
    QString tipAt(QPoint viewport);
    std::optional<Handle> handleAt(QPoint viewport);
    void hover(QPoint viewport);
    void dragTo(QPoint viewport, Qt::KeyboardModifiers modifiers);
    void selectTo(std::uint32_t from, std::uint32_t to, bool byCharacter);
    void endDrag();
    void finishSelection(CodePointRange range, bool join);
    bool clickBetween(QPoint viewport); // the second of two clicks
    CodePointRange sentenceAt(std::uint32_t position) const;
    void showCursorShape(bool onHandle);
    void paintRow(RowPaint& row);
    void paintViews(RowPaint& row);
    void paintMarks(RowPaint& row);
    void paintHandles(RowPaint& row);
    std::vector<QRectF> boxes(const RowPaint& row, CodePointRange range) const;

    CanvasDocument m_document;
    CanvasText m_text;
    CanvasLayout m_layout;
    TokenCursor m_cursor;
    std::unordered_map<SpanId, std::size_t> m_byId;
    SpanId m_picked, m_partner, m_hovered;
    std::size_t m_first = 0; // the piece at the top of the view
    double m_inside = 0; // and how much of it is scrolled away
    bool m_settling = false, m_readOnly = false, m_twoClicks = false;
    int m_size = 16;
    QString m_family;
    double m_spacing = 1.75;
    CanvasViews m_views;
    CanvasSubwords m_subwords;
    std::optional<CanvasBrush> m_brush;
    CodePointRange m_brushedLast;
    Drag m_drag;
    std::optional<CodePointRange> m_start; // of a selection by two clicks
    std::uint32_t m_anchor = 0; // where Shift+click extends from
    QBasicTimer m_scroll;
    QElapsedTimer m_doubleClicked;
    QPoint m_doubleClickedAt;
    int m_margin = 24;
    QFont m_textFont, m_tagFont;
};

} // namespace evenspan::ui
