// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/records.h"

#include <QAbstractTableModel>

#include <vector>

namespace evenspan::ui {

// The spans of one document in the order of the text; rejected ones are left out.
class SpansModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Label, Text, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setDocument(const store::DocumentData& document);
    SpanId id(int row) const;
    int rowOf(SpanId id) const; // -1: not there

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        SpanId id;
        QString label, text;
        bool suggested = false;
    };
    std::vector<Row> m_rows;
};

} // namespace evenspan::ui
