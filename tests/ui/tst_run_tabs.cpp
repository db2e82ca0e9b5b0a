// SPDX-License-Identifier: GPL-3.0-or-later
// What one sees of a run while it trains, and again when it is opened later: its curves.
#include "tests/ui/run_tab_samples.h"
#include "tests/ui/ui_support.h"
#include "ui/common/data_table.h"
#include "ui/common/plot.h"
#include "ui/train/live/curves_tab.h"
#include "ui/train/live/examples_tab.h"
#include "ui/train/live/log_tab.h"
#include "ui/train/live/run_log_model.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QSlider>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

QAction* action(const QMenu& menu, const QString& words) {
    for (QAction* one : menu.actions())
        if (one->text().contains(words))
            return one;
    return nullptr;
}

// A run of 100 steps, 10 an epoch, half a second each after the first 10 seconds.
RunCurves curves() {
    RunCurves out;
    for (std::int64_t step = 1; step <= 100; ++step) {
        const double epoch = double(step) / 10;
        out.add(step, epoch, "train", "loss", 1.0 / double(step));
        out.add(step, epoch, "train", "learning_rate", 1e-4);
        out.add(step, epoch, kMachineSplit, kTimeKey, 10 + double(step) / 2);
        out.add(step, epoch, kMachineSplit, "cpu", 50);
        out.add(step, epoch, kMachineSplit, "memory", 2e9);
        if (step % 50 == 0)
            for (const char* key : {"loss", "f1", "f1:PER", "f1:ORG", "precision", "recall"})
                out.add(step, epoch, "validation", key, 0.5);
    }
    return out;
}

} // namespace

