// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of rules.
#include "ui/common/action_registry.h"
#include "ui/label/rules/rules_panel.h"
#include "ui/shell/main_window.h"

#include <QTabWidget>

namespace evenspan::ui {

void addRuleActions(MainWindow& window) {
    const auto panel = [&window]() -> RulesPanel* {
        return window.currentPage() ? window.currentPage()->findChild<RulesPanel*>() : nullptr;
    };
    const auto add = [&](const char* id, const QString& text, const char* keys, const char* icon,
                         std::function<void(RulesPanel&)> run, bool changes) {
        window.actions().add({QString::fromLatin1(id), text, QString::fromLatin1(icon),
            QKeySequence(QString::fromLatin1(keys)), RulesPanel::tr("Rules"),
            [panel, run = std::move(run)] {
                if (RulesPanel* shown = panel())
                    run(*shown);
            },
            [panel, changes, &window] {
                return panel() && !(changes && window.workbench().project().readOnly);
            }});
    };
    add(
        "rules.show", RulesPanel::tr("Rules of this project"), "Ctrl+R", "",
        [](RulesPanel& p) { p.bringForward(); }, false);
    add(
        "rules.add", RulesPanel::tr("Add a rule…"), "", "new", [](RulesPanel& p) { p.add(); },
        true);
    add(
        "rules.import", RulesPanel::tr("Import rules…"), "", "import",
        [](RulesPanel& p) { p.importFile(); }, true);
    add(
        "rules.export", RulesPanel::tr("Export rules…"), "", "export",
        [](RulesPanel& p) { p.exportFile(); }, false);
    add(
        "rules.suggest", RulesPanel::tr("Suggest by rules…"), "Ctrl+Shift+R", "",
        [](RulesPanel& p) { p.suggest(); }, true);
}

} // namespace evenspan::ui
