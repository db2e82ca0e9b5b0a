// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/inspect/inspection_facts.h"
#include "ui/inspect/inspect_tab.h"

#include <QAbstractTableModel>

#include <array>

class QComboBox;
class QLabel;
class QSplitter;
class QTableView;

namespace evenspan::ui {

class DataTable;
class MatrixModel;

// Scores of each label with their intervals (of shares Wilson's, of F1 by the bootstrap over
// documents), and F1 by the four ways to match side by side.
class LabelScoresModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        Label,
        Precision,
        Recall,
        F1,
        Interval,
        Type,
        Borders,
        Overlap,
        Support,
        Columns
    };
    using QAbstractTableModel::QAbstractTableModel;
    void setScores(std::shared_ptr<const InspectionScores> scores);
    // Of a row; empty: all together.
    std::string label(int row) const;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::shared_ptr<const InspectionScores> m_scores;
    std::vector<std::string> m_labels;
    std::vector<std::array<evenspan::Interval, 3>> m_shares; // precision, recall, F1
    double m_from = 0; // where the whiskers' scale begins
};

// Scores by label, and matrices: labels by mention and by word, tags that follow each other. A row
// or a cell leads to its mentions.
class InspectScoresTab : public InspectTab {
    Q_OBJECT
public:
    InspectScoresTab(Workbench& workbench, QWidget* parent);
    ~InspectScoresTab() override;

    bool worksWithoutGold() const override { return false; }
    void showInspection(const InspectionPtr& inspection) override;
    QWidget* focusTarget() override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    enum Kind { ByMention, ByWord, Labelled, Marked };
    void showMatrix();
    void makeRoom();
    void openCell(const QModelIndex& cell);

    Workbench& m_workbench;
    LabelScoresModel* m_model;
    DataTable* m_table;
    QComboBox* m_kind;
    QLabel* m_hint;
    MatrixModel* m_matrix;
    QTableView* m_cells;
    QSplitter* m_split;
    bool m_moved = false; // by hand
    InspectionPtr m_inspection;
    std::shared_ptr<const InspectionScores> m_scores; // null: not there yet
    Workbench::Ticket m_ticket = 0;
};

} // namespace evenspan::ui
