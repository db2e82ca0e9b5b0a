// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/interval_delegate.h"

#include "ui/common/colours.h"
#include "ui/common/theme.h"

#include <QPainter>

#include <algorithm>

namespace evenspan::ui {

void IntervalDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyledItemDelegate::paint(painter, option, index);
    const QVariant low = index.data(kLow), at = index.data(kAt);
    if (!low.isValid())
        return;
    const int margin = space(option.widget, 2);
    const int text = option.fontMetrics.horizontalAdvance(QStringLiteral("100.0")) + 2 * margin;
    const QRectF scale = QRectF(option.rect).adjusted(margin, 0, -text, 0);
    if (scale.width() < 4 * margin)
        return;
    const Colours c = Colours::of(option.palette);
    const double unit = space(option.widget, 1) / 4.0; // as thick as the text is large
    const double y = option.rect.center().y() + 0.5;
    const double from = std::min(0.9, index.data(kFrom).toDouble());
    const auto x = [&](const QVariant& share) {
        return scale.left() + scale.width() * (share.toDouble() - from) / (1 - from);
    };
    QColor below = c.hairline; // as below every row of a table
    below.setAlphaF(0.6F);
    painter->fillRect(
        QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), below);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(c.hairline, unit));
    painter->drawLine(QPointF(scale.left(), y), QPointF(scale.right(), y));
    painter->setPen(QPen(c.accent, 2 * unit));
    painter->drawLine(QPointF(x(low), y), QPointF(x(index.data(kHigh)), y));
    painter->setPen(Qt::NoPen);
    painter->setBrush(c.accent);
    painter->drawEllipse(QPointF(x(at), y), 3 * unit, 3 * unit);
    painter->restore();
}

} // namespace evenspan::ui
