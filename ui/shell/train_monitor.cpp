// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/train_monitor.h"

namespace evenspan::ui {

TrainMonitor::TrainMonitor(Workbench& workbench, QObject* parent)
    : QObject(parent)
    , m_workbench(workbench) {
    m_timer.setInterval(66);
    connect(&m_timer, &QTimer::timeout, this, &TrainMonitor::drain);
    connect(&workbench, &Workbench::trainingChanged, this, [this] {
        if (m_workbench.isTraining())
            m_timer.start();
        else
            drain(); // the last events; they also end the run
    });
}

double TrainMonitor::share() const {
    return m_total > 0 ? double(m_step) / double(m_total) : -1;
}

double TrainMonitor::secondsLeft() const {
    if (m_total <= 0 || m_step <= 0)
        return -1;
    return m_seconds / double(m_step) * double(m_total - m_step);
}

void TrainMonitor::stop() {
    m_stopping = true;
    m_workbench.stopTraining();
    Q_EMIT changed();
}

void TrainMonitor::drain() {
    const std::vector<TrainEvent> batch = m_workbench.takeTrainEvents();
    for (const TrainEvent& event : batch) {
        switch (event.kind) {
        case TrainEvent::Started:
            m_run = event.run;
            m_step = 0;
            m_total = event.totalSteps;
            m_seconds = 0;
            m_stopping = false;
            break;
        case TrainEvent::Step:
            m_run = event.run;
            m_step = event.step;
            m_seconds = event.seconds;
            if (event.totalSteps > 0)
                m_total = event.totalSteps;
            break;
        case TrainEvent::Finished:
        case TrainEvent::Failed:
            m_run.clear();
            m_stopping = false;
            break;
        default:
            break;
        }
    }
    if (!m_workbench.isTraining() && batch.empty()) {
        m_timer.stop();
        m_run.clear();
    }
    if (!batch.empty())
        Q_EMIT events(batch);
    Q_EMIT changed();
}

} // namespace evenspan::ui
