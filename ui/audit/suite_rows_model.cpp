// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/suite_rows_model.h"

#include "ui/audit/suite_words.h"
#include "ui/common/colours.h"
#include "ui/common/icons.h"

#include <QGuiApplication>
#include <QPalette>

#include <algorithm>

namespace evenspan::ui {

SuiteRowsModel::SuiteRowsModel(std::vector<Column> columns, QObject* parent)
    : QAbstractTableModel(parent)
    , m_columns(std::move(columns)) { }

void SuiteRowsModel::setRows(const QList<QStringList>& rows) {
    const int fewer = int(qMin(rows.size(), m_rows.size()));
    int head = 0, tail = 0;
    while (head < fewer && m_rows[head] == rows[head])
        ++head;
    while (tail < fewer - head && m_rows[m_rows.size() - 1 - tail] == rows[rows.size() - 1 - tail])
        ++tail;
    const int out = int(m_rows.size()) - head - tail, in = int(rows.size()) - head - tail;
    const int same = qMin(out, in); // written over, so that the row that is chosen stays so
    for (int row = head; row < head + same; ++row)
        m_rows[row] = rows[row];
    if (same > 0)
        Q_EMIT dataChanged(index(head, 0), index(head + same - 1, remarksColumn()));
    if (out > same)
        take(head + same, out - same);
    if (in > same)
        put(head + same, rows.mid(head + same, in - same));
}

void SuiteRowsModel::setEditable(bool editable) {
    m_editable = editable;
}

void SuiteRowsModel::put(int at, const QList<QStringList>& rows) {
    beginInsertRows({}, at, at + int(rows.size()) - 1);
    for (int i = 0; i < rows.size(); ++i)
        m_rows.insert(at + i, rows[i]);
    m_remarks.insert(m_remarks.begin() + at, std::size_t(rows.size()), {});
    endInsertRows();
}

void SuiteRowsModel::take(int at, int count) {
    beginRemoveRows({}, at, at + count - 1);
    m_rows.remove(at, count);
    m_remarks.erase(m_remarks.begin() + at, m_remarks.begin() + at + count);
    endRemoveRows();
}

void SuiteRowsModel::add(int at, const QList<QStringList>& rows) {
    if (rows.isEmpty())
        return;
    QList<QStringList> whole;
    for (QStringList row : rows) {
        while (row.size() < int(m_columns.size()))
            row << QString();
        whole << row.mid(0, int(m_columns.size()));
    }
    put(at, whole);
    Q_EMIT edited();
}

void SuiteRowsModel::remove(QList<int> rows) {
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    bool any = false;
    for (int to = int(rows.size()); to > 0;) { // from the last, so that places hold
        int from = to - 1;
        while (from > 0 && rows[from - 1] + 1 == rows[from])
            --from;
        if (rows[from] >= 0 && rows[to - 1] < m_rows.size()) {
            take(rows[from], to - from);
            any = true;
        }
        to = from;
    }
    if (any)
        Q_EMIT edited();
}

void SuiteRowsModel::setRemarks(std::vector<std::vector<fairness::RowRemark>> remarks) {
    if (remarks.size() != std::size_t(m_rows.size()) || remarks == m_remarks)
        return;
    m_remarks = std::move(remarks);
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_rows.size()) - 1, remarksColumn()));
}

int SuiteRowsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

int SuiteRowsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_columns.size()) + 1;
}

QString SuiteRowsModel::remarkText(int row, bool advice) const {
    QStringList out;
    for (const auto& each : m_remarks[std::size_t(row)])
        out << (advice ? SuiteWords::remark(each.code) + QStringLiteral(": ")
                    + SuiteWords::advice(each.code)
                       : SuiteWords::remark(each.code));
    return out.join(advice ? QStringLiteral("\n") : QStringLiteral(" · "));
}

QVariant SuiteRowsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    const auto& remarks = m_remarks[std::size_t(index.row())];
    const bool wrong =
        std::any_of(remarks.begin(), remarks.end(), [](const auto& each) { return each.wrong; });
    const bool last = index.column() == remarksColumn();
    const QString text =
        last ? remarkText(index.row(), false) : m_rows[index.row()][index.column()];
    const bool number = !last && m_columns[std::size_t(index.column())].number;
    switch (role) {
    case Qt::DisplayRole:
        // What is invisible is shown as what it is.
        return last ? text
                    : QString(text)
                          .replace(QChar(0), QChar(0x2400))
                          .replace(QLatin1Char('\n'), QChar(0x2424));
    case Qt::EditRole:
        return text;
    case Qt::TextAlignmentRole:
        return int((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        return last ? QVariant(wrong ? Colours::of(QGuiApplication::palette()).error
                                     : Colours::of(QGuiApplication::palette()).muted)
                    : QVariant();
    case Qt::ToolTipRole:
        return remarks.empty() ? QVariant() : QVariant(remarkText(index.row(), true));
    case Qt::AccessibleDescriptionRole:
        return remarkText(index.row(), false);
    case kWrong:
        return wrong;
    case kSort:
        if (last) // mistakes first, then remarks
            return wrong ? 0 : remarks.empty() ? 2 : 1;
        if (number) {
            bool sound = false;
            const double value = text.toDouble(&sound);
            return sound ? value : -1.0;
        }
        return text;
    default:
        return {};
    }
}

bool SuiteRowsModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    QString& cell = m_rows[index.row()][index.column()];
    const QString after = value.toString().trimmed();
    if (cell == after)
        return true;
    cell = after;
    Q_EMIT dataChanged(index, index);
    Q_EMIT edited();
    return true;
}

Qt::ItemFlags SuiteRowsModel::flags(const QModelIndex& index) const {
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags out = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (m_editable && index.column() < remarksColumn())
        out |= Qt::ItemIsEditable;
    return out;
}

QVariant SuiteRowsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section > remarksColumn())
        return {};
    const bool last = section == remarksColumn();
    if (role == Qt::DisplayRole)
        return last ? SuiteWords::tr("Remarks") : m_columns[std::size_t(section)].title;
    if (role == Qt::ToolTipRole)
        return last ? SuiteWords::tr("What to know of the row before its figures are believed")
                    : m_columns[std::size_t(section)].tip;
    if (role == Qt::TextAlignmentRole)
        return int(
            (!last && m_columns[std::size_t(section)].number ? Qt::AlignRight : Qt::AlignLeft)
            | Qt::AlignVCenter);
    return {};
}

} // namespace evenspan::ui
