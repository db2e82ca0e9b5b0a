// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/audit/audit_tab.h"

class QScrollArea;

namespace evenspan::ui {

// The three numbers of an audit, each with what it means and what it does not, and what limits it.
class AuditSummaryTab : public AuditTab {
    Q_OBJECT
public:
    explicit AuditSummaryTab(QWidget* parent);
    void showAudit(const AuditPtr& audit, std::size_t dimension) override;
    QWidget* focusTarget() override;

private:
    QScrollArea* m_scroll;
    AuditPtr m_shown;
};

} // namespace evenspan::ui
