// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of commands: defaults, changes, clashes, what is remembered, and the editor by keys.
#include "tests/ui/ui_support.h"
#include "ui/common/action_registry.h"
#include "ui/settings/key_field.h"
#include "ui/settings/shortcut_editor.h"
#include "ui/shell/rail.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QTreeWidget>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

QKeySequence keys(const char* text) {
    return QKeySequence(QString::fromLatin1(text));
}
QString id(const char* text) {
    return QString::fromLatin1(text);
}

// Three commands of which the second has two keys.
struct Three {
    QWidget window;
    ActionRegistry registry{&window};
    Three() {
        add("a", "Ctrl+J");
        add("b", "Ctrl+R", "Ctrl+Y");
        add("c", "");
    }
    QAction* add(const char* name, const char* key, const char* also = "") {
        return registry.add(
            {id(name), id(name), {}, keys(key), QStringLiteral("Group"), [] {}, {}, keys(also)});
    }
    QString of(const char* name) const {
        return QKeySequence::listToString(registry.action(id(name))->shortcuts());
    }
};

} // namespace

class TstShortcuts : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;

    static ShortcutEditor* editor(Bench& bench) {
        bench.window->show();
        bench.window->activateWindow();
        (void)QTest::qWaitForWindowActive(bench.window.get());
        bench.window->actions().action(id("general.change_keys"))->trigger();
        return bench.window->findChild<ShortcutEditor*>();
    }
    // By keys alone: to the field of the chosen command, and the key.
    static void press(ShortcutEditor* editor, int key, Qt::KeyboardModifiers modifiers = {}) {
        auto* tree = editor->findChild<QTreeWidget*>();
        tree->setFocus();
        QTest::keyClick(tree, Qt::Key_Return);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key(key), modifiers);
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-shortcuts"));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init() { QSettings().clear(); }

    void someKeysAreNeverCommands_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<int>("problem");
        const auto row = [](const char* key, KeyProblem problem) {
            QTest::newRow(*key ? key : "none") << QString::fromLatin1(key) << int(problem);
        };
        for (const char* key : {"", "Ctrl+K", "F5", "Shift+F5", "Alt+P", "?", "Ctrl+Return",
                 "Ctrl+PgDown", "Ctrl+Shift+C", "Meta+A", "Alt+F4", "Ctrl+Alt+F5", "Ctrl+;"})
            row(key, KeyProblem::None);
        for (const char* key : {"A", "Shift+A", "7", "\xC4"})
            row(key, KeyProblem::Letter);
        for (const char* key : {"Ctrl+Alt+E", "Ctrl+Alt+Q", "Ctrl+Alt+Shift+7", "Ctrl+Alt+@"})
            row(key, KeyProblem::AltGr);
        for (const char* key : {"Left", "Ctrl+Right", "Ctrl+Shift+Left", "Alt+Right", "Home",
                 "Ctrl+End", "Return", "Enter", "Space", "Del", "Backspace", "PgDown", "Esc", "Tab",
                 "Ctrl+Tab", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+A"})
            row(key, KeyProblem::Text);
        row("Ctrl+K, Ctrl+B", KeyProblem::Several);
    }
    void someKeysAreNeverCommands() {
        QFETCH(QString, key);
        QFETCH(int, problem);
        QCOMPARE(int(keyProblem(QKeySequence(key))), problem);
    }

    void everyDefaultIsAKeyThatMayBe() {
        // A command whose key another one has would vanish from the menu.
        QTest::failOnWarning(QRegularExpression(QStringLiteral("was refused")));
        Bench bench(*m_theme);
        QSet<QString> seen;
        for (const QAction* action : bench.window->actions().actions())
            for (const QKeySequence& key : bench.window->actions().defaults(action->objectName())) {
                QVERIFY2(keyProblem(key) == KeyProblem::None, qPrintable(action->objectName()));
                QVERIFY2(!seen.contains(key.toString()), qPrintable(action->objectName()));
                seen << key.toString();
                QVERIFY2(action->shortcuts().contains(key), qPrintable(action->objectName()));
            }
        QVERIFY(seen.size() > 30);
    }

    void clashesAreRefusedByName() {
        Three three;
        const KeyVerdict verdict = three.registry.setKeys(id("a"), keys("Ctrl+Y"));
        QCOMPARE(verdict.problem, KeyProblem::Taken);
        QCOMPARE(verdict.holder, three.registry.action(id("b")));
        QCOMPARE(three.of("a"), QStringLiteral("Ctrl+J"));
        QVERIFY(!three.registry.setKeys(id("a"), keys("x")));
        QVERIFY(three.registry.setKeys(id("a"), keys("Ctrl+J"))); // its own
        QVERIFY(three.registry.changes().isEmpty());
        QVERIFY(!three.add("d", "Ctrl+Y"));
        QVERIFY(!three.add("a", "Ctrl+B"));
    }

    void changesAreRememberedAndReset() {
        {
            Three three;
            QVERIFY(three.registry.setKeys(id("a"), keys("F7")));
            QVERIFY(three.registry.setKeys(id("b"), {})); // no key
            QVERIFY(three.registry.setKeys(id("c"), keys("Ctrl+Y"))); // free now
            QCOMPARE(three.of("b"), QString());
        }
        Three three;
        QCOMPARE(three.of("a"), QStringLiteral("F7"));
        QCOMPARE(three.of("b"), QString());
        QCOMPARE(three.of("c"), QStringLiteral("Ctrl+Y"));
        QVERIFY(three.registry.changed(id("c")));
        // One default of b is in use: it is named and nothing changes.
        const KeyVerdict verdict = three.registry.resetKeys(id("b"));
        QCOMPARE(verdict.problem, KeyProblem::Taken);
        QCOMPARE(verdict.holder, three.registry.action(id("c")));
        QVERIFY(three.registry.resetKeys(id("c")));
        QVERIFY(three.registry.resetKeys(id("b")));
        QCOMPARE(three.of("b"), QStringLiteral("Ctrl+R; Ctrl+Y"));
        three.registry.setChanges({});
        QCOMPARE(three.of("a"), QStringLiteral("Ctrl+J"));
        QCOMPARE(Three().of("a"), QStringLiteral("Ctrl+J"));
    }

    void twoCommandsCanSwapTheirKeys() {
        {
            Three three;
            QVERIFY(three.registry.setKeys(id("b"), {}));
            QVERIFY(three.registry.setKeys(id("a"), keys("Ctrl+R")));
            QVERIFY(three.registry.setKeys(id("b"), keys("Ctrl+J")));
        }
        const Three three;
        QCOMPARE(three.of("a"), QStringLiteral("Ctrl+R"));
        QCOMPARE(three.of("b"), QStringLiteral("Ctrl+J"));
    }

    // Settings of another version, or written by hand, leave no two commands with one key.
    void strangeSettingsDoNoHarm() {
        QSettings().setValue(id("keys/a"), id("Ctrl+R"));
        QSettings().setValue(id("keys/c"), id("Ctrl+R"));
        QSettings().setValue(id("keys/b"), id("Q"));
        Three three;
        QCOMPARE(three.of("a"), QStringLiteral("Ctrl+R"));
        QCOMPARE(three.of("c"), QString());
        QCOMPARE(three.of("b"), QString());
    }

    void keysOfEvents() {
        const auto of = [](int key, Qt::KeyboardModifiers modifiers) {
            return KeyField::sequenceOf(QKeyEvent(QEvent::KeyPress, key, modifiers)).toString();
        };
        QCOMPARE(of(Qt::Key_Question, Qt::ShiftModifier), QStringLiteral("?"));
        QCOMPARE(
            of(Qt::Key_J, Qt::ControlModifier | Qt::ShiftModifier), QStringLiteral("Ctrl+Shift+J"));
        QCOMPARE(of(Qt::Key_F9, Qt::ShiftModifier), QStringLiteral("Shift+F9"));
        QCOMPARE(
            of(Qt::Key_Plus, Qt::ControlModifier | Qt::KeypadModifier), QStringLiteral("Ctrl++"));
        QCOMPARE(of(Qt::Key_Shift, Qt::ShiftModifier), QString());
        QCOMPARE(of(Qt::Key_Control, Qt::ControlModifier), QString());
    }

    void theEditorTakesAndRefuses() {
        Bench bench(*m_theme);
        ShortcutEditor* keysOf = editor(bench);
        ActionRegistry& registry = bench.window->actions();
        QAction* next = registry.action(id("label.next"));
        keysOf->choose(id("label.next"));
        press(keysOf, Qt::Key_J, Qt::ControlModifier);
        QCOMPARE(next->shortcut(), keys("Ctrl+J"));
        QVERIFY(next->toolTip().contains(QStringLiteral("Ctrl+J")));
        press(keysOf, Qt::Key_K, Qt::ControlModifier);
        QCOMPARE(next->shortcut(), keys("Ctrl+J"));
        QVERIFY(keysOf->message().contains(QStringLiteral("Search and commands")));
        press(keysOf, Qt::Key_P);
        QVERIFY(keysOf->message().contains(QStringLiteral("labels")));
        press(keysOf, Qt::Key_E, Qt::ControlModifier | Qt::AltModifier); // as AltGr comes there
        QVERIFY(keysOf->message().contains(QStringLiteral("AltGr")));
        QKeyEvent held(QEvent::KeyPress, Qt::Key_AltGr, Qt::NoModifier);
        QCoreApplication::sendEvent(QApplication::focusWidget(), &held);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F7, Qt::ControlModifier);
        QVERIFY(keysOf->message().contains(QStringLiteral("AltGr")));
        QCOMPARE(next->shortcut(), keys("Ctrl+J"));
        // Esc and Tab leave the field.
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(qobject_cast<QTreeWidget*>(QApplication::focusWidget()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QVERIFY(qobject_cast<KeyField*>(QApplication::focusWidget()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(!qobject_cast<KeyField*>(QApplication::focusWidget()));
        QCOMPARE(next->shortcut(), keys("Ctrl+J"));
        // A screen reader hears the command with its key, and the field says what it wants.
        const auto* tree = keysOf->findChild<QTreeWidget*>();
        QVERIFY(tree->currentItem()
                    ->data(0, Qt::AccessibleTextRole)
                    .toString()
                    .contains(QStringLiteral("Ctrl+J")));
        auto* face = QAccessible::queryAccessibleInterface(keysOf->findChild<KeyField*>());
        QVERIFY(face->text(QAccessible::Name).contains(QStringLiteral("Next document")));
    }

    void theNewKeyWorksAndTheOldOneNoLonger() {
        Bench bench(*m_theme);
        ShortcutEditor* keysOf = editor(bench);
        keysOf->choose(id("go.manual"));
        press(keysOf, Qt::Key_F12);
        QAction* manual = bench.window->actions().action(id("go.manual"));
        QSignalSpy spy(manual, &QAction::triggered);
        bench.window->setFocus();
        QTest::keyClick(bench.window.get(), Qt::Key_F1);
        QCOMPARE(spy.count(), 0);
        QTest::keyClick(bench.window.get(), Qt::Key_F12);
        QCOMPARE(spy.count(), 1);
        // The rail's tooltip names the present key.
        bool told = false;
        for (const RailButton* button : bench.window->findChildren<RailButton*>())
            told = told || button->toolTip().contains(QStringLiteral("(F12)"));
        QVERIFY(told);
    }

    void theEditorFindsByNameAndByKey() {
        Bench bench(*m_theme);
        ShortcutEditor* keysOf = editor(bench);
        const auto shown = [&] {
            QStringList out;
            const auto* tree = keysOf->findChild<QTreeWidget*>();
            for (int i = 0; i < tree->topLevelItemCount(); ++i)
                for (int j = 0; j < tree->topLevelItem(i)->childCount(); ++j)
                    if (!tree->topLevelItem(i)->child(j)->isHidden())
                        out << tree->topLevelItem(i)->child(j)->data(0, Qt::UserRole).toString();
            return out;
        };
        const qsizetype all = shown().size();
        QCOMPARE(all, qsizetype(bench.window->actions().actions().size()));
        auto* search = keysOf->findChild<QLineEdit*>();
        search->setText(QStringLiteral("next docu"));
        QVERIFY(shown().contains(id("label.next")) && shown().size() <= 3);
        QCOMPARE(keysOf->chosen(), shown().first());
        search->setText(QStringLiteral("ctrl+k"));
        QCOMPARE(shown(), QStringList{id("general.palette")});
        search->setText(QStringLiteral("nothing like it"));
        QVERIFY(shown().isEmpty());
        search->setFocus();
        QTest::keyClick(search, Qt::Key_Escape); // clears; the page stays
        QCOMPARE(shown().size(), all);
        QVERIFY(keysOf->isVisible());
    }

    void allDefaultsCanBeUndone() {
        Bench bench(*m_theme);
        ShortcutEditor* keysOf = editor(bench);
        ActionRegistry& registry = bench.window->actions();
        registry.setKeys(id("label.next"), keys("Ctrl+J"));
        registry.setKeys(id("view.theme"), {});
        const auto before = registry.changes();
        QCOMPARE(before.size(), 2);
        const auto button = [](const QWidget* in, const QString& text) {
            for (QPushButton* found : in->findChildren<QPushButton*>())
                if (found->text() == text)
                    return found;
            return static_cast<QPushButton*>(nullptr);
        };
        button(keysOf, QStringLiteral("All defaults"))->click();
        QVERIFY(registry.changes().isEmpty());
        QVERIFY(!registry.action(id("view.theme"))->shortcut().isEmpty());
        button(&bench.window->toast(), QStringLiteral("Undo"))->click();
        QCOMPARE(registry.changes(), before);
    }

    void theNoticeOfTheDesktopIsSwitched() {
        Bench bench(*m_theme);
        bench.window->show();
        bench.window->showPage(QStringLiteral("settings"));
        QCheckBox* box = nullptr;
        for (QCheckBox* found : bench.window->currentPage()->findChildren<QCheckBox*>())
            if (found->accessibleName() == QLatin1String("Tell the desktop when a run ends"))
                box = found;
        QVERIFY(box && box->isChecked());
        box->click();
        QVERIFY(!QSettings().value(QStringLiteral("notice"), true).toBool());
        box->click();
        QVERIFY(QSettings().value(QStringLiteral("notice"), true).toBool());
    }

    // Look, sizes and language take effect and are remembered.
    void settingsAreAppliedAndRemembered() {
        Bench bench(*m_theme);
        bench.window->show();
        bench.window->showPage(QStringLiteral("settings"));
        const auto box = [&](const char* name) {
            for (QComboBox* found : bench.window->findChildren<QComboBox*>())
                if (found->accessibleName() == QLatin1String(name)
                    && bench.window->currentPage()->isAncestorOf(found))
                    return found;
            return static_cast<QComboBox*>(nullptr);
        };
        box("Look")->setCurrentIndex(2);
        QCOMPARE(m_theme->choice(), ThemeChoice::Dark);
        QCOMPARE(QSettings().value(id("theme")).toString(), QStringLiteral("dark"));
        box("Size of all text")->setCurrentIndex(box("Size of all text")->findData(150));
        QCOMPARE(m_theme->zoom(), 150);
        bench.window->actions().action(id("view.normal"))->trigger();
        QCOMPARE(box("Size of all text")->currentData().toInt(), 100); // follows the command
        box("Size")->setCurrentIndex(box("Size")->findData(24));
        QCOMPARE(QSettings().value(id("canvas/size")).toInt(), 24);
        box("Line spacing")->setCurrentIndex(0);
        QCOMPARE(QSettings().value(id("canvas/spacing")).toInt(), 125);
        box("Language")->setCurrentIndex(1);
        QCOMPARE(QSettings().value(id("language")).toString(), QStringLiteral("zh_CN"));
        box("Language")->setCurrentIndex(0);
        m_theme->setChoice(ThemeChoice::System);
    }
};

QTEST_MAIN(TstShortcuts)
#include "tst_shortcuts.moc"
