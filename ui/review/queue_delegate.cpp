// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/review/queue_delegate.h"

#include "ui/common/colours.h"
#include "ui/common/theme.h"
#include "ui/review/queue_model.h"

#include <QPainter>

namespace evenspan::ui {

QSize QueueDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {100, 2 * option.fontMetrics.lineSpacing() + space(option.widget, 3)};
}

void QueueDelegate::paint(
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
    const QString verdict = index.data(QueueModel::VerdictRole).toString();
    const int tail = verdict.isEmpty()
        ? 0
        : option.fontMetrics.horizontalAdvance(verdict) + space(option.widget, 2);
    painter->setFont(option.font);
    painter->setPen(c.muted);
    painter->drawText(box, Qt::AlignRight | Qt::AlignVCenter, verdict);
    painter->setFont(scaledFont(option.font, 1, true));
    painter->setPen(verdict.isEmpty() ? c.text : c.muted);
    painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter,
        painter->fontMetrics().elidedText(
            index.data(QueueModel::TextRole).toString(), Qt::ElideRight, box.width() - tail));
    box.translate(0, line);
    painter->setFont(option.font);
    painter->setPen(c.muted);
    const QString note = index.data(QueueModel::KindRole).toString() + QStringLiteral(" · ")
        + index.data(QueueModel::ChangeRole).toString();
    painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter,
        option.fontMetrics.elidedText(note, Qt::ElideRight, box.width()));
    painter->restore();
}

} // namespace evenspan::ui
