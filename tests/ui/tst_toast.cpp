// SPDX-License-Identifier: GPL-3.0-or-later
// What the window says for a moment: where it stands, when it goes, what it offers.
#include "tests/ui/real_window.h"
#include "ui/common/action_registry.h"

#include <QAccessible>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>

using namespace evenspan;
using namespace evenspan::ui;

class TstToast : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;

    // Every part with something on it that lies under the toast.
    static QStringList covered(RealWindow& w) {
        const Toast& toast = w.window->toast();
        const QRect place(toast.mapToGlobal(QPoint()), toast.size());
        QStringList out;
        for (const QWidget* widget : w.window->findChildren<QWidget*>()) {
            if (!widget->isVisible() || widget == &toast || toast.isAncestorOf(widget)
                || widget->isAncestorOf(&toast)
                || widget->objectName() == QStringLiteral("toastRoom"))
                continue;
            // What holds parts is looked at part by part.
            const bool holder = !widget->findChildren<QWidget*>().isEmpty()
                && !widget->inherits("QAbstractScrollArea");
            if (holder)
                continue;
            const QRect seen(widget->mapToGlobal(QPoint()), widget->size());
            if (seen.intersects(place))
                out << QLatin1String(widget->metaObject()->className()) % QLatin1Char(' ')
                        % widget->accessibleName();
        }
        return out;
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("evenspan-toast"));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init() {
        QSettings().clear();
        m_theme->setZoom(100);
    }

    void itCoversNothing_data() {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("zoom");
        QTest::addColumn<QString>("page");
        for (const char* page : {"label", "project", "train", "review"}) {
            QTest::addRow("%s", page) << QSize(1280, 800) << 100 << QString::fromLatin1(page);
            QTest::addRow("%s, smallest", page)
                << QSize(1024, 640) << 100 << QString::fromLatin1(page);
            QTest::addRow("%s, twice as large", page)
                << QSize(1600, 1000) << 200 << QString::fromLatin1(page);
        }
    }
    void itCoversNothing() {
        QFETCH(QSize, size);
        QFETCH(int, zoom);
        QFETCH(QString, page);
        RealWindow w(*m_theme);
        m_theme->setZoom(zoom);
        w.window->resize(size);
        QVERIFY(w.openLabel());
        w.window->showPage(page);
        Toast& toast = w.window->toast();
        for (const bool offers : {false, true}) {
            toast.say(QStringLiteral("12 more places labelled"),
                offers ? QStringLiteral("Undo") : QString());
            QTRY_COMPARE(covered(w), QStringList());
            QVERIFY(w.window->rect().contains(toast.geometry()));
            // All of it can be read.
            for (const QLabel* label : toast.findChildren<QLabel*>())
                QVERIFY(label->width() >= label->sizeHint().width());
            for (const QPushButton* button : toast.findChildren<QPushButton*>())
                QVERIFY(!button->isVisible() || button->width() >= button->sizeHint().width());
        }
        w.window->resize(size + QSize(150, 40)); // it goes along
        QTRY_COMPARE(covered(w), QStringList());
    }

    // What is too long for its room floats, whole, above the foot of the window.
    void aLongOneIsReadWhole() {
        RealWindow w(*m_theme);
        w.window->resize(1024, 640);
        QVERIFY(w.openLabel());
        Toast& toast = w.window->toast();
        QString text;
        for (int i = 0; i < 60; ++i)
            text += QStringLiteral("a folder with a long name / ");
        toast.say(text, QStringLiteral("Undo"));
        QVERIFY(w.window->rect().contains(toast.geometry()));
        const auto* label = toast.findChild<QLabel*>();
        QCOMPARE(label->text(), text);
        QVERIFY(label->height() >= label->heightForWidth(label->width()));
        toast.say(QStringLiteral("short"));
        QVERIFY(!label->wordWrap());
        QTRY_COMPARE(covered(w), QStringList());
    }

    void itGoesWithItsPage() {
        RealWindow w(*m_theme);
        QVERIFY(w.openLabel());
        Toast& toast = w.window->toast();
        w.label()->propagate(); // nothing is picked, and it says so
        QVERIFY(toast.isVisible());
        w.window->showPage(QStringLiteral("label")); // the same page
        QVERIFY(toast.isVisible());
        w.window->showPage(QStringLiteral("train"));
        QVERIFY(!toast.isVisible());
        // An offer stays, and works from there.
        bool done = false;
        toast.say(QStringLiteral("said"), QStringLiteral("Undo"), [&] { done = true; });
        w.window->showPage(QStringLiteral("label"));
        QVERIFY(toast.isVisible());
        toast.findChild<QPushButton*>()->click();
        QVERIFY(done && !toast.isVisible());
        w.label()->propagate();
        w.workbench.closeProject();
        QTRY_VERIFY(!toast.isVisible());
    }

    // "Undo" of one step must not undo the next one.
    void theNextEditTakesTheOfferAway() {
        RealWindow w(*m_theme);
        QVERIFY(w.openLabel());
        QTRY_COMPARE(w.canvas()->spans().size(), std::size_t(1));
        w.canvas()->select({0, 3});
        QTest::keyClick(w.canvas(), Qt::Key_L);
        QTRY_COMPARE(w.canvas()->spans().size(), std::size_t(2));
        for (const CanvasSpan& span : w.canvas()->spans())
            if (!span.suggested)
                w.canvas()->pick(span.id);
        Toast& toast = w.window->toast();
        w.label()->propagate();
        QTRY_COMPARE(w.canvas()->spans().size(), std::size_t(3));
        QVERIFY(toast.isVisible());
        w.canvas()->pick({});
        w.canvas()->select({13, 17});
        QTest::keyClick(w.canvas(), Qt::Key_P);
        QVERIFY(!toast.isVisible());
        QTRY_COMPARE(w.canvas()->spans().size(), std::size_t(4));
        // Left alone, it undoes what it speaks of.
        w.canvas()->pick({});
        w.canvas()->select({0, 3});
        for (const CanvasSpan& span : w.canvas()->spans())
            if (span.hull().begin == 0)
                w.canvas()->pick(span.id);
        QTRY_VERIFY(w.action(QStringLiteral("edit.undo"))->text().contains(QStringLiteral("PER")));
        w.action(QStringLiteral("edit.undo"))->trigger();
        QTRY_COMPARE(w.canvas()->spans().size(), std::size_t(3));
    }

    void itIsAnAlert() {
        RealWindow w(*m_theme);
        QAccessibleInterface* face = QAccessible::queryAccessibleInterface(&w.window->toast());
        QCOMPARE(face->role(), QAccessible::AlertMessage);
        w.window->toast().say(QStringLiteral("said"));
        QCOMPARE(face->text(QAccessible::Name), QStringLiteral("said"));
    }
};

QTEST_MAIN(TstToast)
#include "tst_toast.moc"
