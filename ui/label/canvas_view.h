// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/label/canvas_layout.h"

#include <QAbstractScrollArea>

#include <unordered_map>

namespace evenspan::ui {

struct Colours;

// Shows one document and lets the hand choose ranges and spans in it. It changes nothing itself: it
// says by signals what was asked for. All positions are code points of the text.
class TextCanvas : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit TextCanvas(QWidget* parent = nullptr);

    void setDocument(CanvasDocument document);
    // Adds spans or replaces those of the same id, and takes some away; cursor and scroll stay.
    void updateSpans(const std::vector<CanvasSpan>& changed, const std::vector<SpanId>& removed);
    const std::vector<CanvasSpan>& spans() const { return m_document.spans; }
    const CanvasText& text() const { return m_text; }
    const TokenCursor& cursor() const { return m_cursor; }

    void select(CodePointRange range);
    void pick(SpanId id); // 0: none
    SpanId picked() const { return m_picked; }
    void reveal(CodePointRange range); // scrolls as little as needed
    CodePointRange visibleRange();

    void setZoom(int percent); // 50 to 400, of the canvas text
    void setLineSpacing(double factor); // 1 to 4

    std::uint32_t codePointAt(QPoint viewport); // place between two characters
    std::uint32_t characterAt(QPoint viewport); // the character under the point
    QRect characterRect(std::uint32_t codePoint); // in the viewport
    SpanId spanAt(QPoint viewport); // its tag or its text, the shortest one

Q_SIGNALS:
    void cursorMoved();
    void selectionMade(evenspan::CodePointRange range); // by the mouse, when it is complete
    void spanPicked(evenspan::SpanId id); // 0: none any more
    void rangeChangeRequested(
        evenspan::SpanId id, const std::vector<evenspan::CodePointRange>& parts);
    void acceptRequested(evenspan::SpanId id);
    void removeRequested(evenspan::SpanId id);
    void labelKeyTyped(const QString& text);
    void menuRequested(QPoint global, evenspan::SpanId id);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    const CanvasSpan* find(SpanId id) const;
    void relayout();
    void settle(); // lays out what is visible; the first visible piece stays where it is
    void updateScrollBar();
    bool spanKey(QKeyEvent* event);
    void pickNext(bool forward);
    void pickStacked();
    void moved();
    double yOf(QPoint viewport) const;
    void paintRow(QPainter& painter, std::size_t index, const CanvasPiece& piece,
        const CanvasRow& row, double y, const Colours& colours);
    void paintMarks(QPainter& painter, const CanvasRow& row, double y, const Colours& colours);

    CanvasDocument m_document;
    CanvasText m_text;
    CanvasLayout m_layout;
    TokenCursor m_cursor;
    std::unordered_map<SpanId, std::size_t> m_byId;
    SpanId m_picked;
    std::size_t m_first = 0; // the piece at the top of the view
    double m_inside = 0; // and how much of it is scrolled away
    bool m_settling = false;
    int m_zoom = 100;
    double m_spacing = 1.75;
    std::uint32_t m_pressed = 0;
    bool m_dragging = false;
    int m_margin = 24;
    QFont m_textFont, m_tagFont;
};

} // namespace evenspan::ui
