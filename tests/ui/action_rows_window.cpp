// SPDX-License-Identifier: GPL-3.0-or-later
// Commands of the window itself.
#include "tests/ui/action_rows.h"
#include "ui/audit/sensitive_dialog.h"
#include "ui/settings/shortcut_editor.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/keys_view.h"
#include "ui/shell/language.h"

#include <QLineEdit>

namespace evenspan::ui {

namespace {

Effect project(Window& w, const QString& name) {
    return [&w, name] { return w.workbench.isOpen() && w.workbench.project().name == name; };
}

void zoomed(Window& w, int percent) {
    QVERIFY(w.open());
    w.window->setZoom(percent);
}

Effect zoom(Window& w, int percent) {
    return [&w, percent] { return w.window->theme().zoom() == percent; };
}

} // namespace

Rows windowRows() {
    const auto id = [](const char* text) { return QString::fromLatin1(text); };
    return {
        {id("general.palette"),
            [](Window& w) -> Effect {
                return [&w] { return shows(w.window->findChild<CommandPalette*>()->list()); };
            }},
        {id("edit.undo"), [](Window& w) { return labelled(w), places(w, 0); }},
        {id("edit.redo"),
            [](Window& w) {
                labelled(w);
                w.action(QStringLiteral("edit.undo"))->trigger();
                (void)QTest::qWaitFor(places(w, 0));
                (void)QTest::qWaitFor(
                    [&] { return w.action(QStringLiteral("edit.redo"))->isEnabled(); });
                return places(w, 1);
            }},
        {id("project.new"),
            [](Window& w) {
                w.dialogs.files = {w.file("a.txt", "Mira came.\n")};
                w.dialogs.saved = w.folder.filePath(QStringLiteral("made.evenspan"));
                return project(w, QStringLiteral("made"));
            }},
        {id("project.open"),
            [](Window& w) {
                w.dialogs.file = w.folder.filePath(QStringLiteral("other.evenspan"));
                return project(w, QStringLiteral("other"));
            }},
        {id("project.sample"), [](Window& w) { return project(w, QStringLiteral("sample")); }},
        {id("project.close"),
            [](Window& w) -> Effect {
                (void)w.open();
                return [&w] { return !w.workbench.isOpen(); };
            }},
        {id("project.import"),
            [](Window& w) {
                (void)w.open();
                w.dialogs.files = {w.file("a.txt", "Mira came.\n")};
                return page(w, QStringLiteral("Import"));
            }},
        {id("project.find"),
            [](Window& w) -> Effect {
                (void)w.open();
                w.window->setFocus();
                return [&w] {
                    auto* edit = qobject_cast<QLineEdit*>(QApplication::focusWidget());
                    return edit && w.window->findChild<ProjectPage*>()->isAncestorOf(edit);
                };
            }},
        {id("view.theme"),
            [](Window& w) -> Effect {
                return [&w, before = w.window->theme().choice()] {
                    return w.window->theme().choice() != before;
                };
            }},
        {id("view.larger"), [](Window& w) { return zoomed(w, 100), zoom(w, 110); }},
        {id("view.smaller"), [](Window& w) { return zoomed(w, 100), zoom(w, 90); }},
        {id("view.normal"), [](Window& w) { return zoomed(w, 150), zoom(w, 100); }},
        {id("view.panels"),
            [](Window& w) -> Effect {
                labelling(w);
                return [before = QApplication::focusWidget()] {
                    return QApplication::focusWidget() && QApplication::focusWidget() != before;
                };
            }},
        {id("view.language"),
            [](Window&) -> Effect {
                return [before = chosenLanguage()] { return chosenLanguage() != before; };
            }},
        {id("general.keys"), [](Window&) { return modal<KeysView>(); }},
        {id("general.change_keys"),
            [](Window& w) -> Effect {
                return [&w] { return shows(w.window->findChild<ShortcutEditor*>()); };
            }},
        {id("general.quit"),
            [](Window& w) -> Effect { return [&w] { return !w.window->isVisible(); }; }},
        {id("go.project"),
            [](Window& w) { return labelling(w), page(w, QStringLiteral("Documents")); }},
        {id("go.label"),
            [](Window& w) { return (void)w.open(), page(w, QStringLiteral("Label")); }},
        {id("go.review"),
            [](Window& w) -> Effect {
                (void)w.open();
                return [&w] { return qobject_cast<ReviewPage*>(w.window->currentPage()); };
            }},
        {id("go.train"),
            [](Window& w) -> Effect {
                (void)w.open();
                return [&w] { return qobject_cast<TrainPage*>(w.window->currentPage()); };
            }},
        {id("go.inspect"),
            [](Window& w) { return (void)w.open(), page(w, QStringLiteral("Inspect")); }},
        {id("go.audit"),
            [](Window& w) { return (void)w.open(), page(w, QStringLiteral("Fairness")); }},
        {id("audit.sensitive"), [](Window& w) { return (void)w.open(), modal<SensitiveDialog>(); }},
        {id("go.settings"), [](Window& w) { return page(w, QStringLiteral("Settings")); }},
        {id("go.manual"),
            [](Window& w) {
                return labelling(w), page(w, QStringLiteral("Manual  ›  Labelling"));
            }},
    };
}

} // namespace evenspan::ui
