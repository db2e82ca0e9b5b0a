// SPDX-License-Identifier: GPL-3.0-or-later
// Every command, by its key, in the real window on a real project: what it is for must happen. A
// new command needs a row in one of action_rows_*.cpp.
#include "core/store/query.h"
#include "tests/ui/action_rows.h"
#include "ui/common/action_registry.h"
#include "ui/settings/shortcut_editor.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/manual_view.h"

#include <QListWidget>
#include <QLocale>
#include <QMenu>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTreeWidget>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

void collect(const QMenu& menu, QStringList& ids) {
    for (const QAction* action : menu.actions())
        if (action->menu())
            collect(*action->menu(), ids);
        else if (!action->isSeparator())
            ids << action->objectName();
}

} // namespace

class TstActions : public QObject {
    Q_OBJECT

private:
    static QStringList ids(const Window& w) {
        QStringList out;
        for (const QAction* action : w.window->actions().actions())
            out << action->objectName();
        return out;
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-actions"));
        m_theme = std::make_unique<Theme>(*qApp);
        for (Rows part : {windowRows(), documentRows(), labelRows(), trainRows()})
            m_rows.merge(part);
    }
    void init() {
        QSettings().clear();
        m_theme->setZoom(100);
    }

    // A row of a command that is gone tests nothing; one that stands twice hides the other.
    void everyRowHasItsAction() {
        const Window w(*m_theme);
        QStringList known = ids(w), tested;
        std::size_t rows = 0;
        for (const Rows& part : {windowRows(), documentRows(), labelRows(), trainRows()}) {
            rows += part.size();
            for (const auto& [id, row] : part)
                tested << id;
        }
        QCOMPARE(rows, m_rows.size());
        known.sort();
        tested.sort();
        QCOMPARE(tested, known);
    }

    void everyActionDoesItsWork_data() {
        QTest::addColumn<QString>("id");
        const Window w(*m_theme);
        for (const QString& id : ids(w))
            QTest::newRow(qPrintable(id)) << id;
    }
    void everyActionDoesItsWork() {
        QFETCH(QString, id);
        const auto row = m_rows.find(id);
        QVERIFY2(row != m_rows.end(), "this command has no row in action_rows_*.cpp: add one");
        Window w(*m_theme);
        w.window->resize(1400, 900);
        const Effect effect = row->second(w);
        if (QTest::currentTestFailed())
            return;
        QVERIFY2(!effect(), "the effect is there before the key");
        QAction* action = w.action(id);
        w.window->actions().refresh();
        QTRY_VERIFY2(action->isEnabled(), "the command is not enabled");
        QWidget* focus = QApplication::focusWidget();
        if (!focus || focus->window() != w.window.get())
            focus = w.window.get();
        if (!action->shortcut().isEmpty()) {
            const QKeyCombination keys = action->shortcut()[0];
            QTest::keyClick(focus, keys.key(), keys.keyboardModifiers());
        } else {
            auto* palette = w.window->findChild<CommandPalette*>();
            palette->open();
            // Keys that are typed are those of a keyboard.
            QTest::keyClicks(palette, action->text().remove(QChar(0x2026)));
            QTest::keyClick(palette, Qt::Key_Return);
        }
        QTRY_VERIFY2_WITH_TIMEOUT(effect(), "the key did not do it", 10000);
    }

    void everyActionStandsInMenuPaletteAndEditor() {
        Window w(*m_theme);
        QVERIFY(w.open());
        QStringList wanted = ids(w);
        wanted.sort();

        QStringList inMenu;
        Q_EMIT w.window->menu().aboutToShow();
        collect(w.window->menu(), inMenu);
        inMenu.sort();
        QCOMPARE(inMenu, wanted);
        QVERIFY2(w.window->menu().actions().size() <= 20, "the menu itself is long");

        auto* palette = w.window->findChild<CommandPalette*>();
        palette->open();
        QStringList inPalette;
        for (int i = 0; i < palette->list()->count(); ++i)
            inPalette << palette->list()->item(i)->data(Qt::UserRole).toString();
        inPalette.sort();
        QCOMPARE(inPalette, wanted);

        w.action(QStringLiteral("general.change_keys"))->trigger();
        QStringList inEditor;
        const auto* tree = w.window->findChild<ShortcutEditor*>()->findChild<QTreeWidget*>();
        for (int i = 0; i < tree->topLevelItemCount(); ++i)
            for (int j = 0; j < tree->topLevelItem(i)->childCount(); ++j)
                inEditor << tree->topLevelItem(i)->child(j)->data(0, Qt::UserRole).toString();
        inEditor.sort();
        QCOMPARE(inEditor, wanted);
    }

