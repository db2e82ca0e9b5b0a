// SPDX-License-Identifier: GPL-3.0-or-later
// The filter of the list of documents in the real window, by its keys: completion, mistakes, saved
// filters.
#include "tests/ui/desk.h"
#include "ui/shell/filter_mistake.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLabel>
#include <QMenu>
#include <QRegularExpression>
#include <QSettings>
#include <QStandardPaths>
#include <QTranslator>

using namespace evenspan;
using namespace evenspan::ui;

class TestDocumentsFilter : public QObject {
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

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-documents-filter-test"));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init() { QSettings().clear(); }

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

    // Half a column's name is no word of the texts: the documents stay while it is typed.
    void anUnfinishedColumnLeavesTheList() {
        Desk desk(*m_theme, Desk::drafts(3));
        FilterBar& bar = desk.bar();
        bar.field()->setFocus();
        for (const char* typed : {"meta.", "meta.cou", "-meta.country", "Ulm meta.c", "(attr.x"}) {
            bar.field()->clear();
            QTRY_COMPARE(desk.rows(), 3);
            QTest::keyClicks(bar.field(), QString::fromLatin1(typed));
            QTest::qWait(400); // longer than the filter waits for the next letter
            QCOMPARE(desk.rows(), 3);
        }
        popup(bar)->hide();
        bar.field()->clear();
        QTest::keyClicks(bar.field(), QStringLiteral("meta.country=FR"));
        QTRY_COMPARE(desk.rows(), 1);
        // Enter takes it as it stands, and a word that only begins so is a word.
        popup(bar)->hide();
        bar.field()->setText(QStringLiteral("meta."));
        QTest::keyClick(bar.field(), Qt::Key_Return);
        QTRY_COMPARE(desk.rows(), 0);
        bar.field()->clear();
        QTRY_COMPARE(desk.rows(), 3);
        QTest::keyClicks(bar.field(), QStringLiteral("metal"));
        QTRY_COMPARE(desk.rows(), 0);
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

QTEST_MAIN(TestDocumentsFilter)
#include "tst_documents_filter.moc"
