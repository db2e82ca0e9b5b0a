// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/threads.h"

#include <QTest>

#include <algorithm>
#include <thread>

using namespace evenspan;

class Threads : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { qunsetenv("OMP_NUM_THREADS"); }

    void oneForEachCoreWhereNobodySays() {
        qunsetenv("OMP_NUM_THREADS");
        QCOMPARE(usualThreads(), int(std::max(1U, std::thread::hardware_concurrency())));
    }

    void theEnvironmentMaySay_data() {
        QTest::addColumn<QByteArray>("wanted");
        QTest::addColumn<int>("threads"); // 0: as without
        QTest::newRow("a number") << QByteArray("1") << 1;
        QTest::newRow("more than the machine has") << QByteArray("96") << 96;
        QTest::newRow("one a level") << QByteArray("3,2") << 3;
        QTest::newRow("empty") << QByteArray("") << 0;
        QTest::newRow("none") << QByteArray("0") << 0;
        QTest::newRow("below none") << QByteArray("-2") << 0;
        QTest::newRow("words") << QByteArray("all") << 0;
        QTest::newRow("half a number") << QByteArray("2x") << 0;
        QTest::newRow("beyond a number") << QByteArray("99999999999") << 0;
    }

    void theEnvironmentMaySay() {
        QFETCH(QByteArray, wanted);
        QFETCH(int, threads);
        qputenv("OMP_NUM_THREADS", wanted);
        QCOMPARE(usualThreads(),
            threads ? threads : int(std::max(1U, std::thread::hardware_concurrency())));
    }
};

QTEST_GUILESS_MAIN(Threads)
#include "tst_threads.moc"
