// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/train/live/run_tab.h"

#include <functional>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QTabWidget;

namespace evenspan::ui {

class ElidedLabel;
class ErrorBanner;
class Figure;
class ProgressStrip;
class TrainMonitor;

// One run: its name and state, what may be done with it, the figures that matter now, and its tabs.
class RunView : public QWidget {
    Q_OBJECT
public:
    RunView(Workbench& workbench, TrainMonitor& monitor, QWidget* parent);
    ~RunView() override;

    void addTab(RunTab* tab, const QString& title);
    // Into the row of buttons, before those that are there.
    void addButton(QWidget* button);
    void showRun(const store::RunRow& run, bool live);
    void prepare(const QString& run); // is about to start: nothing is known of it yet
    // An event of the live run; Started shows it.
    void take(const TrainEvent& event);
    void refresh(); // after the last of many events
    void showError(const Error& error);
    void clearError();
    bool saysError() const;
    // While a run is trained again to be verified; `cancel` ends it.
    void showVerifying(const QString& run, double share, std::function<void()> cancel);
    void showVerified(const QString& run, const QString& words, bool good); // empty: hides it
    bool isLive() const { return m_isLive; }
    const QString& run() const { return m_shown; } // its name; empty: none
    QList<QWidget*> panels() const;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitToTab(); // the height that the shown tab wants, not that of the longest
    void setLive(bool live);
    void resetFigures();
    void showMonitor();
    void showStep();
    void showBest(double f1);
    Workbench& m_workbench;
    TrainMonitor& m_monitor;
    ElidedLabel* m_title;
    ElidedLabel* m_status;
    QHBoxLayout* m_buttons;
    QWidget* m_stop;
    ErrorBanner* m_banner;
    Figure* m_loss;
    Figure* m_epoch;
    Figure* m_speed;
    Figure* m_left;
    Figure* m_best;
    ProgressStrip* m_progress;
    QWidget* m_verify;
    QLabel* m_verifyText;
    ProgressStrip* m_verifyShare;
    QPushButton* m_verifyButton;
    std::function<void()> m_verifyCancel;
    QTabWidget* m_tabs;
    std::vector<RunTab*> m_runTabs;
    QString m_shown;
    bool m_isLive = false;
    double m_bestF1 = -1;
    double m_mean = 0, m_weight = 1; // of the loss, smoothed
    std::optional<TrainEvent> m_lastStep; // not shown yet
    Workbench::Ticket m_ticket = 0;
};

} // namespace evenspan::ui
