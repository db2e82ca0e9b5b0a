// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/inspect/behaviour_tests.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace evenspan::ui {

QString behaviourKindText(BehaviourKind kind);
QString textChangeText(TextChange change);
// A name list as one types it: a line for each label, "PER: Ana Ruiz; Bo Lind". Errors of the
// second: BadFormat with the line.
using NameLists = std::map<std::string, std::vector<std::string>>;
QString nameListText(const NameLists& names);
Result<NameLists> nameListOf(const QString& typed);

// Tests of behaviour and, where a run was asked, what became of each.
class BehaviourModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Kind, Text, Outcome, Columns };

    using QAbstractTableModel::QAbstractTableModel;
    void setTests(std::vector<BehaviourTest> tests);
    void setReport(std::optional<BehaviourReport> report);
    const std::vector<BehaviourTest>& tests() const { return m_tests; }
    const std::optional<BehaviourReport>& report() const { return m_report; }
    const BehaviourResult* resultOf(int row) const; // null: the run was not asked

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<BehaviourTest> m_tests;
    std::optional<BehaviourReport> m_report;
};

// What one test compared: those that failed first.
class ChecksModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Outcome, Change, Expected, Found, Columns };

    using QAbstractTableModel::QAbstractTableModel;
    void setResult(const BehaviourResult* result); // copied; null: nothing is shown

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    BehaviourKind m_kind = BehaviourKind::Minimum;
    std::vector<BehaviourCheck> m_checks;
};

} // namespace evenspan::ui
