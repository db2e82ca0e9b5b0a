// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/inspect/behaviour_tests.h"
#include "core/app/inspect/inspection.h"
#include "core/base/rng.h"
#include "tests/ui/run_project.h"
#include "ui/inspect/inspect_page.h"

namespace evenspan::ui {

// Asks no model: what a run marked is kept in the project.
class KeptRuns : public FakeRuns {
public:
    explicit KeptRuns(std::shared_ptr<State> state)
        : FakeRuns(state)
        , m_shared(std::move(state)) { }
    Result<InspectionPtr> inspect(store::Project& project, const InspectionRequest& request,
        std::stop_token stop, const Progress& progress) override {
        progress(0.5);
        while (m_shared->wait && !stop.stop_requested())
            QThread::msleep(2);
        return inspectRun(project, "no-engine", request, stop);
    }
    // A run that marks nothing: only texts without spans pass.
    Result<BehaviourReport> behave(store::Project&, const std::string& run,
        const std::vector<BehaviourTest>& tests, std::stop_token stop,
        const Progress& progress) override {
        progress(0.5);
        while (m_shared->wait && !stop.stop_requested())
            QThread::msleep(2);
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, "Cancelled", "", ""};
        BehaviourReport out{run, 2000, {}};
        for (const auto& test : tests) {
            BehaviourCheck check;
            check.text = test.text.text;
            check.expected = test.text.spans;
            check.passed = check.expected.empty();
            out.results.push_back({test.name, test.kind, {check}});
        }
        return out;
    }

private:
    std::shared_ptr<State> m_shared;
};

// The window on a project with the splits train, validation and test, documents without labels,
// and two runs, first and second, whose weights are gone: what they marked is kept.
struct InspectWindow {
    QTemporaryDir folder;
    std::filesystem::path path{
        std::filesystem::path(folder.path().toStdString()) / "inspect.evenspan"};
    std::shared_ptr<FakeRuns::State> state = std::make_shared<FakeRuns::State>();
    AppWorkbench workbench;
    ScriptedDialogs dialogs;
    std::unique_ptr<MainWindow> window;

    explicit InspectWindow(Theme& theme, int documents = 24, bool runs = true,
        std::unique_ptr<SuggestionBackend> suggesting = nullptr)
        : workbench(
            [] {
                return Result<std::filesystem::path>(
                    Error{ErrorCode::NotFound, "No sample", "", ""});
            },
            std::make_unique<EndlessBackend>(), std::move(suggesting),
            std::make_unique<KeptRuns>(state)) {
        fill(documents, runs);
        window = std::make_unique<MainWindow>(workbench, theme, dialogs);
        addProjectPage(*window);
        addLabelPage(*window);
        addTrainPage(*window, nullptr, &workbench.runDesk());
        addInspectPage(
            *window, &workbench.runDesk(), [this](DocumentId document, CodePointRange range) {
                if (auto* page =
                        qobject_cast<LabelPage*>(window->showPage(QStringLiteral("label"))))
                    page->goToPlace(document, range);
            });
        addSettingsPage(*window);
        window->show();
        window->activateWindow();
        (void)QTest::qWaitForWindowActive(window.get());
    }

    // Each document: "NAME of ORG came from PLACE to see NAME ." Every fourth is not labelled.
    void fill(int documents, bool runs) {
        auto project = std::move(*store::Project::create(path));
        auto& writer = *project->writer();
        const char* people[] = {"Mira Tolvanen", "Oke Brandt", "Sunniva Lund", "TARO Ito"};
        const char* firms[] = {"Okafor Labs", "Nordwerk", "Blue Fen Trust"};
        const char* places[] = {"Ulm", "Port Sable", "Grenmoor"};
        const char* splits[] = {"train", "validation", "test"};
        Philox rng(7);
        std::vector<DocumentDraft> drafts;
        for (int d = 0; d < documents; ++d) {
            DocumentDraft draft;
            draft.name = "note-" + std::to_string(d + 1);
            draft.split = splits[d % 3];
            draft.metadata = {{"source", d % 2 ? "mail" : "report"}};
            const bool labelled = d % 8 != 7;
            draft.state = labelled ? DocumentState::Done : DocumentState::Unseen;
            const auto put = [&](const char* words, const char* label) {
                SpanDraft span;
                span.range.begin = std::uint32_t(draft.text.size());
                draft.text += words;
                span.range.end = std::uint32_t(draft.text.size());
                span.label = label;
                if (labelled)
                    draft.spans.push_back(span);
            };
            put(people[rng.below(4)], "PER");
            draft.text += " of ";
            put(firms[rng.below(3)], "ORG");
            draft.text += " came from ";
            put(places[rng.below(3)], "PLACE");
            draft.text += " to see ";
            put(people[rng.below(4)], "PER");
            draft.text += " .";
            draft.grid = *makeGrid(draft.text);
            drafts.push_back(std::move(draft));
        }
        auto ids = writer.addDocuments("Import", drafts);
        if (!ids)
            qFatal("no documents");
        if (!runs)
            return;
        for (const char* name : {"first", "second"}) {
            store::RunRow row;
            row.name = name;
            row.record = R"({"tags":["O","B-ORG","I-ORG","B-PER","I-PER","B-PLACE","I-PLACE"]})";
            row.path = std::string("models/") + name;
            row.state = store::RunState::Finished;
            row.created = 1000;
            row.finished = 2000;
            const auto id = *writer.createRun(row);
            std::vector<store::PredictionRow> found;
            for (std::size_t d = 0; d < drafts.size(); ++d)
                mark(found, (*ids)[d], drafts[d], rng);
            if (!writer.savePredictions(id, *ids, found))
                qFatal("no predictions");
        }
    }

    // Right two times in three; else another label, a shorter range, nothing; and now and then
    // "came" is marked.
    static void mark(std::vector<store::PredictionRow>& found, DocumentId id,
        const DocumentDraft& draft, Philox& rng) {
        std::vector<SpanDraft> spans = draft.spans;
        if (spans.empty()) { // not labelled: something is marked all the same
            auto& span = spans.emplace_back();
            span.range = {0, 4};
            span.label = "PER";
        }
        for (const auto& span : spans) {
            const auto drawn = rng.below(9);
            store::PredictionRow row{id, span.range, span.label, 0.5 + 0.05 * double(drawn)};
            const auto blank = draft.text.find(' ', span.range.begin);
            if (drawn == 0)
                row.label = span.label == "ORG" ? "PER" : "ORG";
            else if (drawn == 1 && blank < span.range.end)
                row.range.end = std::uint32_t(blank);
            if (drawn != 2)
                found.push_back(row);
        }
        if (rng.below(4) == 0) {
            const auto at = std::uint32_t(draft.text.find("came"));
            found.push_back({id, {at, at + 4}, "PLACE", 0.41});
        }
    }

    InspectPage* open() {
        window->openPath(QString::fromStdString(path.string()));
        if (!QTest::qWaitFor([this] { return workbench.isOpen(); }, 30000))
            return nullptr;
        return qobject_cast<InspectPage*>(window->showPage(QStringLiteral("inspect")));
    }
    static bool filled(InspectPage* page) {
        return QTest::qWaitFor(
            [page] { return page->inspection() != nullptr && !page->computing(); }, 30000);
    }
};

} // namespace evenspan::ui
