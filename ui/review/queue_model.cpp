// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/review/queue_model.h"

#include "ui/common/two_line_delegate.h"
#include "ui/review/queue_texts.h"

#include <QStringBuilder>

#include <algorithm>
#include <map>

namespace evenspan::ui {

void QueueModel::setQueue(std::shared_ptr<LabelQueue> queue) {
    beginResetModel();
    m_queue = std::move(queue);
    m_shown.clear();
    if (m_queue)
        for (std::size_t n = 0; n < m_queue->rows.size(); ++n)
            if (wanted(m_queue->rows[n]))
                m_shown.push_back(int(n));
    endResetModel();
}

void QueueModel::setFilter(std::optional<DoubtKind> kind, bool decided) {
    m_kind = kind;
    m_decided = decided;
    setQueue(std::move(m_queue));
}

bool QueueModel::wanted(const QueueRow& row) const {
    return (!m_kind || row.kind == *m_kind) && (m_decided || !row.verdict);
}

void QueueModel::choose() {
    std::vector<int> wantedRows;
    for (std::size_t n = 0; n < m_queue->rows.size(); ++n)
        if (wanted(m_queue->rows[n]))
            wantedRows.push_back(int(n));
    // Both ascending: what is in one alone goes or comes at its place.
    std::size_t at = 0;
    for (std::size_t n = 0; n < wantedRows.size() || at < m_shown.size();) {
        const int old = at < m_shown.size() ? m_shown[at] : INT_MAX;
        const int fresh = n < wantedRows.size() ? wantedRows[n] : INT_MAX;
        if (old == fresh) {
            ++at;
            ++n;
        } else if (old < fresh) {
            beginRemoveRows({}, int(at), int(at));
            m_shown.erase(m_shown.begin() + std::ptrdiff_t(at));
            endRemoveRows();
        } else {
            beginInsertRows({}, int(at), int(at));
            m_shown.insert(m_shown.begin() + std::ptrdiff_t(at), fresh);
            endInsertRows();
            ++at;
            ++n;
        }
    }
}

void QueueModel::setDecisions(const std::vector<store::LabelDecisionRow>& decisions) {
    if (!m_queue)
        return;
    std::map<std::pair<std::int64_t, std::string>, store::LabelVerdict> verdicts;
    for (const auto& each : decisions)
        verdicts[{each.document.value, each.place}] = each.verdict;
    bool changed = false;
    for (QueueRow& row : m_queue->rows) {
        const auto found = verdicts.find({row.document.value, row.place});
        const auto verdict = found == verdicts.end()
            ? std::optional<store::LabelVerdict>()
            : std::optional<store::LabelVerdict>(found->second);
        changed = changed || row.verdict != verdict;
        row.verdict = verdict;
    }
    if (!changed)
        return;
    choose();
    if (!m_shown.empty())
        Q_EMIT dataChanged(index(0), index(int(m_shown.size()) - 1));
}

void QueueModel::setVerdict(int row, std::optional<store::LabelVerdict> verdict) {
    if (const QueueRow* found = at(row))
        setVerdictOf(found->document, std::string(found->place), verdict);
}

void QueueModel::setVerdictOf(
    DocumentId document, const std::string& place, std::optional<store::LabelVerdict> verdict) {
    if (!m_queue)
        return;
    for (QueueRow& row : m_queue->rows)
        if (row.document == document && row.place == place)
            row.verdict = verdict;
    choose();
    if (const int shown = rowOf(document, place); shown >= 0)
        Q_EMIT dataChanged(index(shown), index(shown));
}

const QueueRow* QueueModel::at(int row) const {
    return row >= 0 && row < int(m_shown.size())
        ? &m_queue->rows[std::size_t(m_shown[std::size_t(row)])]
        : nullptr;
}

int QueueModel::rowOf(DocumentId document, const std::string& place) const {
    for (int row = 0; row < int(m_shown.size()); ++row)
        if (at(row)->document == document && at(row)->place == place)
            return row;
    return -1;
}

int QueueModel::open() const {
    return m_queue ? int(std::count_if(m_queue->rows.begin(), m_queue->rows.end(),
               [](const QueueRow& row) { return !row.verdict; }))
                   : 0;
}

int QueueModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant QueueModel::data(const QModelIndex& index, int role) const {
    const QueueRow* row = index.isValid() ? at(index.row()) : nullptr;
    if (!row)
        return {};
    const auto& shown = row->given.empty() ? row->proposed : row->given;
    const QString text = QString::fromStdString(shown.front().text).simplified();
    const QString verdict = row->verdict ? verdictText(*row->verdict) : QString();
    switch (role) {
    case Qt::DisplayRole:
        return text;
    case Qt::FontRole: {
        QFont font;
        font.setWeight(QFont::DemiBold);
        return font;
    }
    case TwoLineDelegate::kNote:
        return QString(doubtText(row->kind) % QStringLiteral(" · ") % changeText(*row));
    case TwoLineDelegate::kTail:
        return verdict;
    case Qt::ToolTipRole:
        return QString(QString::fromStdString(row->name) % QStringLiteral(": ")
            % QString::fromStdString(row->sentenceText).simplified());
    case Qt::AccessibleTextRole:
        return QString(tr("%1: %2. %3, in %4")
                           .arg(doubtText(row->kind), text, changeText(*row),
                               QString::fromStdString(row->name))
            % (verdict.isEmpty() ? QString() : QString(QStringLiteral(". ") % verdict)));
    default:
        return {};
    }
}

} // namespace evenspan::ui
