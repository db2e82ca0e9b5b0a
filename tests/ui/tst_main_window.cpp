// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/ui_support.h"
#include "ui/common/action_registry.h"
#include "ui/common/data_table.h"
#include "ui/common/error_text.h"
#include "ui/common/plot.h"
#include "ui/project/import_view.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/documents_model.h"
#include "ui/shell/start_page.h"
#include "ui/train/launch/fine_tune_dialog.h"
#include "ui/train/live/score_table.h"

#include <QAbstractItemModelTester>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QTextEdit>
#include <QTranslator>

using namespace evenspan;
using namespace evenspan::ui;

class TestMainWindow : public QObject {
    Q_OBJECT

private:
    static bool isInput(const QWidget* widget) {
        return qobject_cast<const QAbstractButton*>(widget)
            || (qobject_cast<const QLineEdit*>(widget)
                && !qobject_cast<const QComboBox*>(widget->parentWidget())
                && !qobject_cast<const QAbstractSpinBox*>(widget->parentWidget()))
            || qobject_cast<const QComboBox*>(widget)
            || qobject_cast<const QAbstractSpinBox*>(widget)
            || (qobject_cast<const QAbstractItemView*>(widget) && !widget->inherits("QHeaderView")
                && !widget->inherits("QComboBoxListView"))
            || qobject_cast<const QTextEdit*>(widget);
    }

    static QStringList unnamed(const QWidget* root) {
        QStringList result;
        for (const QWidget* widget : root->findChildren<QWidget*>()) {
            const bool inside = widget->objectName().startsWith(QLatin1String("qt_"))
                || widget->inherits("QTableCornerButton") || widget->inherits("QLineEditIconButton")
                || (widget->parentWidget() && widget->parentWidget()->inherits("QTableView"));
            if (!isInput(widget) || inside)
                continue;
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            if (widget->accessibleName().isEmpty() && (!button || button->text().isEmpty()))
                result << QString(QLatin1String(widget->metaObject()->className())
                    % QStringLiteral(" in ")
                    % QLatin1String(widget->parentWidget()->metaObject()->className()));
        }
        return result;
    }

    static void open(Bench& bench, qint64 documents) {
        bench.workbench.documents = documents;
        const auto before = bench.workbench.opened.size();
        bench.window->openPath(QStringLiteral("/data/a.evenspan"));
        QTRY_VERIFY(bench.workbench.opened.size() > before);
    }

    static void press(QWidget* window, const QKeySequence& keys) {
        const QKeyCombination combination = keys[0];
        QTest::keyClick(window, combination.key(), combination.keyboardModifiers());
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-test"));
        m_theme = new Theme(*qApp);
    }
    void init() { QSettings().clear(); }

    void everyInputIsNamed() {
        Bench bench(*m_theme);
        bench.window->show();
        open(bench, 100);
        bench.window->showPage(QStringLiteral("train"));
        bench.window->actions().action(QStringLiteral("train.new"))->trigger();
        QTRY_VERIFY(QApplication::activeModalWidget());
        QCOMPARE(unnamed(bench.window.get()).join(QStringLiteral("; ")), QString());
        QApplication::activeModalWidget()->close();
    }

    // A spy stands in for each handler: the key alone must reach it.
    void everyActionAnswersItsKey() {
        Bench bench(*m_theme);
        bench.window->show();
        bench.window->activateWindow();
        open(bench, 100);
        bench.workbench.startTraining(
            {QStringLiteral("r"), QStringLiteral("m"), "{}"}, [](auto) {});
        QTRY_VERIFY(bench.workbench.isTraining());
        int tried = 0;
        for (QAction* action : bench.window->actions().actions()) {
            if (action->shortcut().isEmpty())
                continue;
            ++tried;
            action->setEnabled(true);
            disconnect(action, &QAction::triggered, nullptr, nullptr);
            QSignalSpy spy(action, &QAction::triggered);
            QVERIFY(QTest::qWaitForWindowActive(bench.window.get()));
            bench.window->setFocus();
            press(bench.window.get(), action->shortcut());
            QVERIFY2(spy.count() == 1, qPrintable(action->objectName()));
        }
        QVERIFY(tried >= 18);
    }

    void shortcutsAndIdsAreUnique() {
        Bench bench(*m_theme);
        QSet<QString> ids;
        QSet<QString> keys;
        for (const QAction* action : bench.window->actions().actions()) {
            QVERIFY(!ids.contains(action->objectName()));
            ids << action->objectName();
            QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
            if (action->shortcut().isEmpty())
                continue;
            QVERIFY(!keys.contains(action->shortcut().toString()));
            keys << action->shortcut().toString();
        }
        QVERIFY(!bench.window->actions().add({QStringLiteral("x"), QStringLiteral("X"), {},
            QKeySequence(QStringLiteral("Ctrl+K")), {}, [] {}, {}}));
    }

