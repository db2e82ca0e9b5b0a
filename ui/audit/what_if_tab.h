// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/audit/what_if_sets.h"
#include "ui/audit/audit_tab.h"
#include "ui/audit/what_if_view.h"
#include "ui/shell/run_desk.h"
#include "ui/shell/workbench.h"

#include <QTimer>

class QBoxLayout;
class QLabel;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace evenspan::ui {

class EmptyState;
class ErrorBanner;
class ProgressStrip;
class TypeSliders;

// What would become of the groups if the run kept only entities above a score, or said a type more
// or less readily: sliders for each type, and the effect on every group at once. The run is scored
// once, on the validation text, as what is chosen on the text that a run is tested on looks better
// than it is. Nothing is changed or kept.
class WhatIfTab : public AuditTab {
    Q_OBJECT
public:
    // `desk` null: the tab says why it shows nothing.
    WhatIfTab(Workbench& workbench, RunDesk* desk, std::filesystem::path engine,
        std::filesystem::path suites, QWidget* parent);
    ~WhatIfTab() override;

    void showAudit(const AuditPtr& audit, std::size_t dimension) override;
    QWidget* focusTarget() override;
    void score(); // the run of the audit, on the validation text
    void take(std::shared_ptr<const WhatIfSets> sets); // scored elsewhere
    void setCut(const QString& type, double share); // "": of every type
    double cut(const QString& type) const;
    void setBias(const QString& type, double bias); // the least of its slider is minus infinity
    double bias(const QString& type) const;
    bool scoring() const { return m_run != 0; }
    const WhatIfSets* sets() const { return m_sets.get(); }
    FiguresModel* model() const { return m_view->model(); }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    enum View { Asking, Scoring, Showing };
    void cancel();
    void showState();
    void reflow();
    QWidget* makeControls();
    void open(int group);
    void ask(); // for the answer to the sliders as they stand
    const WhatIfSet* current() const; // null: these groups have no scores

    Workbench& m_workbench;
    RunDesk* m_desk;
    std::filesystem::path m_engine, m_suites;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QWidget* m_job;
    ProgressStrip* m_progress;
    ErrorBanner* m_banner;
    QLabel* m_head;
    ProgressStrip* m_busy; // while sentences are decoded anew
    QBoxLayout* m_both; // sliders and groups
    QScrollArea* m_controls;
    TypeSliders* m_cuts;
    TypeSliders* m_biases;
    QWidget* m_biasBox; // with their heading
    WhatIfView* m_view;
    QTimer m_slow; // until the window says that it is busy
    AuditPtr m_audit;
    std::size_t m_dimension = 0;
    std::shared_ptr<const WhatIfSets> m_sets;
    std::vector<std::string> m_groups; // of the answer that is shown
    RunDesk::Ticket m_run = 0;
    Workbench::Ticket m_asking = 0;
};

} // namespace evenspan::ui
