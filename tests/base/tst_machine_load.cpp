// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/machine_load.h"

#include <QTest>

#include <cmath>
#include <vector>

using namespace evenspan;

class TestMachineLoad : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsTheLineOfAllCores() {
        std::uint64_t busy = 0, all = 0;
        QVERIFY(readCpuLine("cpu  10 20 30 400 50 6 7 8 9 10", busy, all));
        QCOMPARE(all, std::uint64_t{10 + 20 + 30 + 400 + 50 + 6 + 7 + 8}); // guests count once
        QCOMPARE(busy, std::uint64_t{10 + 20 + 30 + 6 + 7 + 8});
        for (const char* line : {"", "cpu0 1 2 3 4", "intr 5", "cpu"})
            QVERIFY2(!readCpuLine(line, busy, all), line);
    }

    void samplesThisProcess() {
        LoadSampler sampler("cpu");
        double sink = 0;
        for (int k = 1; k < 4'000'000; ++k)
            sink += std::sqrt(double(k));
        const MachineLoad load = sampler.sample();
        QVERIFY(sink > 0);
        QVERIFY(load.cpu > 0 && load.cpu <= 100);
        QVERIFY(load.machine <= 100); // below 0 where the system does not tell
        QVERIFY(load.memory > 1e6);
        QCOMPARE(load.gpu, -1.0); // not asked for
        std::vector<char> block(64 << 20, 1);
        QVERIFY(block.back() == 1);
        QVERIFY(sampler.sample().memory > load.memory + 32e6);
    }

    // One sampler after another: the library is opened and closed by each.
    void asksTheCard() {
        if (!qEnvironmentVariableIsSet("EVENSPAN_FAKE_CARD"))
            QSKIP("ctest sets the path of the stand-in for NVIDIA's library");
        for (const char* device : {"cuda", "cuda:0", "cuda:0"}) {
            LoadSampler sampler(device);
            const MachineLoad load = sampler.sample();
            QCOMPARE(load.gpu, 37.0);
            QCOMPARE(load.gpuMemory, 5e9);
        }
    }

    // A card that is not there leaves its values out and everything else as it is.
    void aDeviceThatIsNotThere() {
        LoadSampler sampler("cuda:63");
        const MachineLoad load = sampler.sample();
        QCOMPARE(load.gpu, -1.0);
        QCOMPARE(load.gpuMemory, -1.0);
        QVERIFY(load.memory > 0);
    }
};

QTEST_APPLESS_MAIN(TestMachineLoad)
#include "tst_machine_load.moc"
