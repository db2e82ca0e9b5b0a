// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/figures_model.h"

#include <algorithm>
#include <numeric>

namespace evenspan::ui {

void FiguresModel::setTable(report::Table table) {
    beginResetModel();
    m_table = std::move(table);
    m_order.resize(m_table.rows.size());
    std::iota(m_order.begin(), m_order.end(), 0);
    endResetModel();
}

int FiguresModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_order.size());
}

int FiguresModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_table.columns.size());
}

QVariant FiguresModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return headerData(index.column(), Qt::Horizontal, role);
    if (role != Qt::DisplayRole)
        return {};
    const auto& row = m_table.rows[std::size_t(place(index.row()))];
    return index.column() < int(row.size()) ? row[std::size_t(index.column())].printed : QString();
}

QVariant FiguresModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const auto& column = m_table.columns[std::size_t(section)];
    if (role == Qt::TextAlignmentRole)
        return int((column.number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return role == Qt::DisplayRole || role == Qt::ToolTipRole ? QVariant(column.head) : QVariant();
}

void FiguresModel::sort(int column, Qt::SortOrder order) {
    if (column >= columnCount())
        return;
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const auto before = m_order;
    std::sort(m_order.begin(), m_order.end());
    if (column >= 0)
        std::stable_sort(m_order.begin(), m_order.end(), [&](int a, int b) {
            const auto &left = m_table.rows[std::size_t(a)][std::size_t(column)],
                       &right = m_table.rows[std::size_t(b)][std::size_t(column)];
            if (m_table.columns[std::size_t(column)].number) {
                if (!left.value || !right.value)
                    return left.value.has_value() && !right.value.has_value();
                return order == Qt::AscendingOrder ? *left.value < *right.value
                                                   : *right.value < *left.value;
            }
            const int way = QString::localeAwareCompare(left.printed, right.printed);
            return order == Qt::AscendingOrder ? way < 0 : way > 0;
        });
    std::vector<int> rowOf(m_order.size());
    for (std::size_t row = 0; row < m_order.size(); ++row)
        rowOf[std::size_t(m_order[row])] = int(row);
    QModelIndexList from = persistentIndexList(), to;
    for (const QModelIndex& one : from)
        to << index(rowOf[std::size_t(before[std::size_t(one.row())])], one.column());
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

} // namespace evenspan::ui
