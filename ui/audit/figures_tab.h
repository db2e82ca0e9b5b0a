// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/audit/audit_tab.h"

#include <vector>

class QComboBox;
class QLabel;
class QScrollArea;
class QStackedWidget;
class QVBoxLayout;

namespace evenspan::ui {

class DataTable;
class FiguresModel;

// Charts of an audit above, a table with their figures below; Enter on a cell asks for the mentions
// that it counts.
class FiguresTab : public AuditTab {
    Q_OBJECT
public:
    // Which blocks of a kind of groups are shown; `none`: what is said where there are none.
    using Blocks = const std::vector<report::Block>& (*)(const report::AuditPart&);
    FiguresTab(Blocks blocks, const QString& none, QWidget* parent);

    void showAudit(const AuditPtr& audit, std::size_t dimension) override;
    QWidget* focusTarget() override;
    FiguresModel* model() const { return m_model; }

private:
    void showTable(int at);
    void open(const QModelIndex& index);
    bool openBehind(const report::Table& table, int row, int column); // false: nothing is behind
    void openPicked(const QString& row, const QString& column); // of a chart

    Blocks m_blocks;
    AuditPtr m_audit;
    std::size_t m_dimension = 0;
    std::vector<report::Table> m_tables;
    QStackedWidget* m_stack; // why there is nothing, or the figures
    QScrollArea* m_scroll;
    QComboBox* m_choice;
    FiguresModel* m_model;
    DataTable* m_table;
    QLabel* m_note;
};

} // namespace evenspan::ui
