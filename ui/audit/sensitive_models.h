// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/sensitive_attributes.h"

#include <QAbstractTableModel>

#include <vector>

namespace evenspan::ui {

// The project's sensitive attributes: which, whether audits may look at it, what for, since when.
class SensitiveKeysModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Attribute, State, Purpose, Since };
    using QAbstractTableModel::QAbstractTableModel;
    void setAttributes(std::vector<SensitiveAttribute> all);
    const SensitiveAttribute& at(int row) const { return m_all[std::size_t(row)]; }
    // "origin (documents)", "gender (mentions)".
    static QString keyText(const std::string& key);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<SensitiveAttribute> m_all;
};

// What was done with them, the newest first. Who did it is not kept.
class SensitiveLogModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { When, What, Attribute, Purpose, Audit };
    using QAbstractTableModel::QAbstractTableModel;
    void setLines(std::vector<SensitiveAccess> oldestFirst);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<SensitiveAccess> m_lines;
};

} // namespace evenspan::ui
