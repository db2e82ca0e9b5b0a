// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/spans_model.h"

#include "core/text/offset_map.h"

#include <algorithm>
#include <unordered_map>

namespace evenspan::ui {

namespace {
constexpr std::uint32_t kShownText = 60; // code points
constexpr std::size_t kOneByOne = 200; // changes that a view follows row by row
} // namespace

QString attributesText(const std::map<std::string, std::string>& attributes) {
    QStringList out;
    for (const auto& [name, value] : attributes)
        out << QString::fromStdString(name) % QStringLiteral(": ") % QString::fromStdString(value);
    return out.join(QStringLiteral(" · "));
}

SpansModel::Row SpansModel::rowOfSpan(const store::SpanRow& span) {
    return {span.id, span.range, QString::fromStdString(span.label),
        attributesText(span.attributes), span.state == SpanState::Suggested};
}

void SpansModel::setSpans(
    const std::vector<store::SpanRow>& spans, std::shared_ptr<const OffsetMap> text) {
    beginResetModel();
    m_text = std::move(text);
    m_rows.clear();
    for (const auto& span : spans)
        if (span.state != SpanState::Rejected)
            m_rows.push_back(rowOfSpan(span));
    endResetModel();
}

void SpansModel::updateSpans(
    const std::vector<store::SpanRow>& changed, const std::vector<SpanId>& removed) {
    std::unordered_map<SpanId, const store::SpanRow*> news;
    for (const SpanId id : removed)
        news[id] = nullptr;
    for (const store::SpanRow& span : changed)
        news[span.id] = span.state == SpanState::Rejected ? nullptr : &span;
    const bool many = news.size() > kOneByOne;
    if (many)
        beginResetModel();
    for (std::size_t at = m_rows.size(); at-- > 0;) {
        const auto found = news.find(m_rows[at].id);
        if (found == news.end())
            continue;
        if (found->second && found->second->range == m_rows[at].range) { // stays where it is
            m_rows[at] = rowOfSpan(*found->second);
            news.erase(found);
            if (!many)
                Q_EMIT dataChanged(index(int(at), 0), index(int(at), ColumnCount - 1));
            continue;
        }
        if (!many)
            beginRemoveRows({}, int(at), int(at));
        m_rows.erase(m_rows.begin() + std::ptrdiff_t(at));
        if (!many)
            endRemoveRows();
    }
    for (const auto& [id, span] : news) {
        if (!span)
            continue;
        const auto place = std::upper_bound(
            m_rows.begin(), m_rows.end(), *span, [](const store::SpanRow& a, const Row& b) {
                return std::tie(a.range, a.id) < std::tie(b.range, b.id);
            });
        const int at = int(place - m_rows.begin());
        if (!many)
            beginInsertRows({}, at, at);
        m_rows.insert(place, rowOfSpan(*span));
        if (!many)
            endInsertRows();
    }
    if (many)
        endResetModel();
}

QString SpansModel::textOf(const Row& row) const {
    const CodePointRange shown{
        row.range.begin, std::min(row.range.end, row.range.begin + kShownText)};
    QString text = QString::fromStdString(std::string(m_text->slice(shown))).simplified();
    if (shown.end < row.range.end)
        text += QChar(0x2026);
    return row.note.isEmpty() ? text : text % QStringLiteral("  ·  ") % row.note;
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
        return index.column() == Text ? textOf(row)
            : row.suggested           ? QString(row.label % QStringLiteral(" ?"))
                                      : row.label;
    const QString label = row.suggested ? tr("%1 (suggested)").arg(row.label) : row.label;
    if (role == Qt::ToolTipRole)
        return index.column() == Text ? textOf(row) : label;
    if (role == Qt::AccessibleTextRole)
        return tr("%1, %2").arg(label, textOf(row));
    return {};
}

QVariant SpansModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Label ? tr("Label") : tr("Text");
}

} // namespace evenspan::ui
