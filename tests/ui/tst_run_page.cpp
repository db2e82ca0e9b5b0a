// SPDX-License-Identifier: GPL-3.0-or-later
// After training: marks of runs, the trash, details, comparisons and verifying, in the real window
// on a real project; what a model would say is made up.
#include "core/base/rng.h"
#include "tests/ui/run_project.h"
#include "ui/common/data_table.h"
#include "ui/common/plot.h"
#include "ui/train/launch/fine_tune_dialog.h"
#include "ui/train/live/details_tab.h"
#include "ui/train/live/run_view.h"
#include "ui/train/runs/compare_view.h"
#include "ui/train/runs/run_charts.h"
#include "ui/train/runs/run_texts.h"
#include "ui/train/runs_list.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QSettings>
#include <QStandardPaths>
#include <QTabWidget>

using namespace evenspan;
using namespace evenspan::ui;

#define SOON(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 30000)

class TestRunPage : public QObject {
    Q_OBJECT

private:
    template <class T> static T* named(QWidget* parent, const QString& name) {
        for (T* child : parent->findChildren<T*>())
            if (child->accessibleName() == name)
                return child;
        return nullptr;
    }
    // Of the context menu for the selected runs.
    static QAction* entry(TrainPage* page, const QString& text) {
        auto* list = page->findChild<RunsList*>();
        Q_EMIT list->menuWanted(QPoint(10, 10));
        for (QAction* action : page->findChildren<QMenu*>().last()->actions())
            if (action->text() == text)
                return action;
        return nullptr;
    }
    static void run(TrainPage* page, const QString& text) {
        QAction* action = entry(page, text);
        if (!action || !action->isEnabled())
            qFatal("no entry %s", qPrintable(text));
        action->trigger();
        for (QMenu* menu : page->findChildren<QMenu*>())
            menu->close();
    }
    static QPushButton* undo(RunWindow& bench) {
        for (auto* button : bench.window->toast().findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Undo"))
                return button;
        return nullptr;
    }
    static void details(TrainPage* page) {
        auto* tabs = page->findChild<QTabWidget*>();
        tabs->setCurrentWidget(page->findChild<DetailsTab*>());
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-tests"));
        m_theme = new Theme(*qApp);
    }
    void init() { QSettings().clear(); }

    void starsStandOnTopAndAreStored() {
        RunWindow bench(*m_theme);
        TrainPage* page = bench.open();
        QVERIFY(page);
        QCOMPARE(RunWindow::visible(page).first(), QStringLiteral("slow")); // the newest
        RunWindow::select(page, {QStringLiteral("base")});
        QTest::keyClick(RunWindow::list(page), Qt::Key_Asterisk);
        SOON(RunWindow::visible(page).first() == QStringLiteral("base"));
        SOON(bench.marks("base").star);
        QCOMPARE(RunWindow::list(page)->currentItem()->text(), QStringLiteral("base"));
        run(page, QStringLiteral("Take the star away"));
        SOON(!bench.marks("base").star);
        QCOMPARE(RunWindow::visible(page).first(), QStringLiteral("slow"));
    }

    void theFilterFindsNamesModelsAndTags() {
        RunWindow bench(*m_theme);
        TrainPage* page = bench.open();
        QVERIFY(page);
        auto* filter = named<QLineEdit>(page, QStringLiteral("Filter the runs"));
        filter->setText(QStringLiteral("base"));
        // "long" started from run:base.
        QCOMPARE(RunWindow::visible(page).size(), 4);
        filter->setText(QStringLiteral("BASE-2"));
        QCOMPARE(RunWindow::visible(page), QStringList{QStringLiteral("base-2")});
        filter->clear();
        RunWindow::select(page, {QStringLiteral("long")});
        details(page);
        auto* tags = named<QLineEdit>(page, QStringLiteral("Tags of the run"));
        tags->setText(QStringLiteral("best so far, #baseline"));
        Q_EMIT tags->editingFinished();
        SOON((bench.marks("long").tags == std::set<std::string>{"baseline", "best so far"}));
        filter->setText(QStringLiteral("#baseline"));
        QCOMPARE(RunWindow::visible(page), QStringList{QStringLiteral("long")});
        filter->setText(QStringLiteral("nothing like it"));
        QCOMPARE(RunWindow::rows(page), 0);
        filter->clear();
        QCOMPARE(RunWindow::rows(page), 5);
    }

    void aNoteIsSavedAndComesBack() {
        RunWindow bench(*m_theme);
        TrainPage* page = bench.open();
        QVERIFY(page);
        RunWindow::select(page, {QStringLiteral("long")});
        details(page);
        auto* note = named<QPlainTextEdit>(page, QStringLiteral("Note on the run"));
        note->setPlainText(QStringLiteral("Twice the epochs"));
        // Another run is shown before the timer fires: the note belongs to the first.
        RunWindow::select(page, {QStringLiteral("base")});
        SOON(bench.marks("long").note == "Twice the epochs");
        QCOMPARE(bench.marks("base").note, std::string());
        QCOMPARE(note->toPlainText(), QString());
        RunWindow::select(page, {QStringLiteral("long")});
        SOON(note->toPlainText() == QStringLiteral("Twice the epochs"));
    }

    void theTrashIsUndoneRestoredAndEmptied() {
        RunWindow bench(*m_theme);
        TrainPage* page = bench.open();
        QVERIFY(page);
        RunWindow::select(page, {QStringLiteral("slow")});
        QTest::keyClick(RunWindow::list(page), Qt::Key_Delete);
        QCOMPARE(RunWindow::rows(page), 4);
        SOON(bench.marks("slow").trashed);
        undo(bench)->click();
        QCOMPARE(RunWindow::rows(page), 5);
        SOON(!bench.marks("slow").trashed);
        RunWindow::select(page, {QStringLiteral("slow"), QStringLiteral("base-3")});
        run(page, QStringLiteral("Move to the trash"));
        QCOMPARE(RunWindow::rows(page), 3);
        auto* shown = named<QComboBox>(page, QStringLiteral("Which runs are shown"));
        shown->setCurrentIndex(RunsList::Trash);
        QCOMPARE(RunWindow::rows(page), 2);
        RunWindow::select(page, {QStringLiteral("base-3")});
        run(page, QStringLiteral("Restore"));
        SOON(!bench.marks("base-3").trashed);
        RunWindow::select(page, {QStringLiteral("slow")});
        run(page, QStringLiteral("Delete for ever…"));
        auto* question = page->findChild<QMessageBox*>();
        QVERIFY(question);
        for (QAbstractButton* button : question->buttons())
            if (question->buttonRole(button) == QMessageBox::DestructiveRole)
                button->click();
        SOON(RunWindow::list(page)->count() == 4);
        shown->setCurrentIndex(RunsList::Current);
        QVERIFY(!RunWindow::visible(page).contains(QStringLiteral("slow")));
        QVERIFY(RunWindow::visible(page).contains(QStringLiteral("base-3")));
    }

    void archivedRunsAreOutOfSight() {
        RunWindow bench(*m_theme);
        TrainPage* page = bench.open();
        QVERIFY(page);
        RunWindow::select(page, {QStringLiteral("base-2"), QStringLiteral("base-3")});
        run(page, QStringLiteral("Archive"));
        QCOMPARE(RunWindow::rows(page), 3);
        SOON(bench.marks("base-2").archived && bench.marks("base-3").archived);
        named<QComboBox>(page, QStringLiteral("Which runs are shown"))
            ->setCurrentIndex(RunsList::Archived);
        QCOMPARE(RunWindow::rows(page), 2);
    }

    void againAndFromTheseWeights() {
        RunWindow bench(*m_theme);
        TrainPage* page = bench.open();
        QVERIFY(page);
        RunWindow::select(page, {QStringLiteral("long")});
        const auto recipe = [&]() -> QJsonObject {
            auto* dialog = page->findChild<FineTuneDialog*>();
            if (!dialog)
                return {};
            const auto request = dialog->request();
            delete dialog;
            auto json = QJsonDocument::fromJson(request.recipe).object();
            return json;
        };
        run(page, QStringLiteral("Train again with…"));
        auto again = recipe();
        QCOMPARE(again[QLatin1String("epochs")].toDouble(), 6.0);
        QCOMPARE(again[QLatin1String("learning_rate")].toDouble(), 0.0001);
        run(page, QStringLiteral("Continue from these weights…"));
        auto further = recipe();
        QCOMPARE(further[QLatin1String("model")].toString(), QStringLiteral("run:long"));
        // A run that failed has no weights.
        RunWindow::select(page, {QStringLiteral("slow")});
        QVERIFY(!entry(page, QStringLiteral("Continue from these weights…"))->isEnabled());
        run(page, QStringLiteral("Copy as command"));
        const QString line = QGuiApplication::clipboard()->text();
        QVERIFY2(line.startsWith(QStringLiteral("evenspan-cli train ")), qPrintable(line));
        QVERIFY2(line.contains(QStringLiteral("--model minilm")), qPrintable(line));
        QVERIFY2(line.contains(QStringLiteral("--set learning_rate=1e-05")), qPrintable(line));
        QVERIFY2(!line.contains(QStringLiteral("batch_size")), qPrintable(line));
    }

    // The curve is seen whole, however much stands in another tab.
    void aTabIsAsHighAsItNeeds() {
        RunWindow bench(*m_theme);
        TrainPage* page = bench.open();
        QVERIFY(page);
        RunWindow::select(page, {QStringLiteral("long")});
        auto* view = page->findChild<RunView*>();
        auto* tabs = view->findChild<QTabWidget*>();
        tabs->setCurrentIndex(0);
        SOON(view->minimumSizeHint().height() > 0);
        const int curves = view->minimumSizeHint().height();
        details(page);
        SOON(view->minimumSizeHint().height() > curves);
        tabs->setCurrentIndex(0);
        SOON(view->minimumSizeHint().height() == curves);
    }

    void scoresHaveIntervalsAndAreKept() {
        RunWindow bench(*m_theme);
        TrainPage* page = bench.open();
        QVERIFY(page);
        RunWindow::select(page, {QStringLiteral("base")});
        details(page);
        auto* table = named<DataTable>(page, QStringLiteral("Scores by label, with intervals"));
        auto* matrix = named<DataTable>(
            page, QStringLiteral("Labels that are there by labels that were marked"));
        auto* split = named<QComboBox>(page, QStringLiteral("Split"));
        SOON(split->currentText() == QStringLiteral("test"));
        QVERIFY(table->isHidden());
        auto* score = named<QPushButton>(page, QStringLiteral("Score"));
        QVERIFY(score && score->isEnabled());
        score->click();
        SOON(table->model()->rowCount() == 4); // all, and three labels
        QCOMPARE(bench.state->scored.load(), 1);
        const auto cell = table->model()->index(0, 3);
        const double low = cell.data(Qt::UserRole + 1).toDouble();
        const double high = cell.data(Qt::UserRole + 2).toDouble();
        QVERIFY(low < cell.data(Qt::UserRole + 3).toDouble());
        QVERIFY(high > cell.data(Qt::UserRole + 3).toDouble());
        QCOMPARE(matrix->model()->rowCount(), 4); // three labels, and none
        std::int64_t right = 0;
        for (int i = 0; i < 3; ++i)
            right += QLocale().toLongLong(matrix->model()->index(i, i).data().toString());
        QCOMPARE(QLocale().toLongLong(table->model()->index(0, 4).data().toString()), right);
        // Kept: another run and back asks nothing again.
        RunWindow::select(page, {QStringLiteral("base-2")});
        SOON(table->model()->rowCount() == 0);
        RunWindow::select(page, {QStringLiteral("base")});
        SOON(table->model()->rowCount() == 4);
        QCOMPARE(bench.state->scored.load(), 1);
        // A failure says so, with what to do.
        bench.state->fail = true;
        named<QPushButton>(page, QStringLiteral("Score again"))->click();
        auto* banner = page->findChild<DetailsTab*>()->findChild<ErrorBanner*>();
        SOON(!banner->isHidden());
        QVERIFY(banner->details().contains(QStringLiteral("Memory ran out")));
        QCOMPARE(table->model()->rowCount(), 4);
    }

    void theRecipeShowsWhatWasChangedFirst() {
        RunWindow bench(*m_theme);
        TrainPage* page = bench.open();
        QVERIFY(page);
        RunWindow::select(page, {QStringLiteral("long")});
        details(page);
        auto* recipe = named<DataTable>(page, QStringLiteral("Recipe of the run"))->model();
        QStringList first;
        for (int i = 0; i < 4; ++i)
            first << recipe->index(i, 0).data().toString();
        QCOMPARE(first,
            (QStringList{QStringLiteral("model"), QStringLiteral("epochs"),
                QStringLiteral("learning_rate"), QStringLiteral("seed")}));
        QCOMPARE(recipe->index(1, 1).data().toString(), QStringLiteral("6.0"));
        QCOMPARE(recipe->rowCount(), 4);
        page->findChild<DetailsTab*>()->findChild<QCheckBox*>()->click();
        QCOMPARE(recipe->rowCount(), int(engine::recipeKeys().size()));
        QCOMPARE(recipe->index(0, 0).data().toString(), QStringLiteral("model"));
        auto* origin = named<QLabel>(page, QStringLiteral("Where the run comes from"));
        SOON(origin->text().contains(QStringLiteral("long  ←  base  ←  minilm")));
        QVERIFY(origin->toolTip().contains(QString(64, QLatin1Char('b')))); // data hash
    }

    void severalRunsAreCompared() {
        RunWindow bench(*m_theme);
        TrainPage* page = bench.open();
        QVERIFY(page);
        auto* compare = page->findChild<CompareView*>();
        RunWindow::select(page,
            {QStringLiteral("base"), QStringLiteral("base-2"), QStringLiteral("base-3"),
                QStringLiteral("long")});
        auto* button = named<QPushButton>(page, QStringLiteral("Compare 4 runs"));
        QVERIFY(button && button->isVisible());
        button->click();
        QVERIFY(compare->isVisible());
        auto* verdict = named<QLabel>(compare, QStringLiteral("Which run is better"));
        SOON(verdict->text().startsWith(QStringLiteral("long finds more than base (3 seeds): +")));
        QVERIFY2(verdict->text().contains(QStringLiteral("on 60 documents")),
            qPrintable(verdict->text()));
        auto* scores = named<DataTable>(compare, QStringLiteral("Scores of the runs"))->model();
        QCOMPARE(scores->rowCount(), 5); // long, then base's mean and its three seeds
        QVERIFY(scores->index(1, 1).data().toString().contains(QStringLiteral(" ± ")));
        auto* settings =
            named<DataTable>(compare, QStringLiteral("Settings, what differs first"))->model();
        QCOMPARE(settings->columnCount(), 5);
        QCOMPARE(settings->index(0, 0).data().toString(), QStringLiteral("model"));
        const int differing = settings->rowCount();
        compare->findChild<QCheckBox*>()->click();
        QVERIFY(settings->rowCount() > differing && differing >= 3);
        SOON(compare->findChild<Plot*>()->size(3) == 5);
        auto* curve = named<QComboBox>(compare, QStringLiteral("Which curve is shown"));
        curve->setCurrentIndex(CompareView::TrainingLoss);
        QCOMPARE(compare->findChild<Plot*>()->size(0), 200);
        curve->setCurrentIndex(CompareView::ValidationF1);
        const auto f1 = compare->findChild<Plot*>()->values(3, false);
        QVERIFY(f1.size() == 5 && f1.last() > 80 && f1.last() < 100);
        // Esc leads back.
        QVERIFY(page->goUp());
        QVERIFY(!compare->isVisible());
        QVERIFY(!page->goUp());
    }

    // An empty table would leave people guessing.
    void runsThatDifferInNothingSaySo() {
        RunWindow bench(*m_theme);
        TrainPage* page = bench.open();
        QVERIFY(page);
        auto* compare = page->findChild<CompareView*>();
        RunWindow::select(page, {QStringLiteral("base"), QStringLiteral("long")});
        run(page, QStringLiteral("Compare"));
        auto* settings = named<DataTable>(compare, QStringLiteral("Settings, what differs first"));
        const auto note = [compare] {
            for (auto* label : compare->findChildren<QLabel*>())
                if (label->text().startsWith(QStringLiteral("Nothing: ")))
                    return label;
            return static_cast<QLabel*>(nullptr);
        };
        QVERIFY(note() && !note()->isVisible() && settings->isVisible());
        auto twins = compare->runs();
        twins[1] = twins[0];
        compare->showRuns(twins);
        QVERIFY(note()->isVisible() && !settings->isVisible());
        compare->findChild<QCheckBox*>()->click(); // every setting
        QVERIFY(!note()->isVisible() && settings->isVisible());
    }

    void aComparisonIsCancelledAndFails() {
        RunWindow bench(*m_theme);
        TrainPage* page = bench.open();
        QVERIFY(page);
        auto* compare = page->findChild<CompareView*>();
        bench.state->wait = true;
        RunWindow::select(page, {QStringLiteral("base"), QStringLiteral("long")});
        run(page, QStringLiteral("Compare"));
        auto* progress = named<ProgressStrip>(compare, QStringLiteral("Scoring the runs"));
        SOON(progress->isVisible() && progress->share() == 0.5);
        named<QPushButton>(compare, QStringLiteral("Cancel"))->click();
        QVERIFY(!progress->isVisible());
        bench.state->wait = false;
        bench.state->fail = true;
        named<QPushButton>(compare, QStringLiteral("Compare again"))->click();
        auto* banner = compare->findChild<ErrorBanner*>();
        SOON(!banner->isHidden());
        QVERIFY(banner->details().contains(QStringLiteral("Memory ran out")));
        QCOMPARE(bench.state->compared.load(), 0);
    }

    void verifyingSaysWhatItFound() {
        RunWindow bench(*m_theme);
        TrainPage* page = bench.open();
        QVERIFY(page);
        const auto says = [&](const QString& words) {
            for (QLabel* label : page->findChildren<QLabel*>())
                if (label->isVisible() && label->text().contains(words))
                    return true;
            return false;
        };
        RunWindow::select(page, {QStringLiteral("base")});
        run(page, QStringLiteral("Verify"));
        SOON(says(QStringLiteral("base has the same weights, bit for bit")));
        bench.state->otherBits = true;
        run(page, QStringLiteral("Verify"));
        SOON(says(QStringLiteral("although the same were promised")));
        bench.state->wait = true;
        run(page, QStringLiteral("Verify"));
        SOON(says(QStringLiteral("again in a scratch folder")));
        named<QPushButton>(page, QStringLiteral("Cancel verifying"))->click();
        QVERIFY(!says(QStringLiteral("again in a scratch folder")));
        QCOMPARE(bench.state->verified.load(), 2);
        // A failed run cannot be verified.
        RunWindow::select(page, {QStringLiteral("slow")});
        QVERIFY(!entry(page, QStringLiteral("Verify"))->isEnabled());
    }

    // Closing the project while a run is scored ends the work and lets the file go.
    void closingEndsTheWork() {
        RunWindow bench(*m_theme);
        TrainPage* page = bench.open();
        QVERIFY(page);
        bench.state->wait = true;
        RunWindow::select(page, {QStringLiteral("base"), QStringLiteral("long")});
        run(page, QStringLiteral("Compare"));
        bench.workbench.closeProject();
        bench.window->openPath(QString::fromStdString(bench.path.string()));
        SOON(bench.workbench.isOpen());
        QVERIFY(!bench.workbench.project().readOnly);
    }

    void wordsOfDoubts() {
        Verification found;
        found.run = "r";
        found.before = "a";
        found.after = "b";
        found.doubts = {{BitsDoubt::NotOnCpu, "cuda:0"}, {BitsDoubt::OtherData, {}}};
        found.scores = Verification::Scores{"test", 12, 0.5, 0.52, {}};
        found.scores->test.difference = {0.02, -0.01, 0.05};
        const QString words = RunTexts::verification(found);
        for (const char* part : {"not promised", "cuda:0", "the documents changed since", "52.0",
                 "was 50.0", "+2.0", "-1.0 to +5.0", "on 12 documents"})
            QVERIFY2(words.contains(QLatin1String(part)), qPrintable(words));
    }

    void placesOnParallelAxes() {
        const QStringList numbers{
            QStringLiteral("1e-5"), QStringLiteral("0.00003"), QStringLiteral("0.00002")};
        const auto at = ParallelView::positions(numbers);
        QCOMPARE(at[0], 0.0);
        QCOMPARE(at[1], 1.0);
        QVERIFY(std::abs(at[2] - 0.5) < 1e-9);
        const auto words = ParallelView::positions(
            {QStringLiteral("linear"), QStringLiteral("cosine"), QStringLiteral("linear")});
        QCOMPARE(words, (std::vector<double>{1, 0, 1}));
        QCOMPARE(ParallelView::positions({QStringLiteral("7"), QStringLiteral("7")}),
            (std::vector<double>{0.5, 0.5}));
        QVERIFY(ParallelView::positions({}).empty());
    }

private:
    Theme* m_theme = nullptr;
};

QTEST_MAIN(TestRunPage)
#include "tst_run_page.moc"
