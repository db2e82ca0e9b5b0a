// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/what_if_sets.h"
#include "ui/audit/audit_tab.h"
#include "ui/shell/run_desk.h"
#include "ui/shell/workbench.h"

#include <map>

class QBoxLayout;
class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QPushButton;
class QScrollArea;
class QSlider;
class QStackedWidget;

namespace evenspan::ui {

class DataTable;
class EmptyState;
class ErrorBanner;
class Figure;
class FiguresModel;
class ProgressStrip;
class ShiftView;

// What would become of the groups if the run kept only entities above a score: a slider for each
// type, and the effect on every group at once. The run is scored once, on the validation text, as
// what is chosen on the text that a run is tested on looks better than it is. Nothing is changed or
// kept.
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
    void setCut(const QString& type, double share);
    double cut(const QString& type) const;
    bool scoring() const { return m_run != 0; }
    const WhatIfSets* sets() const { return m_sets.get(); }
    FiguresModel* model() const { return m_model; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    enum View { Asking, Scoring, Showing };
    struct Cut {
        QSlider* slider = nullptr;
        QDoubleSpinBox* box = nullptr;
    };
    struct Answer {
        fairness::WhatIfAnswer now, then; // of the groups
        fairness::WhatIfAnswer allNow, allThen; // of everything
        std::string unit;
    };
    void cancel();
    void showState();
    void reflow();
    void makeSliders();
    Cut addSlider(QGridLayout* grid, int row, const QString& name);
    void ask(); // for the answer to the cuts as they stand
    void show(const Answer& answer);
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
    QBoxLayout* m_both; // cuts and groups
    QScrollArea* m_cutsArea;
    QWidget* m_cutsBox; // holds the sliders
    std::map<std::string, Cut> m_cuts; // by type; "" is all at once
    QPushButton* m_reset;
    std::vector<Figure*> m_figures;
    QGridLayout* m_figureGrid;
    QLabel* m_none; // these groups have no scores
    QWidget* m_groups;
    ShiftView* m_view;
    FiguresModel* m_model;
    DataTable* m_table;
    AuditPtr m_audit;
    std::size_t m_dimension = 0;
    std::shared_ptr<const WhatIfSets> m_sets;
    RunDesk::Ticket m_run = 0;
    Workbench::Ticket m_asking = 0;
};

} // namespace evenspan::ui
