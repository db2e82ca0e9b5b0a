// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/two_line_delegate.h"

#include "ui/common/colours.h"
#include "ui/common/theme.h"

#include <QPainter>

namespace evenspan::ui {

QSize TwoLineDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {100, 2 * option.fontMetrics.lineSpacing() + space(option.widget, 3)};
}

void TwoLineDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Colours c = Colours::of(option.palette);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool selected = option.state & QStyle::State_Selected;
    if (selected || option.state & QStyle::State_MouseOver) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(selected ? c.accentSoft : c.raised);
        painter->drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 4, 4);
    }
    const int side = space(option.widget, 2);
    const int line = option.fontMetrics.lineSpacing();
    QRect box = option.rect.adjusted(side, space(option.widget, 1), -side, 0);
    box.setHeight(line);
    const QString tail = index.data(kTail).toString();
    const int tailWidth =
        tail.isEmpty() ? 0 : option.fontMetrics.horizontalAdvance(tail) + space(option.widget, 2);
    painter->setFont(option.font);
    painter->setPen(c.muted);
    painter->drawText(box, Qt::AlignRight | Qt::AlignVCenter, tail);
    const QVariant font = index.data(Qt::FontRole);
    painter->setFont(font.isValid() ? font.value<QFont>().resolve(option.font) : option.font);
    painter->setPen(tail.isEmpty() ? c.text : c.muted);
    painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter,
        painter->fontMetrics().elidedText(
            index.data().toString(), Qt::ElideRight, box.width() - tailWidth));
    box.translate(0, line);
    painter->setFont(option.font);
    painter->setPen(c.muted);
    painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter,
        option.fontMetrics.elidedText(index.data(kNote).toString(), Qt::ElideRight, box.width()));
    painter->restore();
}

} // namespace evenspan::ui
