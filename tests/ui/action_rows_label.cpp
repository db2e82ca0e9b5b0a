// SPDX-License-Identifier: GPL-3.0-or-later
// Commands of the labelling workspace and of rules.
#include "tests/ui/action_rows.h"
#include "ui/common/data_table.h"
#include "ui/label/history_panel.h"
#include "ui/label/notes_panel.h"
#include "ui/label/palette/attribute_schema_dialog.h"
#include "ui/label/palette/attributes_dialog.h"
#include "ui/label/palette/label_panel.h"
#include "ui/label/rules/rule_editor.h"
#include "ui/label/rules/rule_import_dialog.h"
#include "ui/label/rules/rules_dialog.h"

#include <QLineEdit>
#include <QTabWidget>

namespace evenspan::ui {

namespace {

Effect document(Window& w, const QString& name) {
    return [&w, name] { return w.window->currentPage()->breadcrumb().contains(name); };
}

Effect tab(Window& w, const char* className) {
    return [&w, className] {
        const auto* tabs = w.label()->findChild<QTabWidget*>();
        return tabs->currentWidget()->inherits(className)
            && tabs->isAncestorOf(QApplication::focusWidget());
    };
}

int openSuggestions(Window& w, std::int64_t document) {
    std::optional<int> found;
    w.workbench.document(DocumentId(document), [&](Result<store::DocumentData> data) {
        found = 0;
        for (const store::SpanRow& span : data->spans)
            *found += span.state == SpanState::Suggested;
    });
    (void)QTest::qWaitFor([&] { return found.has_value(); });
    return *found;
}

// The first document has three suggestions, and the one in the middle is picked.
void uncertain(Window& w) {
    labelling(w);
    w.workbench.edit(
        DocumentId(1),
        [](store::Writer& writer) -> Result<void> {
            for (const CodePointRange range : {CodePointRange{0, 3}, CodePointRange{52, 55}}) {
                store::SpanRow span;
                span.document = DocumentId(1);
                span.label = "PLACE";
                span.range = range;
                span.state = SpanState::Suggested;
                if (const auto made = writer.addSpan(span); !made)
                    return made.error();
            }
            return {};
        },
        [](const Result<void>&) {});
    QTRY_COMPARE(w.canvas()->spans().size(), std::size_t(3));
    for (const CanvasSpan& span : w.canvas()->spans())
        if (span.hull().begin == 30)
            w.canvas()->pick(span.id);
}

Effect picked(Window& w, std::uint32_t begin) {
    return [&w, begin] {
        for (const CanvasSpan& span : w.canvas()->spans())
            if (span.id == w.canvas()->picked())
                return span.suggested && span.hull().begin == begin;
        return false;
    };
}

Effect remembered(const char* key, const QVariant& value) {
    return [key = QString::fromLatin1(key), value] { return QSettings().value(key) == value; };
}

} // namespace

Rows labelRows() {
    const auto id = [](const char* text) { return QString::fromLatin1(text); };
    return {
        {id("label.done"), // what is suggested there waits on
            [](Window& w) -> Effect {
                labelling(w);
                return [&w, done = state(w, DocumentState::Done)] {
                    return done() && openSuggestions(w, 1) == 1;
                };
            }},
        {id("label.none"), // which is said of what is suggested, too
            [](Window& w) -> Effect {
                labelling(w);
                return [&w, done = state(w, DocumentState::Done)] {
                    return done() && openSuggestions(w, 1) == 0;
                };
            }},
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
        {id("label.suggest_anew"),
            [](Window& w) -> Effect {
                labelling(w);
                return [&w] {
                    for (const auto* label : w.window->toast().findChildren<QLabel*>())
                        if (label->text().contains(QStringLiteral("All suggestions are scored")))
                            return true;
                    return false;
                };
            }},
        {id("label.progress"),
            [](Window& w) -> Effect {
                labelling(w);
                return [&w] {
                    return shows(w.label()->findChild<QFrame*>(QStringLiteral("progressPopup")));
                };
            }},
        {id("label.uncertain_next"), [](Window& w) { return uncertain(w), picked(w, 52); }},
        {id("label.uncertain_previous"), [](Window& w) { return uncertain(w), picked(w, 0); }},
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
    };
}

} // namespace evenspan::ui
