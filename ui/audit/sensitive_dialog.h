// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/dialog.h"
#include "ui/shell/run_desk.h"
#include "ui/shell/workbench.h"

class QLabel;
class QPushButton;

namespace evenspan::ui {

class DataTable;
class ErrorBanner;
class MainWindow;
class Panel;
class ProgressStrip;
class SensitiveKeysModel;
class SensitiveLogModel;

// The sensitive attributes of the project and the log of what was done with them: who may look at
// what is decided in an audit's set-up, what was looked at stands here. Values can be deleted for
// good; since no undo brings them back, the dialog says before what a deletion reaches and what it
// cannot.
class SensitiveDialog : public Dialog {
    Q_OBJECT
public:
    // `desk` null: nothing can be deleted here.
    SensitiveDialog(Workbench& workbench, RunDesk* desk, QWidget* parent);
    ~SensitiveDialog() override;
    bool deleting() const { return m_run != 0; }

protected:
    void reject() override; // stops a deletion that runs

private:
    void reload();
    void select();
    void ask(bool on);
    void endPermission();
    void deleteValues();
    void showState();

    Workbench& m_workbench;
    RunDesk* m_desk;
    SensitiveKeysModel* m_keys;
    SensitiveLogModel* m_log;
    DataTable* m_keyTable;
    DataTable* m_logTable;
    QLabel* m_none;
    QLabel* m_quiet;
    ErrorBanner* m_banner;
    QPushButton* m_end;
    QPushButton* m_delete;
    Panel* m_question;
    QLabel* m_asked;
    QPushButton* m_sure;
    QPushButton* m_keep;
    ProgressStrip* m_progress;
    Workbench::Ticket m_reading = 0;
    RunDesk::Ticket m_run = 0;
};

// "audit.sensitive" opens it.
void addSensitiveAction(MainWindow& window, RunDesk* desk);

} // namespace evenspan::ui
