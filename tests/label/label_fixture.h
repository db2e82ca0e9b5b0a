// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/runs/subwords.h"
#include "core/store/project.h"
#include "core/store/reader.h"
#include "core/store/writer.h"
#include "core/text/grid.h"
#include "ui/common/file_dialogs.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/label/canvas/canvas_view.h"
#include "ui/label/label_page.h"
#include "ui/label/spans_model.h"
#include "ui/shell/app_workbench.h"
#include "ui/shell/main_window.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSettings>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

// A machine that builds or trains beside the tests may take long; what never comes still fails.
#undef QTRY_VERIFY
#undef QTRY_COMPARE
#define QTRY_VERIFY(expression) QTRY_VERIFY_WITH_TIMEOUT((expression), 30000)
#define QTRY_COMPARE(actual, expected) QTRY_COMPARE_WITH_TIMEOUT((actual), expected, 30000)

namespace evenspan::ui {

inline DocumentDraft draft(const std::string& name, const std::string& text) {
    DocumentDraft out;
    out.name = name;
    out.text = text;
    out.grid = *makeGrid(text);
    return out;
}

// The labelling page in the real window on a project of these documents, with the labels ORG, PER
// and PLACE.
struct Fixture {
    static constexpr int kLongest = 30000; // milliseconds, as above
    QTemporaryDir folder;
    AppWorkbench workbench;
    SystemFileDialogs dialogs;
    std::unique_ptr<MainWindow> window;
    LabelPage* page = nullptr;
    TextCanvas* canvas = nullptr;

    // `prepare` adds to the project before the window opens it.
    explicit Fixture(Theme& theme, const std::vector<DocumentDraft>& drafts,
        std::shared_ptr<Encoders> encoders = {},
        std::unique_ptr<SuggestionBackend> suggesting = nullptr,
        const std::function<void(store::Project&)>& prepare = {})
        : workbench(
            []() -> Result<std::filesystem::path> {
                return Error{ErrorCode::NotFound, "no sample", "", ""};
            },
            nullptr, std::move(suggesting)) {
        const auto path = std::filesystem::path(folder.path().toStdString()) / "p.evenspan";
        {
            auto project = std::move(*store::Project::create(path));
            for (const char* name : {"ORG", "PER", "PLACE"}) {
                store::LabelRow label;
                label.name = name;
                if (!project->writer()->addLabel(label))
                    qFatal("no label");
            }
            if (!drafts.empty() && !project->writer()->addDocuments("Import", drafts))
                qFatal("no documents");
            if (prepare)
                prepare(*project);
        }
        window = std::make_unique<MainWindow>(workbench, theme, dialogs);
        addLabelPage(*window, std::move(encoders));
        window->show();
        window->openPath(QString::fromStdString(path.string()));
        page = nullptr;
        if (!QTest::qWaitFor(
                [&] {
                    page = qobject_cast<LabelPage*>(window->currentPage());
                    return page && (drafts.empty() || page->hasDocument());
                },
                kLongest))
            qFatal("the page did not open");
        canvas = page->findChild<TextCanvas*>();
        (void)QTest::qWaitFor(
            [&] { return page->findChild<QListWidget*>(QStringLiteral("palette"))->count() == 3; },
            kLongest);
        canvas->setFocus();
    }

    // What is on disk, by a reader of its own.
    store::DocumentData stored(std::int64_t id = 1) {
        std::optional<store::DocumentData> out;
        workbench.document(DocumentId(id), [&](Result<store::DocumentData> d) { out = *d; });
        if (!QTest::qWaitFor([&] { return out.has_value(); }, kLongest))
            qFatal("no answer");
        return *out;
    }
    QStringList spans(std::int64_t id = 1) {
        QStringList out;
        const auto document = stored(id);
        for (const auto& span : document.spans)
            out << QStringLiteral("%1-%2 %3%4")
                       .arg(span.range.begin)
                       .arg(span.range.end)
                       .arg(QString::fromStdString(span.label),
                           span.state == SpanState::Accepted        ? QString()
                               : span.state == SpanState::Suggested ? QStringLiteral("?")
                                                                    : QStringLiteral("!"));
        return out;
    }
    void key(int key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(canvas, Qt::Key(key), modifiers);
    }
    void trigger(const char* id) { window->actions().action(QString::fromLatin1(id))->trigger(); }
};

} // namespace evenspan::ui
