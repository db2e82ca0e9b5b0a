// SPDX-License-Identifier: GPL-3.0-or-later
// tool_run_pictures FOLDER [light|dark|high-contrast] [zoom] [language] [WxH]: what stands on the
// page of runs after training, to be looked at after each piece of work.
#include "core/base/rng.h"
#include "tests/ui/run_project.h"
#include "ui/shell/language.h"
#include "ui/train/compare_view.h"
#include "ui/train/details_tab.h"
#include "ui/train/runs_list.h"

#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
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
    RunWindow bench(theme);
    bench.window->resize(size.value(0).toInt(), size.value(1).toInt());
    const auto shot = [&](const QString& name) {
        settle(400);
        bench.window->grab().save(QDir(folder).filePath(
            QStringLiteral("%1-%2-%3-%4-%5.png")
                .arg(name, look, QString::number(zoom), language, size.value(0))));
    };
    bench.window->openPath(QString::fromStdString(bench.path.string()));
    settle(600);
    auto* page = qobject_cast<TrainPage*>(bench.window->showPage(QStringLiteral("train")));
    settle(400);
    auto* list = page->findChild<RunsList*>();
    const auto select = [&](const QStringList& names) {
        list->list()->clearSelection();
        for (int i = 0; i < list->list()->count(); ++i)
            if (names.contains(list->list()->item(i)->text())) {
                list->list()->setCurrentRow(i, QItemSelectionModel::NoUpdate);
                list->list()->item(i)->setSelected(true);
            }
        settle(200);
    };
    const auto scroll = [](QWidget* inside, double share) {
        for (QWidget* at = inside; at; at = at->parentWidget())
            if (auto* area = qobject_cast<QScrollArea*>(at)) {
                auto* bar = area->verticalScrollBar();
                bar->setValue(int(share * bar->maximum()));
            }
    };
    select({QStringLiteral("long")});
    auto* details = page->findChild<DetailsTab*>();
    page->findChild<QTabWidget*>()->setCurrentWidget(details);
    shot(QStringLiteral("1-details-unscored"));
    details->findChild<QLineEdit*>()->setText(QStringLiteral("baseline, english"));
    Q_EMIT details->findChild<QLineEdit*>()->editingFinished();
    details->findChild<QPlainTextEdit*>()->setPlainText(
        QStringLiteral("Twice the epochs, half the rate: does it still learn after epoch 3?"));
    Q_EMIT list->starWanted();
    details->score();
    settle(1500);
    shot(QStringLiteral("2-details"));
    scroll(details, 0.5);
    shot(QStringLiteral("3-details-middle"));
    scroll(details, 1);
    shot(QStringLiteral("4-details-end"));
    select({QStringLiteral("base"), QStringLiteral("base-2"), QStringLiteral("base-3"),
        QStringLiteral("long")});
    shot(QStringLiteral("5-selected"));
    Q_EMIT list->menuWanted(list->list()->mapToGlobal(QPoint(80, 80)));
    settle(200);
    if (auto* menu = page->findChild<QMenu*>()) {
        menu->grab().save(QDir(folder).filePath(
            QStringLiteral("6-menu-%1-%2-%3.png").arg(look).arg(zoom).arg(language)));
        menu->close();
    }
    page->compare();
    settle(1500);
    shot(QStringLiteral("7-compare"));
    auto* compare = page->findChild<CompareView*>();
    scroll(compare, 0.5);
    shot(QStringLiteral("8-compare-middle"));
    scroll(compare, 1);
    shot(QStringLiteral("9-compare-end"));
    page->goUp();
    select({QStringLiteral("base")});
    page->verify();
    settle(600);
    shot(QStringLiteral("10-verified"));
    list->setShown(RunsList::Trash);
    shot(QStringLiteral("11-trash"));
    return 0;
}
