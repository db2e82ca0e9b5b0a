// SPDX-License-Identifier: GPL-3.0-or-later
// Commands of the list of documents, of its filters and of the project.
#include "tests/ui/action_rows.h"
#include "ui/project/export_dialog.h"
#include "ui/project/split_dialog.h"

#include <QLineEdit>

namespace evenspan::ui {

namespace {

// The list of documents with its first row chosen.
void chosen(Window& w) {
    QVERIFY(w.open());
    w.window->showPage(QStringLiteral("project"));
    QTRY_COMPARE(w.list().documents().rowCount(), 2);
    w.list().setFocus();
    w.list().goToRow(0);
}

Effect split(Window& w, const std::string& wanted) {
    return [&w, wanted] {
        std::optional<std::string> found;
        w.workbench.document(
            DocumentId(1), [&](Result<store::DocumentData> data) { found = data->row.split; });
        return QTest::qWaitFor([&] { return found.has_value(); }) && *found == wanted;
    };
}

Effect listed(Window& w, int documents) {
    return [&w, documents] { return w.list().documents().rowCount() == documents; };
}

// A menu of this accessible name is open.
Effect opened(const QString& name) {
    return [name] {
        for (const QWidget* widget : QApplication::topLevelWidgets())
            if (qobject_cast<const QMenu*>(widget) && widget->isVisible()
                && widget->accessibleName() == name)
                return true;
        return false;
    };
}

} // namespace

Rows documentRows() {
    const auto id = [](const char* text) { return QString::fromLatin1(text); };
    return {
        {id("documents.split.train"), [](Window& w) { return chosen(w), split(w, "train"); }},
        {id("documents.split.validation"),
            [](Window& w) { return chosen(w), split(w, "validation"); }},
        {id("documents.split.test"), [](Window& w) { return chosen(w), split(w, "test"); }},
        {id("documents.split.other"), [](Window& w) { return chosen(w), modal<QDialog>(); }},
        {id("documents.state.unseen"),
            [](Window& w) {
                chosen(w);
                w.action(QStringLiteral("documents.state.done"))->trigger();
                (void)QTest::qWaitFor(state(w, DocumentState::Done));
                return state(w, DocumentState::Unseen);
            }},
        {id("documents.state.in_work"),
            [](Window& w) { return chosen(w), state(w, DocumentState::InWork); }},
        {id("documents.state.done"),
            [](Window& w) { return chosen(w), state(w, DocumentState::Done); }},
        {id("documents.state.reviewed"),
            [](Window& w) { return chosen(w), state(w, DocumentState::Reviewed); }},
        {id("documents.state.disputed"),
            [](Window& w) { return chosen(w), state(w, DocumentState::Disputed); }},
        {id("documents.trash"), [](Window& w) { return chosen(w), listed(w, 1); }},
        {id("documents.restore"),
            [](Window& w) {
                chosen(w);
                w.window->actions().refresh();
                w.action(QStringLiteral("documents.trash"))->trigger();
                (void)QTest::qWaitFor(listed(w, 1));
                w.window->findChild<ProjectPage*>()->showTrash(true);
                (void)QTest::qWaitFor([&] {
                    return w.list().documents().filter().trash && !w.list().documents().loading();
                });
                return listed(w, 0);
            }},
        {id("documents.columns"),
            [](Window& w) { return chosen(w), opened(QStringLiteral("Columns")); }},
        {id("documents.menu"),
            [](Window& w) { return chosen(w), opened(QStringLiteral("Documents")); }},
        {id("filters.menu"),
            [](Window& w) { return chosen(w), opened(QStringLiteral("Saved filters")); }},
        {id("filters.save"),
            [](Window& w) -> Effect {
                chosen(w);
                auto* bar = w.window->currentPage()->findChild<FilterBar*>();
                bar->setText(QStringLiteral("label:PER"));
                return [bar] {
                    auto* edit = qobject_cast<QLineEdit*>(QApplication::focusWidget());
                    return edit && edit != bar->field() && bar->isAncestorOf(edit);
                };
            }},
        {id("project.export"), [](Window& w) { return chosen(w), modal<ExportDialog>(); }},
        {id("project.splits"), [](Window& w) { return chosen(w), modal<SplitDialog>(); }},
        {id("project.trash"),
            [](Window& w) { return chosen(w), page(w, QStringLiteral("Trash")); }},
    };
}

} // namespace evenspan::ui
