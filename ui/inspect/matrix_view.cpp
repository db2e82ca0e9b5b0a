// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/matrix_view.h"

#include "ui/common/colours.h"
#include "ui/common/theme.h"

#include <QPainter>

namespace evenspan::ui {

void MatrixModel::setMatrix(Matrix matrix) {
    beginResetModel();
    m_matrix = std::move(matrix);
    endResetModel();
}

std::uint64_t MatrixModel::at(int row, int column) const {
    return m_matrix
        .cells[std::size_t(row) * std::size_t(m_matrix.columns.size()) + std::size_t(column)];
}

int MatrixModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_matrix.rows.size());
}

int MatrixModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_matrix.columns.size());
}

QVariant MatrixModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const auto count = at(index.row(), index.column());
    switch (role) {
    case Qt::DisplayRole:
        return count == 0 ? QStringLiteral("·") : number(qint64(count));
    case Qt::TextAlignmentRole:
        return int(Qt::AlignCenter);
    case kShare: {
        std::uint64_t sum = 0;
        for (int column = 0; column < columnCount(); ++column)
            sum += at(index.row(), column);
        return sum == 0 ? 0.0 : double(count) / double(sum);
    }
    case kRight:
        return !m_matrix.diagonal || index.row() == index.column();
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return m_matrix.tip.arg(
            number(qint64(count)), m_matrix.rows[index.row()], m_matrix.columns[index.column()]);
    default:
        return {};
    }
}

QVariant MatrixModel::headerData(int section, Qt::Orientation orientation, int role) const {
    const bool across = orientation == Qt::Horizontal;
    const QStringList& names = across ? m_matrix.columns : m_matrix.rows;
    if (role == Qt::TextAlignmentRole)
        return int(across ? Qt::AlignCenter : Qt::AlignLeft | Qt::AlignVCenter);
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return names.value(section);
    return {};
}

void MatrixDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Colours c = Colours::of(option.palette);
    const double share = index.data(MatrixModel::kShare).toDouble();
    QColor fill = index.data(MatrixModel::kRight).toBool() ? c.accent : c.error;
    // Never so strong that text on it falls below its contrast.
    fill.setAlphaF(float(0.32 * share));
    painter->save();
    painter->fillRect(option.rect.adjusted(0, 0, -1, -1), fill);
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(c.accent, 2));
        painter->drawRect(option.rect.adjusted(1, 1, -2, -2));
    }
    painter->setPen(share > 0 ? c.text : c.muted);
    painter->drawText(option.rect, Qt::AlignCenter, index.data().toString());
    painter->restore();
}

} // namespace evenspan::ui
