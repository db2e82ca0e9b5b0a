// SPDX-License-Identifier: GPL-3.0-or-later
// Every command, by its key, in the real window on a real project: what it is for must happen. A
// new command needs a row in rows().
#include "tests/ui/real_window.h"
#include "tests/ui/run_files.h"
#include "ui/common/action_registry.h"
#include "ui/common/data_table.h"
#include "ui/label/attribute_schema_dialog.h"
#include "ui/label/attributes_dialog.h"
#include "ui/label/history_panel.h"
#include "ui/label/label_panel.h"
#include "ui/label/notes_panel.h"
#include "ui/label/rule_editor.h"
#include "ui/label/rule_import_dialog.h"
#include "ui/label/rules_dialog.h"
#include "ui/project/export_dialog.h"
#include "ui/project/split_dialog.h"
#include "ui/settings/shortcut_editor.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/keys_view.h"
#include "ui/shell/language.h"
#include "ui/shell/manual_page.h"
#include "ui/train/cross_training_dialog.h"
#include "ui/train/export_model_dialog.h"
#include "ui/train/fine_tune_dialog.h"
#include "ui/train/model_dialog.h"
#include "ui/train/run_table_view.h"
#include "ui/train/runs_list.h"
#include "ui/train/searches_dialog.h"

#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTreeWidget>

#include <map>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

using Window = RealWindow;
using Effect = std::function<bool()>;

// `prepare` brings about what the command needs; the effect that it returns must not be there yet,
// and must be there after the key.
using Row = std::function<Effect(Window&)>;

bool shows(const QWidget* widget) {
    return widget && widget->isVisible();
}

template <class T> Effect modal() {
    return [] { return qobject_cast<T*>(QApplication::activeModalWidget()) != nullptr; };
}

Effect page(Window& w, const QString& crumb) {
    return [&w, crumb] {
        const Page* shown = w.window->currentPage();
        return shown && shown->breadcrumb().startsWith(crumb);
    };
}

Effect project(Window& w, const QString& name) {
    return [&w, name] { return w.workbench.isOpen() && w.workbench.project().name == name; };
}

// The label page with its first document, the cursor on its first token.
void labelling(Window& w) {
    QVERIFY(w.openLabel());
    QTRY_VERIFY(w.window->currentPage()->breadcrumb().contains(QStringLiteral("one")));
    QTRY_COMPARE(w.canvas()->spans().size(), std::size_t(1));
}

// The same, and the first token is a PLACE that is picked.
void labelled(Window& w) {
    labelling(w);
    w.canvas()->select({0, 3});
    QTest::keyClick(w.canvas(), Qt::Key_L);
    QTRY_COMPARE(w.canvas()->spans().size(), std::size_t(2));
    QTRY_VERIFY(w.action(QStringLiteral("edit.undo"))->text().contains(QStringLiteral("PLACE")));
    for (const CanvasSpan& span : w.canvas()->spans())
        if (!span.suggested)
            w.canvas()->pick(span.id);
}

Effect places(Window& w, int count) {
    return [&w, count] {
        int found = 0;
        for (const CanvasSpan& span : w.canvas()->spans())
            found += !span.suggested;
        return found == count;
    };
}

Effect document(Window& w, const QString& name) {
    return [&w, name] { return w.window->currentPage()->breadcrumb().contains(name); };
}

Effect state(Window& w, DocumentState wanted) {
    return [&w, wanted] { return w.state(1) == QString::number(int(wanted)); };
}

Effect tab(Window& w, const char* className) {
    return [&w, className] {
        const auto* tabs = w.label()->findChild<QTabWidget*>();
        return tabs->currentWidget()->inherits(className)
            && tabs->isAncestorOf(QApplication::focusWidget());
    };
}

Effect suggestionIsPicked(Window& w) {
    return [&w] {
        for (const CanvasSpan& span : w.canvas()->spans())
            if (span.suggested && span.id == w.canvas()->picked())
                return true;
        return false;
    };
}

