// SPDX-License-Identifier: GPL-3.0-or-later
// The list of documents in the real window, on a real project, by its keys: what is
// done with the chosen ones, the trash.
#include "tests/ui/desk.h"
#include "ui/shell/bulk_note.h"

#include <QComboBox>
#include <QDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QStandardPaths>
#include <QThread>

#include <atomic>

using namespace evenspan;
using namespace evenspan::ui;

class TestDocuments : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;

    static QMenu* menu(const QString& name) {
        for (QWidget* widget : QApplication::topLevelWidgets())
            if (auto* found = qobject_cast<QMenu*>(widget);
                found && found->isVisible() && found->accessibleName() == name)
                return found;
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-documents-test"));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init() { QSettings().clear(); }

    // --- What is done with the chosen ones

    void splitsAreOneStep() {
        Desk desk(*m_theme, Desk::drafts(5));
        desk.choose(1, 3);
        QCOMPARE(
            desk.table().selectedIds(), (std::vector{DocumentId{2}, DocumentId{3}, DocumentId{4}}));
        QTest::keyClick(desk.window.get(), Qt::Key_E, Qt::AltModifier);
        QTRY_COMPARE(desk.stored(4).split, std::string("test"));
        QCOMPARE(desk.stored(2).split, std::string("test"));
        QCOMPARE(desk.stored(1).split, std::string("train"));
        QCOMPARE(desk.stored(5).split, std::string("train"));
        QTRY_VERIFY(desk.window->toast().isVisible());
        QTRY_VERIFY(desk.workbench.project().undoName.contains(QStringLiteral("3 documents")));
        // The list is read anew and the present one is kept.
        QTRY_COMPARE(desk.table().current(), DocumentId{4});
        desk.undo();
        for (int id = 1; id <= 5; ++id)
            QCOMPARE(desk.stored(id).split, std::string("train"));
    }

    void anotherSplitIsAskedFor() {
        Desk desk(*m_theme, Desk::drafts(2));
        desk.table().goToRow(1);
        QTest::keyClick(desk.window.get(), Qt::Key_O, Qt::AltModifier);
        QTRY_VERIFY(QApplication::activeModalWidget());
        auto* names = QApplication::activeModalWidget()->findChild<QComboBox*>();
        names->setEditText(QStringLiteral(" held out "));
        QTest::keyClick(names->lineEdit(), Qt::Key_Return);
        QTRY_COMPARE(desk.stored(2).split, std::string("held out"));
        QCOMPARE(desk.stored(1).split, std::string("train"));
    }

    void statesAreOneStep() {
        Desk desk(*m_theme, Desk::drafts(3));
        desk.choose(0, 2);
        QTest::keyClick(desk.window.get(), Qt::Key_R, Qt::AltModifier);
        QTRY_COMPARE(desk.stored(3).state, DocumentState::Reviewed);
        QCOMPARE(desk.stored(1).state, DocumentState::Reviewed);
        desk.undo();
        QCOMPARE(desk.stored(1).state, DocumentState::Unseen);
        QCOMPARE(desk.stored(3).state, DocumentState::Unseen);
    }

    void theContextMenuHoldsTheSame() {
        Desk desk(*m_theme, Desk::drafts(3));
        desk.choose(0, 1);
        desk.trigger("documents.menu");
        QMenu* found = nullptr;
        QTRY_VERIFY((found = menu(QStringLiteral("Documents"))));
        QVERIFY(found->actions().constFirst()->text().startsWith(QStringLiteral("2 ")));
        QAction* trash = nullptr;
        for (QAction* entry : found->actions())
            if (entry->text().startsWith(QStringLiteral("Move to the trash")))
                trash = entry;
        QVERIFY(trash);
        trash->trigger();
        found->close();
        QTRY_COMPARE(desk.order(), QStringLiteral("3"));
    }

    // --- Trash

    void deleteMovesToTheTrashAndTheNextComes() {
        Desk desk(*m_theme, Desk::drafts(5));
        desk.choose(1, 2);
        QTest::keyClick(&desk.table(), Qt::Key_Delete);
        QTRY_COMPARE(desk.order(), QStringLiteral("1 4 5"));
        QVERIFY(desk.stored(2).trashed);
        QCOMPARE(desk.table().current(), DocumentId{5}); // the place of the present one, the third
        desk.undo();
        QTRY_COMPARE(desk.order(), QStringLiteral("1 2 3 4 5"));
        QVERIFY(!desk.stored(2).trashed);
    }

    // The key belongs to the text where the text has the keyboard.
    void deleteInAFieldIsAboutItsText() {
        Desk desk(*m_theme, Desk::drafts(2));
        desk.table().goToRow(0);
        desk.bar().focusField();
        QTest::keyClick(desk.bar().field(), Qt::Key_Delete);
        QTest::qWait(50);
        QVERIFY(!desk.stored(1).trashed);
        QCOMPARE(desk.rows(), 2);
    }

    void theTrashIsListedAndGivesBack() {
        Desk desk(*m_theme, Desk::drafts(3));
        auto* page = desk.window->findChild<ProjectPage*>();
        desk.choose(0, 1);
        QTest::keyClick(&desk.table(), Qt::Key_Delete);
        QTRY_COMPARE(desk.order(), QStringLiteral("3"));
        QTRY_COMPARE(desk.workbench.project().info.trashed, 2);
        QTest::keyClick(desk.window.get(), Qt::Key_Delete, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(desk.order(), QStringLiteral("1 2"));
        QVERIFY(page->inTrash());
        // Delete is no second death, and the other commands do not reach in here.
        QTest::keyClick(&desk.table(), Qt::Key_Delete);
        QTest::keyClick(desk.window.get(), Qt::Key_E, Qt::AltModifier);
        desk.table().goToRow(0);
        QTest::keyClick(desk.window.get(), Qt::Key_Z, Qt::AltModifier);
        QTRY_COMPARE(desk.order(), QStringLiteral("2"));
        QVERIFY(!desk.stored(1).trashed);
        QCOMPARE(desk.stored(1).split, std::string("train"));
        QTest::keyClick(desk.window.get(), Qt::Key_Z, Qt::AltModifier);
        QTRY_COMPARE(desk.rows(), 0);
        QTRY_VERIFY(says(page, QStringLiteral("The trash is empty")));
        desk.undo();
        QTRY_COMPARE(desk.order(), QStringLiteral("2"));
        QTest::keyClick(desk.window.get(), Qt::Key_Escape);
        QTRY_COMPARE(desk.order(), QStringLiteral("1 3"));
        QVERIFY(!page->inTrash());
    }

    void everythingInTheTrashIsNoDeadEnd() {
        Desk desk(*m_theme, Desk::drafts(2));
        desk.table().selectAll();
        QTest::keyClick(&desk.table(), Qt::Key_Delete);
        QTRY_COMPARE(desk.workbench.project().info.total.documents, 0);
        desk.trigger("project.trash");
        QTRY_COMPARE(desk.order(), QStringLiteral("1 2"));
        QVERIFY(desk.table().isVisible());
    }

    // A property: any row of commands, undone one by one, gives back every state before.
    void anyRowOfCommandsIsUndoneStepByStep() {
        Desk desk(*m_theme, Desk::drafts(4));
        const auto all = [&] {
            QStringList out;
            for (int id = 1; id <= 4; ++id) {
                const store::DocumentRow row = desk.stored(id);
                out << QStringLiteral("%1/%2/%3")
                           .arg(QString::fromStdString(row.split))
                           .arg(int(row.state))
                           .arg(row.trashed);
            }
            return out.join(QLatin1Char(' '));
        };
        const std::pair<Qt::Key, Qt::KeyboardModifiers> keys[]{{Qt::Key_E, Qt::AltModifier},
            {Qt::Key_D, Qt::AltModifier}, {Qt::Key_Delete, Qt::NoModifier},
            {Qt::Key_V, Qt::AltModifier}, {Qt::Key_X, Qt::AltModifier},
            {Qt::Key_Delete, Qt::NoModifier}};
        QStringList states{all()};
        unsigned seed = 7;
        for (const auto& [key, modifiers] : keys) {
            seed = seed * 1103515245 + 12345;
            const int rows = desk.rows();
            const int first = int((seed >> 16) % unsigned(rows));
            desk.choose(first, qMin(first + 1, rows - 1));
            const QString before = states.last();
            QTest::keyClick(&desk.table(), key, modifiers);
            QTRY_VERIFY(all() != before);
            states << all();
            const auto shown = states.last().count(QStringLiteral("/0 "))
                + (states.last().endsWith(QStringLiteral("/0")) ? 1 : 0);
            QTRY_COMPARE(desk.rows(), int(shown));
        }
        for (qsizetype i = states.size() - 2; i >= 0; --i) {
            desk.undo();
            QCOMPARE(all(), states[i]);
        }
    }

    // --- Many at once

    // While the writer is busy the window is free, says how far it is, and a stop undoes all of it.
    void aChangeOfManyCanBeStopped() {
        Desk desk(*m_theme, Desk::drafts(30));
        const auto choose = [&] {
            QTRY_COMPARE_WITH_TIMEOUT(desk.rows(), 30, 30000);
            desk.table().selectAll();
            desk.window->actions().refresh();
        };
        const auto splits = [&] { return desk.workbench.project().info.splits; };
        std::atomic<bool> go = false;
        const auto busy = [&] {
            go = false;
            desk.workbench.edit(
                {},
                [&go](store::Writer&) -> Result<void> {
                    while (!go)
                        QThread::msleep(5);
                    return {};
                },
                [](const Result<void>&) {});
        };
        const auto note = [&]() -> BulkNote* {
            auto* found = desk.window->findChild<BulkNote*>();
            return found && found->isVisible() ? found : nullptr;
        };
        choose();
        busy();
        desk.window->actions().action(QStringLiteral("documents.split.test"))->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(note(), 30000);
        QVERIFY(says(note(), QStringLiteral("30 documents")));
        // The list answers meanwhile.
        desk.bar().setText(QStringLiteral("name:d7"));
        QTRY_COMPARE_WITH_TIMEOUT(desk.rows(), 1, 30000);
        note()->findChild<QPushButton*>()->click();
        go = true;
        QTRY_VERIFY_WITH_TIMEOUT(!note(), 30000);
        QTRY_VERIFY_WITH_TIMEOUT(
            says(desk.window.get(), QStringLiteral("nothing was changed")), 30000);
        QVERIFY(splits().contains("train") && !splits().contains("test"));
        // Left alone it goes through, and is one step back.
        desk.bar().setText({});
        choose();
        busy();
        desk.window->actions().action(QStringLiteral("documents.split.test"))->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(note(), 30000);
        go = true;
        QTRY_VERIFY_WITH_TIMEOUT(splits().contains("test") && !splits().contains("train"), 30000);
        QTRY_VERIFY_WITH_TIMEOUT(!note(), 30000);
        desk.window->actions().refresh();
        desk.window->actions().action(QStringLiteral("edit.undo"))->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(splits().contains("train") && !splits().contains("test"), 30000);
    }
};

QTEST_MAIN(TestDocuments)
#include "tst_documents.moc"
