// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace evenspan::ui {

// A number with its interval as a whisker at its left, on one scale for the whole table that ends
// at 100.
class IntervalDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    // What a model gives for it, in shares: the ends of the interval, invalid: none; where the
    // number lies; where the scale of all whiskers begins.
    static constexpr int kLow = Qt::UserRole + 1, kHigh = Qt::UserRole + 2, kAt = Qt::UserRole + 3;
    static constexpr int kFrom = Qt::UserRole + 4;

    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
};

} // namespace evenspan::ui
