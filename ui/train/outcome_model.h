// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/score_run.h"

#include <QAbstractTableModel>
#include <QStyledItemDelegate>

namespace evenspan::ui {

// A run's scores on one split: precision, recall and F1 of each label with 95 % intervals (Wilson
// for shares, bootstrap over documents for F1), and what is right, wrong and missed. "All" stays on
// top, whatever is sorted by.
class OutcomeModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Label, Precision, Recall, F1, Right, Wrong, Missed, Columns };
    // The ends of the interval, in shares, for IntervalDelegate; invalid: none.
    static constexpr int kLow = Qt::UserRole + 1, kHigh = Qt::UserRole + 2, kAt = Qt::UserRole + 3;
    static constexpr int kFrom = Qt::UserRole + 4; // where the scale of all whiskers begins

    using QAbstractTableModel::QAbstractTableModel;
    void setOutcome(const RunOutcome* outcome); // null: nothing
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    struct Row {
        QString label;
        bool all = false;
        DocumentCounts counts;
        Interval shares[3]; // precision, recall, F1
    };
    std::vector<Row> m_rows;
    double m_from = 0;
};

// A number with its interval as a whisker at its left, on one scale for the whole table that ends
// at 100.
class IntervalDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
};

} // namespace evenspan::ui
