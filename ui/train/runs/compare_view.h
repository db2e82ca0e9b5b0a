// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/compare_runs.h"
#include "ui/shell/workbench.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QStandardItemModel;
class QVBoxLayout;

namespace evenspan::ui {

class DataTable;
class ErrorBanner;
class ParallelView;
class Plot;
class ProgressStrip;
class RunDesk;
class ScatterView;
class SettingsModel;

// Any number of runs beside each other: whether one is better, said in words; their curves on the
// same axes; what was set differently, first; quality against time. Runs that differ by their seed
// alone are one group.
class CompareView : public QWidget {
    Q_OBJECT
public:
    enum Curve { TrainingLoss, ValidationLoss, ValidationF1 };

    // `desk` may be null: curves and settings are shown, nothing is tested.
    CompareView(Workbench& workbench, RunDesk* desk, QWidget* parent);
    ~CompareView() override;

    void showRuns(const std::vector<store::RunRow>& runs); // at least two
    void clear(); // stops what runs
    const std::vector<store::RunRow>& runs() const { return m_runs; }
    QList<QWidget*> panels() const;

Q_SIGNALS:
    void closed();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitColumns();
    QWidget* makeHead();
    QWidget* makeCharts();
    void compare();
    void stop();
    void loadCurves();
    void showSettings();
    void showCurves();
    void fillCurve(std::size_t run);
    void showComparison(const Comparison& comparison);
    void showTable(const Comparison& comparison);
    void showCharts(const Comparison& comparison);

    Workbench& m_workbench;
    RunDesk* m_desk;
    QLabel* m_title;
    QComboBox* m_split;
    QPushButton* m_again;
    ErrorBanner* m_banner;
    ProgressStrip* m_progress;
    QLabel* m_verdict; // the first pair
    QLabel* m_more; // the others
    DataTable* m_table;
    QStandardItemModel* m_scores;
    QComboBox* m_curve;
    QVBoxLayout* m_plotPlace;
    Plot* m_plot = nullptr;
    QCheckBox* m_everything;
    QLabel* m_alike; // in place of an empty table
    DataTable* m_settingsTable;
    SettingsModel* m_settings;
    QWidget* m_charts;
    ScatterView* m_scatter;
    ParallelView* m_parallel;
    QStringList m_names;
    std::vector<store::RunRow> m_runs;
    std::vector<std::vector<store::MetricRow>> m_metrics; // of each run
    std::vector<Workbench::Ticket> m_tickets;
    Workbench::Ticket m_splitTicket = 0;
    std::uint64_t m_comparing = 0;
};

} // namespace evenspan::ui
