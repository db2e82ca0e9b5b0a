// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/inspect/try_suite.h"
#include "ui/audit/audit_tab.h"
#include "ui/shell/live_desk.h"
#include "ui/shell/workbench.h"

#include <optional>
#include <QTimer>

class QLabel;
class QLineEdit;
class QStackedWidget;

namespace evenspan::ui {

class ErrorBanner;
class Field;
class FiguresModel;
class TrialView;

// A name or a sentence tried in the suite of the shown groups, with the run of the audit, while it
// is typed: in which sentences the name is found, or how much of each group in the sentence. It is
// for looking: the suite stays as it is.
class TryNamesTab : public AuditTab {
    Q_OBJECT
public:
    // `desk` null: the tab says why it shows nothing.
    TryNamesTab(
        Workbench& workbench, LiveDesk* desk, std::filesystem::path suites, QWidget* parent);
    ~TryNamesTab() override;
    void showAudit(const AuditPtr& audit, std::size_t dimension) override;
    QWidget* focusTarget() override;
    FiguresModel* model() const;

private:
    struct Facts {
        fairness::Suite suite;
        LiveRun run;
    };
    void read(); // the suite and the run
    void ask();
    std::string suiteName() const; // empty: the shown groups are not of a suite

    Workbench& m_workbench;
    LiveDesk* m_desk;
    std::filesystem::path m_suites;
    QStackedWidget* m_stack;
    QLabel* m_none;
    ErrorBanner* m_banner;
    QLineEdit* m_name;
    QLineEdit* m_pattern;
    Field* m_patternField;
    TrialView* m_view;
    QTimer m_pause;
    AuditPtr m_audit;
    std::size_t m_dimension = 0;
    std::optional<Facts> m_facts;
    Workbench::Ticket m_reading = 0;
    std::uint64_t m_asked = 0; // counts questions: an older answer is dropped
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace evenspan::ui
