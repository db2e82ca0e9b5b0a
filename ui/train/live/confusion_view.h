// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/score_run.h"

#include <QAbstractTableModel>
#include <QStyledItemDelegate>

namespace evenspan::ui {

// Gold labels as rows, predicted ones as columns, "none" last on both sides.
class ConfusionModel : public QAbstractTableModel {
    Q_OBJECT
public:
    // Share of the row that the cell holds, in [0, 1]; whether the cell is on the diagonal.
    static constexpr int kShare = Qt::UserRole + 1, kRight = Qt::UserRole + 2;

    using QAbstractTableModel::QAbstractTableModel;
    void setConfusion(const Confusion& confusion);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString name(std::size_t label) const;
    Confusion m_confusion;
};

// Fills a cell by its share of the row: the accent where it is right, the colour of errors where it
// is not. The number stands in every cell that is not 0, so nothing hangs on colour.
class HeatDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
};

} // namespace evenspan::ui
