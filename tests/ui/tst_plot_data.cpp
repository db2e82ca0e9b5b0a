// SPDX-License-Identifier: GPL-3.0-or-later
// The points of a line: what is drawn of many is what one would see of all.
#include "core/base/rng.h"
#include "ui/common/plot_data.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

const double kNaN = std::numeric_limits<double>::quiet_NaN();

struct Naive {
    std::vector<double> x, y;
};

// Points with repeated places, gaps and NaN, as runs have them.
Naive points(int count, Philox& rng, PlotSeries& series) {
    Naive out;
    double x = 0;
    for (int i = 0; i < count; ++i) {
        x += rng.below(4) == 0 ? 0 : rng.uniform() * (rng.below(50) == 0 ? 40 : 1);
        const double y = rng.below(30) == 0 ? kNaN : rng.uniform() * 10 - 5;
        out.x.push_back(x);
        out.y.push_back(y);
        series.append(x, y);
    }
    return out;
}

} // namespace

class TestPlotData : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Lowest and highest of any stretch, against a plain loop; counts around the powers of 16.
    void rangeEqualsAPlainLoop() {
        Philox rng(1);
        for (const int count : {0, 1, 15, 16, 17, 255, 256, 257, 4095, 4096, 4097, 9000}) {
            PlotSeries series;
            const Naive all = points(count, rng, series);
            QCOMPARE(series.size(), count);
            for (int round = 0; round < 200; ++round) {
                const int from = int(rng.below(std::uint64_t(count) + 1));
                const int to = from + int(rng.below(std::uint64_t(count - from) + 1));
                double low = kNaN, high = kNaN;
                for (int i = from; i < to; ++i)
                    if (std::isfinite(all.y[std::size_t(i)])) {
                        const double y = all.y[std::size_t(i)];
                        low = std::isnan(low) ? y : std::min(low, y);
                        high = std::isnan(high) ? y : std::max(high, y);
                    }
                double lowest = 0, highest = 0;
                const bool some = series.range(from, to, lowest, highest);
                QCOMPARE(some, !std::isnan(low));
                if (some) {
                    QCOMPARE(lowest, low);
                    QCOMPARE(highest, high);
                }
            }
        }
    }

    // Every column of pixels shows the same lowest and highest value as all points would, and no
    // point is made up.
    void aSampleLooksLikeAllPoints() {
        Philox rng(2);
        for (int round = 0; round < 60; ++round) {
            PlotSeries series;
            const int count = 1 + int(rng.below(20000));
            const Naive all = points(count, rng, series);
            const double end = all.x.back();
            const double left = end * rng.uniform() * 0.6;
            const double right = left + 1e-6 + (end - left) * rng.uniform();
            const int columns = 1 + int(rng.below(300));
            const auto sampled = series.sample(left, right, columns);
            QVERIFY(int(sampled.size()) <= 4 * columns + 2);
            struct Column {
                double low = std::numeric_limits<double>::infinity(), high = -low;
            };
            const auto columnsOf = [&](const auto& list) {
                std::vector<Column> out(static_cast<std::size_t>(columns));
                for (const auto& [x, y] : list) {
                    if (x < left || x > right || !std::isfinite(y))
                        continue;
                    const auto at = std::min<std::size_t>(std::size_t(columns) - 1,
                        std::size_t((x - left) / (right - left) * columns));
                    out[at].low = std::min(out[at].low, y);
                    out[at].high = std::max(out[at].high, y);
                }
                return out;
            };
            std::vector<std::pair<double, double>> whole, part;
            for (int i = 0; i < count; ++i)
                whole.emplace_back(all.x[std::size_t(i)], all.y[std::size_t(i)]);
            for (const QPointF& point : sampled) {
                part.emplace_back(point.x(), point.y());
                QVERIFY(std::isnan(point.y())
                    || std::find(whole.begin(), whole.end(), part.back()) != whole.end());
            }
            QVERIFY(std::is_sorted(part.begin(), part.end(),
                [](const auto& a, const auto& b) { return a.first < b.first; }));
            const auto a = columnsOf(whole);
            const auto b = columnsOf(part);
            // A point on the very border of two columns may be counted in either by rounding.
            int different = 0;
            for (std::size_t i = 0; i < a.size(); ++i)
                different += a[i].low != b[i].low || a[i].high != b[i].high;
            QVERIFY2(different == 0, qPrintable(QString::number(different)));
        }
    }

    // What enters and leaves the stretch is drawn up to its edges.
    void aSampleReachesBeyondItsEdges() {
        PlotSeries series;
        for (int i = 0; i <= 100; ++i)
            series.append(i * 10, i);
        const auto sampled = series.sample(123, 456, 1000);
        QCOMPARE(sampled.front(), QPointF(120, 12));
        QCOMPARE(sampled.back(), QPointF(460, 46));
    }

    void nearestPoint() {
        PlotSeries series;
        QCOMPARE(series.nearest(3), -1);
        for (const double x : {1.0, 2.0, 2.0, 4.0})
            series.append(x, 0);
        QCOMPARE(series.nearest(-10), 0);
        QCOMPARE(series.nearest(1.4), 0);
        QCOMPARE(series.nearest(1.6), 1);
        QCOMPARE(series.nearest(3.5), 3);
        QCOMPARE(series.nearest(99), 3);
    }

    void placesDoNotGoBack() {
        PlotSeries series;
        series.append(5, 1);
        series.append(3, 2);
        series.append(kNaN, 3);
        QCOMPARE(series.x(1), 5.0);
        QCOMPARE(series.x(2), 5.0);
        QCOMPARE(series.y(1), 2.0);
    }

    void nothingButNoNumbers() {
        PlotSeries series;
        for (int i = 0; i < 5000; ++i)
            series.append(i, kNaN);
        double low = 0, high = 0;
        QVERIFY(!series.range(0, 5000, low, high));
        for (const QPointF& point : series.sample(0, 5000, 50))
            QVERIFY(std::isnan(point.y()));
    }

    void clearForgetsEverything() {
        PlotSeries series;
        for (int i = 0; i < 1000; ++i)
            series.append(i, 100);
        series.clear();
        for (int i = 0; i < 300; ++i)
            series.append(i, 1);
        double low = 0, high = 0;
        QVERIFY(series.range(0, 300, low, high));
        QCOMPARE(high, 1.0);
    }
};

QTEST_APPLESS_MAIN(TestPlotData)
#include "tst_plot_data.moc"
