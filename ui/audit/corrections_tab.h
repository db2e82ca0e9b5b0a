// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/recipe.h"
#include "ui/audit/audit_tab.h"
#include "ui/shell/workbench.h"

#include <QStringList>

class QScrollArea;

namespace evenspan::ui {

class ErrorBanner;

// What can be done about a gap: each correction with what it does and costs in plain words, and a
// button that leads there. A correction of training opens the launcher with the recipe of the
// audit's run and the correction's settings in it, for runs that differ by their seed, which
// “Before and after” then compares.
class CorrectionsTab : public AuditTab {
    Q_OBJECT
public:
    struct Correction {
        const char* id;
        QString title, meaning, cost, action;
        QString page; // that the button shows; empty: it trains
        // Settings of the recipe; %1 is the suite of the shown groups, %2 their way to group. One
        // that a recipe does not know takes the correction off the list.
        QStringList settings;
        bool needsSuite = false;
    };
    // In the order in which they should be tried.
    static std::vector<Correction> corrections();

    CorrectionsTab(Workbench& workbench, QWidget* parent);
    ~CorrectionsTab() override;
    void showAudit(const AuditPtr& audit, std::size_t dimension) override;
    QWidget* focusTarget() override;

Q_SIGNALS:
    void recipeWanted(const evenspan::engine::Recipe& recipe, int seeds);
    void pageWanted(const QString& page);

private:
    void build();
    void train(const Correction& correction);
    QString suite() const; // of the shown groups, else the first of the audit; empty: none
    QString groups() const; // as a recipe names them; empty: not in a way it knows
    static QStringList filled(
        const Correction& correction, const QString& suite, const QString& groups);

    Workbench& m_workbench;
    ErrorBanner* m_banner;
    QScrollArea* m_scroll;
    AuditPtr m_audit;
    std::size_t m_dimension = 0;
    Workbench::Ticket m_reading = 0;
};

} // namespace evenspan::ui
