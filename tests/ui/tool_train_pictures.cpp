// SPDX-License-Identifier: GPL-3.0-or-later
// tool_train_pictures FOLDER [light|dark|high-contrast] [zoom] [language] [WxH]: paints what one
// sees of a run while it trains and afterwards, to be looked at after each piece of work.
#include "tests/ui/picture_studio.h"
#include "tests/ui/ui_support.h"
#include "ui/common/plot.h"
#include "ui/train/live/curves_tab.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QSettings>
#include <QStandardPaths>
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