    void actionsFollowTheProject() {
        Bench bench(*m_theme);
        const auto enabled = [&](const char* id) {
            return bench.window->actions().action(QLatin1String(id))->isEnabled();
        };
        for (const char* id : {"project.close", "project.import", "train.new", "edit.undo"})
            QVERIFY2(!enabled(id), id);
        open(bench, 0);
        QVERIFY(enabled("project.import"));
        QVERIFY(!enabled("train.new")); // nothing to learn from
        open(bench, 10);
        QVERIFY(enabled("train.new"));
        QVERIFY(enabled("edit.undo"));
        QVERIFY(!enabled("edit.redo"));
        QVERIFY(!enabled("train.stop"));
    }

    void undoSaysWhatItDoes() {
        Bench bench(*m_theme);
        bench.window->show();
        open(bench, 10);
        QAction* undo = bench.window->actions().action(QStringLiteral("edit.undo"));
        QVERIFY(undo->text().contains(QStringLiteral("Import 3 files")));
        undo->trigger();
        QTRY_VERIFY(bench.window->toast().isVisible());
        QTRY_VERIFY(!undo->isEnabled());
        QVERIFY(bench.window->actions().action(QStringLiteral("edit.redo"))->isEnabled());
    }

    void errorsLeadBackToTheStart() {
        Bench bench(*m_theme);
        bench.window->show();
        bench.workbench.nextError =
            Error{ErrorCode::NotFound, "There is no such file", "/data/b.evenspan", "Look for it."};
        rememberProject({QStringLiteral("/data/b.evenspan"), QDateTime::currentDateTime(), 1, 0});
        bench.window->openPath(QStringLiteral("/data/b.evenspan"));
        auto* banner = bench.window->findChild<StartPage*>()->banner();
        QTRY_VERIFY(
            banner->isVisible() && banner->details().contains(QStringLiteral("Look for it")));
        QVERIFY(recentProjects().isEmpty()); // what is gone is not offered again
    }

