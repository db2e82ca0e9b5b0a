// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/suite_rows_model.h"

#include "ui/audit/suite_words.h"
#include "ui/common/colours.h"
#include "ui/common/icons.h"

#include <QGuiApplication>
#include <QPalette>
#include <QUndoCommand>
#include <QUndoStack>

#include <algorithm>
#include <functional>

namespace evenspan::ui {

// A step that knows both ways.
class SuiteRowsStep : public QUndoCommand {
public:
    SuiteRowsStep(const QString& text, std::function<void()> there, std::function<void()> back)
        : QUndoCommand(text)
        , m_there(std::move(there))
        , m_back(std::move(back)) { }
    void redo() override { m_there(); }
    void undo() override { m_back(); }

private:
    std::function<void()> m_there, m_back;
};

SuiteRowsModel::SuiteRowsModel(QUndoStack& undo, std::vector<Column> columns, QObject* parent)
    : QAbstractTableModel(parent)
    , m_undo(undo)
    , m_columns(std::move(columns)) { }

void SuiteRowsModel::setRows(QList<QStringList> rows) {
    beginResetModel();
    m_rows = std::move(rows);
    m_remarks.assign(std::size_t(m_rows.size()), {});
    endResetModel();
}

void SuiteRowsModel::setEditable(bool editable) {
    m_editable = editable;
}

void SuiteRowsModel::put(const std::vector<std::pair<int, QStringList>>& rows) {
    for (std::size_t from = 0; from < rows.size();) {
        std::size_t to = from + 1; // places that follow each other go in at once
        while (to < rows.size() && rows[to].first == rows[to - 1].first + 1)
            ++to;
        const int at = rows[from].first;
        beginInsertRows({}, at, at + int(to - from) - 1);
        for (std::size_t i = from; i < to; ++i)
            m_rows.insert(rows[i].first, rows[i].second);
        m_remarks.insert(m_remarks.begin() + at, to - from, {});
        endInsertRows();
        from = to;
    }
    Q_EMIT edited();
}

void SuiteRowsModel::take(const std::vector<std::pair<int, QStringList>>& rows) {
    for (std::size_t to = rows.size(); to > 0;) { // from the last, so that places hold
        std::size_t from = to - 1;
        while (from > 0 && rows[from - 1].first + 1 == rows[from].first)
            --from;
        const int at = rows[from].first, count = int(to - from);
        beginRemoveRows({}, at, at + count - 1);
        m_rows.remove(at, count);
        m_remarks.erase(m_remarks.begin() + at, m_remarks.begin() + at + count);
        endRemoveRows();
        to = from;
    }
    Q_EMIT edited();
}

void SuiteRowsModel::write(int row, int column, const QString& text) {
    m_rows[row][column] = text;
    Q_EMIT dataChanged(index(row, column), index(row, column));
    Q_EMIT edited();
}

void SuiteRowsModel::add(int at, const QList<QStringList>& rows, const QString& what) {
    if (rows.isEmpty())
        return;
    std::vector<std::pair<int, QStringList>> placed;
    for (int i = 0; i < rows.size(); ++i) {
        QStringList row = rows[i];
        while (row.size() < int(m_columns.size()))
            row << QString();
        placed.emplace_back(at + i, row.mid(0, int(m_columns.size())));
    }
    m_undo.push(new SuiteRowsStep(
        what, [this, placed] { put(placed); }, [this, placed] { take(placed); }));
}

void SuiteRowsModel::remove(QList<int> rows, const QString& what) {
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    std::vector<std::pair<int, QStringList>> placed;
    for (const int row : rows)
        if (row >= 0 && row < m_rows.size())
            placed.emplace_back(row, m_rows[row]);
    if (placed.empty())
        return;
    m_undo.push(new SuiteRowsStep(
        what, [this, placed] { take(placed); }, [this, placed] { put(placed); }));
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
    const int row = index.row(), column = index.column();
    const QString before = m_rows[row][column], after = value.toString().trimmed();
    if (before == after)
        return true;
    m_undo.push(new SuiteRowsStep(
        SuiteWords::tr("change of a cell"), [=, this] { write(row, column, after); },
        [=, this] { write(row, column, before); }));
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
