// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string> // first: Qt 6.4's moc cannot read <compare>, which types.h begins with, on its own

#include "core/app/inspect/learning_order.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace evenspan::ui {

QString learningMeasureText(LearningMeasure measure);
QString learningMeasureTip(LearningMeasure measure);

// The documents of a learning order with what put each of them where it is.
class OrderModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Place, Document, Unsure, Why, Columns };
    static constexpr std::size_t kMost = 5000; // rows; the rest is counted

    using QAbstractTableModel::QAbstractTableModel;
    // `names`: of the first picks. Without an order the table is empty.
    void setOrder(const std::optional<LearningOrder>& order, const std::vector<std::string>& names);
    std::size_t total() const { return m_total; } // picks, those without a row too
    std::size_t count(bool random) const { return random ? m_random : m_heldBack; }
    DocumentId document(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<LearningPick> m_picks;
    QStringList m_names;
    std::size_t m_total = 0, m_random = 0, m_heldBack = 0;
};

} // namespace evenspan::ui