    void dropOpensOrImports() {
        Bench bench(*m_theme);
        bench.window->show();
        const auto drop = [&](const QStringList& files) {
            QMimeData data;
            QList<QUrl> urls;
            for (const QString& file : files)
                urls << QUrl::fromLocalFile(file);
            data.setUrls(urls);
            QDragEnterEvent enter(
                QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(bench.window.get(), &enter);
            QVERIFY(enter.isAccepted());
            QDropEvent event(
                QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(bench.window.get(), &event);
        };
        bench.workbench.documents = 5;
        drop({QStringLiteral("/data/a.evenspan")});
        QTRY_COMPARE(bench.workbench.opened, QStringList{QStringLiteral("/data/a.evenspan")});
        drop({QStringLiteral("/data/x.conll"), QStringLiteral("/data/y.conll")});
        const auto paths = [&] { return bench.window->findChild<ImportView*>()->paths(); };
        QTRY_COMPARE(paths().size(), 2);
        bench.workbench.closeProject();
        bench.dialogs.saved = QStringLiteral("/data/new");
        drop({QStringLiteral("/data/z.txt")});
        QTRY_COMPARE(bench.workbench.opened.last(), QStringLiteral("/data/new.evenspan"));
        QTRY_COMPARE(paths(), QStringList{QStringLiteral("/data/z.txt")});
    }

    void escapeCancelsTheImport() {
        Bench bench(*m_theme);
        bench.window->show();
        open(bench, 0);
        bench.dialogs.files = {QStringLiteral("/data/x.conll")};
        bench.window->actions().action(QStringLiteral("project.import"))->trigger();
        QVERIFY(bench.workbench.calls.contains(QStringLiteral("query"))); // it is looked at
        auto* page = bench.window->findChild<ProjectPage*>();
        QCOMPARE(page->breadcrumb(), QStringLiteral("Import"));
        QTest::keyClick(bench.window.get(), Qt::Key_Escape);
        QCOMPARE(page->breadcrumb(), QStringLiteral("Documents"));
    }

    void searchReachesTheStore() {
        Bench bench(*m_theme);
        bench.window->show();
        open(bench, 100);
        auto* palette = bench.window->findChild<CommandPalette*>();
        palette->open();
        QTest::keyClicks(palette, QStringLiteral("lisbon 7"));
        QTest::keyClick(palette, Qt::Key_Return);
        const auto asked = [&] {
            const auto& query = bench.workbench.lastFilter.query;
            return query ? query->value : std::string();
        };
        QTRY_COMPARE(asked(), std::string("lisbon 7"));
        QTest::keyClick(bench.window.get(), Qt::Key_Escape);
        QTRY_COMPARE(asked(), std::string());
    }

    void paletteRunsCommands() {
        Bench bench(*m_theme);
        bench.window->show();
        open(bench, 100);
        auto* palette = bench.window->findChild<CommandPalette*>();
        palette->open();
        QVERIFY(palette->list()->isVisible());
        QTest::keyClicks(palette, QStringLiteral("close the"));
        QTest::keyClick(palette, Qt::Key_Return);
        QVERIFY(!bench.workbench.isOpen());
    }

    void matching() {
        QVERIFY(matchScore(QStringLiteral("imp"), QStringLiteral("Import files"))
            > matchScore(QStringLiteral("imp"), QStringLiteral("A simple plan")));
        QCOMPARE(matchScore(QStringLiteral("xyz"), QStringLiteral("Import files")), 0);
        QVERIFY(matchScore(QString(), QStringLiteral("anything")) > 0);
    }

    void panelsCycle() {
        Bench bench(*m_theme);
        bench.window->show();
        open(bench, 100);
        QSet<QWidget*> seen;
        for (int i = 0; i < 8; ++i) {
            bench.window->actions().action(QStringLiteral("view.panels"))->trigger();
            seen << QApplication::focusWidget();
        }
        QVERIFY(seen.size() >= 4);
    }

    void trainsFromDialogToScores() {
        Bench bench(*m_theme);
        bench.window->show();
        open(bench, 100);
        bench.window->actions().action(QStringLiteral("train.new"))->trigger();
        FineTuneDialog* dialog = nullptr;
        QTRY_VERIFY((dialog = bench.window->findChild<FineTuneDialog*>()));
        // Working defaults: Enter starts as soon as a model is known.
        QTRY_VERIFY(([&] {
            QTest::keyClick(dialog, Qt::Key_Return);
            return bench.workbench.calls.contains(QStringLiteral("train"));
        })());
        QCOMPARE(bench.workbench.lastRequest.model, QStringLiteral("minilm-l6"));
        const QJsonObject recipe =
            QJsonDocument::fromJson(bench.workbench.lastRequest.recipe).object();
        for (const char* key :
            {"epochs", "learning_rate", "batch_size", "precision", "seed", "device"})
            QVERIFY2(recipe.contains(QLatin1String(key)), key);
        QCOMPARE(recipe[QLatin1String("learning_rate")].toDouble(), 2e-4);
        QTRY_VERIFY(bench.workbench.isTraining());
        bench.workbench.playTraining(250);
        auto* page = bench.window->findChild<TrainPage*>();
        QTRY_COMPARE(page->plot().size(0), 250);
        QCOMPARE(page->plot().size(1), 2);
        bench.window->actions().action(QStringLiteral("train.stop"))->trigger();
        QTRY_VERIFY(!bench.workbench.isTraining());
        auto* scores = page->findChild<ScoreModel*>();
        QTRY_COMPARE(scores->rowCount(), 8);
        QVERIFY(!bench.window->actions().action(QStringLiteral("train.stop"))->isEnabled());
    }

    void failedTrainingSaysWhy() {
        Bench bench(*m_theme);
        bench.window->show();
        open(bench, 100);
        bench.window->showPage(QStringLiteral("train"));
        bench.workbench.startTraining(
            {QStringLiteral("r"), QStringLiteral("m"), "{}"}, [](auto) {});
        QTRY_VERIFY(bench.workbench.isTraining());
        bench.workbench.failTraining(
            {ErrorCode::NotANumber, "The loss became infinite", "step 3", "Lower the rate."});
        QTRY_VERIFY(([&] {
            for (ErrorBanner* banner : bench.window->findChildren<ErrorBanner*>())
                if (banner->isVisible() && banner->details().contains(QStringLiteral("step 3")))
                    return true;
            return false;
        })());
    }

    void dialogRefusesTakenNames() {
        Bench bench(*m_theme);
        open(bench, 100);
        FineTuneDialog dialog(bench.workbench, bench.dialogs, {QStringLiteral("run-1")}, nullptr);
        dialog.show();
        auto* name = dialog.findChild<QLineEdit*>();
        QPushButton* start = nullptr;
        for (QPushButton* button : dialog.findChildren<QPushButton*>())
            if (button->isDefault())
                start = button;
        QTRY_VERIFY(start->isEnabled());
        QCOMPARE(name->text(), QStringLiteral("run-2"));
        name->setText(QStringLiteral("run-1"));
        QVERIFY(!start->isEnabled());
        name->setText(QStringLiteral("other"));
        QVERIFY(start->isEnabled());
        for (QComboBox* box : dialog.findChildren<QComboBox*>())
            if (box->isEditable()) {
                box->setEditText(QStringLiteral("fast"));
                QVERIFY(!start->isEnabled());
                box->setEditText(QStringLiteral("5e-5"));
            }
        QVERIFY(start->isEnabled());
    }

    // The dialog says what the run would really learn from, not what the split holds.
    void dialogCountsWhatIsLearnt() {
        Bench bench(*m_theme);
        open(bench, 100);
        bench.workbench.learnable = {1234, 0, 77, {QStringLiteral("language=en")}};
        FineTuneDialog dialog(bench.workbench, bench.dialogs, {}, nullptr);
        dialog.show();
        const auto says = [&dialog](const QString& word) {
            for (const QLabel* label : dialog.findChildren<QLabel*>())
                if (label->text().contains(word))
                    return true;
            return false;
        };
        QTRY_VERIFY(says(QLocale().toString(1234)));
        QVERIFY(says(QStringLiteral("language=en")));
        QVERIFY(says(QStringLiteral("77")));
        QVERIFY(says(QStringLiteral("held out")));
    }

    // In another language the kind of the failure leads, the exact words stay below; in English
    // the exact words stand alone.
    void errorsSpeakTheLanguageOfTheWindow() {
        const Error error{ErrorCode::NoSpace, "The disk is full", "p.evenspan", "Free some space."};
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::English));
        QCOMPARE(errorText(error).what, QStringLiteral("The disk is full – p.evenspan"));
        QCOMPARE(errorText(error).remedy, QStringLiteral("Free some space."));
        QVERIFY(errorText(error).detail.isEmpty());
        QTranslator translator;
        QVERIFY(translator.load(QStringLiteral(":/i18n/evenspan_zh_CN.qm")));
        QCoreApplication::installTranslator(&translator);
        QLocale::setDefault(QLocale(QStringLiteral("zh_CN")));
        QSet<QString> kinds;
        for (int code = 0; code <= int(ErrorCode::Cancelled); ++code) {
            const ErrorText text = errorText({ErrorCode(code), "exact", "here", "do this"});
            QVERIFY2(text.what.at(0).unicode() >= 0x4E00, qPrintable(text.what));
            QVERIFY(text.detail.contains(QStringLiteral("exact")));
            kinds.insert(text.what);
        }
        QCOMPARE(kinds.size(), int(ErrorCode::Cancelled) + 1);
        QCoreApplication::removeTranslator(&translator);
        QLocale::setDefault(before);
    }

