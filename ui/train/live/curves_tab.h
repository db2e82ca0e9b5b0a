// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/run_curves.h"
#include "ui/train/live/curve_charts.h"
#include "ui/train/live/run_tab.h"

class QAction;
class QBoxLayout;
class QCheckBox;
class QComboBox;
class QLabel;
class QMenu;
class QSlider;
class QToolButton;

namespace evenspan::ui {

class ErrorBanner;
class Plot;

// The curves of a run: one chart of several, over steps, epochs, time or examples, with a choice of
// smoothing and scale; what happened is marked. An ended run shows the same again.
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
    void showChart(const QString& id);
    void showBoard(); // as the settings say

Q_SIGNALS:
    void saveWanted(); // the plot, into a file
    void boardWanted(); // a folder for TensorBoard is to be chosen; showBoard() says the outcome

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeControls();
    void start(const QString& run);
    void ask(RunId run);
    void setExamples(double examples);
    void rebuild(); // lines and marks of the chart, from m_curves
    void feed(); // what came since
    void placeMarks();
    void keep(const engine::TrainEvent& event);
    QString chart() const;
    Over over() const;

    Workbench& m_workbench;
    ErrorBanner* m_banner;
    QComboBox* m_chart;
    QComboBox* m_over;
    QSlider* m_smoothing;
    QLabel* m_smoothingValue;
    QCheckBox* m_log;
    QToolButton* m_table;
    QToolButton* m_more;
    QBoxLayout* m_controls; // groups in a row, or below each other where there is no room
    QBoxLayout* m_fine; // the later ones of them
    QAction* m_board;
    Plot* m_plot;
    QString m_shown;
    RunCurves m_curves;
    std::vector<ChartLine> m_lines; // of the plot
    std::vector<std::size_t> m_fed; // points that each line of the plot has
    std::vector<engine::TrainEvent> m_notes; // events that are marks
    std::vector<engine::TrainEvent> m_meanwhile; // while the answer is under way
    bool m_marksChanged = false;
    double m_examples = 0; // sentences an epoch; 0: not known
    Workbench::Ticket m_ticket = 0, m_historyTicket = 0;
};

} // namespace evenspan::ui
