// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/chart_painter.h"
#include "core/report/pdf_table.h"
#include "core/report/pdf_unicode.h"

#include <numeric>
#include <QImage>
#include <QPainter>
#include <QTest>

using namespace evenspan::report;

namespace {

DotChart dots(std::size_t rows) {
    DotChart chart;
    chart.axis = QStringLiteral("recall");
    for (std::size_t i = 0; i < rows; ++i)
        chart.rows.push_back({QStringLiteral("group %1").arg(i), QStringLiteral("n = 100"),
            0.6 + 0.3 * double(i % 7) / 7, 0.55, 0.93, {}, 1, QStringLiteral("value %1").arg(i),
            false});
    fitAxis(chart);
    return chart;
}

HeatChart heat(std::size_t rows, std::size_t columns) {
    HeatChart chart;
    for (std::size_t i = 0; i < rows; ++i) {
        chart.rows.push_back(QStringLiteral("row %1").arg(i));
        chart.cells.emplace_back();
        for (std::size_t j = 0; j < columns; ++j)
            chart.cells.back().push_back(
                {double(j) / double(columns), QStringLiteral("c%1-%2").arg(i).arg(j)});
    }
    for (std::size_t j = 0; j < columns; ++j)
        chart.columns.push_back(QStringLiteral("column %1").arg(j));
    return chart;
}

QString drawn(const Chart& chart, double width = 480) {
    SvgCanvas canvas(reportFont());
    drawChart(canvas, chart, width);
    return canvas.element(width, chartHeight(chart, width), QStringLiteral("a chart"));
}

} // namespace

