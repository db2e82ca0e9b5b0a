// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/file_dialogs.h"
#include "ui/project/project_page.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/main_window.h"

namespace evenspan::ui {

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
