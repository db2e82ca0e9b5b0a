// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/run_table.h"

#include <QAbstractTableModel>

#include <set>

namespace evenspan::ui {

// Runs in rows, below the group that they stand in; a group's row holds the mean ± the standard
// deviation of its runs, and folds. Missing values come last whatever the order.
class RunTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    void setRuns(std::vector<TableRun> runs, std::vector<RunColumn> columns);
    // Which runs, and how they are grouped: see groupRuns(); empty: not at all.
    void setShown(std::vector<std::size_t> shown, const std::string& group);
    const std::vector<TableRun>& runs() const { return m_runs; }
    const std::vector<RunColumn>& columns() const { return m_columns; }
    std::size_t shown() const { return m_shown.size(); }
    std::size_t groups() const { return m_groups.size(); }

    const TableRun* runAt(int row) const; // null: a group's row
    bool isGroup(int row) const;
    bool isFolded(int row) const;
    void fold(int row, bool folded);
    std::vector<std::size_t> runsOf(int row) const; // of a group, or the run itself
    int rowOf(RunId run) const; // -1: not shown

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    static QString title(const RunColumn& column);
    static QString valueText(const RunColumn& column, double value);

private:
    struct Line {
        int group = -1; // of m_groups
        int run = -1; // of m_runs; -1: the group's own row
    };
    QString groupText(const RunGroup& group, const RunColumn& column) const;
    QString runText(const TableRun& run, const RunColumn& column) const;
    bool hasRow(const RunGroup& group) const;
    void arrange();

    std::vector<TableRun> m_runs;
    std::vector<RunColumn> m_columns;
    std::vector<std::size_t> m_shown;
    std::vector<RunGroup> m_groups;
    std::vector<Line> m_lines;
    std::set<std::string> m_folded; // names of groups
    std::string m_group, m_sort = "created";
    Qt::SortOrder m_order = Qt::DescendingOrder;
};

} // namespace evenspan::ui
