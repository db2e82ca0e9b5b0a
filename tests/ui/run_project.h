// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/rng.h"
#include "core/store/project.h"
#include "core/store/run_marks.h"
#include "core/store/writer.h"
#include "tests/ui/real_window.h"
#include "ui/shell/run_desk.h"

#include <nlohmann/json.hpp>

#include <atomic>
#include <cmath>

namespace evenspan::ui {

// Scores runs by their epochs, without a model: what it says is known beforehand.
class FakeRuns : public RunBackend {
public:
    struct State {
        std::atomic<int> scored{0}, compared{0}, verified{0};
        std::atomic<bool> wait{false}; // until it is stopped
        std::atomic<bool> fail{false};
        std::atomic<bool> otherBits{false};
    };
    explicit FakeRuns(std::shared_ptr<State> state)
        : m_state(std::move(state)) { }

    static RunOutcome outcome(const store::RunRow& row, std::int64_t group) {
        Evaluation evaluation;
        const auto recipe = nlohmann::json::parse(row.recipe);
        const double hit = std::min(0.95, 0.35 + 0.1 * recipe.value("epochs", 3.0));
        Philox rng(std::uint64_t(row.id.value));
        const char* labels[] = {"ORG", "PER", "PLACE"};
        for (std::int64_t document = 1; document <= 60; ++document) {
            std::vector<std::string> gold, predicted;
            for (int i = 0; i < 6; ++i) {
                const std::string label = labels[(document + i) % 3];
                gold.insert(gold.end(), {"O", "B-" + label});
                const double drawn = rng.uniform();
                predicted.insert(predicted.end(),
                    {"O",
                        drawn < hit             ? "B-" + label
                            : drawn < hit + 0.1 ? std::string("B-") + labels[(document + i + 1) % 3]
                                                : std::string("O")});
            }
            evaluation.gold.push_back(gold);
            evaluation.predicted.push_back(predicted);
            evaluation.documentOf.push_back(document);
        }
        evaluation.sentences = 60;
        evaluation.scores = *scoreDefault(evaluation.gold, evaluation.predicted);
        evaluation.runFinished = row.finished.value_or(0);
        auto out = *outcomeOf(evaluation, "test");
        out.group = group;
        return out;
    }

    Result<RunOutcome> score(store::Project& project, const std::string& run,
        const std::string& split, std::stop_token stop, const Progress& progress) override {
        progress(0.5);
        if (auto error = held(stop))
            return *error;
        ++m_state->scored;
        const auto reader = *project.reader();
        const auto row = *reader->run(run);
        auto out = outcome(row, *store::newestGroup(*reader));
        out.split = split;
        if (auto done = store::saveRunScore(*project.writer(),
                {row.id, split, out.data, out.group, out.time, outcomeToJson(out).dump()});
            !done)
            return done.error();
        return out;
    }

    Result<Comparison> compare(store::Project& project, const CompareRequest& request,
        std::stop_token stop, const Progress& progress) override {
        progress(0.5);
        if (auto error = held(stop))
            return *error;
        ++m_state->compared;
        const auto reader = *project.reader();
        std::vector<ComparedRun> runs;
        for (const auto& name : request.runs) {
            ComparedRun run;
            run.row = *reader->run(name);
            run.outcome = outcome(run.row, 1);
            runs.push_back(std::move(run));
        }
        CompareRequest fewer = request;
        fewer.rounds = 1000;
        return compareOutcomes(std::move(runs), fewer, stop);
    }

    Result<Verification> verify(store::Project&, const VerifyRequest& request, std::stop_token stop,
        const Progress& progress) override {
        progress(0.4);
        if (auto error = held(stop))
            return *error;
        ++m_state->verified;
        Verification out;
        out.run = request.run;
        out.before = "a";
        out.after = m_state->otherBits ? "b" : "a";
        return out;
    }

private:
    std::optional<Error> held(const std::stop_token& stop) const {
        while (m_state->wait && !stop.stop_requested())
            QThread::msleep(2);
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, "Cancelled", "", ""};
        if (m_state->fail)
            return Error{ErrorCode::OutOfMemory, "Memory ran out", "test", "Close something."};
        return std::nullopt;
    }
    std::shared_ptr<State> m_state;
};

// The window on a project with ended runs: base and base-2 and base-3 (seeds of one recipe), long
// (more epochs, started from base) and slow (another rate, failed).
struct RunWindow {
    QTemporaryDir folder;
    std::filesystem::path path{
        std::filesystem::path(folder.path().toStdString()) / "runs.evenspan"};
    std::shared_ptr<FakeRuns::State> state = std::make_shared<FakeRuns::State>();
    AppWorkbench workbench{
        [] {
            return Result<std::filesystem::path>(Error{ErrorCode::NotFound, "No sample", "", ""});
        },
        std::make_unique<EndlessBackend>(), nullptr, std::make_unique<FakeRuns>(state)};
    ScriptedDialogs dialogs;
    std::unique_ptr<MainWindow> window;

    explicit RunWindow(Theme& theme) {
        fill();
        window = std::make_unique<MainWindow>(workbench, theme, dialogs);
        addProjectPage(*window);
        addTrainPage(*window, nullptr, &workbench.runDesk());
        window->show();
        window->activateWindow();
        (void)QTest::qWaitForWindowActive(window.get());
    }
    ~RunWindow() {
        while (QWidget* dialog = QApplication::activeModalWidget())
            delete dialog;
    }

