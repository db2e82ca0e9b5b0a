// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page.h"
#include "ui/shell/workbench.h"

class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;

namespace evenspan::ui {

class DataTable;
class EmptyState;
class ErrorBanner;
class Figure;
class MainWindow;
class Plot;
class ProgressStrip;
class ScoreModel;

// The runs of the project, and of the chosen one the loss as it falls, speed, time left and, at its
// end, the scores.
class TrainPage : public Page {
    Q_OBJECT
public:
    TrainPage(MainWindow& window, QWidget* parent);
    ~TrainPage() override;

    QString breadcrumb() const override;
    QList<QWidget*> panels() const override;
    void shown() override;
    void fineTune(); // opens the dialog
    Plot& plot() { return *m_plot; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void reloadRuns();
    void fillRuns(const std::vector<store::RunRow>& runs);
    void chooseRun(int row);
    void take(const std::vector<TrainEvent>& events);
    void showLive(const TrainEvent& event);
    void resetPlot();
    void showScores(const std::vector<EntityScore>& scores, const QString& split);
    bool isLive() const;

    MainWindow& m_window;
    Workbench& m_workbench;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QListWidget* m_list;
    QLabel* m_title;
    QLabel* m_status;
    QPushButton* m_stop;
    ErrorBanner* m_banner;
    Figure* m_loss;
    Figure* m_epoch;
    Figure* m_speed;
    Figure* m_left;
    Figure* m_best;
    ProgressStrip* m_progress;
    Plot* m_plot;
    QLabel* m_scoresTitle;
    DataTable* m_scores;
    ScoreModel* m_scoreModel;
    std::vector<store::RunRow> m_runs; // newest first
    QString m_shown; // name of the run on the right
    QString m_live; // name of the run that is training
    double m_bestF1 = -1;
    Workbench::Ticket m_runsTicket = 0;
    Workbench::Ticket m_metricsTicket = 0;
};

void addTrainPage(MainWindow& window);

} // namespace evenspan::ui
