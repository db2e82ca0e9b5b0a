// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/events.h"
#include "ui/train/live/run_tab.h"

#include <map>
#include <vector>

class QComboBox;
class QLabel;
class QListView;
class QStackedWidget;
class QToolButton;

namespace evenspan::ui {

class DataTable;
class ElidedLabel;
class ErrorBanner;
class ExamplesModel;

// Ten validation sentences at each evaluation, first those that the model reads otherwise than they
// are labelled. A live run shows its newest evaluation until another one is chosen.
class ExamplesTab : public RunTab {
    Q_OBJECT
public:
    ExamplesTab(Workbench& workbench, QWidget* parent);
    ~ExamplesTab() override;

    void showRun(const store::RunRow& run, bool live) override;
    void take(const TrainEvent& event) override;
    void refresh() override;
    QWidget* focusTarget() override;

Q_SIGNALS:
    // Enter or a double click on a sentence: where it stands now.
    void placeWanted(evenspan::DocumentId document, evenspan::CodePointRange range);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fillSteps();
    void showStep();
    void setTable(bool on);
    void open(const QModelIndex& index);
    Workbench& m_workbench;
    ErrorBanner* m_banner;
    QComboBox* m_step;
    ElidedLabel* m_note;
    QToolButton* m_table;
    QStackedWidget* m_stack;
    QLabel* m_empty;
    QListView* m_list;
    DataTable* m_twin;
    ExamplesModel* m_model;
    std::map<std::int64_t, std::vector<engine::RunExample>> m_byStep;
    std::map<std::int64_t, double> m_epochs;
    bool m_changed = false;
    QString m_shown;
    Workbench::Ticket m_ticket = 0, m_openTicket = 0;
};

} // namespace evenspan::ui
