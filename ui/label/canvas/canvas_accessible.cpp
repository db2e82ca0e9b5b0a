// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/canvas/canvas_accessible.h"

#include "ui/label/canvas/canvas_view.h"

#include <QAccessible>
#include <QAccessibleWidget>

#include <algorithm>

namespace evenspan::ui {

namespace {

class CanvasAccessible final : public QAccessibleWidget, public QAccessibleTextInterface {
public:
    explicit CanvasAccessible(TextCanvas* canvas)
        : QAccessibleWidget(canvas, QAccessible::EditableText)
        , m_canvas(*canvas) { }

    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::TextInterface ? static_cast<QAccessibleTextInterface*>(this)
                                                  : QAccessibleWidget::interface_cast(type);
    }
    QAccessible::State state() const override {
        QAccessible::State state = QAccessibleWidget::state();
        state.readOnly = true; // labels change, the text does not
        state.multiLine = true;
        state.selectableText = true;
        return state;
    }

    int selectionCount() const override { return m_canvas.cursor().selection().size() > 0; }
    void selection(int index, int* start, int* end) const override {
        const CodePointRange range = index == 0 ? m_canvas.cursor().selection() : CodePointRange{};
        *start = unit(range.begin);
        *end = unit(range.end);
    }
    void addSelection(int start, int end) override { select(start, end); }
    void removeSelection(int) override { setCursorPosition(cursorPosition()); }
    void setSelection(int, int start, int end) override { select(start, end); }

    int cursorPosition() const override { return unit(m_canvas.cursor().head().begin); }
    void setCursorPosition(int position) override { select(position, position); }

    QString text(int start, int end) const override {
        return m_canvas.text().text({place(start), place(end)});
    }
    QString text(QAccessible::Text what) const override {
        const QString own = QAccessibleWidget::text(what);
        if (what == QAccessible::Description && m_canvas.brush())
            return own % QLatin1Char(' ')
                % TextCanvas::tr("%1 is in the hand.").arg(m_canvas.brush()->label);
        return own;
    }
    int characterCount() const override { return int(m_canvas.text().utf16Units()); }

    QRect characterRect(int offset) const override {
        const QRect rect = m_canvas.characterRect(place(offset));
        return {m_canvas.viewport()->mapToGlobal(rect.topLeft()), rect.size()};
    }
    int offsetAtPoint(const QPoint& point) const override {
        return unit(m_canvas.characterAt(m_canvas.viewport()->mapFromGlobal(point)));
    }
    void scrollToSubstring(int start, int end) override {
        m_canvas.reveal({place(start), place(end)});
    }

    // The stretch around the offset over which the same labels hold.
    QString attributes(int offset, int* start, int* end) const override {
        const std::uint32_t at = place(offset);
        CodePointRange stretch{0, m_canvas.text().codePoints()};
        QStringList labels;
        for (const CanvasSpan& span : m_canvas.spans())
            for (const CodePointRange& part : span.parts) {
                if (part.begin <= at && at < part.end) {
                    labels << described(span);
                    stretch = {
                        std::max(stretch.begin, part.begin), std::min(stretch.end, part.end)};
                } else if (part.end <= at) {
                    stretch.begin = std::max(stretch.begin, part.end);
                } else {
                    stretch.end = std::min(stretch.end, part.begin);
                }
            }
        *start = unit(stretch.begin);
        *end = unit(stretch.end);
        return labels.isEmpty()
            ? QString()
            : QStringLiteral("label:") % labels.join(QStringLiteral(", ")) % QLatin1Char(';');
    }

private:
    QString described(const CanvasSpan& span) const {
        QStringList facts{span.label};
        if (span.suggested)
            facts << TextCanvas::tr("suggested");
        if (span.flagged)
            facts << TextCanvas::tr("flagged");
        if (span.parts.size() > 1)
            facts << TextCanvas::tr("in %Ln parts", nullptr, int(span.parts.size()));
        if (span.id == m_canvas.picked())
            facts << TextCanvas::tr("picked");
        if (m_canvas.views().subwords)
            for (const CodePointRange& part : span.parts)
                if (m_canvas.subwords().splits(part.begin)
                    || m_canvas.subwords().splits(part.end)) {
                    facts << TextCanvas::tr("splits a sub-word");
                    break;
                }
        if (!span.note.isEmpty())
            facts << span.note;
        return facts.join(QLatin1Char(' '));
    }
    int unit(std::uint32_t codePoint) const { return int(m_canvas.text().toUtf16(codePoint)); }
    // Offsets come from outside: what lies beyond the text is its end.
    std::uint32_t place(int unit) const {
        return m_canvas.text().toCodePoint(
            std::uint32_t(std::clamp(unit, 0, int(m_canvas.text().utf16Units()))));
    }
    void select(int start, int end) { m_canvas.select({place(start), place(end)}); }

    TextCanvas& m_canvas;
};

QAccessibleInterface* make(const QString&, QObject* object) {
    auto* canvas = qobject_cast<TextCanvas*>(object);
    return canvas ? new CanvasAccessible(canvas) : nullptr;
}

} // namespace

void installCanvasAccessibility() {
    static const bool installed = [] {
        QAccessible::installFactory(make);
        return true;
    }();
    Q_UNUSED(installed)
}

} // namespace evenspan::ui
