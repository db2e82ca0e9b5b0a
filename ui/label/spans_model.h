// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/records.h"
#include "core/text/offset_map.h"

#include <QAbstractTableModel>

#include <map>
#include <memory>
#include <vector>

namespace evenspan::ui {

// "role: buyer · sure: yes"; empty where nothing is said.
QString attributesText(const std::map<std::string, std::string>& attributes);

// The spans of one document in the order of the text; rejected ones are left out.
class SpansModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Label, Text, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    // `text` of the document; texts of rows are read from it when they are shown.
    void setSpans(const std::vector<store::SpanRow>& spans, std::shared_ptr<const OffsetMap> text);
    // The same list after these were added, changed or taken away; selection and scroll stay.
    void updateSpans(
        const std::vector<store::SpanRow>& changed, const std::vector<SpanId>& removed);
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
        CodePointRange range;
        QString label;
        QString note; // its attributes
        bool suggested = false;
    };
    static Row rowOfSpan(const store::SpanRow& span);
    QString textOf(const Row& row) const;
    std::shared_ptr<const OffsetMap> m_text;
    std::vector<Row> m_rows;
};

} // namespace evenspan::ui
