// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/canvas/brush_bar.h"

#include "ui/common/colours.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/label/canvas/canvas_document.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace evenspan::ui {

BrushBar::BrushBar(QWidget* parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_leave(new QToolButton(this)) {
    m_leave->setIcon(icon(QStringLiteral("close")));
    m_leave->setAccessibleName(tr("Put the label away"));
    m_leave->setToolTip(tr("Put the label away (Esc)"));
    m_leave->setAutoRaise(true);
    m_text->setWordWrap(true);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space(this, 6), space(this, 1), space(this, 4), space(this, 1));
    row->addWidget(m_text, 1);
    row->addWidget(m_leave);
    connect(m_leave, &QToolButton::clicked, this, &BrushBar::left);
    hide();
}

void BrushBar::setBrush(const CanvasBrush* brush) {
    m_colour = brush ? brush->colour : -1;
    if (brush)
        m_text->setText(
            tr("%1 is in the hand: click a word or drag over words. Another letter changes it, "
               "Esc puts it away.")
                .arg(brush->label));
    applyColours();
    setVisible(brush != nullptr);
    update();
}

void BrushBar::applyColours() {
    if (m_colour < 0)
        return;
    QPalette text = m_text->palette();
    const QColor colour = labelColour(m_colour, lookOf(palette())).text;
    if (text.color(QPalette::WindowText) == colour)
        return;
    text.setColor(QPalette::WindowText, colour);
    m_text->setPalette(text);
}

void BrushBar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyColours();
}

void BrushBar::paintEvent(QPaintEvent*) {
    if (m_colour < 0)
        return;
    QPainter painter(this);
    const LabelColour colour = labelColour(m_colour, lookOf(palette()));
    painter.fillRect(rect(), colour.fill);
    painter.fillRect(QRect(0, 0, space(this, 1), height()), colour.line);
}

} // namespace evenspan::ui
