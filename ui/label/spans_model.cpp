// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/spans_model.h"

#include "core/text/offset_map.h"

namespace evenspan::ui {

namespace {
constexpr std::uint32_t kExcerpt = 60; // code points
}

void SpansModel::setDocument(const store::DocumentData& document) {
    beginResetModel();
    m_rows.clear();
    const OffsetMap map(document.text);
    for (const auto& span : document.spans) {
        if (span.state == SpanState::Rejected)
            continue;
        const CodePointRange shown{
            span.range.begin, std::min(span.range.end, span.range.begin + kExcerpt)};
        QString text = QString::fromStdString(std::string(map.slice(shown))).simplified();
        if (shown.end < span.range.end)
            text += QChar(0x2026);
        m_rows.push_back({span.id, QString::fromStdString(span.label), text,
            span.state == SpanState::Suggested});
    }
    endResetModel();
}

SpanId SpansModel::id(int row) const {
    return row >= 0 && row < int(m_rows.size()) ? m_rows[std::size_t(row)].id : SpanId{};
}

int SpansModel::rowOf(SpanId id) const {
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        if (m_rows[i].id == id)
            return int(i);
    return -1;
}

int SpansModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

int SpansModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SpansModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Row& row = m_rows[std::size_t(index.row())];
    if (role == Qt::DisplayRole)
        return index.column() == Text ? row.text
            : row.suggested           ? QString(row.label % QStringLiteral(" ?"))
                                      : row.label;
    const QString label = row.suggested ? tr("%1 (suggested)").arg(row.label) : row.label;
    if (role == Qt::ToolTipRole)
        return index.column() == Text ? row.text : label;
    if (role == Qt::AccessibleTextRole)
        return tr("%1, %2").arg(label, row.text);
    return {};
}

QVariant SpansModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Label ? tr("Label") : tr("Text");
}

} // namespace evenspan::ui
