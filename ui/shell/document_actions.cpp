// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/document_actions.h"

#include "core/app/project/bulk_change.h"
#include "core/store/writer.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/bulk_note.h"
#include "ui/shell/documents_model.h"
#include "ui/shell/documents_table.h"
#include "ui/shell/filter_bar.h"
#include "ui/shell/main_window.h"

#include <QAction>
#include <QComboBox>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QVBoxLayout>

#include <span>

namespace evenspan::ui {

namespace {

// The strings of this file.
struct DocumentActions {
    Q_DECLARE_TR_FUNCTIONS(DocumentActions)
};

DocumentsTable* tableOf(MainWindow& window) {
    const Page* page = window.currentPage();
    for (auto* table : page ? page->findChildren<DocumentsTable*>() : QList<DocumentsTable*>())
        if (table->isVisible())
            return table;
    return nullptr;
}

FilterBar* barOf(MainWindow& window) {
    const Page* page = window.currentPage();
    for (auto* bar : page ? page->findChildren<FilterBar*>() : QList<FilterBar*>())
        if (bar->isVisible())
            return bar;
    return nullptr;
}

void sayWithUndo(MainWindow& window, const QString& text) {
    window.toast().say(text, DocumentActions::tr("Undo"),
        [&window] { window.actions().action(QStringLiteral("edit.undo"))->trigger(); });
}

using Ids = std::vector<DocumentId>;
using Change = std::function<Result<void>(store::Writer&, std::span<const DocumentId>)>;

// One undo step called `name`, and `said` when it is on disk. What takes a moment shows how far it
// is and can be stopped; the window stays free.
void change(MainWindow& window, Ids ids, const QString& name, const QString& said, Change body) {
    if (ids.empty())
        return;
    auto* note = new BulkNote(
        DocumentActions::tr("Working on %Ln documents…", nullptr, int(ids.size())), &window);
    window.workbench().edit(
        {},
        [ids = std::move(ids), name = name.toStdString(), body = std::move(body),
            share = note->share(), stop = note->stopToken()](store::Writer& writer) {
            return changeInPieces(
                writer, name, ids,
                [&](std::span<const DocumentId> piece) { return body(writer, piece); }, stop,
                [&](std::uint64_t done, std::uint64_t total) {
                    share->done = done;
                    share->total = total;
                });
        },
        [shown = QPointer(&window), note = QPointer(note), said](const Result<void>& done) {
            if (note)
                note->finish();
            if (!shown)
                return;
            if (done)
                sayWithUndo(*shown, said);
            else if (done.error().code == ErrorCode::Cancelled)
                shown->toast().say(DocumentActions::tr("Stopped; nothing was changed"));
            else
                shown->toast().say(QString::fromStdString(done.error().text()));
        });
}

void setSplit(MainWindow& window, Ids ids, const QString& split) {
    const int count = int(ids.size());
    const QString shown = splitText(split);
    change(window, std::move(ids),
        DocumentActions::tr("Split “%1” for %Ln documents", nullptr, count).arg(shown),
        DocumentActions::tr("%Ln documents are in the split “%1” now", nullptr, count).arg(shown),
        [split = split.toStdString()](store::Writer& writer, std::span<const DocumentId> of) {
            return writer.setSplit(of, split);
        });
}

void setState(MainWindow& window, Ids ids, DocumentState state) {
    const int count = int(ids.size());
    const QString shown = stateText(state);
    change(window, std::move(ids),
        DocumentActions::tr("State “%1” for %Ln documents", nullptr, count).arg(shown),
        DocumentActions::tr("%Ln documents are “%1” now", nullptr, count).arg(shown),
        [state](store::Writer& writer, std::span<const DocumentId> of) {
            return writer.setState(of, state);
        });
}

void setTrashed(MainWindow& window, Ids ids, bool trashed) {
    const int count = int(ids.size());
    change(window, std::move(ids),
        trashed ? DocumentActions::tr("Move %Ln documents to the trash", nullptr, count)
                : DocumentActions::tr("Restore %Ln documents from the trash", nullptr, count),
        trashed ? DocumentActions::tr("%Ln documents moved to the trash", nullptr, count)
                : DocumentActions::tr("%Ln documents restored", nullptr, count),
        [trashed](store::Writer& writer, std::span<const DocumentId> of) {
            return writer.setTrashed(of, trashed);
        });
}

// Asks for a split of any name; those of the project are offered.
void askSplit(MainWindow& window, const Ids& ids) {
    auto* dialog = new QDialog(&window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(DocumentActions::tr("Split"));
    auto* title = headingLabel(
        DocumentActions::tr("Split for %Ln documents", nullptr, int(ids.size())), dialog);
    auto* names = new QComboBox(dialog);
    names->setEditable(true);
    names->setAccessibleName(DocumentActions::tr("Name of the split"));
    names->lineEdit()->setMaxLength(100);
    names->lineEdit()->setPlaceholderText(DocumentActions::tr("Empty: in no split"));
    names->lineEdit()->setAccessibleName(names->accessibleName());
    for (const auto& [split, counts] : window.workbench().project().info.splits)
        if (!split.empty())
            names->addItem(QString::fromStdString(split));
    names->setCurrentIndex(-1);
    auto* buttons = new QDialogButtonBox(dialog);
    buttons->addButton(QDialogButtonBox::Cancel);
    auto* ok = primaryButton(DocumentActions::tr("Set the split"), dialog);
    buttons->addButton(ok, QDialogButtonBox::AcceptRole);
    ok->setDefault(true);
    auto* column = new QVBoxLayout(dialog);
    column->setContentsMargins(
        space(dialog, 5), space(dialog, 5), space(dialog, 5), space(dialog, 4));
    column->setSpacing(space(dialog, 3));
    column->addWidget(title);
    column->addWidget(names);
    column->addWidget(buttons);
    dialog->setMinimumWidth(space(dialog, 90));
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    QObject::connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    QObject::connect(dialog, &QDialog::accepted, &window,
        [&window, ids, names] { setSplit(window, ids, names->currentText().trimmed()); });
    names->setFocus();
    dialog->open();
}

struct SplitKey {
    const char* id;
    const char* split;
    const char* key;
};
constexpr SplitKey kSplits[]{{"documents.split.train", "train", "Alt+T"},
    {"documents.split.validation", "validation", "Alt+V"},
    {"documents.split.test", "test", "Alt+E"}};
struct StateKey {
    const char* id;
    DocumentState state;
    const char* key;
};
constexpr StateKey kStates[]{{"documents.state.unseen", DocumentState::Unseen, "Alt+U"},
    {"documents.state.in_work", DocumentState::InWork, "Alt+W"},
    {"documents.state.done", DocumentState::Done, "Alt+D"},
    {"documents.state.reviewed", DocumentState::Reviewed, "Alt+R"},
    {"documents.state.disputed", DocumentState::Disputed, "Alt+X"}};

} // namespace

void addDocumentActions(MainWindow& window) {
    ActionRegistry& actions = window.actions();
    if (actions.action(QStringLiteral("documents.trash")))
        return;
    const auto chosen = [&window](bool trashed) {
        DocumentsTable* table = tableOf(window);
        return table && table->selectedCount() > 0 && !window.workbench().project().readOnly
            && table->documents().filter().trash == trashed;
    };
    const auto shown = [chosen] { return chosen(false); };
    const auto inTrash = [chosen] { return chosen(true); };
    const auto any = [&window] { return tableOf(window) != nullptr; };
    const auto add = [&](const char* id, const QString& text, const char* icon, const char* keys,
                         std::function<void(DocumentsTable&)> run, std::function<bool()> enabled) {
        actions.add({QString::fromLatin1(id), text, QString::fromLatin1(icon),
            QKeySequence(QString::fromLatin1(keys)), DocumentActions::tr("Documents"),
            [&window, run = std::move(run)] {
                if (DocumentsTable* table = tableOf(window))
                    run(*table);
            },
            std::move(enabled)});
    };
    for (const SplitKey& split : kSplits) {
        const QString name = QString::fromLatin1(split.split);
        add(
            split.id, DocumentActions::tr("Put into the split “%1”").arg(splitText(name)), "",
            split.key,
            [&window, name](DocumentsTable& t) { setSplit(window, t.selectedIds(), name); }, shown);
    }
    add(
        "documents.split.other", DocumentActions::tr("Put into another split…"), "", "Alt+O",
        [&window](DocumentsTable& t) { askSplit(window, t.selectedIds()); }, shown);
    for (const StateKey& state : kStates)
        add(
            state.id, DocumentActions::tr("Mark as “%1”").arg(stateText(state.state)), "",
            state.key,
            [&window, state](DocumentsTable& t) { setState(window, t.selectedIds(), state.state); },
            shown);
    // Delete works in the list alone, where the text cannot be meant.
    add(
        "documents.trash", DocumentActions::tr("Move to the trash"), "trash", "",
        [&window](DocumentsTable& t) { setTrashed(window, t.selectedIds(), true); }, shown);
    add(
        "documents.restore", DocumentActions::tr("Restore from the trash"), "undo", "Alt+Z",
        [&window](DocumentsTable& t) { setTrashed(window, t.selectedIds(), false); }, inTrash);
    add(
        "documents.columns", DocumentActions::tr("Choose the columns"), "", "Alt+C",
        [](DocumentsTable& t) { t.chooseColumns(); }, any);
    add(
        "documents.menu", DocumentActions::tr("What to do with the chosen documents"), "", "Alt+M",
        [&window](DocumentsTable& t) {
            const QRect cell = t.visualRect(t.currentIndex());
            showDocumentMenu(window, t.viewport()->mapToGlobal(cell.bottomLeft()));
        },
        any);
    const auto filter = [&](const char* id, const QString& text, const char* keys,
                            void (FilterBar::*run)(), std::function<bool()> enabled) {
        actions.add({QString::fromLatin1(id), text, QStringLiteral("bookmark"),
            QKeySequence(QString::fromLatin1(keys)), DocumentActions::tr("Documents"),
            [&window, run] {
                if (FilterBar* bar = barOf(window))
                    (bar->*run)();
            },
            std::move(enabled)});
    };
    const auto bar = [&window] { return barOf(window) != nullptr; };
    filter(
        "filters.menu", DocumentActions::tr("Saved filters"), "Alt+F", &FilterBar::openMenu, bar);
    filter("filters.save", DocumentActions::tr("Save this filter"), "Ctrl+Shift+S",
        &FilterBar::beginSave,
        [&window, bar] { return bar() && !window.workbench().project().readOnly; });
}

bool focusFilter(MainWindow& window) {
    FilterBar* bar = barOf(window);
    if (bar)
        bar->focusField();
    return bar != nullptr;
}

void showDocumentMenu(MainWindow& window, const QPoint& global) {
    DocumentsTable* table = tableOf(window);
    if (!table)
        return;
    window.actions().refresh();
    auto* menu = new QMenu(&window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(DocumentActions::tr("Documents"));
    const auto put = [&](QMenu* into, const char* id) {
        into->addAction(window.actions().action(QString::fromLatin1(id)));
    };
    const qint64 count = table->selectedCount();
    menu->addAction(DocumentActions::tr("%Ln documents chosen", nullptr, int(count)))
        ->setEnabled(false);
    menu->addSeparator();
    if (table->documents().filter().trash) {
        put(menu, "documents.restore");
    } else {
        QMenu* splits = menu->addMenu(DocumentActions::tr("Split"));
        for (const SplitKey& split : kSplits)
            put(splits, split.id);
        put(splits, "documents.split.other");
        QMenu* states = menu->addMenu(DocumentActions::tr("State"));
        for (const StateKey& state : kStates)
            put(states, state.id);
        menu->addSeparator();
        // With the key that works in the list, which is no key of the window.
        const QAction* trash = window.actions().action(QStringLiteral("documents.trash"));
        QAction* entry = menu->addAction(trash->icon(),
            QString(trash->text() % QLatin1Char('\t')
                % QKeySequence(Qt::Key_Delete).toString(QKeySequence::NativeText)));
        entry->setEnabled(trash->isEnabled());
        QObject::connect(entry, &QAction::triggered, trash, &QAction::trigger);
    }
    menu->addSeparator();
    put(menu, "documents.columns");
    menu->popup(global);
}

void connectDocumentActions(MainWindow& window, DocumentsTable& table) {
    QObject::connect(&table, &DocumentsTable::trashRequested, &window, [&window] {
        QAction* trash = window.actions().action(QStringLiteral("documents.trash"));
        window.actions().refresh();
        trash->trigger();
    });
    QObject::connect(&table, &DocumentsTable::menuRequested, &window,
        [&window](const QPoint& at) { showDocumentMenu(window, at); });
    QObject::connect(&table, &DocumentsTable::selectionCountChanged, &window,
        [&window] { window.actions().refresh(); });
    QObject::connect(&table, &DocumentsTable::copied, &window, [&window](int rows, bool cut) {
        window.toast().say(cut ? DocumentActions::tr("The first %Ln rows are copied", nullptr, rows)
                               : DocumentActions::tr("%Ln rows copied", nullptr, rows));
    });
}

} // namespace evenspan::ui