    // What the manual says of labelling holds: its keys are keys of the program, its filters parse.
    void theManualOfLabellingIsTrue_data() {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << QStringLiteral("en");
        QTest::newRow("Chinese") << QStringLiteral("zh_CN");
    }
    void theManualOfLabellingIsTrue() {
        QFETCH(QString, language);
        const QLocale before;
        QLocale::setDefault(QLocale(language));
        const QString text = ManualView::pageText(QStringLiteral("labelling"));
        QLocale::setDefault(before);
        const Window w(*m_theme);
        // Those of the text and of the list of labels, which are no commands.
        QStringList known{QStringLiteral("Shift+Left"), QStringLiteral("Shift+Right"),
            QStringLiteral("Ctrl+Left"), QStringLiteral("Ctrl+Right"),
            QStringLiteral("Shift+Return"), QStringLiteral("F2")};
        for (const QAction* action : w.window->actions().actions())
            for (const QKeySequence& keys : action->shortcuts())
                known << keys.toString(QKeySequence::PortableText);
        QString plain = text;
        plain.replace(QChar(0x2190), QStringLiteral("Left"))
            .replace(QChar(0x2192), QStringLiteral("Right"))
            .replace(QStringLiteral("Enter"), QStringLiteral("Return"))
            .replace(QStringLiteral("PgDn"), QStringLiteral("PgDown"));
        static const QRegularExpression key(
            QStringLiteral("(?<![A-Za-z+])(?:(?:Ctrl|Alt|Shift)\\+)+(?:F\\d+|[A-Z][A-Za-z]*|\\d|;)"
                           "|(?<![A-Za-z+])F\\d+"));
        int keys = 0;
        for (auto it = key.globalMatch(plain); it.hasNext(); ++keys) {
            const QString said = it.next().captured();
            QVERIFY2(known.contains(said), qPrintable(said));
        }
        QVERIFY(keys > 40);
        const QString filters = text.mid(text.lastIndexOf(QStringLiteral("\n## ")));
        static const QRegularExpression code(QStringLiteral("`([^`\n]+)`"));
        int terms = 0;
        for (auto it = code.globalMatch(filters); it.hasNext(); ++terms) {
            const QString term = it.next().captured(1);
            QVERIFY2(store::parseQuery(term.toStdString()).ok(), qPrintable(term));
        }
        QVERIFY(terms > 15);
    }

    // The second default key works like the first.
    void secondKeysWork() {
        Window w(*m_theme);
        labelled(w);
        w.action(QStringLiteral("edit.undo"))->trigger();
        QTRY_VERIFY(places(w, 0)());
        QTRY_VERIFY(w.action(QStringLiteral("edit.redo"))->isEnabled());
        QTest::keyClick(w.canvas(), Qt::Key_Y, Qt::ControlModifier);
        QTRY_VERIFY(places(w, 1)());
    }

    // What cannot be done now is shown with its key, but Enter does not take it.
    void thePaletteGreysWhatCannotBeDone() {
        Window w(*m_theme);
        auto* palette = w.window->findChild<CommandPalette*>();
        palette->open();
        QTest::keyClicks(palette, QStringLiteral("Close the project"));
        bool found = false;
        for (int i = 0; i < palette->list()->count(); ++i) {
            const QListWidgetItem* item = palette->list()->item(i);
            if (item->data(Qt::UserRole).toString() == QStringLiteral("project.close")) {
                found = true;
                QVERIFY(!(item->flags() & Qt::ItemIsEnabled));
            }
        }
        QVERIFY(found);
        for (int i = 0; i < 50; ++i)
            QTest::keyClick(palette, Qt::Key_Down);
        QVERIFY(palette->list()->currentItem()->flags() & Qt::ItemIsEnabled);
    }

private:
    std::unique_ptr<Theme> m_theme;
    Rows m_rows;
};

QTEST_MAIN(TstActions)
#include "tst_actions.moc"
