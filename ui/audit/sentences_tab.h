// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/audit_cases.h"
#include "ui/audit/audit_tab.h"
#include "ui/shell/run_desk.h"
#include "ui/shell/workbench.h"

class QLabel;
class QStackedWidget;

namespace evenspan::ui {

class DataTable;
class ErrorBanner;
class FiguresModel;
class ProgressStrip;

// The sentences behind a figure of names that were put into sentences, with what the run says of
// each name. The run is asked when somebody wants to see them, since an audit keeps counts alone.
class SentencesTab : public AuditTab {
    Q_OBJECT
public:
    // `desk` null: the tab says why it shows nothing.
    SentencesTab(Workbench& workbench, RunDesk* desk, std::filesystem::path engine,
        std::filesystem::path suites, QWidget* parent);
    ~SentencesTab() override;

    void showAudit(const AuditPtr& audit, std::size_t dimension) override;
    QWidget* focusTarget() override;
    void ask(const CaseWish& wish);
    void take(const CaseWish& wish, AuditCases cases);
    bool asking() const { return m_run != 0; }
    const std::vector<AuditCase>& cases() const { return m_cases; }
    FiguresModel* model() const { return m_model; }

Q_SIGNALS:
    void placeWanted(evenspan::DocumentId document, evenspan::CodePointRange range);

private:
    enum View { Nothing, Asking, Showing };
    void cancel();
    void open(int row);

    Workbench& m_workbench;
    RunDesk* m_desk;
    std::filesystem::path m_engine, m_suites;
    ErrorBanner* m_banner;
    QStackedWidget* m_stack;
    QLabel* m_none;
    QWidget* m_job;
    ProgressStrip* m_progress;
    QLabel* m_head;
    FiguresModel* m_model;
    DataTable* m_table;
    QLabel* m_note;
    AuditPtr m_audit;
    std::vector<AuditCase> m_cases;
    RunDesk::Ticket m_run = 0;
    Workbench::Ticket m_placing = 0;
};

} // namespace evenspan::ui
