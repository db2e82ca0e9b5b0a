// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/rules/rule_set.h"
#include "ui/common/dialog.h"
#include "ui/shell/workbench.h"

#include <memory>

class QCheckBox;
class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;

namespace evenspan::ui {

class ErrorBanner;

// Reads a file of rules, says what it holds and what cannot be used, line by line, and imports it
// as one undo step.
class RuleImportDialog : public Dialog {
    Q_OBJECT
public:
    RuleImportDialog(Workbench& workbench, const QString& path, QWidget* parent = nullptr);
    ~RuleImportDialog() override;

Q_SIGNALS:
    void imported(int rules);

private:
    void read();
    void showFile(const rules::RuleFile& file);
    void import();

    Workbench& m_workbench;
    const QString m_path;
    ErrorBanner* m_banner;
    QComboBox* m_label;
    QCheckBox* m_wholeWord;
    QCheckBox* m_case;
    QLabel* m_facts;
    QListWidget* m_lines;
    QPushButton* m_ok;
    std::shared_ptr<rules::RuleFile> m_file;
    Workbench::Ticket m_ticket = 0, m_labelsTicket = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace evenspan::ui
