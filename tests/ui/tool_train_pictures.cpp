// SPDX-License-Identifier: GPL-3.0-or-later
// tool_train_pictures FOLDER [light|dark|high-contrast] [zoom] [language] [WxH]: paints what one
// sees of a run while it trains and afterwards, to be looked at after each piece of work.
#include "tests/ui/picture_studio.h"
#include "tests/ui/ui_support.h"
#include "ui/common/plot.h"
#include "ui/train/launch/fine_tune_dialog.h"
#include "ui/train/launch/recipe_model.h"
#include "ui/train/live/curves_tab.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QSettings>
#include <QStandardPaths>
#include <QTableView>
#include <QTabWidget>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

void say(FakeWorkbench& workbench, qint64 step, const char* note, engine::Severity severity,
    const QString& detail = {}) {
    TrainEvent event;
    event.kind = TrainEvent::Log;
    event.run = workbench.lastRequest.name;
    event.step = step;
    event.seconds = 0.31 * double(step);
    event.note = QString::fromLatin1(note);
    event.severity = severity;
    event.detail = detail;
    workbench.tell(event);
}

// The dialog that starts a run at its three depths, and a recipe beside another one.
void shootDialog(Studio& studio, Bench& bench) {
    FakeWorkbench& workbench = bench.workbench;
    workbench.learnable = {2140, 410, 380, {QStringLiteral("language=en")}};
    RunPlan& plan = workbench.runPlan;
    plan.train = 2140;
    plan.validation = 410;
    plan.steps = 536;
    plan.words = 51'200;
    plan.subwords = 66'900;
    plan.seconds = 154;
    plan.tokensPerSecond = 3120;
    plan.memory = 940'000'000;
    plan.available = 11'000'000'000;
    plan.device = "cpu";
    plan.precision = "bf16";
    plan.shared = 7;
    plan.characters = 100'000;
    plan.unknown = 31;
    plan.labels = {{"ORG", 1840, 311}, {"PER", 960, 170}, {"MONEY", 410, 82}, {"LAW", 11, 2}};
    plan.firstBatch = {{{"[CLS]", ""}, {"the", "O"}, {"bank", "O"}, {"of", "O"}, {"green", "B-ORG"},
        {"##ham", ""}, {"raised", "O"}, {"its", "O"}, {"rate", "O"}, {"[SEP]", ""}}};
    store::RunRow run;
    run.id = RunId(1);
    run.name = "names-1";
    engine::Recipe recipe;
    recipe.seed = 7;
    recipe.label_smoothing = 0.1;
    run.recipe = engine::recipeToJson(recipe);
    workbench.runRows = {run};
    const char* names[] = {"dialog-simple", "dialog-usual", "dialog-all"};
    for (int depth = 0; depth < 3; ++depth) {
        QSettings().setValue(QStringLiteral("train/depth"), depth);
        FineTuneDialog dialog(
            workbench, bench.dialogs, {QStringLiteral("names-1")}, bench.window.get());
        dialog.show();
        Studio::settle(1500);
        studio.save(&dialog, names[depth]);
        if (depth < 2)
            continue;
        auto* table = dialog.findChild<QTableView*>();
        table->setCurrentIndex(table->model()->index(25, RecipeModel::Value));
        Studio::settle(100);
        studio.save(&dialog, "dialog-all-about");
        for (auto* box : dialog.findChildren<QComboBox*>())
            if (box->isVisible() && box->count() == 3) {
                box->setCurrentIndex(2);
                Q_EMIT box->activated(2);
            }
        for (auto* box : dialog.findChildren<QCheckBox*>())
            if (box->isVisible())
                box->click();
        table->setCurrentIndex(table->model()->index(0, RecipeModel::Value));
        Studio::settle(100);
        studio.save(&dialog, "dialog-all-beside");
    }
    workbench.runRows.clear();
}

} // namespace

int main(int argc, char** argv) {
    Studio studio(argc, argv);
    Bench bench(studio.theme());
    FakeWorkbench& workbench = bench.workbench;
    MainWindow& window = *bench.window;
    window.resize(studio.size());
    window.show();
    const auto shot = [&](const char* name) {
        Studio::settle(250);
        studio.save(&window, name);
    };
    workbench.documents = 3420;
    window.openPath(QStringLiteral("/data/news/financial-news.evenspan"));
    Studio::settle(200);
    shootDialog(studio, bench);
    window.showPage(QStringLiteral("train"));
    TrainRequest request;
    request.name = QStringLiteral("names-2");
    workbench.startTraining(request, [](Result<QString>) {});
    Studio::settle(200);
    auto* tab = window.findChild<CurvesTab*>();
    QTabWidget* tabs = nullptr;
    for (QWidget* parent = tab; parent && !tabs; parent = parent->parentWidget())
        tabs = qobject_cast<QTabWidget*>(parent);
    const auto show = [&](const char* kind) {
        for (int i = 0; tabs && i < tabs->count(); ++i)
            if (QLatin1String(tabs->widget(i)->metaObject()->className())
                == QString(QLatin1String("evenspan::ui::") % QLatin1String(kind)))
                tabs->setCurrentIndex(i);
    };
    show("LogTab");
    shot("log-empty");
    show("ExamplesTab");
    shot("examples-empty");
    show("CurvesTab");
    workbench.playTraining(180);
    say(workbench, 150, engine::note::kMemory, engine::Severity::Warning, QStringLiteral("8"));
    workbench.playTraining(330);
    say(workbench, 300, engine::note::kNeverPredicted, engine::Severity::Warning,
        QStringLiteral("MONEY, DATE"));
    Studio::settle(400);
    tab->plot().setCross(200);
    shot("curves-live");
    tab->plot().setCross(qQNaN());
    tab->showChart(QStringLiteral("f1"));
    shot("curves-f1");
    tab->plot().pick(2);
    shot("curves-f1-picked");
    tab->showChart(QStringLiteral("load"));
    shot("curves-load");
    tab->showChart(QStringLiteral("grad_norm"));
    shot("curves-norm");
    tab->showChart(QStringLiteral("loss"));
    tab->plot().setLogScale(true);
    shot("curves-log");
    tab->plot().setLogScale(false);
    tab->plot().showTable(true);
    shot("curves-table");
    tab->plot().showTable(false);
    show("ExamplesTab");
    shot("examples");
    show("LogTab");
    shot("log");
    return 0;
}
