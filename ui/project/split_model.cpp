// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/split_model.h"

#include "ui/common/data_table.h"
#include "ui/shell/documents_model.h"

#include <QLocale>

#include <algorithm>

namespace evenspan::ui {

void SplitModel::setPlan(std::vector<PlannedPart> parts) {
    beginResetModel();
    m_parts = std::move(parts);
    std::map<std::string, std::int64_t> totals;
    m_documents = 0;
    for (const PlannedPart& part : m_parts) {
        m_documents += qint64(part.documents.size());
        for (const auto& [label, spans] : part.labels)
            totals[label] += spans;
    }
    m_labels.clear();
    for (const auto& [label, spans] : totals)
        m_labels.push_back(label);
    std::stable_sort(m_labels.begin(), m_labels.end(),
        [&](const std::string& a, const std::string& b) { return totals[a] > totals[b]; });
    endResetModel();
}

int SplitModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_parts.size());
}

int SplitModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : FirstLabel + int(m_labels.size());
}

QString SplitModel::text(const PlannedPart& part, int column) const {
    const QLocale locale;
    switch (column) {
    case Split:
        return splitText(QString::fromStdString(part.part.name));
    case Documents:
        return locale.toString(qulonglong(part.documents.size()));
    case Share:
        return tr("%1 %").arg(locale.toString(
            m_documents > 0 ? 100.0 * double(part.documents.size()) / double(m_documents) : 0.0,
            'f', 1));
    case Sentences:
        return locale.toString(qlonglong(part.sentences));
    case Tokens:
        return locale.toString(qlonglong(part.tokens));
    case Entities:
        return locale.toString(qlonglong(part.spans));
    default: {
        const auto found = part.labels.find(m_labels[std::size_t(column - FirstLabel)]);
        return locale.toString(qlonglong(found == part.labels.end() ? 0 : found->second));
    }
    }
}

QVariant SplitModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (index.column() == Split ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return text(m_parts[std::size_t(index.row())], index.column());
    return {};
}

QVariant SplitModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const bool label = section >= FirstLabel;
    if (role == DataTable::kColumnId)
        return label ? QString(QStringLiteral("label.")
                   % QString::fromStdString(m_labels[std::size_t(section - FirstLabel)]))
                     : QStringLiteral("column.%1").arg(section);
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Split ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::ToolTipRole)
        return label ? QVariant(tr("Entities of this label in each split")) : QVariant();
    if (role != Qt::DisplayRole && role != DataTable::kColumnTitle)
        return {};
    switch (section) {
    case Split:
        return tr("Split");
    case Documents:
        return tr("Documents");
    case Share:
        return tr("Share");
    case Sentences:
        return tr("Sentences");
    case Tokens:
        return tr("Tokens");
    case Entities:
        return tr("Entities");
    default:
        return QString::fromStdString(m_labels[std::size_t(section - FirstLabel)]);
    }
}

} // namespace evenspan::ui
