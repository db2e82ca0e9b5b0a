// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/order_model.h"

#include <QLocale>

#include <algorithm>

namespace evenspan::ui {

QString learningMeasureText(LearningMeasure measure) {
    switch (measure) {
    case LearningMeasure::Entropy:
        return OrderModel::tr("Entropy");
    case LearningMeasure::Margin:
        return OrderModel::tr("Margin");
    case LearningMeasure::Mnlp:
        return OrderModel::tr("Likeliest tags (MNLP)");
    case LearningMeasure::Bald:
        return OrderModel::tr("Disagreement (BALD)");
    }
    return {};
}

QString learningMeasureTip(LearningMeasure measure) {
    switch (measure) {
    case LearningMeasure::Entropy:
        return OrderModel::tr(
            "How spread the probabilities of all tags are, a mean over the words");
    case LearningMeasure::Margin:
        return OrderModel::tr("How close the second tag comes to the first, a mean over the words");
    case LearningMeasure::Mnlp:
        return OrderModel::tr("How improbable the likeliest tags are, a mean over the words");
    case LearningMeasure::Bald:
        return OrderModel::tr("How far passes with dropout disagree; slower than the others");
    }
    return {};
}

void OrderModel::setOrder(
    const std::optional<LearningOrder>& order, const std::vector<std::string>& names) {
    beginResetModel();
    m_picks.clear();
    m_names.clear();
    m_total = m_random = m_heldBack = 0;
    if (order) {
        m_total = order->picks.size();
        for (const LearningPick& pick : order->picks) {
            m_random += pick.random ? 1 : 0;
            m_heldBack += pick.heldBack ? 1 : 0;
        }
        const std::size_t rows = std::min({kMost, names.size(), order->picks.size()});
        for (std::size_t row = 0; row < rows; ++row) {
            m_picks.push_back(order->picks[row]);
            m_names << QString::fromStdString(names[row]);
        }
    }
    endResetModel();
}

DocumentId OrderModel::document(int row) const {
    return DocumentId(row >= 0 && row < rowCount() ? m_picks[std::size_t(row)].document : 0);
}

int OrderModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_picks.size());
}

int OrderModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(Columns);
}

QVariant OrderModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const LearningPick& pick = m_picks[std::size_t(index.row())];
    const bool figure = index.column() == Place || index.column() == Unsure;
    if (role == Qt::TextAlignmentRole)
        return int((figure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Place:
        return QLocale().toString(index.row() + 1);
    case Document:
        return m_names[index.row()];
    case Unsure:
        return QLocale().toString(pick.value, 'f', 3);
    default:
        return pick.random  ? tr("Drawn at random")
            : pick.heldBack ? tr("Waits: much like one before it")
                            : tr("The run is unsure");
    }
}

QVariant OrderModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Place || section == Unsure ? Qt::AlignRight : Qt::AlignLeft)
            | Qt::AlignVCenter);
    const QString names[] = {tr("Place"), tr("Document"), tr("Unsure"), tr("Why here")};
    return role == Qt::DisplayRole && section >= 0 && section < Columns ? QVariant(names[section])
                                                                        : QVariant();
}

} // namespace evenspan::ui
