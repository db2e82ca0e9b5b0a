// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/training_service.h"

class QPushButton;

namespace evenspan::ui {

class RunView;

// "Pause" and "Go on" at the run that is shown.
class RunControls : public QObject {
    Q_OBJECT
public:
    RunControls(TrainingService& training, RunView& view);
    void setRun(const store::RunRow& run); // that is shown

private:
    void showState();
    TrainingService& m_training;
    QPushButton* m_pause;
    QPushButton* m_goOn;
    store::RunRow m_run;
};

} // namespace evenspan::ui
