// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace evenspan::ui {

// A list item with its text above and a muted note below, both in one line with an ellipsis. What
// stands at the end of the first line says that the item is done with: its text is muted too.
class TwoLineDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int kNote = Qt::UserRole + 8; // QString
    static constexpr int kTail = Qt::UserRole + 9; // QString
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
};

} // namespace evenspan::ui
