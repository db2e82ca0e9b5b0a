// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/wilson.h"

#include <cmath>
#include <QTest>

using namespace evenspan;

class TstWilson : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Reference figures to six places, from the closed formula worked out in 50-digit arithmetic.
    void figures_data() {
        QTest::addColumn<int>("successes");
        QTest::addColumn<int>("trials");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::newRow("0 of 10") << 0 << 10 << 0.0 << 0.277533;
        QTest::newRow("1 of 1") << 1 << 1 << 0.206549 << 1.0;
        QTest::newRow("8 of 10") << 8 << 10 << 0.490162 << 0.943318;
        QTest::newRow("50 of 100") << 50 << 100 << 0.403832 << 0.596168;
        QTest::newRow("981 of 1000") << 981 << 1000 << 0.970516 << 0.987803;
    }
    void figures() {
        QFETCH(int, successes);
        QFETCH(int, trials);
        QFETCH(double, low);
        QFETCH(double, high);
        const auto found = wilsonInterval(successes, trials);
        QVERIFY(found.ok());
        QCOMPARE(found->estimate, double(successes) / trials);
        QVERIFY2(
            std::abs(found->low - low) < 1e-6, qPrintable(QString::number(found->low, 'g', 9)));
        QVERIFY2(
            std::abs(found->high - high) < 1e-6, qPrintable(QString::number(found->high, 'g', 9)));
    }

    // By definition: at either bound the score test has exactly the quantile.
    void boundsSolveTheScoreEquation() {
        for (int trials = 1; trials <= 60; ++trials)
            for (int successes = 0; successes <= trials; ++successes) {
                const auto found = *wilsonInterval(successes, trials, 1.5);
                QVERIFY(found.low <= found.estimate && found.estimate <= found.high);
                for (const double bound : {found.low, found.high})
                    if (bound > 0 && bound < 1) {
                        const double score = std::abs(found.estimate - bound)
                            / std::sqrt(bound * (1 - bound) / trials);
                        QVERIFY(std::abs(score - 1.5) < 1e-9);
                    }
                const auto mirrored = *wilsonInterval(trials - successes, trials, 1.5);
                QVERIFY(std::abs(mirrored.low - (1 - found.high)) < 1e-12);
            }
    }

    void oddCounts() {
        QCOMPARE(*wilsonInterval(0, 0), (Proportion{0, 0, 1}));
        QVERIFY(!wilsonInterval(-1, 3));
        QVERIFY(!wilsonInterval(4, 3));
        QVERIFY(!wilsonInterval(1, 3, 0));
        QCOMPARE(wilsonInterval(0, 5)->low, 0.0);
        QCOMPARE(wilsonInterval(5, 5)->high, 1.0);
    }
};

QTEST_APPLESS_MAIN(TstWilson)
#include "tst_wilson.moc"
