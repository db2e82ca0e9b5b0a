// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/live/run_controls.h"

#include "core/app/runs/run_phase.h"
#include "ui/train/live/run_view.h"

#include <QPushButton>

namespace evenspan::ui {

RunControls::RunControls(TrainingService& training, RunView& view)
    : QObject(&view)
    , m_training(training)
    , m_pause(new QPushButton(tr("Pause"), &view))
    , m_goOn(new QPushButton(&view)) {
    m_pause->setAccessibleName(tr("Pause training"));
    m_pause->setToolTip(
        tr("End after this batch and keep the exact state; the device is free meanwhile"));
    view.addButton(m_pause);
    view.addButton(m_goOn);
    connect(m_pause, &QPushButton::clicked, &training, &TrainingService::pause);
    connect(m_goOn, &QPushButton::clicked, this,
        [this] { m_training.goOn(QString::fromStdString(m_run.name)); });
    connect(&training, &TrainingService::changed, this, &RunControls::showState);
    showState();
}

void RunControls::setRun(const store::RunRow& run) {
    m_run = run;
    showState();
}

void RunControls::showState() {
    const auto& state = m_training.state();
    const QString name = QString::fromStdString(m_run.name);
    const bool live = state.training && state.run == name;
    const bool waits = m_training.isWaiting(name);
    const bool pausing = state.ending == TrainingService::Ending::Pausing;
    m_pause->setVisible(live);
    m_pause->setEnabled(state.ending == TrainingService::Ending::None);
    m_pause->setText(pausing ? tr("Pausing…") : tr("Pause"));
    // One that waits begins at once only where nothing else trains.
    m_goOn->setVisible(state.possible && !live && (waits ? !state.training : canGoOn(m_run)));
    m_goOn->setText(waits ? tr("Start now") : state.training ? tr("Go on later") : tr("Go on"));
    m_goOn->setToolTip(waits ? tr("Before the others that wait")
            : state.training ? tr("It waits behind the run that trains")
            : hasBegun(m_run)
            ? tr("From where it stands; on the processor it ends in the same bits")
            : tr("It had not begun: it starts from the beginning"));
    m_goOn->setAccessibleName(m_goOn->text());
}

} // namespace evenspan::ui
