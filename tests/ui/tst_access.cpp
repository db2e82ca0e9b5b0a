// SPDX-License-Identifier: GPL-3.0-or-later
// Every page by keyboard and by screen reader: names, the order of Tab without traps, panels, the
// ring round what has the focus, Esc and ?.
#include "tests/ui/real_window.h"
#include "ui/common/action_registry.h"
#include "ui/settings/shortcut_editor.h"
#include "ui/shell/keys_view.h"
#include "ui/shell/manual_page.h"
#include "ui/shell/start_page.h"

#include <QAccessible>
#include <QLabel>
#include <QSettings>
#include <QStandardPaths>

#include <algorithm>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

const QStringList kPages{QStringLiteral("start"), QStringLiteral("project"),
    QStringLiteral("label"), QStringLiteral("train"), QStringLiteral("settings"),
    QStringLiteral("settings keys"), QStringLiteral("manual")};

bool takesTab(const QWidget* widget) {
    return widget->isVisible() && widget->isEnabled() && widget->focusPolicy() & Qt::TabFocus
        && !widget->focusProxy();
}

QString nameOf(const QWidget* widget) {
    return QLatin1String(widget->metaObject()->className()) % QStringLiteral(" “")
        % widget->accessibleName() % QStringLiteral("” ") % widget->objectName();
}

QStringList namesOf(const QSet<QWidget*>& widgets) {
    QStringList names;
    for (const QWidget* widget : widgets)
        names << nameOf(widget);
    names.sort();
    return names;
}

} // namespace

