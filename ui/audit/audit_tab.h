// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/audit_cases.h"
#include "core/app/audit/run_audit.h"
#include "core/app/inspect/mention_table.h"
#include "core/report/audit_parts.h"

#include <memory>
#include <QWidget>

namespace evenspan::ui {

// A stored audit with everything that the page shows of it; never changes once it is made.
struct ShownAudit {
    AuditRequest request;
    fairness::AuditResult audit;
    report::AuditParts parts;
};
using AuditPtr = std::shared_ptr<const ShownAudit>;

// One view of the fairness page. The page chooses an audit and one of its kinds of groups and gives
// both to every tab.
class AuditTab : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    // Never null. `dimension` is a place in the audit's dimensions; there may be none at all.
    virtual void showAudit(const AuditPtr& audit, std::size_t dimension) = 0;
    virtual QWidget* focusTarget() = 0; // what F6 goes to

Q_SIGNALS:
    // The mentions behind a figure are to be listed on the inspection page; no split: the audit's.
    void mentionsWanted(const evenspan::MentionFilter& filter, const QString& split = {});
    // The sentences of names that were put into sentences.
    void casesWanted(const evenspan::CaseWish& wish);
    void said(const QString& text); // a short remark to the user
};

} // namespace evenspan::ui
