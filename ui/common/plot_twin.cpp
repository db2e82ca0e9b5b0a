// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/plot_twin.h"

#include "ui/common/plot_private.h"

#include <algorithm>

namespace evenspan::ui {

PlotTwin::PlotTwin(const std::vector<PlotLine>& lines, const QVector<PlotMark>& marks,
    std::function<QString(double)> text, QObject* parent)
    : QAbstractTableModel(parent)
    , m_lines(lines)
    , m_marks(marks)
    , m_text(std::move(text)) { }

void PlotTwin::refresh() {
    beginResetModel();
    m_markRows = int(m_marks.size());
    m_ends.clear();
    int rows = m_markRows;
    for (const PlotLine& line : m_lines)
        m_ends.push_back(rows += line.data.size());
    endResetModel();
}

int PlotTwin::rowCount(const QModelIndex& parent) const {
    if (parent.isValid())
        return 0;
    return m_ends.empty() ? m_markRows : m_ends.back();
}

int PlotTwin::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : 5;
}

QVariant PlotTwin::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Line");
    case Place:
        return m_horizontal;
    case Value:
        return tr("Value");
    case Smoothed:
        return tr("Smoothed");
    default:
        return tr("Remark");
    }
}

QVariant PlotTwin::data(const QModelIndex& index, int role) const {
    const int column = index.column();
    if (role == Qt::TextAlignmentRole)
        return int((column == Name || column == Remark ? Qt::AlignLeft : Qt::AlignRight)
            | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const int row = index.row();
    if (row < m_markRows) {
        if (row >= m_marks.size())
            return {};
        const PlotMark& mark = m_marks[row];
        return column == Name  ? mark.name
            : column == Place  ? m_text(mark.x)
            : column == Remark ? mark.text
                               : QString();
    }
    const auto end = std::upper_bound(m_ends.begin(), m_ends.end(), row);
    if (end == m_ends.end())
        return {};
    const auto number = std::size_t(end - m_ends.begin());
    if (number >= m_lines.size())
        return {};
    const PlotLine& line = m_lines[number];
    const int point = row - (number == 0 ? m_markRows : m_ends[number - 1]);
    if (point >= line.data.size())
        return {};
    switch (column) {
    case Name:
        return line.name;
    case Place:
        return m_text(line.data.x(point));
    case Value:
        return QLocale().toString(line.data.y(point), 'g', 5);
    case Smoothed:
        return line.smooth && point < line.average.size()
            ? QLocale().toString(line.average.y(point), 'g', 5)
            : QString();
    default:
        return {};
    }
}

} // namespace evenspan::ui