    void fill() {
        auto project = std::move(*store::Project::create(path));
        auto& writer = *project->writer();
        std::vector<DocumentDraft> drafts;
        for (const char* split : {"train", "validation", "test"}) {
            DocumentDraft draft;
            draft.name = split;
            draft.text = "Mira Tolvanen works at Okafor Labs .";
            draft.grid = *makeGrid(draft.text);
            draft.split = split;
            draft.state = DocumentState::Done;
            SpanDraft span;
            span.range = {0, 13};
            span.label = "PER";
            draft.spans.push_back(span);
            drafts.push_back(std::move(draft));
        }
        if (!writer.addDocuments("Import", drafts))
            qFatal("no documents");
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        struct Made {
            const char* name;
            const char* recipe;
            int seconds;
            double f1;
        };
        const Made made[] = {
            {"base", R"({"model":"minilm","epochs":3,"seed":1,"deterministic":true})", 120, 0.66},
            {"base-2", R"({"model":"minilm","epochs":3,"seed":2,"deterministic":true})", 121, 0.64},
            {"base-3", R"({"model":"minilm","epochs":3,"seed":3,"deterministic":true})", 119, 0.65},
            {"long", R"({"model":"run:base","epochs":6,"seed":1,"learning_rate":0.0001})", 260,
                0.91},
            {"slow", R"({"model":"minilm","epochs":2,"seed":1,"learning_rate":0.00001})", 80, 0}};
        int at = 0;
        for (const Made& one : made) {
            store::RunRow row;
            row.name = one.name;
            row.recipe = one.recipe;
            row.record = nlohmann::json{{"event_group", 1},
                {"model", {{"name", "minilm"}, {"sha256", std::string(64, 'a')}}},
                {"tags", {"O", "B-ORG", "I-ORG", "B-PER", "I-PER", "B-PLACE", "I-PLACE"}},
                {"data",
                    {{"learnt_sentences", 1200}, {"train", {{"sha256", std::string(64, 'b')}}},
                        {"validation", {{"sha256", std::string(64, 'c')}}}}},
                {"compute",
                    {{"torch", "2.13.0"}, {"device", "cpu"}, {"precision", "fp32"}, {"threads", 2},
                        {"matmul", "onednn"}, {"cpu_features", "avx2 avx512"}}},
                {"micro_batch", 16}, {"result", {{"seconds", one.seconds}}}}
                             .dump();
            row.path = std::string("models/") + one.name;
            row.created = now - (6 - at) * 3'600'000;
            row.finished = row.created + one.seconds * 1000;
            row.state = one.f1 > 0 ? store::RunState::Finished : store::RunState::Failed;
            if (one.f1 > 0)
                row.scores = nlohmann::json{{"micro",
                                                {{"precision", one.f1}, {"recall", one.f1},
                                                    {"f1", one.f1}, {"support", 60}}}}
                                 .dump();
            const auto id = *writer.createRun(row);
            std::vector<store::MetricRow> curve;
            for (int step = 1; step <= 200; ++step)
                curve.push_back({step, step / 66.0, "train", "loss",
                    2 * std::exp(-step / (40.0 + 10 * at)) + 0.1 + 0.05 * std::sin(step * 0.9)});
            for (int step = 40; step <= 200; step += 40) {
                curve.push_back({step, step / 66.0, "validation", "loss",
                    2 * std::exp(-step / (45.0 + 10 * at)) + 0.2});
                curve.push_back(
                    {step, step / 66.0, "validation", "f1", one.f1 * (1 - std::exp(-step / 60.0))});
            }
            if (!writer.appendMetrics(id, curve))
                qFatal("no curve");
            ++at;
        }
    }

    TrainPage* open() {
        window->openPath(QString::fromStdString(path.string()));
        if (!QTest::qWaitFor([this] { return workbench.isOpen(); }, 30000))
            return nullptr;
        auto* page = qobject_cast<TrainPage*>(window->showPage(QStringLiteral("train")));
        return page && QTest::qWaitFor([page] { return rows(page) == 5; }, 30000) ? page : nullptr;
    }
    static QListWidget* list(TrainPage* page) {
        for (auto* list : page->findChildren<QListWidget*>())
            if (list->accessibleName() == QStringLiteral("Runs"))
                return list;
        return nullptr;
    }
    static int rows(TrainPage* page) { return visible(page).size(); }
    static QStringList visible(TrainPage* page) {
        QStringList out;
        for (int i = 0; i < list(page)->count(); ++i)
            if (!list(page)->item(i)->isHidden())
                out << list(page)->item(i)->text();
        return out;
    }
    static void select(TrainPage* page, const QStringList& names) {
        list(page)->clearSelection();
        for (int i = 0; i < list(page)->count(); ++i)
            if (names.contains(list(page)->item(i)->text())) {
                if (names.size() == 1)
                    list(page)->setCurrentRow(i);
                list(page)->item(i)->setSelected(true);
            }
    }
    store::RunMarks marks(const char* run) {
        std::optional<store::RunMarks> found;
        workbench.query<store::RunMarks>(
            [name = std::string(run)](
                store::Reader& reader, std::stop_token) -> Result<store::RunMarks> {
                const auto row = reader.run(name);
                return row ? (*store::runMarks(reader))[row->id] : store::RunMarks{};
            },
            [&](Result<store::RunMarks> marks) { found = *marks; });
        (void)QTest::qWaitFor([&] { return found.has_value(); }, 30000);
        return *found;
    }
};

} // namespace evenspan::ui
