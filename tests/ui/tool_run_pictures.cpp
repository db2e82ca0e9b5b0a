// SPDX-License-Identifier: GPL-3.0-or-later
// tool_run_pictures FOLDER [light|dark|high-contrast] [zoom] [language] [WxH]: what stands on the
// page of runs after training, to be looked at after each piece of work.
#include "core/base/rng.h"
#include "tests/ui/picture_studio.h"
#include "tests/ui/run_project.h"
#include "ui/common/data_table.h"
#include "ui/train/live/details_tab.h"
#include "ui/train/runs/compare_view.h"
#include "ui/train/runs/derived_column_form.h"
#include "ui/train/runs/run_table_view.h"
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

int main(int argc, char** argv) {
    Studio studio(argc, argv);
    RunWindow bench(studio.theme());
    bench.window->resize(studio.size());
    const auto shot = [&](const QString& name) {
        Studio::settle(400);
        studio.save(bench.window.get(), name);
    };
    bench.window->openPath(QString::fromStdString(bench.path.string()));
    Studio::settle(600);
    auto* page = qobject_cast<TrainPage*>(bench.window->showPage(QStringLiteral("train")));
    Studio::settle(400);
    auto* list = page->findChild<RunsList*>();
    const auto select = [&](const QStringList& names) {
        list->list()->clearSelection();
        for (int i = 0; i < list->list()->count(); ++i)
            if (names.contains(list->list()->item(i)->text())) {
                list->list()->setCurrentRow(i, QItemSelectionModel::NoUpdate);
                list->list()->item(i)->setSelected(true);
            }
        Studio::settle(200);
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
    Studio::settle(1500);
    shot(QStringLiteral("2-details"));
    scroll(details, 0.5);
    shot(QStringLiteral("3-details-middle"));
    scroll(details, 1);
    shot(QStringLiteral("4-details-end"));
    select({QStringLiteral("base"), QStringLiteral("base-2"), QStringLiteral("base-3"),
        QStringLiteral("long")});
    shot(QStringLiteral("5-selected"));
    Q_EMIT list->menuWanted(list->list()->mapToGlobal(QPoint(80, 80)));
    Studio::settle(200);
    if (auto* menu = page->findChild<QMenu*>()) {
        studio.save(menu, "6-menu");
        menu->close();
    }
    page->compare();
    Studio::settle(1500);
    shot(QStringLiteral("7-compare"));
    auto* compare = page->findChild<CompareView*>();
    scroll(compare, 0.5);
    shot(QStringLiteral("8-compare-middle"));
    scroll(compare, 1);
    shot(QStringLiteral("9-compare-end"));
    page->goUp();
    select({QStringLiteral("base")});
    page->verify();
    Studio::settle(600);
    shot(QStringLiteral("10-verified"));
    list->setShown(RunsList::Trash);
    shot(QStringLiteral("11-trash"));
    // The table of all runs: plain, grouped, a column in the making, a filter that cannot be read.
    page->goUp();
    page->showTable();
    Studio::settle(600);
    auto* table = page->findChild<RunTableView*>();
    shot(QStringLiteral("20-table"));
    for (auto* box : table->findChildren<QComboBox*>())
        box->setCurrentIndex(box->findData(QStringLiteral("seed")));
    table->table()->selectRow(2);
    shot(QStringLiteral("21-table-seeds"));
    for (QAction* action : [&] {
             for (auto* menu : table->findChildren<QMenu*>())
                 Q_EMIT menu->aboutToShow();
             return table->findChildren<QAction*>();
         }())
        if (action->text().startsWith(QStringLiteral("&New column"))
            || action->text().contains(QStringLiteral("(&N)")))
            action->trigger();
    auto* form = table->findChild<DerivedColumnForm*>();
    const auto fields = form->findChildren<QLineEdit*>();
    fields.at(0)->setText(QStringLiteral("f1_per_minute"));
    fields.at(1)->setText(QStringLiteral("f1 / minutes"));
    shot(QStringLiteral("22-table-column"));
    fields.at(1)->setText(QStringLiteral("f1 / minute"));
    shot(QStringLiteral("23-table-column-mistake"));
    fields.at(1)->setText(QStringLiteral("f1 / minutes"));
    QTest::keyClick(fields.at(1), Qt::Key_Return);
    Studio::settle(400);
    table->filterField()->setText(QStringLiteral("epoch>3"));
    shot(QStringLiteral("24-table-mistake"));
    table->filterField()->setText(QStringLiteral("f1>99"));
    shot(QStringLiteral("25-table-none"));
    return 0;
}