// The list of documents with its first row chosen.
void chosen(Window& w) {
    QVERIFY(w.open());
    w.window->showPage(QStringLiteral("project"));
    QTRY_COMPARE(w.list().documents().rowCount(), 2);
    w.list().setFocus();
    w.list().goToRow(0);
}

// The first of these runs trains, the others wait behind it.
void train(Window& w, std::initializer_list<const char*> runs) {
    QVERIFY(w.open());
    for (const char* run : runs) {
        bool answered = false;
        w.workbench.startTraining({QLatin1String(run), QStringLiteral("m"), "{}"},
            [&](const Result<QString>&) { answered = true; });
        QTRY_VERIFY_WITH_TIMEOUT(answered, 30000);
    }
    QTRY_VERIFY_WITH_TIMEOUT(
        w.workbench.training()->state().queue.waiting.size() + 1 == runs.size(), 30000);
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

void zoomed(Window& w, int percent) {
    QVERIFY(w.open());
    w.window->setZoom(percent);
}

Effect zoom(Window& w, int percent) {
    return [&w, percent] { return w.window->theme().zoom() == percent; };
}

Effect remembered(const char* key, const QVariant& value) {
    return [key = QString::fromLatin1(key), value] { return QSettings().value(key) == value; };
}

std::map<QString, Row> rows() {
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
        {id("go.settings"), [](Window& w) { return page(w, QStringLiteral("Settings")); }},
        {id("go.manual"),
            [](Window& w) {
                return labelling(w), page(w, QStringLiteral("Manual  ›  Labelling"));
            }},
        {id("label.done"), [](Window& w) { return labelling(w), state(w, DocumentState::Done); }},
        {id("label.none"), [](Window& w) { return labelling(w), state(w, DocumentState::Done); }},
        {id("label.next"),
            [](Window& w) { return labelling(w), document(w, QStringLiteral("two")); }},
        {id("label.previous"),
            [](Window& w) {
                labelling(w);
                w.label()->step(1);
                (void)QTest::qWaitFor(document(w, QStringLiteral("two")));
                return document(w, QStringLiteral("one"));
            }},
        {id("label.propagate"), [](Window& w) { return labelled(w), places(w, 2); }},
        {id("label.propagate_wide"), [](Window& w) { return labelled(w), modal<QDialog>(); }},
        {id("label.accept_above"), [](Window& w) { return labelling(w), modal<QDialog>(); }},
        {id("label.reject_many"), [](Window& w) { return labelling(w), modal<QDialog>(); }},
        {id("label.suggest_from"),
            [](Window& w) -> Effect {
                labelling(w);
                return [&w] {
                    const auto* control =
                        w.label()->findChild<QPushButton*>(QStringLiteral("suggestions"));
                    return shows(control->findChild<QMenu*>());
                };
            }},
        {id("label.suggest_shown"),
            [](Window& w) -> Effect {
                labelling(w);
                w.workbench.edit(
                    {},
                    [](store::Writer& writer) -> Result<void> {
                        store::RunRow run;
                        run.name = "r1";
                        auto made = writer.createRun(run);
                        return made ? Result<void>() : Result<void>(made.error());
                    },
                    [&w](const Result<void>&) {
                        w.workbench.suggestions()->setRun(QStringLiteral("r1"));
                    });
                (void)QTest::qWaitFor(
                    [&w] { return w.action(QStringLiteral("label.suggest_shown"))->isEnabled(); });
                auto done = std::make_shared<bool>(false);
                QObject::connect(w.workbench.suggestions(), &SuggestionService::requestDone,
                    w.label(), [done] { *done = true; });
                return [done] { return *done; };
            }},
        {id("label.progress"),
            [](Window& w) -> Effect {
                labelling(w);
                return [&w] {
                    return shows(w.label()->findChild<QFrame*>(QStringLiteral("progressPopup")));
                };
            }},
        {id("label.uncertain_next"), [](Window& w) { return labelling(w), suggestionIsPicked(w); }},
        {id("label.uncertain_previous"),
            [](Window& w) { return labelling(w), suggestionIsPicked(w); }},
        {id("label.comment"),
            [](Window& w) { return labelling(w), tab(w, "evenspan::ui::NotesPanel"); }},
        {id("label.flag"),
            [](Window& w) -> Effect {
                labelled(w);
                return [&w] {
                    for (const CanvasSpan& span : w.canvas()->spans())
                        if (span.flagged)
                            return true;
                    return false;
                };
            }},
        {id("label.history"),
            [](Window& w) { return labelling(w), tab(w, "evenspan::ui::HistoryPanel"); }},
        {id("label.navigator"),
            [](Window& w) -> Effect {
                labelling(w);
                const QWidget* table = nullptr;
                for (const auto* view : w.label()->findChildren<DataTable*>())
                    if (view->accessibleName() == QStringLiteral("Documents"))
                        table = view;
                return [table] { return !shows(table); };
            }},
        {id("label.side"),
            [](Window& w) -> Effect {
                labelling(w);
                return [&w] {
                    return !shows(w.label()->findChild<QListWidget*>(QStringLiteral("palette")));
                };
            }},
        {id("label.about"),
            [](Window& w) -> Effect {
                labelled(w);
                return [&w] { return shows(w.label()->findChild<LabelPanel*>()); };
            }},
        {id("label.attributes"), [](Window& w) { return labelled(w), modal<AttributesDialog>(); }},
        {id("label.attribute_schema"),
            [](Window& w) { return labelling(w), modal<AttributeSchemaDialog>(); }},
        {id("label.palette"),
            [](Window& w) -> Effect {
                labelling(w);
                return [] { return qobject_cast<QLineEdit*>(QApplication::focusWidget()); };
            }},
        {id("label.brush"),
            [](Window& w) -> Effect {
                labelling(w);
                return [&w] { return w.canvas()->brush().has_value(); };
            }},
        {id("label.join"),
            [](Window& w) -> Effect {
                labelled(w);
                w.canvas()->pick({});
                w.canvas()->select({7, 10}); // "Ulm is far"
                return [&w] {
                    for (const CanvasSpan& span : w.canvas()->spans())
                        if (span.parts.size() == 2)
                            return true;
                    return false;
                };
            }},
        {id("label.view_tokens"),
            [](Window& w) -> Effect {
                return labelling(w), [&w] { return w.canvas()->views().tokens; };
            }},
        {id("label.view_subwords"),
            [](Window& w) -> Effect {
                return labelling(w), [&w] { return w.canvas()->views().subwords; };
            }},
        {id("label.view_windows"),
            [](Window& w) -> Effect {
                return labelling(w), [&w] { return w.canvas()->views().windows; };
            }},
        {id("label.encoder"), // this window has none, and says so
            [](Window& w) -> Effect {
                return labelling(w), [&w] { return shows(&w.window->toast()); };
            }},
        {id("label.spacing"),
            [](Window& w) { return labelling(w), remembered("canvas/spacing", 200); }},
        {id("label.text_size"),
            [](Window& w) { return labelling(w), remembered("canvas/size", 18); }},
        {id("label.two_clicks"),
            [](Window& w) { return labelling(w), remembered("canvas/two_clicks", true); }},
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
        {id("rules.show"),
            [](Window& w) { return labelling(w), tab(w, "evenspan::ui::RulesPanel"); }},
        {id("rules.add"), [](Window& w) { return labelling(w), modal<RuleEditor>(); }},
        {id("rules.import"),
            [](Window& w) {
                labelling(w);
                w.dialogs.file = w.file("towns.csv", "phrase,label\nUlm,PLACE\n");
                return modal<RuleImportDialog>();
            }},
        {id("rules.export"),
            [](Window& w) -> Effect {
                labelling(w);
                w.dialogs.saved = w.folder.filePath(QStringLiteral("rules.jsonl"));
                return [&w] { return QFile::exists(w.dialogs.saved); };
            }},
        {id("rules.suggest"), [](Window& w) { return labelling(w), modal<RulesDialog>(); }},
        {id("train.models"), [](Window&) { return modal<ModelDialog>(); }},
        {id("train.new"), [](Window& w) { return (void)w.open(), modal<FineTuneDialog>(); }},
        {id("train.stop"),
            [](Window& w) -> Effect {
                (void)w.open();
                w.workbench.startTraining(
                    {QStringLiteral("r"), QStringLiteral("m"), "{}"}, [](auto) {});
                (void)QTest::qWaitFor([&] { return w.workbench.isTraining(); });
                return [&w] { return !w.workbench.isTraining(); };
            }},
        {id("train.compare"),
            [](Window& w) -> Effect {
                (void)w.open();
                return [&w] { return w.window->toast().isVisible(); };
            }},
        {id("train.table"),
            [](Window& w) -> Effect {
                addFinishedRun(w.path, "r");
                (void)w.open();
                w.window->showPage(QStringLiteral("train"));
                auto* list = w.window->findChild<RunsList*>();
                (void)QTest::qWaitFor([&] { return list->runs().size() == 1; });
                return [&w] { return shows(w.window->findChild<RunTableView*>()); };
            }},
        {id("train.verify"),
            [](Window& w) -> Effect {
                (void)w.open();
                return [&w] { return w.window->toast().isVisible(); };
            }},
        {id("train.export_model"),
            [](Window& w) -> Effect {
                addFinishedRun(w.path, "r");
                (void)w.open();
                w.window->showPage(QStringLiteral("train"));
                (void)QTest::qWaitFor(
                    [&] { return w.window->findChild<RunsList*>()->chosen() != nullptr; }, 30000);
                return modal<ExportModelDialog>();
            }},
        {id("train.kfold"), [](Window& w) { return (void)w.open(), modal<CrossTrainingDialog>(); }},
        {id("train.searches"), [](Window& w) { return (void)w.open(), modal<SearchesDialog>(); }},
        {id("train.pause"),
            [](Window& w) -> Effect {
                train(w, {"r"});
                return [&w] { return !w.workbench.isTraining(); };
            }},
        {id("train.go_on"),
            [](Window& w) -> Effect {
                (void)w.open();
                bool stored = false;
                w.workbench.record(
                    [](store::Writer& writer) {
                        store::RunRow run;
                        run.name = "cut";
                        run.state = store::RunState::Interrupted;
                        return writer.createRun(run) ? Result<void>()
                                                     : Error{ErrorCode::Io, "no run", "", ""};
                    },
                    [&](const Result<void>& done) { stored = done.ok(); });
                (void)QTest::qWaitFor([&] { return stored; });
                TrainingService& training = *w.workbench.training();
                training.reload();
                (void)QTest::qWaitFor(
                    [&] { return !training.state().queue.interrupted.empty(); }, 30000);
                return [&w] { return w.workbench.isTraining(); };
            }},
        {id("train.queue"),
            [](Window& w) -> Effect {
                train(w, {"r", "s"});
                return [&w] { return w.workbench.training()->state().queue.paused; };
            }},
        {id("train.export_plot"),
            [](Window& w) -> Effect {
                (void)w.open();
                w.dialogs.saved = w.folder.filePath(QStringLiteral("loss.svg"));
                return [&w] { return QFile::exists(w.dialogs.saved); };
            }},
    };
}

