// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/train/live/run_facts.h"
#include "ui/train/live/run_tab.h"

#include <QTimer>

#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace evenspan::ui {

class ConfusionModel;
class DataTable;
class ErrorBanner;
class OutcomeModel;
class ProgressStrip;
class RunActions;
class RunDesk;
class SettingsModel;

// What is known of a run after its end: notes and tags, its scores on each split with intervals,
// which labels it takes for which, how it was made and where it comes from.
class DetailsTab : public RunTab {
    Q_OBJECT
public:
    // `desk` may be null: kept scores are shown, none are made.
    DetailsTab(Workbench& workbench, RunActions& actions, RunDesk* desk, QWidget* parent);
    ~DetailsTab() override;

    void showRun(const store::RunRow& run, bool live) override;
    QWidget* focusTarget() override;
    void showMarks(); // of the shown run, after they changed
    void score(); // on the chosen split

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeMarks();
    QWidget* makeScores();
    QWidget* makeConfusion();
    QWidget* makeOrigin();
    void saveMarks();
    void load();
    void showFacts(const RunFacts& facts);
    void showOutcome();
    void showSettings();
    const RunOutcome* outcome() const; // on the chosen split
    void fitTable(DataTable* table); // to its rows: the page scrolls, not the table

    Workbench& m_workbench;
    RunActions& m_actions;
    RunDesk* m_desk;
    ErrorBanner* m_banner;
    QPushButton* m_star;
    QLineEdit* m_tags;
    QPlainTextEdit* m_note;
    QComboBox* m_split;
    QPushButton* m_score;
    QLabel* m_scored;
    ProgressStrip* m_progress;
    DataTable* m_table;
    OutcomeModel* m_outcomes;
    QWidget* m_confusionPart;
    QComboBox* m_borders;
    DataTable* m_matrix;
    ConfusionModel* m_confusion;
    QCheckBox* m_everything;
    DataTable* m_recipe;
    SettingsModel* m_settings;
    QLabel* m_origin;
    QTimer m_saving;
    store::RunRow m_run;
    bool m_live = false;
    bool m_filling = false;
    RunFacts m_facts;
    Workbench::Ticket m_ticket = 0;
    std::uint64_t m_scoring = 0;
};

} // namespace evenspan::ui
