// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/audit/audit_tab.h"
#include "ui/audit/audits_tab.h"
#include "ui/shell/page.h"
#include "ui/shell/run_desk.h"
#include "ui/shell/workbench.h"

#include <atomic>
#include <QElapsedTimer>
#include <vector>

class QComboBox;
class QPushButton;
class QStackedWidget;

namespace evenspan {
struct ReportFiles; // core/app/audit/save_report.h
} // namespace evenspan

namespace evenspan::ui {

class AuditSetup;
class ElidedLabel;
class EmptyState;
class ErrorBanner;
class LiveDesk;
class MainWindow;
class ProgressStrip;
class SentencesTab;
class SideViews;
class SuitesView;

// Where an audit finds its parts.
struct AuditPlaces {
    std::filesystem::path engine, suites;
    std::string version; // of the program
    LiveDesk* live = nullptr; // tries rows of suites; null: they cannot be tried
    // Shows a place of a document.
    std::function<void(DocumentId document, CodePointRange range)> place = {};
};

// Shows mentions of a run in a split on the inspection page.
using MentionsOpener =
    std::function<void(const QString& run, const QString& split, const MentionFilter& filter)>;

// Audits of the project: a guided set-up, then what each audit found. An audit runs behind the
// window, with progress and cancel, and is kept with everything that made it.
class AuditPage : public Page {
    Q_OBJECT
public:
    // `desk` null: nothing can be audited or exported, what is kept is shown.
    AuditPage(MainWindow& window, RunDesk* desk, AuditPlaces places, MentionsOpener opener,
        QWidget* parent);
    ~AuditPage() override;

    // Behind the page's own views that show an audit, before the list of all.
    void addTab(AuditTab* tab, const QString& name);
    bool showTab(const QString& objectName); // false: there is no such tab
    QString breadcrumb() const override;
    QList<QWidget*> panels() const override;
    void shown() override;
    bool goUp() override;
    QList<std::pair<QString, QString>> keyHints() const override;

    void newAudit();
    void runAgain(); // the audit that is shown, by its own request
    void compare(); // asks which runs, then audits them before and after
    void exportReport();
    void start(AuditRequest request);
    void editSuites(const QString& suite = {}); // the tables of names and sentences
    void choose(const QString& name); // an audit, as soon as the list has it
    const AuditPtr& audit() const { return m_audit; } // null: none is shown
    bool running() const { return m_run != 0; }

private:
    enum View { Nothing, Asking, Showing, Suites };
    enum Heading { Found, Helping, Overall };
    void addOwn(Heading heading, AuditTab* tab, const QString& name);
    void reload();
    void read();
    void showAudit();
    void showState();
    void cancel();
    void progressed(double share);
    void openMentions(const MentionFilter& filter, const QString& split);
    void openSentences(const CaseWish& wish);
    void openPlace(DocumentId document, CodePointRange range);
    void write(const ReportFiles& files);

    MainWindow& m_window;
    Workbench& m_workbench;
    RunDesk* m_desk;
    AuditPlaces m_places;
    MentionsOpener m_opener;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    AuditSetup* m_setup;
    QComboBox* m_names;
    QComboBox* m_dimensions;
    QPushButton* m_again;
    QPushButton* m_compare;
    QPushButton* m_export;
    QWidget* m_job; // progress and cancel, above everything
    ElidedLabel* m_jobText;
    ProgressStrip* m_progress;
    ErrorBanner* m_banner;
    SideViews* m_tabs;
    std::vector<AuditTab*> m_auditTabs;
    AuditsTab* m_all;
    SentencesTab* m_sentences;
    int m_beforeSentences = -1; // the view that they were opened from
    SuitesView* m_suites;
    int m_beforeSuites = 0; // the view that they were opened from
    AuditPtr m_audit;
    QString m_wanted; // audit to choose
    QString m_path; // of the project shown
    std::shared_ptr<std::atomic<int>> m_phase; // of the audit that runs
    QElapsedTimer m_since;
    bool m_writing = false; // the job is an export
    RunDesk::Ticket m_run = 0;
    Workbench::Ticket m_ticket = 0, m_reading = 0, m_lines = 0, m_asking = 0;
};

// `more` adds tabs of other makers, after the page's own.
void addAuditPage(MainWindow& window, RunDesk* desk = nullptr, AuditPlaces places = {},
    MentionsOpener opener = {}, std::function<void(AuditPage&)> more = {});

} // namespace evenspan::ui
