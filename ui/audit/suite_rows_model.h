// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fairness/suite_draft.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <vector>

namespace evenspan::ui {

// The names or the sentences of a suite as rows of text, which may hold anything that was typed,
// with what is to be said of each row in a last column that cannot be written to.
class SuiteRowsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr int kWrong = Qt::UserRole + 1; // bool: no audit can take the row
    static constexpr int kSort = Qt::UserRole + 2; // numbers as such, what is no number first

    struct Column {
        QString title, tip;
        bool number = false;
    };
    explicit SuiteRowsModel(std::vector<Column> columns, QObject* parent = nullptr);

    const QList<QStringList>& rows() const { return m_rows; }
    // From elsewhere: no edit. Rows that stay keep their place in a view; only what lies between
    // those that are the same at both ends is changed.
    void setRows(const QList<QStringList>& rows);
    void setEditable(bool editable);
    // One edit each. Rows have a text a column.
    void add(int at, const QList<QStringList>& rows);
    void remove(QList<int> rows);
    // Of the rows as they stood when they were checked; other counts are not taken.
    void setRemarks(std::vector<std::vector<fairness::RowRemark>> remarks);
    int remarksColumn() const { return int(m_columns.size()); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void edited();

private:
    void put(int at, const QList<QStringList>& rows);
    void take(int at, int count);
    QString remarkText(int row, bool advice) const;

    std::vector<Column> m_columns;
    QList<QStringList> m_rows;
    std::vector<std::vector<fairness::RowRemark>> m_remarks; // of each row
    bool m_editable = true;
};

} // namespace evenspan::ui
