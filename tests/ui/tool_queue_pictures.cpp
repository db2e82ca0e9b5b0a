// SPDX-License-Identifier: GPL-3.0-or-later
// tool_queue_pictures FOLDER [light|dark|high-contrast] [zoom] [language] [WxH]: paints the states
// of the queue into PNG files, to be looked at.
#include "core/app/train/run_queue.h"
#include "tests/runs/toy_backend.h"
#include "tests/ui/picture_studio.h"
#include "ui/common/file_dialogs.h"
#include "ui/common/theme.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/main_window.h"
#include "ui/train/launch/cross_training_dialog.h"
#include "ui/train/launch/fine_tune_dialog.h"
#include "ui/train/launch/recipe_source.h"
#include "ui/train/launch/searches_dialog.h"
#include "ui/train/train_page.h"

#include <QApplication>
#include <QDir>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTabWidget>

using namespace evenspan;
using namespace evenspan::ui;

int main(int argc, char** argv) {
    Studio studio(argc, argv);
    const auto shot = [&](QWidget* widget, const char* name) {
        QTest::qWait(300);
        studio.save(widget, name);
    };

    test::TrainFixture fixture;
    test::RunEvents events;
    if (!fixture.train(fixture.request("run-1"), events))
        return 1;
    store::RunRow cut;
    cut.name = "long-texts";
    cut.state = store::RunState::Running; // as a crash leaves it
    cut.recipe = engine::recipeToJson(fixture.recipe());
    if (!fixture.project->writer()->createRun(cut))
        return 1;
    for (const char* name : {"balanced", "seed-43", "seed-44-with-a-name-that-is-far-too-long"})
        if (!enqueueRun(*fixture.project, *fixture.project->writer(), fixture.request(name)))
            return 1;
    ToyDesk desk(fixture, 250);
    SystemFileDialogs dialogs;
    MainWindow window(*desk.workbench, studio.theme(), dialogs);
    addTrainPage(window);
    addSettingsPage(window);
    window.resize(studio.size());
    window.show();
    window.showPage(QStringLiteral("train"));
    shot(&window, "q1-after-a-restart");
    desk.training().goOn(QStringLiteral("long-texts"));
    (void)desk.runs(QStringLiteral("long-texts"));
    QTest::qWait(1500);
    shot(&window, "q2-one-trains");
    {
        FineTuneDialog dialog(*desk.workbench, dialogs, {QStringLiteral("run-1")}, &window);
        dialog.show();
        QTest::qWait(1200);
        shot(&dialog, "q3-dialog");
    }
    desk.training().pause();
    (void)QTest::qWaitFor([&] { return !desk.state().training; }, 30000);
    desk.settle();
    shot(&window, "q4-paused");
    const auto press = [&](QDialog& dialog, int page) { // of "New…", where there is one to press
        QTest::qWait(300);
        for (auto* button : dialog.findChildren<QPushButton*>())
            if (button->isVisible() && button->isEnabled() && (button->isDefault() == (page == 1))
                && button->text() != QDialog::tr("Close")
                && (page == 1 || button->text().endsWith(QChar(0x2026)))) {
                button->click();
                return;
            }
    };
    for (const bool search : {false, true}) {
        std::unique_ptr<SeriesDialog> dialog;
        if (search)
            dialog = std::make_unique<SearchesDialog>(*desk.workbench, &window);
        else
            dialog = std::make_unique<CrossTrainingDialog>(*desk.workbench, &window);
        dialog->open();
        press(*dialog, 0);
        dialog->findChild<RecipeSource*>()->choose(QStringLiteral("run-1"));
        shot(dialog.get(), search ? "s1-search-form" : "c1-cross-form");
        press(*dialog, 1);
        (void)QTest::qWaitFor([&] { return desk.state().series.has_value(); }, 30000);
        QTest::qWait(search ? 6000 : 12000);
        shot(dialog.get(), search ? "s2-search-trains" : "c2-cross-trains");
        dialog->hide();
        window.showPage(QStringLiteral("train"));
        shot(&window, search ? "s3-page" : "c3-page");
        desk.training().stop();
        (void)QTest::qWaitFor([&] { return !desk.state().training; }, 30000);
        desk.settle();
        dialog->open();
        shot(dialog.get(), search ? "s4-search-stopped" : "c4-cross-stopped");
    }
    window.showPage(QStringLiteral("settings"));
    if (auto* tabs = window.findChild<QTabWidget*>())
        tabs->setCurrentIndex(1);
    for (auto* tabs : window.currentPage()->findChildren<QTabWidget*>())
        tabs->setCurrentIndex(1);
    shot(&window, "q5-setting");
    return 0;
}
