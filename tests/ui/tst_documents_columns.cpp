// SPDX-License-Identifier: GPL-3.0-or-later
// Columns and order of the list of documents in the real window, and what is copied of it.
#include "tests/ui/desk.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QSettings>
#include <QStandardPaths>

using namespace evenspan;
using namespace evenspan::ui;

class TestDocumentsColumns : public QObject {
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
    // A column of the menu of columns; `between`: while the menu is open.
    static void pickColumn(
        Desk& desk, const QString& column, const std::function<void()>& between = {}) {
        desk.trigger("documents.columns");
        QMenu* columns = nullptr;
        QTRY_VERIFY((columns = menu(QStringLiteral("Columns"))));
        if (between)
            between();
        for (QAction* entry : columns->actions()) {
            if (entry->text() == column)
                entry->trigger();
            if (entry->menu())
                for (QAction* inner : entry->menu()->actions())
                    if (inner->text() == column)
                        inner->trigger();
        }
        columns->close();
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-documents-columns-test"));
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

    // --- Columns by hand

    // Columns of metadata come when they come: what was shown by hand before stays.
    void aColumnShownByHandStays() {
        Desk desk(*m_theme, Desk::drafts(3));
        DocumentsTable& table = desk.table();
        const auto shown = [&](const char* id) {
            for (int i = 0; i < table.documents().columnCount(); ++i)
                if (table.documents().headerData(i, Qt::Horizontal, DataTable::kColumnId).toString()
                    == QLatin1String(id))
                    return !table.isColumnHidden(i);
            return false;
        };
        table.setColumnHidden(DocumentsModel::Score, false);
        table.setColumnWidth(DocumentsModel::Score, 99);
        table.documents().setMetadata({QStringLiteral("country"), QStringLiteral("year")});
        QVERIFY(shown("score"));
        QCOMPARE(table.columnWidth(DocumentsModel::Score), 99);
        QVERIFY(!shown("meta.year"));
        // The same where room is short and the column would be spared.
        table.setShortOfRoom(true);
        table.rememberColumns(QStringLiteral("spare"),
            {{QStringLiteral("text"), 0}, {QStringLiteral("split"), 20, true, true}});
        QVERIFY(!shown("split"));
        pickColumn(desk, QStringLiteral("Split"));
        QVERIFY(shown("split"));
        table.documents().setMetadata({QStringLiteral("year")});
        QVERIFY(shown("split"));
        table.setShortOfRoom(false);
        QVERIFY(shown("split"));
        table.setShortOfRoom(true); // narrow again: as if it had never been asked for there
        QVERIFY(!shown("split"));
    }

    // While the menu is open a column comes before the one that is chosen in it.
    void theMenuKeepsToItsColumn() {
        Desk desk(*m_theme, Desk::drafts(3));
        DocumentsTable& table = desk.table();
        pickColumn(desk, QStringLiteral("country"), [&] {
            table.documents().setMetadata({QStringLiteral("age"), QStringLiteral("country")});
        });
        QVERIFY(table.isColumnHidden(DocumentsModel::FirstMeta));
        QVERIFY(!table.isColumnHidden(DocumentsModel::FirstMeta + 1));
    }
};

QTEST_MAIN(TestDocumentsColumns)
#include "tst_documents_columns.moc"
