// SPDX-License-Identifier: GPL-3.0-or-later
// Commands of training.
#include "tests/ui/action_rows.h"
#include "tests/ui/run_files.h"
#include "ui/train/export_model_dialog.h"
#include "ui/train/launch/cross_training_dialog.h"
#include "ui/train/launch/fine_tune_dialog.h"
#include "ui/train/launch/model_dialog.h"
#include "ui/train/launch/searches_dialog.h"
#include "ui/train/runs/run_table_view.h"
#include "ui/train/runs_list.h"

namespace evenspan::ui {

namespace {

// The first of these runs trains, the others wait behind it.
void train(Window& w, std::initializer_list<const char*> runs) {
    QVERIFY(w.open());
    for (const char* run : runs) {
        bool answered = false;
        w.workbench.startTraining({QLatin1String(run), QStringLiteral("m"), "{}"},
            [&](const Result<QString>&) { answered = true; });
        QTRY_VERIFY_WITH_TIMEOUT(answered, 30000);
    }
    QTRY_VERIFY_WITH_TIMEOUT(
        w.workbench.training()->state().queue.waiting.size() + 1 == runs.size(), 30000);
}

} // namespace

Rows trainRows() {
    const auto id = [](const char* text) { return QString::fromLatin1(text); };
    return {
        {id("train.models"), [](Window&) { return modal<ModelDialog>(); }},
        {id("train.new"), [](Window& w) { return (void)w.open(), modal<FineTuneDialog>(); }},
        {id("train.stop"),
            [](Window& w) -> Effect {
                (void)w.open();
                w.workbench.startTraining(
                    {QStringLiteral("r"), QStringLiteral("m"), "{}"}, [](auto) {});
                (void)QTest::qWaitFor([&] { return w.workbench.isTraining(); });
                return [&w] { return !w.workbench.isTraining(); };
            }},
        {id("train.compare"),
            [](Window& w) -> Effect {
                (void)w.open();
                return [&w] { return w.window->toast().isVisible(); };
            }},
        {id("train.table"),
            [](Window& w) -> Effect {
                addFinishedRun(w.path, "r");
                (void)w.open();
                w.window->showPage(QStringLiteral("train"));
                auto* list = w.window->findChild<RunsList*>();
                (void)QTest::qWaitFor([&] { return list->runs().size() == 1; });
                return [&w] { return shows(w.window->findChild<RunTableView*>()); };
            }},
        {id("train.verify"),
            [](Window& w) -> Effect {
                (void)w.open();
                return [&w] { return w.window->toast().isVisible(); };
            }},
        {id("train.export_model"),
            [](Window& w) -> Effect {
                addFinishedRun(w.path, "r");
                (void)w.open();
                w.window->showPage(QStringLiteral("train"));
                (void)QTest::qWaitFor(
                    [&] { return w.window->findChild<RunsList*>()->chosen() != nullptr; }, 30000);
                return modal<ExportModelDialog>();
            }},
        {id("train.kfold"), [](Window& w) { return (void)w.open(), modal<CrossTrainingDialog>(); }},
        {id("train.searches"), [](Window& w) { return (void)w.open(), modal<SearchesDialog>(); }},
        {id("train.pause"),
            [](Window& w) -> Effect {
                train(w, {"r"});
                return [&w] { return !w.workbench.isTraining(); };
            }},
        {id("train.go_on"),
            [](Window& w) -> Effect {
                (void)w.open();
                bool stored = false;
                w.workbench.record(
                    [](store::Writer& writer) {
                        store::RunRow run;
                        run.name = "cut";
                        run.state = store::RunState::Interrupted;
                        return writer.createRun(run) ? Result<void>()
                                                     : Error{ErrorCode::Io, "no run", "", ""};
                    },
                    [&](const Result<void>& done) { stored = done.ok(); });
                (void)QTest::qWaitFor([&] { return stored; });
                TrainingService& training = *w.workbench.training();
                training.reload();
                (void)QTest::qWaitFor(
                    [&] { return !training.state().queue.interrupted.empty(); }, 30000);
                return [&w] { return w.workbench.isTraining(); };
            }},
        {id("train.queue"),
            [](Window& w) -> Effect {
                train(w, {"r", "s"});
                return [&w] { return w.workbench.training()->state().queue.paused; };
            }},
        {id("train.export_plot"),
            [](Window& w) -> Effect {
                (void)w.open();
                w.dialogs.saved = w.folder.filePath(QStringLiteral("loss.svg"));
                return [&w] { return QFile::exists(w.dialogs.saved); };
            }},
    };
}

} // namespace evenspan::ui
