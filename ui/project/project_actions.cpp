// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/file_dialogs.h"
#include "ui/common/widgets.h"
#include "ui/project/export_dialog.h"
#include "ui/project/project_page.h"
#include "ui/project/split_dialog.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/documents_model.h"
#include "ui/shell/documents_table.h"
#include "ui/shell/filter_bar.h"
#include "ui/shell/main_window.h"

#include <QAction>
#include <QPointer>
#include <QPushButton>
#include <QStackedWidget>

namespace evenspan::ui {

void ProjectPage::exportDocuments() {
    std::optional<ExportDialog::Listed> listed;
    const store::DocumentFilter& filter = m_table->documents().filter();
    const bool all = m_search->text().trimmed().isEmpty() && !filter.split && filter.states.empty();
    if (m_stack->currentWidget() == m_documents && !m_trash && !all
        && m_table->documents().rowCount() > 0)
        listed = {filter, m_table->documents().rowCount()};
    auto* dialog = new ExportDialog(m_workbench, m_window.dialogs(), listed, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportDialog::exported, this,
        [this](const QString& said) { m_window.toast().say(said); });
    dialog->open();
}

void ProjectPage::makeSplits() {
    auto* dialog = new SplitDialog(m_workbench, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SplitDialog::dealt, this, [this](const QString& said) {
        m_window.toast().say(said, tr("Undo"),
            [this] { m_window.actions().action(QStringLiteral("edit.undo"))->trigger(); });
    });
    dialog->open();
}

// "Make splits…" beside the filter by split; as able as its action.
QPushButton* ProjectPage::splitsButton() {
    m_splitsButton = plainButton(tr("Make splits…"), QStringLiteral("table"), this);
    m_splitsButton->setAccessibleName(tr("Make splits…"));
    m_splitsButton->setToolTip(tr("Deal the documents to training, validation and test"));
    const QPointer<QAction> action = m_window.actions().action(QStringLiteral("project.splits"));
    const auto follow = [this, action] {
        m_splitsButton->setEnabled(action && action->isEnabled());
    };
    connect(m_splitsButton, &QPushButton::clicked, this, &ProjectPage::makeSplits);
    if (action)
        connect(action, &QAction::changed, m_splitsButton, follow);
    follow();
    return m_splitsButton;
}

void addProjectPage(MainWindow& window) {
    addDocumentActions(window);
    window.addPage({QStringLiteral("project"), QStringLiteral("project"),
        ProjectPage::tr("Project"), ProjectPage::tr("Documents and imports"),
        [&window](QWidget* parent) { return new ProjectPage(window, parent); }});
    const auto page = [&window] {
        return qobject_cast<ProjectPage*>(window.showPage(QStringLiteral("project")));
    };
    window.setImporter([page](const QStringList& files) {
        if (ProjectPage* shown = page())
            shown->import(files);
    });
    window.setSearcher([page](const QString& text) {
        if (ProjectPage* shown = page())
            shown->search(text);
    });
    const auto writable = [&window] {
        return window.workbench().isOpen() && !window.workbench().project().readOnly;
    };
    const QString group = ProjectPage::tr("Project");
    window.actions().add({QStringLiteral("project.import"), ProjectPage::tr("Import files"),
        QStringLiteral("import"), QKeySequence(QStringLiteral("Ctrl+I")), group,
        [&window, page] {
            const QStringList files = window.dialogs().openFiles(
                &window, ProjectPage::tr("Import files"), importFilter());
            if (files.isEmpty())
                return;
            if (ProjectPage* shown = page())
                shown->import(files);
        },
        writable});
    window.actions().add({QStringLiteral("project.export"), ProjectPage::tr("Export documents…"),
        QStringLiteral("export"), QKeySequence(), group,
        [page] {
            if (ProjectPage* shown = page())
                shown->exportDocuments();
        },
        [&window] {
            return window.workbench().isOpen()
                && window.workbench().project().info.total.documents > 0;
        }});
    window.actions().add({QStringLiteral("project.splits"), ProjectPage::tr("Make splits…"),
        QString(), QKeySequence(), group,
        [page] {
            if (ProjectPage* shown = page())
                shown->makeSplits();
        },
        [&window] {
            return window.workbench().isOpen() && window.workbench().project().editable()
                && window.workbench().project().info.total.documents > 1;
        }});
    window.actions().add(
        {QStringLiteral("project.find"), ProjectPage::tr("Find or filter documents"),
            QStringLiteral("search"), QKeySequence(QStringLiteral("Ctrl+F")), group,
            [&window, page] {
                if (focusFilter(window)) // the page that is shown has one of its own
                    return;
                if (ProjectPage* shown = page())
                    shown->focusSearch();
            },
            [&window] { return window.workbench().isOpen(); }});
    window.actions().add({QStringLiteral("project.trash"), ProjectPage::tr("Show the trash"),
        QStringLiteral("trash"), QKeySequence(QStringLiteral("Ctrl+Shift+Del")), group,
        [page] {
            if (ProjectPage* shown = page())
                shown->showTrash(!shown->inTrash());
        },
        [&window] { return window.workbench().isOpen(); }});
}

} // namespace evenspan::ui
