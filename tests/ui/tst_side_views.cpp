// SPDX-License-Identifier: GPL-3.0-or-later
// Views listed at the side: their order, the keyboard, and that all are in sight.
#include "ui/audit/side_views.h"
#include "ui/common/theme.h"

#include <QLabel>
#include <QListWidget>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace evenspan::ui;

class TestSideViews : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }

    void viewsStandUnderTheirHeadings() {
        SideViews views({QStringLiteral("One"), QStringLiteral("Two"), QStringLiteral("Three")});
        QCOMPARE(views.count(), 0);
        QCOMPARE(views.currentIndex(), -1);
        QCOMPARE(views.currentWidget(), nullptr);
        QHash<QString, QWidget*> made;
        // In an order that is not that of the list.
        for (const auto& [heading, name] : {std::pair(2, "f"), std::pair(0, "a"), std::pair(1, "d"),
                 std::pair(0, "b"), std::pair(1, "e"), std::pair(0, "c")}) {
            made[QLatin1String(name)] = new QLabel(QLatin1String(name));
            views.addView(heading, made[QLatin1String(name)], QLatin1String(name));
        }
        QCOMPARE(views.currentWidget(), made[QStringLiteral("f")]); // the first that came
        QString order;
        for (int at = 0; at < views.count(); ++at) {
            order += views.name(at);
            QCOMPARE(views.widget(at), made[views.name(at)]);
            views.setCurrentIndex(at);
            QCOMPARE(views.currentIndex(), at);
            QCOMPARE(views.currentWidget(), made[views.name(at)]);
        }
        QCOMPARE(order, QStringLiteral("abcdef"));
        QStringList rows;
        for (int row = 0; row < views.list()->count(); ++row)
            rows << views.list()->item(row)->text();
        QCOMPARE(rows,
            (QStringList{QStringLiteral("One"), QStringLiteral("a"), QStringLiteral("b"),
                QStringLiteral("c"), QStringLiteral("Two"), QStringLiteral("d"),
                QStringLiteral("e"), QStringLiteral("Three"), QStringLiteral("f")}));
        views.setCurrentWidget(made[QStringLiteral("b")]);
        QCOMPARE(views.currentIndex(), 1);
        views.setCurrentIndex(7); // there is none
        QCOMPARE(views.currentIndex(), 1);
        QCOMPARE(views.widget(-1), nullptr);
    }

    // Arrows go from view to view and pass over headings, to the ends and no further.
    void arrowsReachEveryView() {
        SideViews views({QStringLiteral("One"), QStringLiteral("Two")});
        for (int i = 0; i < 5; ++i)
            views.addView(i / 3, new QLabel(QString::number(i)), QString::number(i));
        views.setCurrentIndex(0);
        views.show();
        views.list()->setFocus();
        QSignalSpy changed(&views, &SideViews::currentChanged);
        for (int at = 1; at < views.count(); ++at) {
            QTest::keyClick(views.list(), Qt::Key_Down);
            QCOMPARE(views.currentIndex(), at);
        }
        QTest::keyClick(views.list(), Qt::Key_Down);
        QCOMPARE(views.currentIndex(), 4);
        QCOMPARE(changed.size(), 4);
        for (int at = 3; at >= 0; --at) {
            QTest::keyClick(views.list(), Qt::Key_Up);
            QCOMPARE(views.currentIndex(), at);
        }
    }

    // Eleven views in the height that the smallest window leaves, none behind a scroll bar.
    void elevenAreInSight() {
        SideViews views({QStringLiteral("One"), QStringLiteral("Two"), QStringLiteral("Three")});
        for (int i = 0; i < 11; ++i)
            views.addView(i < 6 ? 0
                    : i < 10    ? 1
                                : 2,
                new QWidget, QStringLiteral("A name of a view %1").arg(i));
        views.resize(900, 470);
        views.show();
        QVERIFY(!views.list()->verticalScrollBar()->isVisible());
        for (int row = 0; row < views.list()->count(); ++row) {
            const auto* item = views.list()->item(row);
            QVERIFY(views.list()->viewport()->rect().contains(views.list()->visualItemRect(item)));
            QVERIFY(QFontMetrics(item->font()).horizontalAdvance(item->text())
                <= views.list()->visualItemRect(item).width());
        }
    }

private:
    Theme* m_theme = nullptr;
};

QTEST_MAIN(TestSideViews)
#include "tst_side_views.moc"
