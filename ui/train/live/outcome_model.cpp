// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/live/outcome_model.h"

#include "ui/common/texts.h"
#include "ui/common/theme.h"

#include <QApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace evenspan::ui {

void OutcomeModel::setOutcome(const RunOutcome* outcome) {
    beginResetModel();
    m_rows.clear();
    if (outcome) {
        const auto add = [this](const QString& label, bool all, const DocumentCounts& counts,
                             const Interval& f1) {
            const ShareIntervals shares = shareIntervals(counts);
            m_rows.push_back({label, all, counts, {shares.precision, shares.recall, f1}});
        };
        DocumentCounts all;
        for (const auto& [label, one] : outcome->labels) {
            all.right += one.counts.right;
            all.wrong += one.counts.wrong;
            all.missed += one.counts.missed;
        }
        add(tr("All (micro)"), true, all, outcome->micro);
        for (const auto& [label, one] : outcome->labels)
            add(QString::fromStdString(label), false, one.counts, one.f1);
        m_from = 1;
        for (const Row& row : m_rows)
            for (const Interval& share : row.shares)
                m_from = std::min(m_from, std::floor(10 * share.low) / 10);
    }
    endResetModel();
}

int OutcomeModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

int OutcomeModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(Columns);
}

QVariant OutcomeModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Row& row = m_rows[std::size_t(index.row())];
    const int column = index.column();
    if (role == Qt::TextAlignmentRole)
        return int((column == Label ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::FontRole && row.all) {
        QFont font = QApplication::font();
        font.setWeight(QFont::DemiBold);
        return font;
    }
    if (column >= Precision && column <= F1) {
        const Interval& share = row.shares[column - Precision];
        if (role == IntervalDelegate::kLow)
            return share.low;
        if (role == IntervalDelegate::kHigh)
            return share.high;
        if (role == IntervalDelegate::kFrom)
            return m_from;
        if (role == IntervalDelegate::kAt)
            return share.estimate;
        if (role == Qt::DisplayRole)
            return percent(share.estimate);
        if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
            return tr("%1 %, 95 % interval %2 to %3")
                .arg(percent(share.estimate), percent(share.low), percent(share.high));
        return {};
    }
    if (role != Qt::DisplayRole)
        return {};
    return column == Label ? row.label
        : column == Right  ? number(row.counts.right)
        : column == Wrong  ? number(row.counts.wrong)
                           : number(row.counts.missed);
}

QVariant OutcomeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Label ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    const QStringList names{tr("Label"), tr("Precision"), tr("Recall"), tr("F1"), tr("Right"),
        tr("Wrong"), tr("Missed")};
    const QStringList tips{tr("What was looked for"),
        tr("Of what the model marked, how much is right, in percent"),
        tr("Of what is there, how much the model found, in percent"),
        tr("Harmonic mean of precision and recall, in percent"),
        tr("Marked where it stands, with the right label"),
        tr("Marked, but not there, or not with this label or these borders"),
        tr("There, but not marked so")};
    return role == Qt::DisplayRole ? QVariant(names[section])
        : role == Qt::ToolTipRole  ? QVariant(tips[section])
                                   : QVariant();
}

void OutcomeModel::sort(int column, Qt::SortOrder order) {
    Q_EMIT layoutAboutToBeChanged();
    const auto key = [column](const Row& row) {
        return column <= F1   ? row.shares[column - Precision].estimate
            : column == Right ? double(row.counts.right)
            : column == Wrong ? double(row.counts.wrong)
                              : double(row.counts.missed);
    };
    const auto first =
        std::find_if_not(m_rows.begin(), m_rows.end(), [](const Row& row) { return row.all; });
    std::stable_sort(first, m_rows.end(), [&](const Row& a, const Row& b) {
        const Row& left = order == Qt::AscendingOrder ? a : b;
        const Row& right = order == Qt::AscendingOrder ? b : a;
        return column == Label ? left.label < right.label : key(left) < key(right);
    });
    Q_EMIT layoutChanged();
}

} // namespace evenspan::ui
