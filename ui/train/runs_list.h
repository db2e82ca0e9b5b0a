// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/workbench.h"

#include <QWidget>

#include <vector>

class QListWidget;

namespace evenspan::ui {

// The runs of the project, newest first.
class RunsList : public QWidget {
    Q_OBJECT
public:
    explicit RunsList(QWidget* parent);

    // `live`: the name of the run that trains; the chosen run stays chosen.
    void setRuns(const std::vector<store::RunRow>& runs, const QString& live);
    const std::vector<store::RunRow>& runs() const { return m_runs; } // newest first
    void choose(const QString& name); // without a signal
    const store::RunRow* chosen() const; // null: none
    QListWidget* list() { return m_list; }

Q_SIGNALS:
    void chosenChanged(); // by the user, or since the chosen run is gone

private:
    QListWidget* m_list;
    std::vector<store::RunRow> m_runs;
};

} // namespace evenspan::ui