    void scoreModelSortsUnderItsAverages() {
        ScoreModel model;
        QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setScores(FakeWorkbench::makeScores(0.8));
        for (int column = 0; column < 5; ++column)
            for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
                model.sort(column, order);
                QVERIFY(model.index(0, 0).data().toString().contains(QStringLiteral("micro")));
                for (int row = 3; row < model.rowCount(); ++row) {
                    const auto cell = [&](int at) {
                        return column == 0
                            ? double(model.index(at, 0).data().toString().at(0).unicode())
                            : QLocale().toDouble(model.index(at, column).data().toString());
                    };
                    QVERIFY(order == Qt::AscendingOrder ? cell(row - 1) <= cell(row)
                                                        : cell(row - 1) >= cell(row));
                }
            }
    }

    void scoresFromRunJson() {
        const auto scores = scoresFromJson(
            R"({"micro":{"precision":0.5,"recall":0.25,"f1":0.333,"support":8},
                "types":{"PER":{"precision":1,"recall":1,"f1":1,"support":2}}})");
        QCOMPARE(scores.size(), std::size_t(2));
        QCOMPARE(scores[0].recall, 0.25);
        QCOMPARE(scores[1].label, QStringLiteral("PER"));
        QVERIFY(scoresFromJson("nonsense").empty());
        QVERIFY(scoresFromJson("{}").empty());
    }

    void looksAndZoomChangeLive() {
        Bench bench(*m_theme);
        bench.window->show();
        const int before = bench.window->font().pixelSize();
        bench.window->actions().action(QStringLiteral("view.larger"))->trigger();
        QVERIFY(QApplication::font().pixelSize() > before);
        bench.window->actions().action(QStringLiteral("view.normal"))->trigger();
        for (int i = 0; i < 4; ++i)
            bench.window->actions().action(QStringLiteral("view.theme"))->trigger();
        QCOMPARE(m_theme->choice(), ThemeChoice::System);
    }

private:
    Theme* m_theme = nullptr;
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
