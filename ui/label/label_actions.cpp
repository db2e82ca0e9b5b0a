// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of the labelling workspace.
#include "ui/common/action_registry.h"
#include "ui/label/label_page.h"
#include "ui/label/rules/rules_panel.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/main_window.h"
#include "ui/shell/suggestion_service.h"

#include <QAction>

#include <utility>

namespace evenspan::ui {

void addLabelPage(MainWindow& window, std::shared_ptr<Encoders> encoders) {
    addDocumentActions(window);
    window.addPage({QStringLiteral("label"), QStringLiteral("label"), LabelPage::tr("Label"),
        LabelPage::tr("Mark names in the texts"),
        [&window, encoders = std::move(encoders)](
            QWidget* parent) { return new LabelPage(window, encoders, parent); }});
    addCanvasActions(window);
    const auto page = [&window] { return qobject_cast<LabelPage*>(window.currentPage()); };
    const auto ready = [&window, page] {
        const LabelPage* shown = page();
        return shown && shown->hasDocument() && window.workbench().project().editable();
    };
    const auto here = [page] { return page() && page()->hasDocument(); };
    const auto add = [&](const char* id, const QString& text, const char* keys,
                         std::function<void(LabelPage&)> run, std::function<bool()> enabled) {
        window.actions().add({QString::fromLatin1(id), text, {},
            QKeySequence(QString::fromLatin1(keys)), LabelPage::tr("Labelling"),
            [page, run = std::move(run)] {
                if (LabelPage* shown = page())
                    run(*shown);
            },
            std::move(enabled)});
    };
    add(
        "label.done", LabelPage::tr("Done and next document"), "Ctrl+Return",
        [](LabelPage& p) { p.finish(false); }, ready);
    add(
        "label.none", LabelPage::tr("Done without entities and next document"), "Ctrl+Shift+Return",
        [](LabelPage& p) { p.finish(true); }, ready);
    add(
        "label.next", LabelPage::tr("Next document"), "Ctrl+PgDown",
        [](LabelPage& p) { p.step(1); }, here);
    add(
        "label.previous", LabelPage::tr("Previous document"), "Ctrl+PgUp",
        [](LabelPage& p) { p.step(-1); }, here);
    add(
        "label.propagate", LabelPage::tr("Label equal words of this document"), "Ctrl+D",
        [](LabelPage& p) { p.propagate(); }, ready);
    add(
        "label.propagate_wide", LabelPage::tr("Label equal words, after a look…"), "Ctrl+Shift+D",
        [](LabelPage& p) { p.propagateWide(); }, ready);
    add(
        "label.accept_above", LabelPage::tr("Accept suggestions from a score on…"), "Ctrl+Shift+A",
        [](LabelPage& p) { p.acceptAbove(); }, ready);
    add(
        "label.reject_many", LabelPage::tr("Reject suggestions…"), "Ctrl+Shift+X",
        [](LabelPage& p) { p.rejectMany(); }, ready);
    const auto suggesting = [&window, ready] {
        const SuggestionService* service = window.workbench().suggestions();
        return ready() && service && service->state().possible;
    };
    add(
        "label.suggest_from", LabelPage::tr("Suggestions from a run…"), "Ctrl+M",
        [](LabelPage& p) { p.chooseSuggesting(); }, suggesting);
    add(
        "label.suggest_shown", LabelPage::tr("Suggest for all documents shown"), "Ctrl+Shift+G",
        [](LabelPage& p) { p.suggestForShown(); },
        [&window, suggesting] {
            return suggesting() && !window.workbench().suggestions()->state().run.isEmpty();
        });
    add(
        "label.suggest_anew", LabelPage::tr("Suggest anew what is scored as before"), "",
        [](LabelPage& p) { p.suggestAnew(); }, suggesting);
    add(
        "label.progress", LabelPage::tr("Progress by state and label"), "Ctrl+Shift+P",
        [](LabelPage& p) { p.showProgressTables(); }, here);
    add(
        "label.uncertain_next", LabelPage::tr("Next uncertain place"), "F8",
        [](LabelPage& p) { p.goUncertain(true); }, here);
    add(
        "label.uncertain_previous", LabelPage::tr("Previous uncertain place"), "Shift+F8",
        [](LabelPage& p) { p.goUncertain(false); }, here);
    add(
        "label.comment", LabelPage::tr("Comment"), "Ctrl+;", [](LabelPage& p) { p.comment(); },
        ready);
    add(
        "label.flag", LabelPage::tr("Flag, or take the flag away"), "Ctrl+Shift+F",
        [](LabelPage& p) { p.flag(); }, ready);
    add(
        "label.history", LabelPage::tr("History of this document"), "Ctrl+H",
        [](LabelPage& p) { p.showHistory(); }, here);
    add(
        "label.navigator", LabelPage::tr("Fold the list of documents"), "F9",
        [](LabelPage& p) { p.foldNavigator(); }, here);
    add(
        "label.side", LabelPage::tr("Fold labels and entities"), "Shift+F9",
        [](LabelPage& p) { p.foldSide(); }, here);
    add(
        "label.about", LabelPage::tr("About the label"), "F3", [](LabelPage& p) { p.aboutLabel(); },
        here);
    add(
        "label.attributes", LabelPage::tr("Attributes of the entity or document…"), "Ctrl+E",
        [](LabelPage& p) { p.editAttributes(); }, ready);
    add(
        "label.attribute_schema", LabelPage::tr("Define attributes…"), "",
        [](LabelPage& p) { p.defineAttributes(); }, ready);
    add(
        "label.palette", LabelPage::tr("Find or add a label"), "Ctrl+L",
        [](LabelPage& p) { p.focusPalette(); }, here);
    addRuleActions(window);
}

} // namespace evenspan::ui
