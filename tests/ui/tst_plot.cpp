// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/plot.h"
#include "ui/common/theme.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QSignalSpy>
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

    // The average is made anew for every decay; 0 leaves the raw values alone.
    void smoothingIsChosen() {
        Plot plot;
        plot.addLine(QStringLiteral("loss"), 0.9);
        for (int i = 1; i <= 50; ++i)
            plot.append(0, i, i % 2);
        for (const double decay : {0.5, 0.99, 0.0, 0.9}) {
            plot.setSmoothing(decay);
            Smoother smoother(decay);
            const QVector<double> smoothed = plot.values(0, true);
            for (int i = 0; i < 50; ++i)
                QCOMPARE(smoothed[i], smoother.add((i + 1) % 2));
        }
        plot.append(0, 51, 7); // goes on with the decay that was chosen
        Smoother smoother(0.9);
        double last = 0;
        for (const double value : plot.values(0, false))
            last = smoother.add(value);
        QCOMPARE(plot.values(0, true).last(), last);
    }

    void crosshairSaysTheValuesOfAllLines() {
        Plot plot;
        plot.resize(600, 400);
        plot.setAxisNames(QStringLiteral("Step"), QStringLiteral("Loss"));
        plot.addLine(QStringLiteral("Training"));
        plot.addLine(QStringLiteral("Validation"), 0, true);
        for (int i = 1; i <= 100; ++i)
            plot.append(0, i, 1.0 / i);
        plot.append(1, 40, 0.25);
        plot.append(1, 80, 0.125);
        plot.show();
        plot.setCross(40.3);
        QCOMPARE(plot.readout().split(QLatin1Char('\n')),
            (QStringList{QStringLiteral("Step 40"), QStringLiteral("Training 0.025"),
                QStringLiteral("Validation 0.25")}));
        plot.setCross(qQNaN());
        QVERIFY(plot.readout().isEmpty());
    }

    // Everything that the mouse does can be done by keys.
    void keysMoveZoomAndPick() {
        Plot plot;
        plot.resize(600, 400);
        plot.addLine(QStringLiteral("a"));
        plot.addLine(QStringLiteral("b"));
        for (int i = 0; i <= 200; ++i) {
            plot.append(0, i, i);
            plot.append(1, i, 200 - i);
        }
        plot.show();
        plot.fit();
        QTRY_COMPARE_WITH_TIMEOUT(plot.left(), 0.0, 30000);
        QTRY_VERIFY_WITH_TIMEOUT(plot.right() >= 200, 30000);
        QSignalSpy picks(&plot, &Plot::pickedChanged);
        QTest::keyClick(&plot, Qt::Key_Down);
        QCOMPARE(plot.picked(), 0);
        QTest::keyClick(&plot, Qt::Key_Down);
        QCOMPARE(plot.picked(), 1);
        QTest::keyClick(&plot, Qt::Key_Down);
        QCOMPARE(plot.picked(), -1);
        QTest::keyClick(&plot, Qt::Key_Up);
        QCOMPARE(plot.picked(), 1);
        QCOMPARE(picks.size(), 4);
        QTest::keyClick(&plot, Qt::Key_Right);
        QVERIFY(plot.readout().contains(QStringLiteral("b 200")));
        QTest::keyClick(&plot, Qt::Key_Right);
        QVERIFY(plot.readout().contains(QStringLiteral("b 199")));
        QCOMPARE(plot.accessibleDescription(), plot.readout());
        QTest::keyClick(&plot, Qt::Key_Escape);
        QCOMPARE(plot.picked(), -1);
        QVERIFY(plot.readout().isEmpty());
        const double width = plot.right() - plot.left();
        QTest::keyClick(&plot, Qt::Key_Plus);
        QVERIFY(plot.right() - plot.left() < width * 0.9);
        const double left = plot.left();
        QTest::keyClick(&plot, Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(plot.left() > left);
        plot.append(0, 300, 1); // live data does not take the stretch away
        plot.refresh();
        const double kept = plot.left();
        QTest::qWait(100);
        QCOMPARE(plot.left(), kept);
        QTest::keyClick(&plot, Qt::Key_0);
        QTRY_COMPARE_WITH_TIMEOUT(plot.left(), 0.0, 30000);
        QVERIFY(plot.right() >= 300);
    }

    void aClickPicksTheLine() {
        Plot plot;
        plot.resize(600, 400);
        plot.addLine(QStringLiteral("high"));
        plot.addLine(QStringLiteral("low"));
        for (int i = 0; i <= 100; ++i) {
            plot.append(0, i, 10);
            plot.append(1, i, 0);
        }
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        plot.exportTo(QStringLiteral("/dev/null/none.png")); // paints what is in the queue
        const auto click = [&](double x, double y) {
            QTest::mouseClick(plot.canvas(), Qt::LeftButton, {}, plot.placeOf(x, y));
        };
        click(50, 0);
        QCOMPARE(plot.picked(), 1);
        click(50, 10);
        QCOMPARE(plot.picked(), 0);
        click(50, 5); // nothing is there
        QCOMPARE(plot.picked(), -1);
    }

    void marksAreExplained() {
        Plot plot;
        plot.resize(600, 400);
        plot.setAxisNames(QStringLiteral("Step"), QStringLiteral("Loss"));
        plot.addLine(QStringLiteral("loss"));
        for (int i = 0; i <= 100; ++i)
            plot.append(0, i, i);
        plot.setMarks({{30, QStringLiteral("Best so far"),
                           QStringLiteral("These weights are kept."), PlotMark::Note},
            {60, QStringLiteral("Memory ran out"), QStringLiteral("It takes longer."),
                PlotMark::Warning}});
        plot.show();
        plot.exportTo(QStringLiteral("/dev/null/none.png"));
        const auto at = [&](double x) { return plot.markTextAt(plot.placeOf(x, 50)); };
        QVERIFY(at(30).contains(QStringLiteral("These weights are kept.")));
        QVERIFY(at(60).contains(QStringLiteral("Memory ran out")));
        QVERIFY(at(45).isEmpty());
        plot.showTable(true);
        auto* table = plot.findChild<QTableView*>();
        QCOMPARE(table->model()->rowCount(), 103);
        QCOMPARE(table->model()->index(0, 0).data().toString(), QStringLiteral("Best so far"));
        QCOMPARE(table->model()->index(1, 4).data().toString(), QStringLiteral("It takes longer."));
        QCOMPARE(table->model()->index(2, 0).data().toString(), QStringLiteral("loss"));
        plot.setMarks({});
        plot.refresh();
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 101, 30000);
    }

    // Above six lines a legend takes the place of the names at their ends.
    void manyLinesHaveALegend() {
        Plot plot;
        plot.resize(600, 400);
        for (int i = 0; i < 9; ++i) {
            plot.addLine(QString::number(i), i % 2 ? 0.9 : 0);
            QCOMPARE(plot.legendShown(), i >= Plot::kDirectNames);
            for (int k = 0; k < 5; ++k)
                plot.append(i, k, k + i);
        }
        QCOMPARE(plot.lines(), 9);
        plot.removeLines();
        QCOMPARE(plot.lines(), 0);
        QVERIFY(!plot.legendShown());
    }

    // A scale of factors starts at the lowest value that it can show.
    void logarithmWithZeros() {
        Plot plot;
        plot.resize(600, 400);
        plot.addLine(QStringLiteral("loss"));
        for (int i = 0; i < 100; ++i)
            plot.append(0, i, i == 50 ? 0 : i == 60 ? -1 : 0.01 * (i + 1));
        plot.show();
        plot.setLogScale(true);
        plot.exportTo(QStringLiteral("/dev/null/none.png"));
        QVERIFY(plot.bottom() > 0.005 && plot.bottom() <= 0.01);
        QVERIFY(plot.top() >= 1);
    }

    // A million points are drawn by some thousands.
    void aMillionPointsAreDrawnByFew() {
        Plot plot;
        plot.resize(1000, 400);
        plot.addLine(QStringLiteral("loss"), 0.9);
        for (int i = 0; i < 1'000'000; ++i)
            plot.append(0, i, i == 777'777 ? 50 : (i * 7919) % 100 / 100.0);
        plot.show();
        plot.exportTo(QStringLiteral("/dev/null/none.png"));
        QVERIFY(plot.drawn(0) < 5000);
        QVERIFY(plot.top() >= 50); // the one high point is in sight
        plot.zoom(1e4);
        QTRY_VERIFY_WITH_TIMEOUT(plot.drawn(0) < 200, 30000); // single points
    }

    // A thousand runs of a thousand points: each by a few hundred, and no legend that covers them.
    void aThousandLinesOfAThousandPoints() {
        Plot plot;
        plot.resize(1000, 400);
        QVector<double> x;
        QVector<double> y;
        for (int i = 0; i < 1000; ++i) {
            x << i;
            y << 1.0 / (1 + i);
        }
        for (int line = 0; line < 1000; ++line) {
            plot.addLine(QString::number(line));
            y[500] = line;
            plot.setData(line, x, y);
        }
        plot.show();
        plot.exportTo(QStringLiteral("/dev/null/none.png"));
        QVERIFY(!plot.legendShown());
        qint64 drawn = 0;
        for (int line = 0; line < 1000; ++line)
            drawn += plot.drawn(line);
        QVERIFY(drawn < 200'000);
        QVERIFY(plot.top() >= 999); // no line loses its highest point
        plot.setCross(500);
        QVERIFY(plot.readout().contains(QStringLiteral("988 more")));
        plot.pick(700);
        plot.setCross(500);
        QVERIFY(plot.readout().contains(QStringLiteral("700 700")));
    }

    void copiesAPicture() {
        Plot plot;
        plot.resize(300, 200);
        plot.addLine(QStringLiteral("loss"));
        plot.append(0, 1, 1);
        plot.append(0, 2, 2);
        plot.show();
        QTest::keyClick(&plot, Qt::Key_C, Qt::ControlModifier);
        const QPixmap copied = QGuiApplication::clipboard()->pixmap();
        QCOMPARE(copied.size(), QSize(600, 400));
    }

private:
    Theme* m_theme = nullptr;
};

QTEST_MAIN(TestPlot)
#include "tst_plot.moc"
