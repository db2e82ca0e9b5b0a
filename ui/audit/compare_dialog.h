// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/run_audit.h"
#include "ui/common/dialog.h"

#include <QStringList>

#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace evenspan::ui {

class Field;

// Asks which runs stand before a correction and which after it. The rest of the audit is as in the
// one that is shown: its text, its groups, its suites.
class CompareDialog : public Dialog {
    Q_OBJECT
public:
    // `runs`: to choose from, the newest first; `audits`: names that are taken.
    CompareDialog(const AuditRequest& shown, const std::vector<std::string>& runs,
        const QStringList& audits, QWidget* parent);
    AuditRequest request() const;

private:
    QListWidget* addSide(const QString& caption, const std::vector<std::string>& runs,
        const std::vector<std::string>& ticked);
    void check();

    AuditRequest m_shown;
    QStringList m_audits;
    QListWidget* m_before = nullptr;
    QListWidget* m_after = nullptr;
    QLineEdit* m_name;
    Field* m_nameField;
    QLabel* m_remark;
    QPushButton* m_start;
};

} // namespace evenspan::ui
