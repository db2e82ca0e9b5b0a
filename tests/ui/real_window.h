// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/project.h"
#include "core/store/reader.h"
#include "core/store/writer.h"
#include "core/text/grid.h"
#include "tests/label/fake_suggestions.h"
#include "tests/ui/ui_support.h"
#include "ui/audit/audit_page.h"
#include "ui/label/canvas/canvas_view.h"
#include "ui/review/review_page.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/app_workbench.h"
#include "ui/shell/documents_model.h"
#include "ui/shell/documents_table.h"
#include "ui/shell/filter_bar.h"
#include "ui/shell/training_backend.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QFile>
#include <QListWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <optional>

namespace evenspan::ui {

// Steps until it is stopped.
class EndlessBackend : public TrainingBackend {
public:
    Result<Machine> machine() override {
        Machine machine;
        machine.models = {{QStringLiteral("minilm-l6"), QStringLiteral("6 layers"), true}};
        machine.devices = {QStringLiteral("cpu")};
        machine.deviceNames = {QStringLiteral("CPU")};
        return machine;
    }
    Result<RunPlan> plan(store::Project&, const TrainRequest&, std::stop_token) override {
        return RunPlan{};
    }
    Result<void> train(store::Project&, const TrainRequest& request,
        const std::function<void(TrainEvent&&)>& sink, std::stop_token stop) override {
        TrainEvent event;
        event.kind = TrainEvent::Started;
        event.run = request.name;
        sink(TrainEvent(event));
        while (!stop.stop_requested())
            QThread::msleep(2);
        event.kind = TrainEvent::Finished;
        event.stopped = true;
        sink(TrainEvent(event));
        return {};
    }
};

// The program's own window with every page, on a real project in a folder of its own: two
// documents, the labels ORG, PER and PLACE, one suggestion (Okafor Labs).
struct RealWindow {
    QTemporaryDir folder;
    std::filesystem::path path{std::filesystem::path(folder.path().toStdString()) / "p.evenspan"};
    AppWorkbench workbench{
        [this] { return Result<std::filesystem::path>(make("sample.evenspan")); },
        std::make_unique<EndlessBackend>(),
        std::make_unique<FakeBackend>(std::make_shared<FakeModelState>())};
    ScriptedDialogs dialogs;
    std::unique_ptr<MainWindow> window;

    explicit RealWindow(Theme& theme) {
        make("p.evenspan");
        make("other.evenspan");
        window = std::make_unique<MainWindow>(workbench, theme, dialogs);
        addProjectPage(*window);
        addLabelPage(*window);
        addReviewPage(*window);
        addTrainPage(*window,
            std::make_shared<ModelStore>(
                ModelLibrary({}, folder.filePath(QStringLiteral("models")).toStdString())));
        addInspectPage(*window);
        addAuditPage(*window);
        addSettingsPage(*window);
        window->show();
        window->activateWindow();
        (void)QTest::qWaitForWindowActive(window.get());
    }
    ~RealWindow() {
        while (QWidget* dialog = QApplication::activeModalWidget())
            delete dialog;
    }

    std::filesystem::path make(const char* name) const {
        const auto made = std::filesystem::path(folder.path().toStdString()) / name;
        auto project = std::move(*store::Project::create(made));
        for (const char* label : {"ORG", "PER", "PLACE"}) {
            store::LabelRow row;
            row.name = label;
            if (!project->writer()->addLabel(row))
                qFatal("no label");
        }
        std::vector<DocumentDraft> drafts;
        for (const char* text :
            {"Ulm is far . Mira Tolvanen of Okafor Labs came from Ulm .", "Nothing here ."}) {
            DocumentDraft draft;
            draft.name = drafts.empty() ? "one" : "two";
            draft.text = text;
            draft.grid = *makeGrid(draft.text);
            drafts.push_back(draft);
        }
        SpanDraft span;
        span.range = {30, 41};
        span.label = "ORG";
        span.state = SpanState::Suggested;
        span.source = SpanSource::Model;
        span.score = 0.7;
        drafts.front().spans.push_back(span);
        if (!project->writer()->addDocuments("Import", drafts))
            qFatal("no documents");
        return made;
    }
    bool open() {
        window->openPath(QString::fromStdString(path.string()));
        return QTest::qWaitFor([this] { return workbench.isOpen(); });
    }
    DocumentsTable& list() const { // of the page that is shown
        return *window->currentPage()->findChild<DocumentsTable*>();
    }
    LabelPage* label() const { return window->findChild<LabelPage*>(); }
    TextCanvas* canvas() const { return label() ? label()->findChild<TextCanvas*>() : nullptr; }
    bool openLabel() {
        if (!open())
            return false;
        window->showPage(QStringLiteral("label"));
        return QTest::qWaitFor([this] {
            const auto* palette = label()->findChild<QListWidget*>(QStringLiteral("palette"));
            return label()->hasDocument() && palette && palette->count() == 3;
        }) && (canvas()->setFocus(), true);
    }
    QString state(std::int64_t document) {
        std::optional<DocumentState> found;
        workbench.document(DocumentId(document),
            [&](Result<store::DocumentData> data) { found = data->row.state; });
        (void)QTest::qWaitFor([&] { return found.has_value(); });
        return QString::number(int(*found));
    }
    QString file(const char* name, const QByteArray& bytes) const {
        QFile out(folder.filePath(QLatin1String(name)));
        if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
            qFatal("cannot write a test file");
        return out.fileName();
    }
    QAction* action(const QString& id) const { return window->actions().action(id); }
};

} // namespace evenspan::ui
