// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/run_settings.h"

#include <QAbstractTableModel>
#include <QStringList>

namespace evenspan::ui {

// Settings of runs, a column each after the name; what differs between the columns stands first
// and is semi-bold.
class SettingsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;
    void setSettings(std::vector<RunSetting> settings, const QStringList& columns);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<RunSetting> m_settings;
    QStringList m_columns;
};

} // namespace evenspan::ui
