// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/workbench.h"

#include <QWidget>

namespace evenspan::ui {

// One view of the run that the page shows: its curves, its scores, its log… Tabs read the project
// for themselves; what happens live reaches them as events.
class RunTab : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    // Another run, or the same one after its row changed. A live run's row may still be empty of
    // everything but the name.
    virtual void showRun(const store::RunRow& run, bool live) = 0;
    // The next event of the shown run, which is live.
    virtual void take(const TrainEvent& event) { Q_UNUSED(event) }
    virtual void refresh() { } // after the last of many events: paint now
    virtual QWidget* focusTarget() = 0; // what F6 goes to
};

} // namespace evenspan::ui
