// SPDX-License-Identifier: GPL-3.0-or-later
// The log and the examples of a run, while it trains and when it is opened later.
#include "tests/ui/run_tab_samples.h"
#include "tests/ui/ui_support.h"
#include "ui/common/data_table.h"
#include "ui/train/live/examples_model.h"
#include "ui/train/live/examples_tab.h"
#include "ui/train/live/log_tab.h"
#include "ui/train/live/run_events.h"
#include "ui/train/live/run_log_model.h"

#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>

using namespace evenspan;
using namespace evenspan::ui;

class TestRunLogTabs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-tests"));
        new Theme(*qApp);
    }
    void init() { QSettings().clear(); }

    void theLogIsSearchedAndSifted() {
        FakeWorkbench workbench;
        workbench.runHistory.log = {log(1, "", engine::Severity::Info, "computes on cpu in bf16"),
            log(5, engine::note::kNeverPredicted, engine::Severity::Warning, "raw", "ORG, LOC"),
            log(9, engine::note::kNotANumber, engine::Severity::Error)};
        LogTab tab(workbench, nullptr);
        tab.resize(800, 500);
        tab.show();
        tab.showRun(row("run-1"), false);
        auto* table = named<DataTable>(tab, QStringLiteral("Log of the run"));
        const auto* lines = table->model();
        QTRY_COMPARE_WITH_TIMEOUT(lines->rowCount(), 3, 30000);
        QCOMPARE(lines->index(1, RunLogModel::Time).data().toString(), QStringLiteral("0:00:02"));
        QVERIFY(lines->index(1, RunLogModel::Text)
                    .data()
                    .toString()
                    .contains(QStringLiteral("ORG, LOC")));
        QCOMPARE(lines->index(1, RunLogModel::Kind).data().toString(), QStringLiteral("Warning"));
        auto* severity = named<QComboBox>(tab, QStringLiteral("How serious"));
        severity->setCurrentIndex(1);
        QCOMPARE(lines->rowCount(), 2);
        severity->setCurrentIndex(2);
        QCOMPARE(lines->rowCount(), 1);
        severity->setCurrentIndex(0);
        auto* search = named<QLineEdit>(tab, QStringLiteral("Search the log"));
        search->setText(QStringLiteral("BF16 computes"));
        QCOMPARE(lines->rowCount(), 1);
        search->setText(QStringLiteral("nowhere"));
        QCOMPARE(lines->rowCount(), 0);
        QVERIFY(!table->isVisible());
        QCOMPARE(tab.focusTarget(), search);
        search->clear();
        QCOMPARE(lines->rowCount(), 3);
        QCOMPARE(tab.focusTarget(), table);
    }

    void aLiveLogGrows() {
        FakeWorkbench workbench;
        LogTab tab(workbench, nullptr);
        tab.show();
        TrainEvent event;
        event.kind = TrainEvent::Started;
        event.run = QStringLiteral("run-9");
        tab.take(event);
        event.kind = TrainEvent::Step; // no line
        tab.take(event);
        event.kind = TrainEvent::Log;
        event.message = QStringLiteral("hello");
        tab.take(event);
        const auto* lines = named<DataTable>(tab, QStringLiteral("Log of the run"))->model();
        QCOMPARE(lines->rowCount(), 0); // painted once for many
        tab.refresh();
        QCOMPARE(lines->rowCount(), 2);
        event.kind = TrainEvent::Failed;
        event.error = {ErrorCode::OutOfMemory, "Memory ran out", "training", "Lower batch_size."};
        tab.take(event);
        tab.refresh();
        QCOMPARE(lines->rowCount(), 3);
        QVERIFY(lines->index(2, RunLogModel::Text)
                    .data()
                    .toString()
                    .contains(QStringLiteral("Lower batch_size.")));
        tab.showRun(row("run-9"), true); // the same run, still live: nothing is asked
        QCOMPARE(lines->rowCount(), 3);
    }

    void examplesFollowTheNewestEvaluation() {
        FakeWorkbench workbench;
        ExamplesTab tab(workbench, nullptr);
        tab.resize(700, 500);
        tab.show();
        auto* list = named<QListView>(tab, QStringLiteral("Examples"));
        auto* steps = named<QComboBox>(tab, QStringLiteral("Evaluation"));
        auto* model = tab.findChild<ExamplesModel*>();
        QVERIFY(!list->isVisible()); // says what will come
        TrainEvent event;
        event.kind = TrainEvent::Started;
        event.run = QStringLiteral("run-9");
        tab.take(event);
        event.kind = TrainEvent::Examples;
        for (const int step : {50, 100}) {
            event.step = step;
            event.examples = FakeWorkbench::makeExamples(step / 100.0);
            tab.take(event);
            tab.refresh();
            QCOMPARE(steps->currentData().toInt(), step);
        }
        QVERIFY(list->isVisible());
        QCOMPARE(model->rowCount(), 10);
        // Whoever looks at an older one keeps it.
        steps->setCurrentIndex(1);
        QCOMPARE(steps->currentData().toInt(), 50);
        const QString before = model->index(0, ExamplesModel::Predicted).data().toString();
        event.step = 150;
        event.examples = FakeWorkbench::makeExamples(1);
        tab.take(event);
        tab.refresh();
        QCOMPARE(steps->currentData().toInt(), 50);
        QCOMPARE(model->index(0, ExamplesModel::Predicted).data().toString(), before);
        // The same in words, for whoever does not see the colours.
        QTest::keyClick(&tab, Qt::Key_T);
        auto* twin = named<DataTable>(tab, QStringLiteral("Examples as a table"));
        QVERIFY(twin->isVisible());
        const QString spoken =
            model->index(0, ExamplesModel::Sentence).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(spoken.contains(QStringLiteral("Labelled: ORG Northwind Bank; LOC Lisbon")),
            qPrintable(spoken));
        QCOMPARE(tab.focusTarget(), twin);
    }

    void anExampleOpensItsDocument() {
        FakeWorkbench workbench;
        ExamplesTab tab(workbench, nullptr);
        tab.resize(700, 500);
        tab.show();
        std::vector<std::pair<DocumentId, CodePointRange>> opened;
        connect(
            &tab, &ExamplesTab::placeWanted, this, [&](DocumentId document, CodePointRange range) {
                opened.emplace_back(document, range);
            });
        TrainEvent event;
        event.kind = TrainEvent::Started;
        event.run = QStringLiteral("run-9");
        tab.take(event);
        event.kind = TrainEvent::Examples;
        event.step = 50;
        event.examples = FakeWorkbench::makeExamples(1);
        const auto data = FakeWorkbench::makeDocument(DocumentId(7));
        event.examples[0].document = 7;
        event.examples[0].sentence = 0;
        event.examples[1].document = 7;
        event.examples[1].sentence = 1'000'000; // the document has other sentences by now
        tab.take(event);
        tab.refresh();
        auto* list = named<QListView>(tab, QStringLiteral("Examples"));
        list->setFocus();
        list->setCurrentIndex(list->model()->index(0, 0));
        QTest::keyClick(list, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), std::size_t(1), 30000);
        QCOMPARE(opened[0].first, DocumentId(7));
        const auto words = data.grid.sentence(0);
        QVERIFY(words.size() > 1);
        QCOMPARE(opened[0].second, (CodePointRange{words.front().begin, words.back().end}));
        list->setCurrentIndex(list->model()->index(1, 0));
        QTest::keyClick(list, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), std::size_t(2), 30000);
        QCOMPARE(opened[1].second, (CodePointRange{0, 0}));
    }

    // Rows are as high as their lines need, at any width; nothing is drawn beside the row.
    void examplesBreakTheirLines() {
        FakeWorkbench workbench;
        workbench.runHistory.examples.resize(1);
        workbench.runHistory.examples[0].kind = engine::TrainEvent::Kind::Examples;
        workbench.runHistory.examples[0].examples = FakeWorkbench::makeExamples(0.5);
        ExamplesTab tab(workbench, nullptr);
        tab.resize(1000, 500);
        tab.show();
        tab.showRun(row("run-1"), false);
        auto* list = named<QListView>(tab, QStringLiteral("Examples"));
        QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), 10, 30000);
        QTRY_VERIFY_WITH_TIMEOUT(list->isVisible(), 30000);
        const int wide = list->visualRect(list->model()->index(2, 0)).height();
        tab.resize(320, 500);
        QTRY_VERIFY_WITH_TIMEOUT(
            list->visualRect(list->model()->index(2, 0)).height() > wide, 30000);
        QVERIFY(!list->grab().isNull());
    }

    // Every name that the engine gives an event has words here.
    void everyNoteHasWords() {
        for (const char* name :
            {engine::note::kBest, engine::note::kWarmupEnd, engine::note::kScheduleEnd,
                engine::note::kMemory, engine::note::kOverflow, engine::note::kStoppedEarly,
                engine::note::kCheckpointFailed, engine::note::kNotANumber,
                engine::note::kLossExplodes, engine::note::kNothingFound, engine::note::kOverfits,
                engine::note::kNeverPredicted, engine::note::kRateTooHigh}) {
            const auto event = log(7, name, engine::Severity::Warning, "raw", "XYZ");
            QVERIFY2(!runNoteName(QString::fromLatin1(name)).isEmpty(), name);
            QVERIFY2(markOf(event, 7).has_value(), name);
            QVERIFY2(!runEventText(event).contains(QLatin1String("%1")), name);
        }
        QVERIFY(!markOf(log(1, "", engine::Severity::Info), 1));
        QCOMPARE(runEventText(log(1, "unknown", engine::Severity::Info, "as told")),
            QStringLiteral("as told"));
    }
};

QTEST_MAIN(TestRunLogTabs)
#include "tst_run_log_tabs.moc"