class TstAccess : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;

    // The window with this page in front.
    static bool show(RealWindow& w, const QString& page) {
        w.window->resize(1400, 900);
        if (page == QLatin1String("start"))
            return true;
        if (page == QLatin1String("label") ? !w.openLabel() : !w.open())
            return false;
        if (page == QLatin1String("settings keys"))
            w.action(QStringLiteral("general.change_keys"))->trigger();
        else if (!w.window->showPage(page))
            return false;
        QTest::qWait(100); // lists fill
        return QTest::qWaitForWindowActive(w.window.get());
    }
    static void pages() {
        QTest::addColumn<QString>("page");
        for (const QString& page : kPages)
            QTest::newRow(qPrintable(page)) << page;
    }

    // Everything that Tab reaches, beginning with what has the focus now.
    static QList<QWidget*> walk(RealWindow& w, bool forward) {
        QList<QWidget*> seen;
        for (int step = 0; step < 400; ++step) {
            QWidget* focus = QApplication::focusWidget();
            if (!focus)
                break;
            // Links of a text are stops of their own in one widget.
            if (seen.size() > 1 && focus == seen.first() && focus != seen.last())
                return seen;
            if (seen.isEmpty() || seen.last() != focus)
                seen << focus;
            QTest::keyClick(focus, forward ? Qt::Key_Tab : Qt::Key_Backtab,
                forward ? Qt::NoModifier : Qt::ShiftModifier);
        }
        Q_UNUSED(w)
        return {}; // it does not come back: a trap
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-access"));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init() { QSettings().clear(); }

    void everyControlIsNamed_data() { pages(); }
    void everyControlIsNamed() {
        QFETCH(QString, page);
        RealWindow w(*m_theme);
        QVERIFY(show(w, page));
        QStringList nameless;
        for (QWidget* widget : w.window->findChildren<QWidget*>()) {
            if (!takesTab(widget))
                continue;
            QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
            if (!face || face->text(QAccessible::Name).trimmed().isEmpty())
                nameless << nameOf(widget);
        }
        QCOMPARE(nameless, QStringList());
    }

    void tabReachesAllAndComesBack_data() { pages(); }
    void tabReachesAllAndComesBack() {
        QFETCH(QString, page);
        RealWindow w(*m_theme);
        QVERIFY(show(w, page));
        QVERIFY(QApplication::focusWidget());
        QSet<QWidget*> wanted;
        for (QWidget* widget : w.window->findChildren<QWidget*>())
            if (takesTab(widget))
                wanted << widget;
        const auto reached = [](const QList<QWidget*>& list) {
            return QSet<QWidget*>(list.begin(), list.end());
        };
        const QList<QWidget*> forward = walk(w, true);
        QVERIFY2(!forward.isEmpty(), qPrintable(nameOf(QApplication::focusWidget())));
        QCOMPARE(namesOf(wanted - reached(forward)), QStringList());
        const QList<QWidget*> back = walk(w, false);
        QVERIFY2(!back.isEmpty(), qPrintable(nameOf(QApplication::focusWidget())));
        QCOMPARE(namesOf(wanted - reached(back)), QStringList());
    }

    void f6CyclesThePanels_data() { pages(); }
    void f6CyclesThePanels() {
        QFETCH(QString, page);
        RealWindow w(*m_theme);
        QVERIFY(show(w, page));
        QList<QWidget*> seen;
        for (int step = 0; step < 30; ++step) {
            QWidget* focus = QApplication::focusWidget();
            QTest::keyClick(focus ? focus : w.window.get(), Qt::Key_F6);
            seen << QApplication::focusWidget();
        }
        const qsizetype cycle = seen.indexOf(seen[0], 1);
        QVERIFY2(cycle > 1, "it does not come back");
        for (qsizetype i = 0; i + cycle < seen.size(); ++i)
            QCOMPARE(seen[i], seen[i + cycle]);
        if (const Page* shown = w.window->currentPage())
            for (QWidget* panel : shown->panels()) {
                const bool visited = std::any_of(seen.begin(), seen.end(), [panel](QWidget* at) {
                    return at && (at == panel || panel->isAncestorOf(at));
                });
                QVERIFY2(visited || !panel->isVisible(), qPrintable(nameOf(panel)));
            }
    }

    // With the focus on it by a key, every control looks different than without.
    void theFocusIsSeen_data() { pages(); }
    void theFocusIsSeen() {
        QFETCH(QString, page);
        RealWindow w(*m_theme);
        QVERIFY(show(w, page));
        QApplication::setCursorFlashTime(0);
        const QList<QWidget*> stops = walk(w, true);
        QVERIFY(stops.size() > 2);
        QStringList unseen;
        for (qsizetype i = 0; i < stops.size(); ++i) {
            QWidget* widget = stops[i];
            QWidget* other = stops[(i + stops.size() / 2) % stops.size()];
            widget->setFocus(Qt::ShortcutFocusReason);
            if (QApplication::focusWidget() != widget)
                continue;
            const QImage with = widget->grab().toImage();
            other->setFocus(Qt::ShortcutFocusReason);
            const QImage without = widget->grab().toImage();
            int changed = 0;
            for (int y = 0; y < with.height(); ++y)
                for (int x = 0; x < with.width(); ++x)
                    changed += with.pixel(x, y) != without.pixel(x, y);
            if (changed < std::min(120, 2 * (widget->width() + widget->height()) / 3))
                unseen << nameOf(widget);
        }
        QCOMPARE(unseen, QStringList());
    }

    // Esc leads from the pages at the rail's foot to where one came from, and never out.
    void escapeGoesUp() {
        RealWindow w(*m_theme);
        QVERIFY(w.openLabel());
        for (const char* id : {"go.settings", "go.manual", "general.change_keys"}) {
            w.action(QLatin1String(id))->trigger();
            QVERIFY2(w.window->currentPage() != w.label(), id);
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
            QVERIFY2(w.window->currentPage() == w.label(), id);
        }
        // From one such page to another, and still back to the work.
        w.action(QStringLiteral("go.settings"))->trigger();
        w.action(QStringLiteral("go.manual"))->trigger();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QCOMPARE(w.window->currentPage(), static_cast<Page*>(w.label()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QCOMPARE(w.window->currentPage(), static_cast<Page*>(w.label()));
        // Without a project they lead to the start.
        w.workbench.closeProject();
        QTRY_VERIFY(w.window->findChild<StartPage*>()->isVisible());
        w.action(QStringLiteral("go.settings"))->trigger();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(w.window->findChild<StartPage*>()->isVisible());
    }

    void questionMarkShowsTheKeysOfThePage() {
        RealWindow w(*m_theme);
        QVERIFY(w.openLabel());
        const auto texts = [&] {
            QStringList out;
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Question);
            auto* view = qobject_cast<KeysView*>(QApplication::activeModalWidget());
            if (!view)
                return out;
            for (const QLabel* label : view->findChildren<QLabel*>())
                out << label->text();
            QTest::keyClick(view, Qt::Key_Escape);
            return out;
        };
        const QStringList label = texts();
        QVERIFY(label.contains(QStringLiteral("Next document")));
        QVERIFY(label.contains(QStringLiteral("Accept the suggestion"))); // no command, yet a key
        QVERIFY(label.contains(QStringLiteral("Up one level")));
        QVERIFY(!label.contains(QStringLiteral("Fine-tune a model")));
        QTRY_VERIFY(!QApplication::activeModalWidget());
        w.window->showPage(QStringLiteral("train"));
        w.window->setFocus();
        const QStringList train = texts();
        QVERIFY(train.contains(QStringLiteral("Fine-tune a model")));
        QVERIFY(!train.contains(QStringLiteral("Next document")));
    }
};

QTEST_MAIN(TstAccess)
#include "tst_access.moc"
