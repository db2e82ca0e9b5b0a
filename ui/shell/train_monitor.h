// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/workbench.h"

#include <QTimer>

namespace evenspan::ui {

// Empties the buffer of the running training 15 times a second, for whoever shows it.
class TrainMonitor : public QObject {
    Q_OBJECT
public:
    TrainMonitor(Workbench& workbench, QObject* parent);

    QString run() const { return m_run; } // empty: none
    double share() const; // -1: not known
    double secondsLeft() const; // -1: not known
    bool stopping() const { return m_stopping; }
    void stop();

Q_SIGNALS:
    void events(const std::vector<evenspan::ui::TrainEvent>& events);
    void changed(); // run, share or time left

private:
    void drain();
    Workbench& m_workbench;
    QTimer m_timer;
    QString m_run;
    qint64 m_step = 0;
    qint64 m_total = 0;
    double m_seconds = 0;
    bool m_stopping = false;
};

} // namespace evenspan::ui
