// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/palette/label_delegate.h"

#include "ui/common/colours.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QPainter>

namespace evenspan::ui {

void paintKeyCap(QPainter& painter, const QRectF& box, const QString& key, int colour,
    const QString& typed, const QWidget* widget) {
    const LabelColour colours = labelColour(colour, lookOf(widget->palette()));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colours.line);
    painter.setBrush(colours.fill);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(colours.text);
    painter.setFont(widget->font());
    if (typed.isEmpty()) {
        painter.drawText(box, Qt::AlignCenter, key.toUpper());
    } else { // what is still to be typed stands out
        const QString rest = key.mid(typed.size()).toUpper();
        painter.setFont(scaledFont(widget->font(), 1, true));
        painter.drawText(box, Qt::AlignCenter, rest);
    }
    painter.restore();
}

QSize LabelDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {space(option.widget, 30), space(option.widget, 7)};
}

QRect LabelDelegate::buttonIn(const QRect& row, const QWidget* widget) {
    const int side = space(widget, 6);
    return {
        row.right() - side - space(widget, 1), row.top() + (row.height() - side) / 2, side, side};
}

void LabelDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Colours c = Colours::of(option.palette);
    const QWidget* widget = option.widget;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool selected = option.state & QStyle::State_Selected;
    const bool hovered = option.state & QStyle::State_MouseOver;
    if (selected || hovered) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(selected ? c.accentSoft : c.raised);
        painter->drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 4, 4);
    }
    if (selected && option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(c.accent, 1));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5), 4, 4);
    }
    const int gap = space(widget, 2);
    const QString key = index.data(Key).toString();
    const int width = std::max(
        space(widget, 6), option.fontMetrics.horizontalAdvance(key.toUpper()) + space(widget, 2));
    const int height = space(widget, 5);
    const QRect row = option.rect;
    const QRectF cap(
        row.left() + space(widget, 1), row.center().y() - height / 2.0 + 0.5, width, height);
    paintKeyCap(
        *painter, cap, key, index.data(Colour).toInt(), index.data(Typed).toString(), widget);
    int right = row.right() - gap;
    if (m_button) {
        const QRect button = buttonIn(row, widget);
        right = button.left() - space(widget, 1);
        const int side = space(widget, 4);
        const QRect place(
            button.center().x() - side / 2, button.center().y() - side / 2, side, side);
        if (hovered && button.contains(widget->mapFromGlobal(QCursor::pos()))) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(c.hairline);
            painter->drawRoundedRect(button, 4, 4);
        }
        painter->drawPixmap(place,
            iconPixmap(QStringLiteral("more"), selected || hovered ? c.text : c.muted, side,
                widget->devicePixelRatioF()));
    }
    const QString count = number(index.data(Spans).toLongLong());
    const int counted = option.fontMetrics.horizontalAdvance(count);
    painter->setFont(option.font);
    painter->setPen(c.muted);
    painter->drawText(QRect(right - counted, row.top(), counted, row.height()),
        Qt::AlignRight | Qt::AlignVCenter, count);
    const QRect text(int(cap.right()) + gap, row.top(),
        right - counted - gap - int(cap.right()) - gap, row.height());
    painter->setPen(c.text);
    painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
        option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, text.width()));
    painter->restore();
}

} // namespace evenspan::ui
