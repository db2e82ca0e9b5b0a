// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/workbench.h"

#include <QAbstractTableModel>

namespace evenspan::ui {

// Precision, recall, F1 and support of each label, sortable; the averages stay on top.
class ScoreModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;
    void setScores(const std::vector<EntityScore>& scores);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    std::vector<EntityScore> m_scores;
};

// The scores of a run's JSON: {"micro":{"precision",…},"macro":{…},"types":{L:{…}}}, at the top or
// under a split's name; empty where there are none.
std::vector<EntityScore> scoresFromJson(const QByteArray& json);

} // namespace evenspan::ui