class TestRunTabs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-tests"));
        m_theme = new Theme(*qApp);
    }
    void init() { QSettings().clear(); }

    // An ended run shows its curves, marks, log and examples again.
    void everyChartOfAnEndedRun() {
        FakeWorkbench workbench;
        workbench.runCurves = curves();
        workbench.runHistory.log = {log(10, engine::note::kWarmupEnd, engine::Severity::Info),
            log(50, engine::note::kBest, engine::Severity::Info),
            log(100, engine::note::kBest, engine::Severity::Info),
            log(70, engine::note::kMemory, engine::Severity::Warning, "less", "4")};
        CurvesTab tab(workbench, nullptr);
        tab.resize(900, 500);
        tab.show();
        tab.showRun(row("run-1"), false);
        Plot& plot = tab.plot();
        QTRY_COMPARE_WITH_TIMEOUT(plot.size(0), 100, 30000);
        QCOMPARE(plot.size(1), 2);
        // Of the best ones the last alone is marked.
        QTRY_COMPARE_WITH_TIMEOUT(plot.marks().size(), 3, 30000);
        QCOMPARE(plot.marks()[0].x, 10.0);
        QCOMPARE(plot.marks()[1].x, 70.0);
        QVERIFY(plot.marks()[1].text.contains(QStringLiteral("4 sentences")));
        QCOMPARE(plot.marks()[1].weight, PlotMark::Warning);
        QCOMPARE(plot.marks()[2].x, 100.0);
        auto* chart = named<QComboBox>(tab, QStringLiteral("Chart"));
        const std::map<QString, QStringList> expected{
            {QStringLiteral("loss"), {QStringLiteral("Training"), QStringLiteral("Validation")}},
            {QStringLiteral("f1"),
                {QStringLiteral("All labels"), QStringLiteral("ORG"), QStringLiteral("PER")}},
            {QStringLiteral("precision"), {QStringLiteral("Precision"), QStringLiteral("Recall")}},
            {QStringLiteral("learning_rate"), {QStringLiteral("Learning rate")}},
            {QStringLiteral("grad_norm"), {}}, {QStringLiteral("speed"), {}},
            {QStringLiteral("load"), {QStringLiteral("Processor, this program")}},
            {QStringLiteral("memory"), {QStringLiteral("Memory, this program")}}};
        QCOMPARE(chart->count(), int(expected.size()));
        for (int i = 0; i < chart->count(); ++i) {
            chart->setCurrentIndex(i);
            QStringList names;
            for (int line = 0; line < plot.lines(); ++line)
                names << plot.lineName(line);
            QCOMPARE(names, expected.at(chart->currentData().toString()));
        }
        QCOMPARE(plot.values(0, false).first(), 2.0); // gigabytes
        tab.showChart(QStringLiteral("f1"));
        QCOMPARE(plot.values(0, false).first(), 50.0); // percent
        QCOMPARE(plot.marks().size(), 3);
    }

    void everyHorizontalAxis() {
        FakeWorkbench workbench;
        workbench.runCurves = curves();
        workbench.runHistory.log = {log(50, engine::note::kBest, engine::Severity::Info)};
        CurvesTab tab(workbench, nullptr);
        tab.resize(900, 500);
        tab.show();
        tab.showRun(row("run-1"), false);
        Plot& plot = tab.plot();
        QTRY_COMPARE_WITH_TIMEOUT(plot.marks().size(), 1, 30000);
        QTRY_COMPARE_WITH_TIMEOUT(plot.size(0), 100, 30000);
        auto* over = named<QComboBox>(tab, QStringLiteral("Horizontal axis"));
        const double ends[] = {100, 10, 60, 20000};
        const double marks[] = {50, 5, 35, 10000};
        for (int i = 0; i < 4; ++i) {
            over->setCurrentIndex(i);
            plot.setCross(1e9); // the last point
            QTRY_VERIFY_WITH_TIMEOUT(
                plot.right() >= ends[i] && plot.right() < 1.4 * ends[i], 30000);
            QVERIFY2(qAbs(plot.marks()[0].x - marks[i]) < 1e-9,
                qPrintable(QString::number(plot.marks()[0].x)));
        }
        // What was chosen is chosen again next time.
        CurvesTab next(workbench, nullptr);
        QCOMPARE(named<QComboBox>(next, QStringLiteral("Horizontal axis"))->currentIndex(), 3);
    }

    // Without the number of sentences there is no axis of examples.
    void examplesNeedTheirNumber() {
        FakeWorkbench workbench;
        workbench.runCurves = curves();
        CurvesTab tab(workbench, nullptr);
        auto run = row("run-1");
        run.record = "{}";
        tab.showRun(run, false);
        auto* over = named<QComboBox>(tab, QStringLiteral("Horizontal axis"));
        const auto enabled = [&] {
            return bool(over->model()->flags(over->model()->index(3, 0)) & Qt::ItemIsEnabled);
        };
        QVERIFY(!enabled());
        tab.showRun(row("run-2"), false);
        QVERIFY(enabled());
    }

    void controlsAndKeysAreOneThing() {
        FakeWorkbench workbench;
        workbench.runCurves = curves();
        CurvesTab tab(workbench, nullptr);
        tab.resize(900, 500);
        tab.show();
        tab.showRun(row("run-1"), false);
        Plot& plot = tab.plot();
        QTRY_COMPARE_WITH_TIMEOUT(plot.size(0), 100, 30000);
        auto* logarithmic = tab.findChild<QCheckBox*>();
        logarithmic->click();
        QVERIFY(plot.logScale());
        QTest::keyClick(&plot, Qt::Key_L);
        QVERIFY(!logarithmic->isChecked());
        QToolButton* table = nullptr;
        for (QToolButton* button : tab.findChildren<QToolButton*>())
            if (button->isCheckable())
                table = button;
        auto* menu = tab.findChild<QMenu*>();
        table->click();
        QVERIFY(plot.tableShown());
        QTest::keyClick(&plot, Qt::Key_T);
        QVERIFY(!table->isChecked());
        auto* smoothing = named<QSlider>(tab, QStringLiteral("Smoothing"));
        QCOMPARE(smoothing->value(), 90);
        smoothing->setValue(50);
        QCOMPARE(plot.smoothing(), 0.5);
        tab.showChart(QStringLiteral("learning_rate"));
        tab.showChart(QStringLiteral("loss"));
        QCOMPARE(plot.smoothing(), 0.5); // for every chart
        QSignalSpy save(&tab, &CurvesTab::saveWanted);
        action(*menu, QStringLiteral("Save as"))->trigger();
        QCOMPARE(save.size(), 1);
        menu->actions().first()->trigger();
    }

    // A folder for TensorBoard is chosen once, for the next runs, and given up by the same entry.
    void tensorBoardIsASetting() {
        Bench bench(*m_theme);
        start(bench);
        auto* tab = bench.window->findChild<CurvesTab*>();
        QAction* board = action(*tab->findChild<QMenu*>(), QStringLiteral("TensorBoard"));
        QVERIFY(board && !board->isChecked());
        board->trigger(); // nothing is chosen
        QVERIFY(!board->isChecked());
        bench.dialogs.folder = QStringLiteral("/data/board");
        board->trigger();
        QVERIFY(board->isChecked());
        QCOMPARE(QSettings().value(QStringLiteral("train/tensorboard")).toString(),
            bench.dialogs.folder);
        QVERIFY(board->toolTip().contains(bench.dialogs.folder));
        board->trigger();
        QVERIFY(!board->isChecked());
        QVERIFY(!QSettings().contains(QStringLiteral("train/tensorboard")));
        QCOMPARE(bench.dialogs.asked, 2);
    }

    // In a narrow window the controls stand below each other; nothing makes the page wider.
    void controlsGiveWay() {
        FakeWorkbench workbench;
        CurvesTab tab(workbench, nullptr);
        tab.resize(1000, 600);
        tab.show();
        auto* chart = named<QComboBox>(tab, QStringLiteral("Chart"));
        auto* logarithmic = tab.findChild<QCheckBox*>();
        const auto rowOf = [&](QWidget* widget) { return widget->mapTo(&tab, QPoint()).y(); };
        QTRY_VERIFY_WITH_TIMEOUT(qAbs(rowOf(chart) - rowOf(logarithmic)) < chart->height(), 30000);
        tab.resize(420, 600);
        QCOMPARE(tab.width(), 420);
        QTRY_VERIFY_WITH_TIMEOUT(rowOf(logarithmic) > rowOf(chart) + chart->height() / 2, 30000);
    }

    // A live run: points and marks come as they are told; a label that comes up later gets a line.
    void aLiveRun() {
        Bench bench(*m_theme);
        start(bench);
        auto* page = bench.window->findChild<TrainPage*>();
        auto* tab = page->findChild<CurvesTab*>();
        bench.workbench.playTraining(90);
        QTRY_COMPARE_WITH_TIMEOUT(page->plot().size(0), 90, 30000);
        tab->showChart(QStringLiteral("f1"));
        QCOMPARE(page->plot().lines(), 0);
        bench.workbench.playTraining(220);
        QTRY_COMPARE_WITH_TIMEOUT(page->plot().lines(), 7, 30000); // six labels and all of them
        QCOMPARE(page->plot().size(0), 2);
        tab->showChart(QStringLiteral("load"));
        QCOMPARE(page->plot().size(0), 55);
        QTRY_COMPARE_WITH_TIMEOUT(page->plot().marks().size(), 2, 30000);
        bench.workbench.playTraining(400);
        bench.workbench.finishTraining(false);
        QTRY_VERIFY_WITH_TIMEOUT(!bench.workbench.isTraining(), 30000);
        tab->showChart(QStringLiteral("loss"));
        QTRY_COMPARE_WITH_TIMEOUT(page->plot().size(0), 400, 30000);
    }

    // A run that goes on after a pause shows what it had before, and the first new steps too.
    void aRunThatGoesOn() {
        FakeWorkbench workbench;
        workbench.runCurves = curves();
        workbench.runHistory.log = {log(10, engine::note::kWarmupEnd, engine::Severity::Info)};
        CurvesTab tab(workbench, nullptr);
        LogTab lines(workbench, nullptr);
        ExamplesTab examples(workbench, nullptr);
        const std::vector<RunTab*> tabs{&tab, &lines, &examples};
        for (RunTab* one : tabs)
            one->showRun(row("other"), false);
        QTRY_COMPARE_WITH_TIMEOUT(tab.plot().size(0), 100, 30000);
        TrainEvent event;
        event.run = QStringLiteral("run-2");
        event.step = 90; // the checkpoint that it goes on from
        event.kind = TrainEvent::Started;
        for (RunTab* one : tabs)
            one->take(event);
        event.kind = TrainEvent::Step;
        for (event.step = 91; event.step <= 103; ++event.step)
            for (RunTab* one : tabs)
                one->take(event);
        auto next = row("run-2");
        next.id = RunId{2};
        for (RunTab* one : tabs) {
            one->refresh();
            one->showRun(next, true);
        }
        QTRY_COMPARE_WITH_TIMEOUT(tab.plot().size(0), 103, 30000);
        const auto* log = named<DataTable>(lines, QStringLiteral("Log of the run"))->model();
        QTRY_COMPARE_WITH_TIMEOUT(log->rowCount(), 2, 30000); // what it had, and that it goes on
        QVERIFY(log->index(1, RunLogModel::Text).data().toString().contains(QStringLiteral("90")));
    }

private:
    void start(Bench& bench) {
        bench.workbench.documents = 100;
        bench.window->show();
        bench.window->openPath(QStringLiteral("/data/a.evenspan"));
        QTRY_VERIFY_WITH_TIMEOUT(!bench.workbench.opened.empty(), 30000);
        bench.window->showPage(QStringLiteral("train"));
        TrainRequest request;
        request.name = QStringLiteral("run-1");
        bench.workbench.startTraining(request, [](Result<QString>) {});
        QTRY_VERIFY_WITH_TIMEOUT(bench.workbench.isTraining(), 30000);
    }
    Theme* m_theme = nullptr;
};

QTEST_MAIN(TestRunTabs)
#include "tst_run_tabs.moc"
