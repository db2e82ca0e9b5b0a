// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspect/inspect_tab.h"

#include <QAbstractTableModel>

class QComboBox;
class QStackedWidget;

namespace evenspan::ui {

class DataTable;

// Slices that differ from the rest, the surest first.
class SlicesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Count, Share, Interval, Rest, Chance, Columns };
    using QAbstractTableModel::QAbstractTableModel;
    void setSlices(std::vector<Slice> slices);
    const Slice* at(int row) const; // null: no such row
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<Slice> m_slices;
};

// Where the run does better or worse than elsewhere: values of a feature, or of two, found by a
// bounded search. Enter lists the mentions of a slice.
class SlicesTab : public InspectTab {
    Q_OBJECT
public:
    SlicesTab(Workbench& workbench, QWidget* parent);
    ~SlicesTab() override;

    bool worksWithoutGold() const override { return false; }
    void showInspection(const InspectionPtr& inspection) override;
    QWidget* focusTarget() override;

private:
    void ask();
    void open(int row);

    Workbench& m_workbench;
    QComboBox* m_side; // what is found, or what is marked
    QStackedWidget* m_stack; // the table, or that there is none
    SlicesModel* m_model;
    DataTable* m_table;
    InspectionPtr m_inspection;
    Workbench::Ticket m_ticket = 0;
};

} // namespace evenspan::ui
