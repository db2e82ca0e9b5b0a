// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/inspect/mention_table.h"
#include "ui/shell/run_desk.h"

#include <QAbstractTableModel>

#include <vector>

namespace evenspan::ui {

// Rows of a mention table in an order that is worked out elsewhere: asking for another order emits
// orderWanted(), and setRows() brings the answer. Columns: outcome, text, then the table's, then
// the document.
class MentionsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;
    void setInspection(const InspectionPtr& inspection);
    void setRows(std::vector<std::uint32_t> rows);
    const TableCase* at(int row) const; // null: no such row
    int rowOf(std::uint32_t place) const; // of a row of the table; -1: not among those shown
    std::uint32_t place(int row) const { return m_rows[std::size_t(row)]; }
    const InspectionPtr& inspection() const { return m_inspection; }
    const std::string& by() const { return m_by; } // what it is sorted by
    bool descending() const { return m_descending; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

Q_SIGNALS:
    void orderWanted();

private:
    QString text(const TableCase& one, std::uint32_t place, const std::string& column) const;
    InspectionPtr m_inspection;
    std::vector<std::string> m_columns;
    std::vector<std::uint32_t> m_rows;
    std::string m_by = "document";
    bool m_descending = false;
};

} // namespace evenspan::ui
