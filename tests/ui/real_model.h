// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/live_backend.h"
#include "app/run_backend.h"
#include "app/why_backend.h"
#include "core/engine/model_folder.h"
#include "tests/torch/engine_module.h"
#include "tests/torch/small_tagger.h"
#include "tests/ui/real_window.h"
#include "ui/inspect/inspect_page.h"
#include "ui/inspect/live_tab.h"
#include "ui/shell/live_desk.h"
#include "ui/shell/why_desk.h"

#include <QTabWidget>

namespace evenspan::ui {

// The window as the program puts it together, with the engine's module and a small model of random
// weights: runs "r" (knows PER and LOC) and "gone" (the same, its weights are lost). Documents of
// words w5 … w96: "train" is labelled, so is "validation", "unlabelled" has no decision; "other"
// has a label that the runs do not know.
struct RealModel {
    QTemporaryDir folder;
    std::filesystem::path path{std::filesystem::path(folder.path().toStdString()) / "p.evenspan"};
    Places places;
    std::unique_ptr<AppWorkbench> workbench;
    std::unique_ptr<LiveDesk> live;
    std::unique_ptr<WhyDesk> why;
    ScriptedDialogs dialogs;
    std::unique_ptr<MainWindow> window;
    InspectPage* page = nullptr;
    LiveTab* tab = nullptr;

    explicit RealModel(Theme& theme, const std::filesystem::path& engine) {
        fill();
        places.engine = engine;
        places.data = folder.path().toStdString();
        workbench = std::make_unique<AppWorkbench>(
            [] {
                return Result<std::filesystem::path>(
                    Error{ErrorCode::NotFound, "No sample", "", ""});
            },
            std::make_unique<EndlessBackend>(), nullptr, makeRunBackend(places));
        live = std::make_unique<LiveDesk>(makeLiveBackend(places));
        why = std::make_unique<WhyDesk>(makeWhyBackend(places));
        window = std::make_unique<MainWindow>(*workbench, theme, dialogs);
        addInspectPage(*window, &workbench->runDesk(), {}, [this](InspectPage& made) {
            made.setFitter(
                [this](store::Project& project, const std::string& run, const std::string& split,
                    std::stop_token stop, const RunBackend::Progress&) -> Result<RunConfidence> {
                    ConfidenceRequest request;
                    request.run = run;
                    request.split = split;
                    auto found = fitConfidence(project, places.engine, request, stop);
                    if (!found)
                        return found.error();
                    return found->confidence;
                });
            tab = new LiveTab(*workbench, live.get(), &made, why.get());
            made.addTab(tab, QStringLiteral("Try it"));
        });
        window->resize(1280, 800);
        window->show();
    }
    ~RealModel() {
        window.reset();
        live.reset();
        why.reset();
    }

    bool open() {
        window->openPath(QString::fromStdString(path.string()));
        if (!QTest::qWaitFor([this] { return workbench->isOpen(); }, 30000))
            return false;
        page = qobject_cast<InspectPage*>(window->showPage(QStringLiteral("inspect")));
        return page && tab;
    }
    void showTab(const char* name) const {
        auto* tabs = page->findChild<QTabWidget*>();
        for (int at = 0; at < tabs->count(); ++at)
            if (tabs->tabText(at) == QString::fromUtf8(name))
                tabs->setCurrentIndex(at);
    }

    void fill() const {
        namespace fs = std::filesystem;
        const fs::path root = folder.path().toStdString();
        auto project = std::move(*store::Project::create(path));
        auto& writer = *project->writer();
        test::writeSmallTokenizer(root);
        test::saveSmallTagger(root, project->filesFolder() / "models/r");
        Philox rng(3);
        std::vector<DocumentDraft> drafts;
        for (const char* split : {"train", "validation", "unlabelled", "other"})
            for (int d = 0; d < 12; ++d) {
                DocumentDraft draft;
                draft.name = split + std::to_string(d);
                draft.split = split;
                const bool labelled = draft.split != "unlabelled";
                draft.state = labelled ? DocumentState::Done : DocumentState::Unseen;
                for (std::uint64_t s = 1 + rng.below(3); s > 0; --s) {
                    SpanDraft span;
                    span.range.begin = std::uint32_t(draft.text.size());
                    draft.text += "w" + std::to_string(5 + rng.below(92));
                    span.range.end = std::uint32_t(draft.text.size());
                    span.label = draft.split == "other" ? "SHIP" : rng.below(2) ? "PER" : "LOC";
                    if (labelled)
                        draft.spans.push_back(span);
                    for (std::uint64_t w = 2 + rng.below(9); w > 0; --w)
                        draft.text += " w" + std::to_string(5 + rng.below(92));
                    draft.text += " . ";
                }
                draft.grid = *makeGrid(draft.text);
                drafts.push_back(std::move(draft));
            }
        if (!writer.addDocuments("Import", drafts))
            qFatal("no documents");
        for (const char* name : {"gone", "r"}) {
            store::RunRow row;
            row.name = name;
            row.state = store::RunState::Finished;
            row.path = std::string("models/") + name;
            row.record = R"({"tags":["O","B-PER","I-PER","B-LOC","I-LOC"]})";
            row.created = 1000;
            row.finished = 2000;
            if (!writer.createRun(row))
                qFatal("no run");
        }
    }
    static void write(const std::filesystem::path& file, const QByteArray& bytes) {
        QFile out(QString::fromStdString(file.string()));
        if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
            qFatal("cannot write a test file");
    }
};

} // namespace evenspan::ui
