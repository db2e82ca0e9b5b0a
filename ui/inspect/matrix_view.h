// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QStyledItemDelegate>

#include <cstdint>
#include <vector>

namespace evenspan::ui {

// Counts by two names. A cell on the diagonal may be what is right there, which fills it in another
// colour; the number stands in it either way.
class MatrixModel : public QAbstractTableModel {
    Q_OBJECT
public:
    // Share of the row that the cell holds, in [0, 1]; whether the cell is right.
    static constexpr int kShare = Qt::UserRole + 1, kRight = Qt::UserRole + 2;
    struct Matrix {
        QStringList rows, columns;
        std::vector<std::uint64_t> cells; // row after row
        QString tip; // "%1 × labelled %2, marked %3"
        bool diagonal = false; // is right
    };
    using QAbstractTableModel::QAbstractTableModel;
    void setMatrix(Matrix matrix);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::uint64_t at(int row, int column) const;
    Matrix m_matrix;
};

class MatrixDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
};

} // namespace evenspan::ui
