// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/train/live/run_tab.h"

class QLabel;

namespace evenspan::ui {

class DataTable;
class ScoreModel;

// Precision, recall and F1 of a run by label: of its end, or while it trains of the last
// evaluation.
class ScoresTab : public RunTab {
    Q_OBJECT
public:
    explicit ScoresTab(QWidget* parent);

    void showRun(const store::RunRow& run, bool live) override;
    void take(const TrainEvent& event) override;
    QWidget* focusTarget() override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showScores(const std::vector<EntityScore>& scores, const QString& split, bool live);
    QLabel* m_title;
    DataTable* m_table;
    ScoreModel* m_model;
    QString m_shown;
};

} // namespace evenspan::ui
