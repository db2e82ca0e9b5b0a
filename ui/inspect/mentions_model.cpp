// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/mentions_model.h"

#include "ui/common/data_table.h"
#include "ui/inspect/inspect_texts.h"
#include "ui/shell/span_score_text.h"

#include <QGuiApplication>
#include <QLocale>
#include <QPalette>

#include <algorithm>
#include <cmath>

namespace evenspan::ui {

void MentionsModel::setInspection(const InspectionPtr& inspection) {
    beginResetModel();
    m_inspection = inspection;
    m_rows.clear();
    m_columns = {"class", "text"};
    if (inspection)
        for (const TableColumn& column : inspection->table->columns())
            if (column.name != "class")
                m_columns.push_back(column.name);
    m_columns.push_back("document");
    endResetModel();
}

void MentionsModel::setRows(std::vector<std::uint32_t> rows) {
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

const TableCase* MentionsModel::at(int row) const {
    return m_inspection && row >= 0 && row < rowCount() ? &m_inspection->table->at(place(row))
                                                        : nullptr;
}

int MentionsModel::rowOf(std::uint32_t place) const {
    const auto found = std::find(m_rows.begin(), m_rows.end(), place);
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int MentionsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

int MentionsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_columns.size());
}

QString MentionsModel::text(
    const TableCase& one, std::uint32_t place, const std::string& column) const {
    if (column == "text")
        return QString::fromStdString(one.text);
    if (column == "document")
        return QString::fromStdString(
            m_inspection->documents.at(m_inspection->sentences[one.sentence].document).name);
    if (column == "score")
        return std::isnan(one.score) ? QString() : QLocale().toString(one.score, 'f', 2);
    const MentionTable& table = *m_inspection->table;
    const std::string& value = table.value(place, *table.column(column));
    if (column == "class") {
        const QString words = classText(value);
        return one.otherType && one.kind != CaseKind::WrongType ? tr("%1, wrong type").arg(words)
                                                                : words;
    }
    return valueText(column, value);
}

QVariant MentionsModel::data(const QModelIndex& index, int role) const {
    const TableCase* one = index.isValid() ? at(index.row()) : nullptr;
    if (!one)
        return {};
    const std::string& column = m_columns[std::size_t(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return text(*one, place(index.row()), column);
    case Qt::TextAlignmentRole:
        return int((column == "score" || column == "length" || column == "subwords" ? Qt::AlignRight
                                                                                    : Qt::AlignLeft)
            | Qt::AlignVCenter);
    case Qt::ForegroundRole:
    case Qt::DecorationRole: {
        if (column != "class")
            return {};
        const char* kind = m_inspection->gold ? caseKindName(one->kind) : "predicted";
        const QColor colour = classColour(kind, QGuiApplication::palette());
        return role == Qt::ForegroundRole ? QVariant(colour)
                                          : QVariant(signPicture(classSign(kind), colour));
    }
    case Qt::AccessibleTextRole:
        if (column != "class")
            return {};
        return tr("%1: %2").arg(
            text(*one, place(index.row()), "class"), QString::fromStdString(one->text));
    default:
        return {};
    }
}

QVariant MentionsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const std::string& column = m_columns[std::size_t(section)];
    switch (role) {
    case Qt::DisplayRole:
        return column == "text"    ? tr("Mention")
            : column == "document" ? tr("Document")
            : column == "score" && m_inspection
            ? (m_inspection->temperature == 1 ? tr("Score (%1)") : tr("Calibrated (%1)"))
                  .arg(spanScoreShort(m_inspection->score))
            : featureText(column);
    case Qt::ToolTipRole:
        return column == "text"    ? tr("The words of the mention")
            : column == "document" ? tr("Name of the document")
            : column == "score" && m_inspection
            ? tr("How sure the run is of the entity: %1. Of several the lowest")
                  .arg(scoringName({m_inspection->score, m_inspection->temperature}))
            : featureHint(column);
    case Qt::TextAlignmentRole:
        return int((column == "score" || column == "length" || column == "subwords" ? Qt::AlignRight
                                                                                    : Qt::AlignLeft)
            | Qt::AlignVCenter);
    case DataTable::kColumnId:
        return QString::fromStdString(column);
    default:
        return {};
    }
}

void MentionsModel::sort(int column, Qt::SortOrder order) {
    const std::string by =
        column < 0 || column >= columnCount() ? "document" : m_columns[std::size_t(column)];
    if (by == m_by && m_descending == (order == Qt::DescendingOrder))
        return;
    m_by = by;
    m_descending = order == Qt::DescendingOrder;
    Q_EMIT orderWanted();
}

} // namespace evenspan::ui
