// SPDX-License-Identifier: GPL-3.0-or-later
// The list of documents in the real window, on a real project, by its keys: columns, order, what is
// done with the chosen ones, the trash, the filter and its saved ones.
#include "tests/ui/desk.h"
#include "ui/shell/bulk_note.h"
#include "ui/shell/filter_mistake.h"

#include <QAbstractItemModelTester>
#include <QAbstractItemView>
#include <QClipboard>
#include <QComboBox>
#include <QCompleter>
#include <QDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QRegularExpression>
#include <QSettings>
#include <QStandardPaths>
#include <QThread>
#include <QTranslator>

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
    static QAbstractItemView* popup(FilterBar& bar) {
        return bar.findChild<QCompleter*>()->popup();
    }
    static QStringList choices(FilterBar& bar) {
        QStringList out;
        const QAbstractItemModel* model = bar.findChild<QCompleter*>()->completionModel();
        for (int row = 0; row < model->rowCount(); ++row)
            out << model->index(row, 0).data().toString();
        return out;
    }
    static bool says(QWidget* root, const QString& text) {
        for (const QLabel* label : root->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(text))
                return true;
        return false;
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-documents-test"));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init() { QSettings().clear(); }

    // --- Columns and order

    void aClickOnAHeadingSorts() {
        Desk desk(*m_theme, Desk::drafts(6));
        QHeaderView* header = desk.table().horizontalHeader();
        const auto click = [&](int column) {
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                QPoint(header->sectionViewportPosition(column) + 12, header->height() / 2));
        };
        const auto title = [&](int column) {
            return desk.table().documents().headerData(column, Qt::Horizontal).toString();
        };
        QCOMPARE(desk.order(), QStringLiteral("1 2 3 4 5 6"));
        click(DocumentsModel::Tokens);
        QTRY_COMPARE(title(DocumentsModel::Tokens), QStringLiteral("Tokens \u2191"));
        click(DocumentsModel::Tokens);
        QTRY_COMPARE(desk.order(), QStringLiteral("6 5 4 3 2 1"));
        QCOMPARE(title(DocumentsModel::Tokens), QStringLiteral("Tokens \u2193"));
        // A column that no order knows changes neither the list nor the arrow.
        click(DocumentsModel::Text);
        QCOMPARE(title(DocumentsModel::Tokens), QStringLiteral("Tokens \u2193"));
        QCOMPARE(desk.order(), QStringLiteral("6 5 4 3 2 1"));
        click(DocumentsModel::Tokens); // the third click: as the store has them
        QTRY_COMPARE(desk.order(), QStringLiteral("1 2 3 4 5 6"));
        QCOMPARE(title(DocumentsModel::Tokens), QStringLiteral("Tokens"));
        // What a model says is wanted from the top.
        desk.table().setColumnHidden(DocumentsModel::Score, false);
        click(DocumentsModel::Score);
        QTRY_COMPARE(desk.order(), QStringLiteral("6 4 2 1 3 5"));
    }

    void theWordSortsAndTheArrowSaysSo() {
        Desk desk(*m_theme, Desk::drafts(6));
        const auto title = [&](int column) {
            return desk.table().documents().headerData(column, Qt::Horizontal).toString();
        };
        desk.bar().setText(QStringLiteral("sort:-score"));
        // 6: 0.6, 4: 0.4, 2: 0.2, then those without one.
        QTRY_COMPARE(desk.order(), QStringLiteral("6 4 2 1 3 5"));
        QCOMPARE(title(DocumentsModel::Score), QStringLiteral("Score \u2193"));
        desk.bar().setText(QStringLiteral("sort:meta.country label:PER"));
        QTRY_COMPARE(desk.order(), QStringLiteral("1 5 3")); // DE, ES, FR
        desk.bar().clear();
        QTRY_COMPARE(desk.order(), QStringLiteral("1 2 3 4 5 6"));
        QCOMPARE(title(DocumentsModel::Score), QStringLiteral("Score"));
    }

    void metadataColumnsComeAndAreRemembered() {
        const auto column = [](DocumentsTable& table) {
            for (int i = 0; i < table.documents().columnCount(); ++i)
                if (table.documents().headerData(i, Qt::Horizontal, DataTable::kColumnId).toString()
                    == QStringLiteral("meta.country"))
                    return i;
            return -1;
        };
        {
            Desk desk(*m_theme, Desk::drafts(3));
            QAbstractItemModelTester tester(
                &desk.table().documents(), QAbstractItemModelTester::FailureReportingMode::QtTest);
            QTRY_VERIFY(column(desk.table()) >= 0);
            const int at = column(desk.table());
            QVERIFY(desk.table().isColumnHidden(at));
            desk.trigger("documents.columns");
            QMenu* columns = nullptr;
            QTRY_VERIFY((columns = menu(QStringLiteral("Columns"))));
            for (QAction* entry : columns->actions()) {
                if (entry->text() == QStringLiteral("Split"))
                    entry->trigger();
                if (entry->menu())
                    for (QAction* inner : entry->menu()->actions())
                        if (inner->text() == QStringLiteral("country"))
                            inner->trigger();
            }
            columns->close();
            QVERIFY(!desk.table().isColumnHidden(at));
            QVERIFY(desk.table().isColumnHidden(DocumentsModel::Split));
            QTRY_COMPARE(
                desk.table().documents().index(0, at).data().toString(), QStringLiteral("DE"));
            desk.table().setColumnWidth(DocumentsModel::Name, 222);
        }
        Desk desk(*m_theme, Desk::drafts(3));
        QTRY_VERIFY(column(desk.table()) >= 0);
        QVERIFY(!desk.table().isColumnHidden(column(desk.table())));
        QVERIFY(desk.table().isColumnHidden(DocumentsModel::Split));
        QVERIFY(qAbs(desk.table().columnWidth(DocumentsModel::Name) - 222) <= 1);
    }

    void theLastColumnStays() {
        Desk desk(*m_theme, Desk::drafts(1));
        for (int i = 1; i < desk.table().documents().columnCount(); ++i)
            desk.table().setColumnHidden(i, true);
        desk.trigger("documents.columns");
        QMenu* columns = nullptr;
        QTRY_VERIFY((columns = menu(QStringLiteral("Columns"))));
        QVERIFY(!columns->actions().constFirst()->isEnabled());
        QVERIFY(columns->actions().at(1)->isEnabled());
        columns->close();
    }

    void scoresStandInTheirColumn() {
        Desk desk(*m_theme, Desk::drafts(4));
        desk.table().setColumnHidden(DocumentsModel::Score, false);
        const auto cell = [&](int row) {
            return desk.table().documents().index(row, DocumentsModel::Score).data().toString();
        };
        QTRY_COMPARE(cell(1), QLocale().toString(0.2, 'f', 2));
        QCOMPARE(cell(0), QString());
        QVERIFY(desk.table()
                    .documents()
                    .index(1, DocumentsModel::Score)
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .startsWith(QStringLiteral("Score: ")));
    }

    void copiesWhatIsChosen() {
        Desk desk(*m_theme, Desk::drafts(600));
        desk.table().setColumnHidden(DocumentsModel::Score, false);
        // What stands on the screen is copied as it stands there: its scores must have come.
        QTRY_COMPARE(desk.table().documents().index(1, DocumentsModel::Score).data().toString(),
            QLocale().toString(0.2, 'f', 2));
        desk.table().selectAll();
        QCOMPARE(desk.table().selectedCount(), 600);
        QGuiApplication::clipboard()->clear();
        QTest::keyClick(&desk.table(), Qt::Key_C, Qt::ControlModifier);
        QTRY_VERIFY(!QGuiApplication::clipboard()->text().isEmpty());
        const QStringList lines =
            QGuiApplication::clipboard()->text().trimmed().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 601); // rows that were never on the screen too
        QVERIFY(lines[0].startsWith(QStringLiteral("Document\t")));
        QVERIFY(lines[600].startsWith(QStringLiteral("d600\t")));
        QVERIFY(lines[2].contains(QLocale().toString(0.2, 'f', 2)));
    }

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

    // --- Filter

    void completesKeysThenValues() {
        Desk desk(*m_theme, Desk::drafts(3));
        FilterBar& bar = desk.bar();
        QTRY_VERIFY(bar.isVisible());
        bar.focusField();
        QTest::keyClicks(bar.field(), QStringLiteral("la"));
        QTRY_VERIFY(popup(bar)->isVisible());
        QVERIFY(choices(bar).contains(QStringLiteral("label:")));
        const auto row = choices(bar).indexOf(QStringLiteral("label:"));
        QVERIFY(!popup(bar)
                     ->model()
                     ->index(int(row), 0)
                     .data(Qt::AccessibleTextRole)
                     .toString()
                     .isEmpty());
        for (qsizetype i = 0; i <= row; ++i)
            QTest::keyClick(popup(bar), Qt::Key_Down);
        QTest::keyClick(popup(bar), Qt::Key_Return);
        QCOMPARE(bar.text(), QStringLiteral("label:"));
        // The values of the key come by themselves.
        QTRY_VERIFY(popup(bar)->isVisible() && choices(bar).contains(QStringLiteral("PER")));
        while (popup(bar)->currentIndex().data().toString() != QStringLiteral("PER"))
            QTest::keyClick(popup(bar), Qt::Key_Down);
        QTest::keyClick(popup(bar), Qt::Key_Return);
        QCOMPARE(bar.text().trimmed(), QStringLiteral("label:PER"));
        QTRY_COMPARE(desk.order(), QStringLiteral("1 3"));
    }

    void completionIsOfferedAndRefusedByKeys() {
        Desk desk(*m_theme, Desk::drafts(2));
        FilterBar& bar = desk.bar();
        bar.focusField();
        QTest::keyClick(bar.field(), Qt::Key_Down);
        QTRY_VERIFY(popup(bar)->isVisible());
        QTest::keyClick(popup(bar), Qt::Key_Escape);
        QTRY_VERIFY(!popup(bar)->isVisible());
        QCOMPARE(bar.text(), QString());
        QVERIFY(bar.field()->hasFocus());
        QTRY_VERIFY(true);
        QTest::keyClicks(bar.field(), QStringLiteral("meta.co"));
        QTRY_VERIFY(popup(bar)->isVisible());
        QVERIFY(!choices(bar).filter(QStringLiteral("meta.country")).isEmpty());
    }

    void aMistakeIsSaidAndTheListStays() {
        Desk desk(*m_theme, Desk::drafts(3));
        desk.bar().setText(QStringLiteral("label:PER"));
        QTRY_COMPARE(desk.rows(), 2);
        desk.bar().setText(QStringLiteral("lable:PER"));
        QVERIFY(says(&desk.bar(), QStringLiteral("Did you mean label?")));
        QVERIFY(desk.bar().field()->accessibleDescription().contains(QStringLiteral("label")));
        QCOMPARE(desk.rows(), 2);
        desk.bar().setText(QStringLiteral("name:zzz"));
        QTRY_COMPARE(desk.rows(), 0);
        QVERIFY(!says(&desk.bar(), QStringLiteral("Did you mean")));
        QVERIFY(says(desk.window->currentPage(), QStringLiteral("No document matches")));
    }

    // Nothing but words of the language itself is left in English.
    void mistakesAreWordedByTheWindow() {
        struct Other : QTranslator {
            bool isEmpty() const override { return false; }
            QString translate(
                const char* context, const char* source, const char*, int) const override {
                if (qstrcmp(context, "FilterMistake") != 0)
                    return {};
                QString out(QChar(0x8BD1));
                for (const char* place : {"%1", "%2", "%3"})
                    if (QByteArray(source).contains(place))
                        out += QLatin1String(place);
                return out;
            }
        } other;
        QCoreApplication::installTranslator(&other);
        for (int fault = 0; fault <= int(store::QueryFault::ExpressionUnreadable); ++fault)
            for (int pattern = 0; pattern <= int(PatternFault::Other); ++pattern) {
                const QString text = filterMistakeText(
                    {store::QueryFault(fault), 7, {}, {"12"}, PatternFault(pattern)});
                QVERIFY2(!text.isEmpty()
                        && !text.contains(QRegularExpression(QStringLiteral("[A-Za-z]"))),
                    qPrintable(text));
                QVERIFY(text.contains(QLatin1Char('7')));
            }
        QCoreApplication::removeTranslator(&other);
    }

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

    void filtersAreSavedChosenRenamedAndRemoved() {
        Desk desk(*m_theme, Desk::drafts(4));
        FilterBar& bar = desk.bar();
        const auto open = [&] {
            desk.trigger("filters.menu");
            QMenu* found = nullptr;
            if (!QTest::qWaitFor([&] { return (found = menu(QStringLiteral("Saved filters"))); }))
                qFatal("no menu");
            return found;
        };
        const auto name = [&](const QString& text) {
            QLineEdit* field = nullptr;
            for (auto* edit : bar.findChildren<QLineEdit*>())
                if (edit != bar.field())
                    field = edit;
            if (!QTest::qWaitFor([&] { return field->isVisible(); }))
                qFatal("no field");
            field->setText(text);
            QTest::keyClick(field, Qt::Key_Return);
            return QTest::qWaitFor([&] { return !field->isVisible(); });
        };
        bar.setText(QStringLiteral("label:PER"));
        desk.trigger("filters.save");
        QVERIFY(name(QStringLiteral("People")));
        bar.clear();
        QTRY_COMPARE(desk.rows(), 4);
        QMenu* saved = open();
        QTRY_VERIFY(saved->actions().constFirst()->text().contains(QStringLiteral("People")));
        QTest::keyClick(saved, Qt::Key_1); // its digit
        QTRY_COMPARE(bar.text(), QStringLiteral("label:PER"));
        QTRY_COMPARE(desk.rows(), 2);
        const auto pick = [&](const QString& start) {
            QMenu* menu = open();
            QAction* found = nullptr;
            for (QAction* action : menu->actions())
                if (action->text().startsWith(start))
                    found = action;
            if (!found)
                qFatal("no such entry");
            found->trigger();
            menu->close();
        };
        pick(QStringLiteral("&Rename"));
        QVERIFY(name(QStringLiteral("Persons")));
        const auto first = [&] {
            QMenu* menu = open();
            const QString text = menu->actions().constFirst()->text();
            menu->close();
            return text;
        };
        QTRY_VERIFY(first().contains(QStringLiteral("Persons")));
        pick(QStringLiteral("Re&move"));
        QTRY_VERIFY(first().contains(QStringLiteral("No saved filters")));
        desk.undo();
        QTRY_VERIFY(first().contains(QStringLiteral("Persons")));
    }

    void aNameThatIsTakenIsSaid() {
        Desk desk(*m_theme, Desk::drafts(2));
        FilterBar& bar = desk.bar();
        QLineEdit* field = nullptr;
        for (auto* edit : bar.findChildren<QLineEdit*>())
            if (edit != bar.field())
                field = edit;
        for (const char* query : {"label:PER", "label:ORG"}) {
            bar.setText(QString::fromLatin1(query));
            desk.trigger("filters.save");
            QTRY_VERIFY(field->isVisible());
            field->setText(QStringLiteral("Mine"));
            QTest::keyClick(field, Qt::Key_Return);
            if (query == std::string("label:PER"))
                QTRY_VERIFY(!field->isVisible());
        }
        const auto banner = [&] {
            for (const auto* found : desk.window->currentPage()->findChildren<ErrorBanner*>())
                if (found->isVisible())
                    return true;
            return false;
        };
        QTRY_VERIFY(banner());
        QVERIFY(field->isVisible()); // to type another one
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!field->isVisible());
    }

    void nothingIsSavedWithoutAFilter() {
        Desk desk(*m_theme, Desk::drafts(1));
        desk.trigger("filters.save");
        QTRY_VERIFY(desk.window->toast().isVisible());
    }

    // The words of the command palette are words, whatever they mean to a filter.
    void searchWordsAreQuoted() {
        Desk desk(*m_theme, Desk::drafts(3));
        auto* page = desk.window->findChild<ProjectPage*>();
        page->search(QStringLiteral("lives in"));
        QTRY_COMPARE(desk.rows(), 3);
        page->search(QStringLiteral("label:PER"));
        QTRY_COMPARE(desk.rows(), 0);
        page->search(QStringLiteral("a \"quoted\\ one"));
        QTRY_COMPARE(desk.rows(), 0);
        QVERIFY(!says(&desk.bar(), QStringLiteral("position")));
    }
};

QTEST_MAIN(TestDocuments)
#include "tst_documents.moc"