void collect(const QMenu& menu, QStringList& ids) {
    for (const QAction* action : menu.actions())
        if (action->menu())
            collect(*action->menu(), ids);
        else if (!action->isSeparator())
            ids << action->objectName();
}

} // namespace

class TstActions : public QObject {
    Q_OBJECT

private:
    static QStringList ids(const Window& w) {
        QStringList out;
        for (const QAction* action : w.window->actions().actions())
            out << action->objectName();
        return out;
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-actions"));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init() {
        QSettings().clear();
        m_theme->setZoom(100);
    }

    void everyActionDoesItsWork_data() {
        QTest::addColumn<QString>("id");
        const Window w(*m_theme);
        for (const QString& id : ids(w))
            QTest::newRow(qPrintable(id)) << id;
    }
    void everyActionDoesItsWork() {
        QFETCH(QString, id);
        const auto all = rows();
        const auto row = all.find(id);
        QVERIFY2(row != all.end(), "this command has no row in rows(): add one");
        Window w(*m_theme);
        w.window->resize(1400, 900);
        const Effect effect = row->second(w);
        if (QTest::currentTestFailed())
            return;
        QVERIFY2(!effect(), "the effect is there before the key");
        QAction* action = w.action(id);
        w.window->actions().refresh();
        QTRY_VERIFY2(action->isEnabled(), "the command is not enabled");
        QWidget* focus = QApplication::focusWidget();
        if (!focus || focus->window() != w.window.get())
            focus = w.window.get();
        if (!action->shortcut().isEmpty()) {
            const QKeyCombination keys = action->shortcut()[0];
            QTest::keyClick(focus, keys.key(), keys.keyboardModifiers());
        } else {
            auto* palette = w.window->findChild<CommandPalette*>();
            palette->open();
            // Keys that are typed are those of a keyboard.
            QTest::keyClicks(palette, action->text().remove(QChar(0x2026)));
            QTest::keyClick(palette, Qt::Key_Return);
        }
        QTRY_VERIFY2_WITH_TIMEOUT(effect(), "the key did not do it", 10000);
    }

