// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/audit_choices.h"
#include "core/app/audit/run_audit.h"
#include "ui/shell/workbench.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLineEdit;
class QPushButton;

namespace evenspan::ui {

class ErrorBanner;
class Field;
class GroupChoices;

// The runs that have weights to ask, the newest first.
Result<std::vector<store::RunRow>> runsToAudit(store::Reader& reader, std::stop_token stop);

// Four questions in plain words: which model, on which text, which groups, what difference would
// matter. What it gives can be asked of runAudit() as it is.
class AuditSetup : public QWidget {
    Q_OBJECT
public:
    AuditSetup(Workbench& workbench, std::filesystem::path suites, QWidget* parent);
    ~AuditSetup() override;

    void load(); // what there is to choose from, anew
    AuditRequest request() const;
    QWidget* focusTarget() const;

Q_SIGNALS:
    void wanted(const evenspan::AuditRequest& request);
    void left();
    void suitesWanted(); // to be edited

private:
    void take(AuditChoices choices);
    void choose(); // what can be ticked for the run, and how much text there is for it
    AuditRun run() const;
    void check();

    Workbench& m_workbench;
    std::filesystem::path m_suites;
    ErrorBanner* m_banner;
    QComboBox* m_run;
    QComboBox* m_split;
    GroupChoices* m_groups;
    QCheckBox* m_pairs;
    QCheckBox* m_sensitive;
    QLineEdit* m_purpose;
    Field* m_purposeField;
    QDoubleSpinBox* m_margin;
    QLineEdit* m_name;
    Field* m_nameField;
    QPushButton* m_start;
    AuditChoices m_facts;
    Workbench::Ticket m_ticket = 0, m_counting = 0;
};

} // namespace evenspan::ui
