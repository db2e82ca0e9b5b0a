// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/inspect/inspection_facts.h"
#include "ui/inspect/inspect_tab.h"

#include <QAbstractTableModel>

#include <optional>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace evenspan::ui {

class DataTable;
class ElidedLabel;
class MentionView;
class ProgressStrip;

// Two inspections of one split with what became of each place.
struct RunPair {
    InspectionPtr first, second;
    PlaceComparison places;
};

// Places of a pair, all or those of one change.
class PairPlacesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Change, Text, Labelled, First, Second, Document, Columns };
    using QAbstractTableModel::QAbstractTableModel;
    void setPair(std::shared_ptr<const RunPair> pair);
    const std::shared_ptr<const RunPair>& pair() const { return m_pair; }
    void setShown(std::optional<PlaceChange> change); // nothing: all but what both have right
    const ComparedPlace* at(int row) const; // null: no such row
    static QString changeText(PlaceChange change);
    static QString changeSign(PlaceChange change);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void list();
    std::shared_ptr<const RunPair> m_pair;
    std::optional<PlaceChange> m_shown;
    std::vector<std::uint32_t> m_rows;
};

// What another run does better and worse on the same documents than the one chosen at the top.
class TwoRunsTab : public InspectTab {
    Q_OBJECT
public:
    TwoRunsTab(Workbench& workbench, RunDesk* desk, QWidget* parent);
    ~TwoRunsTab() override;

    bool worksWithoutGold() const override { return false; }
    void showChoice(const store::RunRow& run, const InspectionRequest& request) override;
    void showInspection(const InspectionPtr& inspection) override;
    QWidget* focusTarget() override;
    bool comparing() const { return m_ask != 0 || m_ticket != 0; }

private:
    void ask(); // the other run
    void compare(const InspectionPtr& second);
    void showState(const QString& why = {});
    void showChosen();
    void open(int row);
    void drop();

    Workbench& m_workbench;
    RunDesk* m_desk;
    QComboBox* m_other;
    QComboBox* m_change;
    ElidedLabel* m_note;
    ProgressStrip* m_progress;
    QPushButton* m_cancel;
    QStackedWidget* m_stack; // the places, or why there are none
    QLabel* m_none;
    PairPlacesModel* m_model;
    DataTable* m_table;
    QLabel* m_firstName;
    QLabel* m_secondName;
    MentionView* m_first;
    MentionView* m_second;
    InspectionPtr m_inspection;
    Workbench::Ticket m_runs = 0, m_ticket = 0;
    RunDesk::Ticket m_ask = 0;
};

} // namespace evenspan::ui