class TestCharts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Pieces fit, hold every row once and in order, and keep the axis.
    void piecesFit() {
        for (const std::size_t rows : {1u, 2u, 17u, 40u, 203u})
            for (const double height : {90.0, 200.0, 640.0})
                for (const double first : {60.0, 150.0, 640.0}) {
                    const Chart chart = dots(rows);
                    const auto pieces = splitChart(chart, 480, height, first);
                    std::size_t next = 0;
                    for (const auto& piece : pieces) {
                        QVERIFY(chartHeight(piece, 480) <= height);
                        const auto& one = std::get<DotChart>(piece);
                        QCOMPARE(one.from, std::get<DotChart>(chart).from);
                        for (const auto& row : one.rows)
                            QCOMPARE(row.label, QStringLiteral("group %1").arg(next++));
                    }
                    QCOMPARE(next, rows);
                    if (first >= 90)
                        QVERIFY(chartHeight(pieces.front(), 480) <= std::min(first, height));
                }
    }

    // A matrix is cut both ways; every cell is printed in full in exactly one piece.
    void matricesAreCutBothWays() {
        const Chart chart = heat(40, 40);
        QString all;
        for (const auto& piece : splitChart(chart, 480, 640)) {
            QVERIFY(chartHeight(piece, 480) <= 640);
            all += drawn(piece);
        }
        for (int i = 0; i < 40; ++i)
            for (int j = 0; j < 40; ++j)
                QCOMPARE(all.count(QStringLiteral(">c%1-%2<").arg(i).arg(j)), 1);
    }

    // No piece looks like another figure: all have about as many columns.
    void piecesOfAMatrixAreAlike() {
        for (std::size_t columns = 1; columns < 60; ++columns) {
            std::size_t least = columns, most = 0, sum = 0;
            for (const auto& piece : splitChart(heat(3, columns), 480, 640)) {
                const auto size = std::get<HeatChart>(piece).columns.size();
                least = std::min(least, size);
                most = std::max(most, size);
                sum += size;
            }
            QCOMPARE(sum, columns);
            QVERIFY(most == columns || 2 * least > most);
        }
    }

    void everyValueIsPrinted() {
        const auto svg = drawn(dots(12));
        for (int i = 0; i < 12; ++i)
            QVERIFY(svg.contains(QStringLiteral(">value %1<").arg(i)));
        QVERIFY(svg.contains(QStringLiteral("aria-label=\"a chart\"")));
    }

    // The axis of shares reads as the figures beside the rows do.
    void sharesReadInPercent() {
        auto chart = dots(2);
        chart.from = 0.7;
        chart.to = 1;
        const auto svg = drawn(chart);
        for (const int tick : {70, 75, 80, 85, 90, 95, 100})
            QVERIFY(svg.contains(QStringLiteral(">%1%<").arg(tick)));
        QVERIFY(!svg.contains(QStringLiteral(">0.7")));
    }

    void missingIsHatched() {
        auto chart = dots(3);
        QVERIFY(!drawn(chart).contains(QStringLiteral("#hatch")));
        chart.rows[1].value.reset();
        chart.rows[1].printed = QStringLiteral("not shown");
        const auto svg = drawn(chart);
        QVERIFY(svg.contains(QStringLiteral("#hatch")));
        QVERIFY(svg.contains(QStringLiteral(">not shown<")));
        QCOMPARE(svg.count(QStringLiteral("<circle")), 2);
    }

    void axesHoldTheirIntervals() {
        DotChart one = dots(1);
        one.rows[0] = {{}, {}, 0.99, 0.97, 1.0, {}, 0, {}, false};
        fitAxis(one);
        QVERIFY(one.from <= 0.97 && one.to >= 1.0 && one.to - one.from >= 0.19);
        ForestChart forest;
        forest.rows.push_back({{}, {}, -0.31, -0.44, -0.2, 0.1, 1, {}, true});
        forest.margin = 0.05;
        fitAxis(forest);
        QVERIFY(forest.reach >= 0.44);
        DotChart empty;
        fitAxis(empty);
        QVERIFY(empty.to > empty.from);
        drawn(empty);
        drawn(ForestChart());
        drawn(HeatChart());
        drawn(ReliabilityChart());
    }

    // In grey, a darker cell is a larger value, and the text on it can be read.
    void greyTellsTheOrder() {
        const Chart chart = heat(1, 6);
        for (const auto& inks : {paperInks(), darkInks()}) {
            QImage image(960, 160, QImage::Format_RGB32);
            image.fill(inks[0]);
            QPainter painter(&image);
            PainterCanvas canvas(painter, {0, 0}, 2, reportFont(), inks);
            drawChart(canvas, chart, 480);
            painter.end();
            // Just inside the left edge of each cell: no text is there.
            const auto y = int(2 * (chartHeight(chart, 480) - 4 - 22) + 8);
            std::vector<int> greys;
            int last = -1;
            for (int x = 130; x < 950; ++x) {
                const int grey = qGray(image.pixel(x, y));
                if (grey != last && image.pixel(x + 4, y) == image.pixel(x, y)
                    && image.pixel(x + 8, y) == image.pixel(x, y)
                    && (greys.empty() || std::abs(greys.back() - grey) > 3))
                    greys.push_back(grey);
                last = grey;
            }
            QVERIFY(greys.size() >= 6);
            const auto range = std::abs(qGray(inks[0].rgb()) - qGray(inks[1].rgb()));
            for (const int grey : greys)
                QVERIFY(std::abs(grey - qGray(inks[1].rgb())) > range / 2);
        }
    }

    void columnsFillTheWidth() {
        for (const double width : {100.0, 300.0, 471.0}) {
            const std::vector<double> natural{200, 50, 90, 10}, least{60, 40, 30, 10};
            const auto widths = columnWidths(natural, least, width);
            QVERIFY(std::abs(std::accumulate(widths.begin(), widths.end(), 0.0) - width) < 1e-6);
            if (width >= 140)
                for (std::size_t i = 0; i < widths.size(); ++i)
                    QVERIFY(widths[i] >= least[i] - 1e-9);
        }
    }

    void radicalsBecomeIdeographs() {
        const std::string map = "<0001> <0003> <2F00>\n2 beginbfrange\n<0000> <0000> <0000>\n"
                                "<0001> <0003> [<2F00> <0041> <0009> ]\n<0004> <0005> <2F00>\n"
                                "<0006> <0006> [<2F00> odd ]\nendbfrange\n";
        const auto mended = withPlainCharacters(map, {{0x2F00, 0x4E00}, {0x09, 0x20}});
        QCOMPARE(mended,
            std::string("<0001> <0003> <2F00>\n2 beginbfrange\n<0000> <0000> <0000>\n"
                        "<0001> <0003> [<4E00> <0041> <0020> ]\n<0004> <0005> [<4E00> <2F01> ]\n"
                        "<0006> <0006> [<2F00> odd ]\nendbfrange\n"));
        const auto known = plainCharacters();
        if (known.size() > 2) // where a Chinese font is installed
            QCOMPARE(known.at(0x2F00), 0x4E00u);
    }

    void referencesBecomeLinks() {
        Report report;
        report.sections.push_back(
            {QStringLiteral("a"), QStringLiteral("4"), QStringLiteral("Groups"), 1, {}});
        const auto linked =
            resolveReferences(report, QStringLiteral("see {#a}, {#b} and {braces} {#a"));
        QCOMPARE(linked.text, QStringLiteral("see 4 Groups, {#b} and {braces} {#a"));
        QCOMPARE(linked.links.size(), std::size_t(1));
        QCOMPARE(linked.text.mid(linked.links[0].start, linked.links[0].length),
            QStringLiteral("4 Groups"));
    }
};

QTEST_MAIN(TestCharts)
#include "tst_charts.moc"
