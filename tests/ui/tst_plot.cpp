// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/plot.h"
#include "ui/common/theme.h"

#include <QFile>
#include <QImage>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <limits>

using namespace evenspan::ui;

class TestPlot : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }

    // The average of a constant is that constant from the first value on: no pull towards 0.
    void smootherHasNoBias() {
        Smoother smoother(0.99);
        for (int i = 0; i < 50; ++i)
            QVERIFY(qAbs(smoother.add(3.5) - 3.5) < 1e-9);
    }

    void smootherEqualsWeightedMean() {
        Smoother smoother(0.8);
        QVector<double> values{3, 1, 4, 1, 5, 9, 2, 6};
        for (int n = 1; n <= values.size(); ++n) {
            double sum = 0;
            double weights = 0;
            for (int i = 0; i < n; ++i) {
                const double weight = std::pow(0.8, n - 1 - i);
                sum += weight * values[i];
                weights += weight;
            }
            QVERIFY(qAbs(smoother.add(values[n - 1]) - sum / weights) < 1e-12);
        }
    }

    void smootherPassesOverNan() {
        Smoother smoother(0.5);
        smoother.add(2);
        QVERIFY(std::isnan(smoother.add(std::numeric_limits<double>::quiet_NaN())));
        QCOMPARE(smoother.add(2), 2.0);
    }

    void appendEqualsSetData() {
        Plot a;
        Plot b;
        a.addLine(QStringLiteral("loss"), 0.9);
        b.addLine(QStringLiteral("loss"), 0.9);
        QVector<double> x;
        QVector<double> y;
        for (int i = 0; i < 100; ++i) {
            x << i;
            y << 1.0 / (1 + i);
            a.append(0, x.last(), y.last());
        }
        b.setData(0, x, y);
        QCOMPARE(a.values(0, true), b.values(0, true));
        QCOMPARE(a.values(0, false), y);
        a.clear();
        QCOMPARE(a.size(0), 0);
    }

    void keysToggleTableAndScale() {
        Plot plot;
        plot.addLine(QStringLiteral("loss"), 0.9);
        for (int i = 1; i <= 20; ++i)
            plot.append(0, i, 1.0 / i);
        plot.show();
        QTest::keyClick(&plot, Qt::Key_T);
        QVERIFY(plot.tableShown());
        auto* table = plot.findChild<QTableView*>();
        QCOMPARE(table->model()->rowCount(), 20);
        QCOMPARE(table->model()->index(1, 2).data().toString(), QLocale().toString(0.5));
        QTest::keyClick(&plot, Qt::Key_T);
        QVERIFY(!plot.tableShown());
        QTest::keyClick(&plot, Qt::Key_L);
        QVERIFY(plot.logScale());
    }

    void exports() {
        QTemporaryDir folder;
        Plot plot;
        plot.resize(400, 300);
        plot.addLine(QStringLiteral("say \"loss\""), 0.9);
        for (int i = 1; i <= 5; ++i)
            plot.append(0, i, i * 0.5);
        plot.show();
        const auto path = [&](const char* name) { return folder.filePath(QLatin1String(name)); };
        for (const char* name : {"a.csv", "a.svg", "a.png"})
            QVERIFY2(plot.exportTo(path(name)), name);
        QFile csv(path("a.csv"));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = csv.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 6);
        QCOMPARE(lines[0], QByteArray("line,x,value,smoothed"));
        QVERIFY(lines[1].startsWith("\"say \"\"loss\"\"\",1,0.5,0.5"));
        QVERIFY(!QImage(path("a.png")).isNull());
        QFile svg(path("a.svg"));
        QVERIFY(svg.open(QIODevice::ReadOnly));
        const QByteArray drawing = svg.readAll();
        QVERIFY(drawing.contains("<polyline") || drawing.contains("<path"));
        QVERIFY(!drawing.contains("<image"));
        QVERIFY(!plot.exportTo(folder.filePath(QStringLiteral("none/a.csv"))));
    }

private:
    Theme* m_theme = nullptr;
};

QTEST_MAIN(TestPlot)
#include "tst_plot.moc"
