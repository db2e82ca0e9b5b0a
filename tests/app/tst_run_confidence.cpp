// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/inspect/run_confidence.h"
#include "core/base/rng.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <QTemporaryDir>
#include <QTest>

using namespace evenspan;

class RunConfidenceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Against counting what lies at or above the cut.
    void cutsAreTheLowestThatHold() {
        Philox rng(21);
        for (int round = 0; round < 200; ++round) {
            std::vector<double> scores;
            std::vector<std::uint8_t> right;
            for (auto n = 1 + rng.below(40); n > 0; --n) {
                scores.push_back(static_cast<double>(rng.below(12)) / 11);
                right.push_back(rng.uniform() < scores.back());
            }
            const auto curve = *thresholdCurve(scores, right, 50);
            const auto shares = [&](double cut) {
                double taken = 0, holds = 0;
                for (std::size_t i = 0; i < scores.size(); ++i)
                    if (scores[i] >= cut) {
                        taken += 1;
                        holds += right[i];
                    }
                return std::pair(
                    taken > 0 ? holds / taken : 0, 1 - taken / static_cast<double>(scores.size()));
            };
            const double wanted = rng.uniform();
            std::optional<double> lowest;
            for (int step = 0; step <= 11 && !lowest; ++step) {
                const double cut = step / 11.0;
                const auto most = *std::max_element(scores.begin(), scores.end());
                if (cut <= most && shares(cut).first >= wanted)
                    lowest = cut;
            }
            const auto found = cutFor(curve, wanted);
            QCOMPARE(found.has_value(), lowest.has_value());
            if (found)
                QVERIFY(std::abs(shares(found->threshold).first - shares(*lowest).first) < 1e-12);
            const double any = rng.uniform();
            const auto point = pointAt(curve, any);
            QVERIFY(std::abs(point.precision - shares(any).first) < 1e-12);
            QVERIFY(std::abs(point.left - shares(any).second) < 1e-12);
        }
    }

    void whatIsKeptIsRead() {
        QTemporaryDir folder;
        auto project = std::move(
            *store::Project::create(folder.filePath(QStringLiteral("p.evenspan")).toStdString()));
        store::RunRow row;
        row.name = "first";
        const auto run = *project->writer()->createRun(row);
        const auto reader = *project->reader();
        QVERIFY(!keptConfidence(*reader, run)->has_value());
        RunConfidence out;
        out.split = "validation";
        out.words = 500;
        out.entities = 60;
        out.temperature = {1.75, 0.4, 0.3};
        out.errorBefore = 0.05;
        out.errorAfter = 0.01;
        out.runFinished = 77;
        for (const std::optional<double> cut : {std::optional<double>(), std::optional(0.85)}) {
            out.cut = cut;
            QVERIFY(keepConfidence(*project->writer(), run, out).ok());
            const auto read = **keptConfidence(*reader, run);
            QCOMPARE(confidenceToJson(read), confidenceToJson(out));
            QCOMPARE(read.cut, cut);
            QCOMPARE(read.temperature.value, 1.75);
        }
        // What another program left there is as nothing.
        QVERIFY(project->writer()
                    ->setSetting("confidence:" + std::to_string(run.value), "{\"cut\":\"x\"}")
                    .ok());
        QVERIFY(!keptConfidence(*reader, run)->has_value());
        QCOMPARE(confidenceFromJson("[").error().code, ErrorCode::Corrupt);
    }
};

QTEST_APPLESS_MAIN(RunConfidenceTest)
#include "tst_run_confidence.moc"
