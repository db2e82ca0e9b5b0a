// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/run_table.h"
#include "ui/shell/workbench.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QToolButton;

namespace evenspan::ui {

class DataTable;
class DerivedColumnForm;
class ErrorBanner;
class RunTableModel;
class SavedFilters;
class Toast;

// Every run in one table: any key of the recipe as a column, columns that the user makes from
// formulas, groups with mean ± standard deviation, filters under names. All of it is kept in the
// project.
class RunTableView : public QWidget {
    Q_OBJECT
public:
    RunTableView(Workbench& workbench, Toast& toast, QWidget* parent);
    ~RunTableView() override;

    void reload(); // runs, marks or scores are new
    DataTable* table() const { return m_table; }
    QLineEdit* filterField() const { return m_filter; }
    std::vector<store::RunRow> selected() const; // those of selected groups too, each once
    QList<QWidget*> panels() const;
    bool goUp(); // Esc: out of a form; false: nothing was open

Q_SIGNALS:
    void openWanted(const QString& run);
    void compareWanted(const QStringList& runs);
    void menuWanted(const QPoint& global); // for selected()
    void closed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    friend class RunFilters;
    struct Loaded {
        std::vector<TableRun> runs;
        std::vector<RunColumn> columns;
        RunTableSettings settings;
    };
    QWidget* makeHead();
    void take(Loaded loaded);
    void fillGroups();
    void fillColumns(QMenu* menu);
    void applyFilter();
    void rememberColumns();
    void showCounts();
    void showButtons();
    void editColumn(int derived); // -1: a new one
    void keepColumn();
    void removeColumn(int derived);
    void activate(const QModelIndex& index);
    // Stores what the table looks like; where the project cannot be written to it lasts until it is
    // closed.
    void keep();
    void restore(const RunTableSettings& settings); // for Undo

    Workbench& m_workbench;
    Toast& m_toast;
    QLineEdit* m_filter;
    SavedFilters* m_saved;
    QComboBox* m_group;
    QToolButton* m_columnMenu;
    DerivedColumnForm* m_form;
    QLabel* m_mistake;
    ErrorBanner* m_banner;
    DataTable* m_table;
    RunTableModel* m_model;
    QLabel* m_none;
    QLabel* m_counts;
    QPushButton* m_compare;
    QPushButton* m_open;
    QTimer m_typing;
    RunTableSettings m_settings, m_before; // m_before: until the last filter was saved or removed
    std::optional<QString> m_path; // of the project whose settings these are
    int m_editing = -1; // of m_settings.derived
    Workbench::Ticket m_ticket = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace evenspan::ui
