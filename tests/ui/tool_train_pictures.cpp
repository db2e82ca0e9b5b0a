// SPDX-License-Identifier: GPL-3.0-or-later
// tool_train_pictures FOLDER [light|dark|high-contrast] [zoom] [language] [WxH]: paints what one
// sees of a run while it trains and afterwards, to be looked at after each piece of work.
#include "tests/ui/ui_support.h"
#include "ui/common/plot.h"
#include "ui/shell/language.h"
#include "ui/train/curves_tab.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QSettings>
#include <QStandardPaths>
#include <QTabWidget>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

void settle(int milliseconds) {
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < milliseconds)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
}

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
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("evenspan-pictures"));
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QString folder = arguments.value(1, QStringLiteral("pictures"));
    const QString look = arguments.value(2, QStringLiteral("light"));
    const int zoom = arguments.value(3, QStringLiteral("100")).toInt();
    const QString language = arguments.value(4, QStringLiteral("en"));
    const QStringList size = arguments.value(5, QStringLiteral("1280x800")).split(QLatin1Char('x'));
    QDir().mkpath(folder);
    QSettings().clear();
    installLanguage(application, language);
    Theme theme(application);
    theme.setChoice(themeChoiceFromName(look));
    theme.setZoom(zoom);
    Bench bench(theme);
    FakeWorkbench& workbench = bench.workbench;
    MainWindow& window = *bench.window;
    window.resize(size.value(0).toInt(), size.value(1).toInt());
    window.show();
    const auto shot = [&](const char* name) {
        settle(250);
        window.grab().save(QDir(folder).filePath(QStringLiteral("%1-%2-%3-%4-%5.png")
                                                     .arg(QLatin1String(name), look)
                                                     .arg(zoom)
                                                     .arg(language, size.value(0))));
    };
    workbench.documents = 3420;
    window.openPath(QStringLiteral("/data/news/financial-news.evenspan"));
    settle(200);
    window.showPage(QStringLiteral("train"));
    TrainRequest request;
    request.name = QStringLiteral("names-2");
    workbench.startTraining(request, [](Result<QString>) {});
    settle(200);
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
    settle(400);
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
