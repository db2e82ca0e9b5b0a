// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/report_model.h"

#include <QAbstractTableModel>

#include <vector>

namespace evenspan::ui {

// A table of the report, as printed there; sorted by its unrounded values, what has none last.
class FiguresModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;
    void setTable(report::Table table);
    const report::Table& table() const { return m_table; }
    int place(int row) const { return m_order[std::size_t(row)]; } // of a row in table().rows
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    report::Table m_table;
    std::vector<int> m_order;
};

} // namespace evenspan::ui
