// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/score_run.h"
#include "ui/common/interval_delegate.h"

#include <QAbstractTableModel>

namespace evenspan::ui {

// A run's scores on one split: precision, recall and F1 of each label with 95 % intervals (Wilson
// for shares, bootstrap over documents for F1), and what is right, wrong and missed. "All" stays on
// top, whatever is sorted by.
class OutcomeModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Label, Precision, Recall, F1, Right, Wrong, Missed, Columns };
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

} // namespace evenspan::ui