    void everyActionStandsInMenuPaletteAndEditor() {
        Window w(*m_theme);
        QVERIFY(w.open());
        QStringList wanted = ids(w);
        wanted.sort();

        QStringList inMenu;
        Q_EMIT w.window->menu().aboutToShow();
        collect(w.window->menu(), inMenu);
        inMenu.sort();
        QCOMPARE(inMenu, wanted);
        QVERIFY2(w.window->menu().actions().size() <= 20, "the menu itself is long");

        auto* palette = w.window->findChild<CommandPalette*>();
        palette->open();
        QStringList inPalette;
        for (int i = 0; i < palette->list()->count(); ++i)
            inPalette << palette->list()->item(i)->data(Qt::UserRole).toString();
        inPalette.sort();
        QCOMPARE(inPalette, wanted);

        w.action(QStringLiteral("general.change_keys"))->trigger();
        QStringList inEditor;
        const auto* tree = w.window->findChild<ShortcutEditor*>()->findChild<QTreeWidget*>();
        for (int i = 0; i < tree->topLevelItemCount(); ++i)
            for (int j = 0; j < tree->topLevelItem(i)->childCount(); ++j)
                inEditor << tree->topLevelItem(i)->child(j)->data(0, Qt::UserRole).toString();
        inEditor.sort();
        QCOMPARE(inEditor, wanted);
    }

