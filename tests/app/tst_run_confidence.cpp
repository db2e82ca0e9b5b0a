// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/inspect/run_confidence.h"
#include "core/app/runs/inspection_keys.h"
#include "core/app/runs/span_score_choice.h"
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

    // The cut that leaves what another cut leaves on another scale, by any growing change of
    // scores.
    void aMovedCutLeavesAsMany() {
        Philox rng(22);
        for (int round = 0; round < 200; ++round) {
            std::vector<double> scores, others;
            std::vector<std::uint8_t> right;
            const double power = 0.3 + 2 * rng.uniform();
            for (auto n = 1 + rng.below(40); n > 0; --n) {
                scores.push_back(static_cast<double>(rng.below(12)) / 11);
                others.push_back(std::pow(scores.back(), power));
                right.push_back(rng.uniform() < scores.back());
            }
            const auto curve = *thresholdCurve(scores, right, 50);
            const auto other = *thresholdCurve(others, right, 50);
            const double cut = rng.uniform();
            const auto left = pointAt(curve, cut).left;
            const double moved = cutThatLeaves(other, left);
            const auto below = std::count_if(
                others.begin(), others.end(), [&](double score) { return score < moved; });
            if (left < 1)
                QCOMPARE(below, std::count_if(scores.begin(), scores.end(), [&](double score) {
                    return score < cut;
                }));
            else
                QCOMPARE(moved, 1.0); // nothing was taken
        }
        QCOMPARE(cutThatLeaves({}, 0.5), 1.0);
    }

    void scoringsAreReadAgain() {
        for (const SpanScore score : kAllSpanScores)
            for (const double temperature : {1.0, 0.1, 1.3333333333333333, 27.5, 1e-3}) {
                const Scoring scoring{score, temperature};
                QCOMPARE(*parseScoring(scoringText(scoring)), scoring);
                QCOMPARE(scoring.calibrated(), temperature != 1.0);
                for (const std::int64_t finished : {std::int64_t(0), std::int64_t(1'700'000'000)}) {
                    const auto stamp = inspectionStamp(finished, scoring);
                    QCOMPARE(*stampedScoring(stamp), scoring);
                    QVERIFY(stamp != inspectionStamp(finished + 1, scoring));
                }
            }
        QCOMPARE(*stampedScoring("7"), Scoring{}); // as it was kept before there was a choice
        QVERIFY(!stampedScoring(""));
        for (const char* bad :
            {"", "mean x", "mean 0", "mean -1", "mean nan", "mean 1.5 ", "max 1"})
            QVERIFY2(!parseScoring(bad), bad);
    }

    // The temperature counts where it was fitted for the weights that the run has, and where the
    // project wants it; a cut counts under the scores that it is of.
    void theTemperatureOfTheRunAndTheSwitch() {
        QTemporaryDir folder;
        auto project = std::move(
            *store::Project::create(folder.filePath(QStringLiteral("p.evenspan")).toStdString()));
        auto& writer = *project->writer();
        store::RunRow row;
        row.name = "first";
        row.finished = 77;
        row.id = *writer.createRun(row);
        const auto reader = *project->reader();
        QCOMPARE(*scoringOf(*reader, row), Scoring{});
        RunConfidence kept;
        kept.runFinished = 77;
        kept.temperature.value = 1.75;
        kept.cut = 0.6;
        QVERIFY(keepConfidence(writer, row.id, kept)); // a cut alone: nothing was fitted
        QCOMPARE(*scoringOf(*reader, row), Scoring{});
        QCOMPARE(cutUnder(kept, {}), std::optional(0.6));
        kept.words = 500;
        QVERIFY(keepConfidence(writer, row.id, kept));
        const Scoring fitted{SpanScore::Mean, 1.75};
        QCOMPARE(*scoringOf(*reader, row), fitted);
        QVERIFY(!cutUnder(kept, fitted)); // of scores as the model says
        kept.cutTemperature = 1.75;
        QVERIFY(cutUnder(kept, fitted) && !cutUnder(kept, {}));
        QVERIFY(!cutUnder(kept, {SpanScore::Product, 1.75}));
        QVERIFY(chooseCalibratedScores(writer, false));
        QCOMPARE(*scoringOf(*reader, row), Scoring{});
        QCOMPARE(*scoringOf(*reader, row, true), fitted);
        QVERIFY(chooseCalibratedScores(writer, true));
        QVERIFY(chooseSpanScore(writer, SpanScore::Least));
        QCOMPARE(*scoringOf(*reader, row), (Scoring{SpanScore::Least, 1.75}));
        row.finished = 78; // trained again
        QCOMPARE(*scoringOf(*reader, row), (Scoring{SpanScore::Least, 1}));
        for (const double bad : {0.0, -1.0}) {
            kept.temperature.value = bad;
            kept.runFinished = 78;
            QVERIFY(keepConfidence(writer, row.id, kept));
            QCOMPARE(*keptTemperature(*reader, row), 1.0);
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
        out.cutTemperature = 1.75;
        for (const std::optional<double> cut : {std::optional<double>(), std::optional(0.85)}) {
            out.cut = cut;
            QVERIFY(keepConfidence(*project->writer(), run, out).ok());
            const auto read = **keptConfidence(*reader, run);
            QCOMPARE(confidenceToJson(read), confidenceToJson(out));
            QCOMPARE(read.cut, cut);
            QCOMPARE(read.temperature.value, 1.75);
            QCOMPARE(read.cutTemperature, 1.75);
        }
        // Of a cut that was kept before scores had a temperature.
        auto old = confidenceToJson(out);
        old.replace(old.find(",\"cut_temperature\":1.75"), 23, "");
        QCOMPARE(confidenceFromJson(old)->cutTemperature, 1.0);
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
