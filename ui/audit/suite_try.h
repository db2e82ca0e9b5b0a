// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fairness/suite.h"
#include "core/store/records.h"
#include "ui/shell/live_desk.h"
#include "ui/shell/workbench.h"

#include <QTimer>

class QCheckBox;
class QComboBox;

namespace evenspan::ui {

class ErrorBanner;
class FiguresModel;
class TrialView;

// Asks a run about the row that is chosen while a suite is written: a name in every sentence, a
// sentence with the first names of every group. Off until somebody turns it on, since the model is
// loaded for it.
class SuiteTry : public QWidget {
    Q_OBJECT
public:
    // `desk` null: it says why it cannot.
    SuiteTry(Workbench& workbench, LiveDesk* desk, QWidget* parent = nullptr);
    ~SuiteTry() override;

    void load(); // the runs
    // The row as it stands: one of the two is empty. `suite` without rows that are wrong.
    void setRow(fairness::Suite suite, const std::string& name, const std::string& pattern);
    void setOn(bool on);
    bool on() const;
    FiguresModel* model() const;
    QString sum() const;

private:
    void ask();

    Workbench& m_workbench;
    LiveDesk* m_desk;
    QCheckBox* m_on;
    QComboBox* m_runs;
    ErrorBanner* m_banner;
    TrialView* m_view;
    QTimer m_pause;
    std::vector<LiveRun> m_known; // beside the names in m_runs
    fairness::Suite m_suite;
    std::string m_name, m_pattern;
    Workbench::Ticket m_ticket = 0;
    std::uint64_t m_asked = 0; // counts questions: an older answer is dropped
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace evenspan::ui
