// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/run_marks.h"
#include "ui/shell/workbench.h"

#include <QStyledItemDelegate>

class QListWidgetItem;

namespace evenspan::ui {

// A run in the list: star, name and F1 above; state, age and tags below.
class RunDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    static void fill(QListWidgetItem* item, const store::RunRow& run, bool live,
        const store::RunMarks& marks = {});
    /// "3 hours ago, took 2 min": when it was made, and its time once that is known.
    static QString agedText(const store::RunRow& run);
    static QString statusText(const store::RunRow& run, bool live);
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
};

} // namespace evenspan::ui
