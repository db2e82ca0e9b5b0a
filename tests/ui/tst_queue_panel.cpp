// SPDX-License-Identifier: GPL-3.0-or-later
// Every control of the queue and of the run that trains, on the real page.
#include "core/app/runs/run_phase.h"
#include "core/app/train/run_queue.h"
#include "tests/runs/toy_backend.h"
#include "ui/common/file_dialogs.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/main_window.h"
#include "ui/train/launch/fine_tune_dialog.h"
#include "ui/train/live/run_view.h"
#include "ui/train/queue_panel.h"
#include "ui/train/runs_list.h"
#include "ui/train/train_page.h"

#include <QApplication>
#include <QCheckBox>
#include <QCoreApplication>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QStandardPaths>
#include <QStringList>
#include <QTest>

using namespace evenspan;
using namespace evenspan::ui;
using store::RunState;
using test::RunEvents;
using test::TrainFixture;

namespace {

struct Shop {
    TrainFixture fixture;
    std::unique_ptr<ToyDesk> desk;
    SystemFileDialogs dialogs;
    std::unique_ptr<MainWindow> window;

    explicit Shop(
        Theme& theme, const std::function<void(TrainFixture&)>& before = {}, int slow = 30) {
        if (before)
            before(fixture);
        desk = std::make_unique<ToyDesk>(fixture, slow);
        window = std::make_unique<MainWindow>(*desk->workbench, theme, dialogs);
        addTrainPage(*window);
        addSettingsPage(*window);
        window->resize(1280, 800);
        window->show();
        window->showPage(QStringLiteral("train"));
        (void)QTest::qWaitForWindowExposed(window.get());
    }
    ~Shop() { window.reset(); }
    QueuePanel& panel() { return *window->findChild<QueuePanel*>(); }
    QListWidget& list() { return *panel().list(); }
    TrainingService& training() { return desk->training(); }
    QPushButton* button(const char* accessible) {
        for (QPushButton* found : window->currentPage()->findChildren<QPushButton*>())
            if (found->accessibleName() == QLatin1String(accessible) && found->isVisible())
                return found;
        return nullptr;
    }
    bool appears(const char* accessible) {
        return QTest::qWaitFor(
            [&] { return button(accessible) && button(accessible)->isEnabled(); }, 30000);
    }
    void click(const char* accessible) {
        if (!appears(accessible))
            qFatal("no button %s", accessible);
        QTest::mouseClick(button(accessible), Qt::LeftButton);
    }
    QStringList rows() {
        QStringList out;
        for (int i = 0; i < list().count(); ++i)
            out << list().item(i)->text();
        return out;
    }
    bool shows(const QStringList& wanted) {
        return QTest::qWaitFor([&] { return rows() == wanted; }, 30000);
    }
    // The words on the page that can be seen.
    bool says(const QString& words) {
        return QTest::qWaitFor(
            [&] {
                for (const QLabel* label : window->findChildren<QLabel*>())
                    if (const auto* elided = qobject_cast<const ElidedLabel*>(label);
                        label->isVisible()
                        && (elided ? elided->fullText() : label->text()).contains(words))
                        return true;
                return false;
            },
            30000);
    }
    void choose(const char* run) {
        auto* runs = window->findChild<RunsList*>();
        for (int i = 0; i < runs->list()->count(); ++i)
            if (runs->list()->item(i)->text() == QLatin1String(run))
                runs->list()->setCurrentRow(i);
    }
};

QStringList list(std::initializer_list<const char*> names) {
    QStringList out;
    for (const char* name : names)
        out << QLatin1String(name);
    return out;
}

std::function<void(TrainFixture&)> queued(std::initializer_list<const char*> names) {
    const std::vector<std::string> all(names.begin(), names.end());
    return [all](TrainFixture& f) {
        for (const std::string& name : all)
            if (!enqueueRun(*f.project, *f.project->writer(), f.request(name)))
                qFatal("cannot queue");
    };
}

} // namespace

class TstQueuePanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-queue"));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init() { QSettings().clear(); }

    void hiddenWhereNothingWaits() {
        Shop s(*m_theme);
        s.desk->settle();
        QVERIFY(s.panel().isHidden());
    }

    // After a restart it says that it is paused, and starts by its button.
    void startsAndPauses() {
        Shop s(*m_theme, queued({"a", "b", "c"}));
        QVERIFY(s.shows(list({"a", "b", "c"})));
        QVERIFY(s.says(QStringLiteral("3 runs waiting, paused")));
        QVERIFY(!s.training().state().training);
        s.click("Start the queue");
        QVERIFY(s.desk->runs(QStringLiteral("a")));
        QVERIFY(s.shows(list({"b", "c"})));
        s.click("Pause the queue");
        QVERIFY(s.says(QStringLiteral("2 runs waiting, paused")));
        QTRY_VERIFY_WITH_TIMEOUT(!s.training().state().training, 60000);
        s.desk->settle();
        QCOMPARE(s.rows(), list({"b", "c"}));
        s.click("Start the queue");
        QVERIFY(s.desk->idle());
        QTRY_VERIFY_WITH_TIMEOUT(s.panel().isHidden(), 30000);
    }

    void movesByButtonAndByKey() {
        Shop s(*m_theme, queued({"a", "b", "c"}));
        QVERIFY(s.shows(list({"a", "b", "c"})));
        QVERIFY(s.appears("Later"));
        QVERIFY(!s.button("Earlier")->isEnabled()); // the first one is chosen
        s.click("Later");
        QVERIFY(s.shows(list({"b", "a", "c"})));
        QCOMPARE(s.list().currentRow(), 1); // the moved one stays chosen
        s.click("Later");
        QVERIFY(s.shows(list({"b", "c", "a"})));
        QVERIFY(!s.button("Later")->isEnabled());
        s.click("Earlier");
        QVERIFY(s.shows(list({"b", "a", "c"})));
        s.list().setFocus();
        QTest::keyClick(&s.list(), Qt::Key_Up, Qt::AltModifier);
        QVERIFY(s.shows(list({"a", "b", "c"})));
        QTest::keyClick(&s.list(), Qt::Key_Up, Qt::AltModifier); // nowhere to go
        QTest::keyClick(&s.list(), Qt::Key_Down, Qt::AltModifier);
        QVERIFY(s.shows(list({"b", "a", "c"})));
    }

    void removesWithAnUndo() {
        Shop s(*m_theme, queued({"a", "b"}));
        QVERIFY(s.shows(list({"a", "b"})));
        s.list().setFocus();
        QTest::keyClick(&s.list(), Qt::Key_Delete);
        QVERIFY(s.shows(list({"b"})));
        QVERIFY(s.says(QStringLiteral("a was taken out of the queue")));
        QPushButton* undo = nullptr;
        for (QPushButton* found : s.window->toast().findChildren<QPushButton*>())
            undo = found;
        QVERIFY(undo && undo->isVisible());
        QTest::mouseClick(undo, Qt::LeftButton);
        QVERIFY(s.shows(list({"a", "b"})));
        s.list().setCurrentRow(1);
        s.click("Take out of the queue");
        QVERIFY(s.shows(list({"a"})));
    }

    // F6 reaches the list, Tab every control, and each has a name.
    void byKeyboardAndByName() {
        Shop s(*m_theme, queued({"a", "b"}));
        QVERIFY(s.shows(list({"a", "b"})));
        QVERIFY(s.appears("Later"));
        auto* page = qobject_cast<Page*>(s.window->currentPage());
        QVERIFY(page->panels().contains(&s.list()));
        for (QWidget* widget : s.panel().findChildren<QWidget*>())
            if (qobject_cast<QPushButton*>(widget) || widget == &s.list()) {
                QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
                QVERIFY(widget->focusPolicy() & Qt::TabFocus);
            }
    }

    void pausesAndGoesOnAtTheRun() {
        Shop s(*m_theme);
        QVERIFY(!s.desk->start(QStringLiteral("a")).isEmpty());
        QVERIFY(s.desk->runs(QStringLiteral("a")));
        QTRY_VERIFY_WITH_TIMEOUT(
            s.window->findChild<RunView*>()->run() == QLatin1String("a"), 30000);
        s.click("Pause training");
        QTRY_VERIFY_WITH_TIMEOUT(!s.training().state().training, 30000);
        QVERIFY(s.says(QStringLiteral("Paused")));
        QVERIFY(s.says(QStringLiteral("Training a paused")));
        s.click("Go on");
        QTRY_VERIFY_WITH_TIMEOUT(s.training().state().training, 30000);
        QVERIFY(s.appears("Stop training"));
        s.click("Stop training");
        QTRY_VERIFY_WITH_TIMEOUT(!s.training().state().training, 60000);
    }

    void startsOneThatWaitsNow() {
        Shop s(*m_theme, queued({"a", "b"}), 10);
        QVERIFY(s.shows(list({"a", "b"})));
        s.choose("b");
        s.click("Start now");
        QVERIFY(s.shows(list({"a"})));
        QTRY_VERIFY_WITH_TIMEOUT(!s.training().state().training, 60000);
        QVERIFY(s.training().state().queue.paused);
    }

    void offersToGoOnWithWhatWasInterrupted() {
        Shop s(
            *m_theme,
            [](TrainFixture& f) {
                for (const char* name : {"old", "new"}) {
                    store::RunRow row;
                    row.name = name;
                    row.state = RunState::Running;
                    row.recipe = engine::recipeToJson(f.recipe());
                    if (!f.project->writer()->createRun(row))
                        qFatal("no run");
                }
            },
            10);
        QVERIFY(s.says(QStringLiteral("new was interrupted, and 1 more")));
        s.click("Go on with the interrupted run");
        QTRY_VERIFY_WITH_TIMEOUT(s.training().state().training, 30000);
        QVERIFY(s.says(QStringLiteral("old was interrupted.")));
        QTRY_VERIFY_WITH_TIMEOUT(!s.training().state().training, 60000);
        s.click("Do not go on with the interrupted run");
        QTRY_VERIFY_WITH_TIMEOUT(s.panel().isHidden(), 30000);
        s.choose("old"); // it can go on from the list all the same
        QVERIFY(s.appears("Go on"));
    }

    // The dialog says beforehand that the run will wait, and tries nothing on a busy device.
    void theDialogQueues() {
        Shop s(*m_theme);
        QVERIFY(!s.desk->start(QStringLiteral("a")).isEmpty());
        QVERIFY(s.desk->runs(QStringLiteral("a")));
        FineTuneDialog dialog(*s.desk->workbench, s.dialogs, {QStringLiteral("a")}, s.window.get());
        dialog.show();
        bool found = false;
        for (QPushButton* button : dialog.findChildren<QPushButton*>())
            found = found || button->text() == QLatin1String("Put into the queue");
        QVERIFY(found);
        QVERIFY(!s.desk->start(QStringLiteral("b")).isEmpty());
        QVERIFY(s.says(QStringLiteral("b waits in the queue behind a")));
        QVERIFY(s.shows(list({"b"})));
    }

    // The window closes in the middle of a run: it is paused, not lost.
    void closingTheWindowPauses() {
        Shop s(*m_theme);
        QVERIFY(!s.desk->start(QStringLiteral("a")).isEmpty());
        QVERIFY(s.desk->runs(QStringLiteral("a")));
        s.window->close();
        QCOMPARE(s.training().state().ending, TrainingService::Ending::Pausing);
        s.window.reset();
        s.desk->close();
        QVERIFY(isPaused(s.fixture.row("a")));
    }

    void theSettingIsKept() {
        Shop s(*m_theme);
        QVERIFY(!trainsInChild());
        s.window->showPage(QStringLiteral("settings"));
        QCheckBox* box = nullptr;
        for (QCheckBox* found : s.window->currentPage()->findChildren<QCheckBox*>())
            if (found->accessibleName() == QLatin1String("Train in a process of its own"))
                box = found;
        QVERIFY(box);
        box->click();
        QVERIFY(trainsInChild());
        box->click();
        QVERIFY(!trainsInChild());
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(TstQueuePanel)
#include "tst_queue_panel.moc"
