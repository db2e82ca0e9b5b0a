// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/project.h"
#include "core/store/reader.h"
#include "core/store/writer.h"
#include "core/text/grid.h"
#include "ui/common/file_dialogs.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/label/label_page.h"
#include "ui/label/navigator_panel.h"
#include "ui/project/project_page.h"
#include "ui/shell/app_workbench.h"
#include "ui/shell/documents_model.h"
#include "ui/shell/documents_table.h"
#include "ui/shell/filter_bar.h"
#include "ui/shell/main_window.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>

namespace evenspan::ui {

// The pages of documents in the real window, on a real project. Documents: "d1", "d2", … with texts
// of growing length, the split "train", metadata "country" (FR, DE, ES in turn), a label PER on the
// first word of every second one, and a suggestion ORG with the score 0.2, 0.4, … on the others.
struct Desk {
    QTemporaryDir folder;
    AppWorkbench workbench{[]() -> Result<std::filesystem::path> {
                               return Error{ErrorCode::NotFound, "no sample", "", ""};
                           },
        nullptr};
    SystemFileDialogs dialogs;
    std::unique_ptr<MainWindow> window;

    static std::vector<DocumentDraft> drafts(int count) {
        std::vector<DocumentDraft> out;
        const char* countries[]{"FR", "DE", "ES"};
        for (int i = 1; i <= count; ++i) {
            DocumentDraft draft;
            draft.name = "d" + std::to_string(i);
            draft.text = "Mira lives in Ulm";
            for (int word = 1; word < i; ++word)
                draft.text += " and works";
            draft.text += " .";
            draft.grid = *makeGrid(draft.text);
            draft.split = "train";
            draft.metadata["country"] = countries[i % 3];
            SpanDraft span;
            span.range = {0, 4};
            span.label = i % 2 ? "PER" : "ORG";
            if (i % 2 == 0) {
                span.state = SpanState::Suggested;
                span.source = SpanSource::Model;
                span.score = 0.1 * i;
            }
            draft.spans.push_back(span);
            out.push_back(draft);
        }
        return out;
    }

    Desk(Theme& theme, const std::vector<DocumentDraft>& documents, const char* page = "project") {
        const auto path = std::filesystem::path(folder.path().toStdString()) / "p.evenspan";
        {
            auto project = std::move(*store::Project::create(path));
            if (!documents.empty() && !project->writer()->addDocuments("Import", documents))
                qFatal("no documents");
        }
        window = std::make_unique<MainWindow>(workbench, theme, dialogs);
        addProjectPage(*window);
        addLabelPage(*window);
        window->show();
        window->openPath(QString::fromStdString(path.string()));
        if (!QTest::qWaitFor(
                [&] { return window->showPage(QString::fromLatin1(page)) != nullptr; }))
            qFatal("no page");
        if (!QTest::qWaitFor([&] { return rows() == int(documents.size()); }))
            qFatal("no list");
        // The columns of metadata come later, and the table lays its columns out anew for them.
        const bool metadata = !documents.empty() && !documents.front().metadata.empty();
        if (metadata && !QTest::qWaitFor([&] {
                auto& model = table().documents();
                for (int column = 0; column < model.columnCount(); ++column)
                    if (model.headerData(column, Qt::Horizontal).toString()
                        == QString::fromStdString(documents.front().metadata.begin()->first))
                        return true;
                return false;
            }))
            qFatal("no metadata");
    }

    DocumentsTable& table() {
        for (auto* found : window->currentPage()->findChildren<DocumentsTable*>())
            return *found;
        qFatal("no table");
    }
    FilterBar& bar() {
        for (auto* found : window->currentPage()->findChildren<FilterBar*>())
            return *found;
        qFatal("no bar");
    }
    int rows() { return table().documents().rowCount(); }
    // Ids of the list, "3 1 2".
    QString order() {
        QStringList out;
        for (int row = 0; row < rows(); ++row)
            out << QString::number(table().documents().id(row).value);
        return out.join(QLatin1Char(' '));
    }
    // What is on disk, by a reader of its own.
    store::DocumentRow stored(std::int64_t id) {
        std::optional<store::DocumentRow> out;
        workbench.document(DocumentId(id), [&](Result<store::DocumentData> d) { out = d->row; });
        if (!QTest::qWaitFor([&] { return out.has_value(); }))
            qFatal("no answer");
        return *out;
    }
    void trigger(const char* id) {
        window->actions().refresh();
        window->actions().action(QString::fromLatin1(id))->trigger();
    }
    void choose(int first, int last) {
        table().goToRow(first);
        for (int row = first; row < last; ++row)
            QTest::keyClick(&table(), Qt::Key_Down, Qt::ShiftModifier);
    }
    void undo() {
        bool done = false;
        workbench.undo([&done](const Result<void>& result) {
            if (!result)
                qFatal("nothing undone");
            done = true;
        });
        if (!QTest::qWaitFor([&] { return done; }))
            qFatal("no answer");
    }
};

// Whether a label that can be seen says this.
inline bool says(const QWidget* root, const QString& text) {
    for (const QLabel* label : root->findChildren<QLabel*>())
        if (label->isVisible() && label->text().contains(text))
            return true;
    return false;
}

} // namespace evenspan::ui