    // The second default key works like the first.
    void secondKeysWork() {
        Window w(*m_theme);
        labelled(w);
        w.action(QStringLiteral("edit.undo"))->trigger();
        QTRY_VERIFY(places(w, 0)());
        QTRY_VERIFY(w.action(QStringLiteral("edit.redo"))->isEnabled());
        QTest::keyClick(w.canvas(), Qt::Key_Y, Qt::ControlModifier);
        QTRY_VERIFY(places(w, 1)());
    }

    // What cannot be done now is shown with its key, but Enter does not take it.
    void thePaletteGreysWhatCannotBeDone() {
        Window w(*m_theme);
        auto* palette = w.window->findChild<CommandPalette*>();
        palette->open();
        QTest::keyClicks(palette, QStringLiteral("Close the project"));
        bool found = false;
        for (int i = 0; i < palette->list()->count(); ++i) {
            const QListWidgetItem* item = palette->list()->item(i);
            if (item->data(Qt::UserRole).toString() == QStringLiteral("project.close")) {
                found = true;
                QVERIFY(!(item->flags() & Qt::ItemIsEnabled));
            }
        }
        QVERIFY(found);
        for (int i = 0; i < 50; ++i)
            QTest::keyClick(palette, Qt::Key_Down);
        QVERIFY(palette->list()->currentItem()->flags() & Qt::ItemIsEnabled);
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(TstActions)
#include "tst_actions.moc"
