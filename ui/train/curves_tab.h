// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/train/run_tab.h"

namespace evenspan::ui {

class ErrorBanner;
class Plot;

// The loss of a run over its steps, on the training data and on the validation split.
class CurvesTab : public RunTab {
    Q_OBJECT
public:
    CurvesTab(Workbench& workbench, QWidget* parent);
    ~CurvesTab() override;

    void showRun(const store::RunRow& run, bool live) override;
    void take(const TrainEvent& event) override;
    void refresh() override;
    QWidget* focusTarget() override;
    Plot& plot() { return *m_plot; }

private:
    Workbench& m_workbench;
    ErrorBanner* m_banner;
    Plot* m_plot;
    QString m_shown;
    Workbench::Ticket m_ticket = 0;
};

} // namespace evenspan::ui
