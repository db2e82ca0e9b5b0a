// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/run_audit.h"
#include "ui/shell/workbench.h"

#include <QWidget>

#include <set>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace evenspan::ui {

class ErrorBanner;
class Field;

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

private:
    // What the project has that can be chosen.
    struct Facts {
        std::vector<std::string> runs, columns, attributes, audits;
        std::set<std::string> sensitive; // ways to group that are not allowed now
        std::vector<std::pair<std::string, std::string>> suites; // and the label of their slot
    };
    void take(Facts facts);
    void addHeading(const QString& text);
    void addGroup(const QString& text, const QString& tip, const QString& id, bool on = false);
    void check();

    Workbench& m_workbench;
    std::filesystem::path m_suites;
    ErrorBanner* m_banner;
    QComboBox* m_run;
    QComboBox* m_split;
    QListWidget* m_groups;
    QCheckBox* m_sensitive;
    QLineEdit* m_purpose;
    Field* m_purposeField;
    QDoubleSpinBox* m_margin;
    QLineEdit* m_name;
    Field* m_nameField;
    QPushButton* m_start;
    Facts m_facts;
    Workbench::Ticket m_ticket = 0;
};

} // namespace evenspan::ui
