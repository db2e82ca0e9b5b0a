// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/audit_cases.h"
#include "ui/audit/audit_tab.h"
#include "ui/shell/run_desk.h"
#include "ui/shell/workbench.h"

class QLabel;
class QPushButton;
class QStackedWidget;
class QTabBar;

namespace evenspan::ui {

class DataTable;
class ErrorBanner;
class FiguresModel;
class NameMapView;
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
    NameMapView* map() const { return m_map; }

Q_SIGNALS:
    void placeWanted(evenspan::DocumentId document, evenspan::CodePointRange range);

private:
    enum View { Nothing, Asking, Showing };
    void cancel();
    void open(int row);
    void showCase(const QString& name, const QString& group, const QString& pattern);

    Workbench& m_workbench;
    RunDesk* m_desk;
    std::filesystem::path m_engine, m_suites;
    ErrorBanner* m_banner;
    QStackedWidget* m_stack;
    QLabel* m_none;
    QPushButton* m_askAll;
    QWidget* m_job;
    ProgressStrip* m_progress;
    QLabel* m_head;
    QTabBar* m_views;
    QStackedWidget* m_lists;
    NameMapView* m_map;
    FiguresModel* m_model;
    DataTable* m_table;
    QLabel* m_note;
    AuditPtr m_audit;
    std::string m_suite; // id of the kind of groups that is chosen, of a suite
    bool m_mapWanted = false;
    std::vector<AuditCase> m_cases;
    RunDesk::Ticket m_run = 0;
    Workbench::Ticket m_placing = 0;
};

} // namespace evenspan::ui
