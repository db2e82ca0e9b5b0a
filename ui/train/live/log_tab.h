// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/events.h"
#include "ui/train/live/run_tab.h"

#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;

namespace evenspan::ui {

class DataTable;
class ErrorBanner;
class RunLogFilter;
class RunLogModel;

// The log of a run with a search and a choice of severity; a live one follows its end until the
// user scrolls up.
class LogTab : public RunTab {
    Q_OBJECT
public:
    LogTab(Workbench& workbench, QWidget* parent);
    ~LogTab() override;

    void showRun(const store::RunRow& run, bool live) override;
    void take(const TrainEvent& event) override;
    void refresh() override;
    QWidget* focusTarget() override;

private:
    void showCount();
    void toEnd();
    Workbench& m_workbench;
    ErrorBanner* m_banner;
    QLineEdit* m_search;
    QComboBox* m_severity;
    QLabel* m_count;
    QLabel* m_empty;
    DataTable* m_table;
    RunLogModel* m_lines;
    RunLogFilter* m_filter;
    QString m_shown;
    std::vector<engine::TrainEvent> m_waiting; // until refresh(), or the answer
    Workbench::Ticket m_ticket = 0;
};

} // namespace evenspan::ui
