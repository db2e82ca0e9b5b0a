// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/metrics/calibration.h"
#include "core/metrics/label_quality.h"

#include <algorithm>
#include <cmath>
#include <QTest>

using namespace evenspan;

namespace {

struct Answers {
    std::vector<double> scores;
    std::vector<std::uint8_t> right;
};

// Scores over [0.5, 1]; an answer holds with probability score^power: 1 is perfectly calibrated.
Answers answers(std::size_t n, double power, std::uint64_t seed) {
    Philox rng(seed);
    Answers out;
    for (std::size_t i = 0; i < n; ++i) {
        out.scores.push_back(0.5 + rng.uniform() / 2);
        out.right.push_back(rng.uniform() < std::pow(out.scores.back(), power));
    }
    return out;
}

// Probabilities of softmax(logits / heat), the truth drawn from softmax(logits).
struct Classes {
    std::vector<float> probabilities;
    std::vector<std::int32_t> truth;
};
Classes classes(std::size_t n, std::size_t count, double heat, std::uint64_t seed) {
    Philox rng(seed);
    Classes out;
    for (std::size_t i = 0; i < n; ++i) {
        std::vector<double> logits(count), own(count), told(count);
        for (auto& each : logits)
            each = 4 * rng.uniform();
        double ownSum = 0, toldSum = 0;
        for (std::size_t k = 0; k < count; ++k) {
            ownSum += own[k] = std::exp(logits[k]);
            toldSum += told[k] = std::exp(logits[k] / heat);
        }
        double at = rng.uniform() * ownSum;
        std::size_t truth = 0;
        while (truth + 1 < count && (at -= own[truth]) > 0)
            ++truth;
        out.truth.push_back(std::int32_t(truth));
        for (std::size_t k = 0; k < count; ++k)
            out.probabilities.push_back(float(told[k] / toldSum));
    }
    return out;
}

} // namespace

class TstCalibration : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void figuresByHand() {
        const std::vector<double> scores{0.2, 0.4, 0.6, 0.8};
        const std::vector<std::uint8_t> right{0, 1, 0, 1};
        const auto bins = reliabilityBins(scores, right, 2);
        QVERIFY(bins.ok());
        QCOMPARE(bins->size(), std::size_t(2));
        QCOMPARE(bins->at(0).count, std::uint64_t(2));
        QVERIFY(std::abs(bins->at(0).score - 0.3) < 1e-12);
        QCOMPARE(bins->at(0).right.estimate, 0.5);
        QVERIFY(bins->at(0).right.low > 0 && bins->at(0).right.high < 1);
        // (2 · |0.3 − 0.5| + 2 · |0.7 − 0.5|) / 4
        QVERIFY(std::abs(calibrationError(*bins) - 0.2) < 1e-12);
        // (0.04 + 0.36 + 0.36 + 0.04) / 4
        QVERIFY(std::abs(*brierScore(scores, right) - 0.2) < 1e-12);
    }

    void everyAnswerIsInOneBin() {
        for (std::size_t bins = 1; bins < 20; ++bins) {
            auto a = answers(137, 1, bins);
            for (auto& score : a.scores)
                score = std::round(score * 8) / 8; // ties
            std::uint64_t count = 0;
            double last = -1;
            const auto found = *reliabilityBins(a.scores, a.right, bins);
            for (const auto& bin : found) {
                QVERIFY(bin.low > last && bin.low <= bin.score + 1e-12
                    && bin.score <= bin.high + 1e-12);
                last = bin.high;
                count += bin.count;
            }
            QCOMPARE(count, std::uint64_t(137));
        }
    }

    // A calibrated model lies within what chance allows, an overconfident one far outside.
    void chanceIsToldFromFault() {
        int outside = 0;
        for (std::uint64_t seed = 0; seed < 300; ++seed) {
            const auto good = answers(600, 1, 100 + seed);
            const auto error = calibrationError(*reliabilityBins(good.scores, good.right, 10));
            const auto chance = *perfectCalibrationError(good.scores, 10, 200, seed);
            QVERIFY(chance.mean > 0 && chance.mean < chance.high);
            outside += error > chance.high;
        }
        // 15 of 300 are expected (standard deviation 3.8): outside of 2 to 32 once in 100,000.
        QVERIFY2(outside >= 2 && outside <= 32, qPrintable(QString::number(outside)));
        const auto bad = answers(600, 3, 1);
        QVERIFY(calibrationError(*reliabilityBins(bad.scores, bad.right, 10))
            > 3 * perfectCalibrationError(bad.scores, 10, 200, 1)->high);
        const auto again = *perfectCalibrationError(bad.scores, 10, 200, 1);
        QCOMPARE(again.high, perfectCalibrationError(bad.scores, 10, 200, 1)->high);
    }

    void temperatureIsFoundAgain_data() {
        QTest::addColumn<double>("heat");
        for (const double heat : {0.5, 1.0, 2.0})
            QTest::newRow(qPrintable(QString::number(heat))) << heat;
    }
    // What was divided by `heat` is mended by 1 / heat.
    void temperatureIsFoundAgain() {
        QFETCH(double, heat);
        const auto data = classes(20000, 5, heat, 9);
        const auto fitted = fitTemperature(data.probabilities, 5, data.truth);
        QVERIFY(fitted.ok());
        QVERIFY2(
            std::abs(fitted->value * heat - 1) < 0.05, qPrintable(QString::number(fitted->value)));
        QVERIFY(fitted->lossAfter <= fitted->lossBefore + 1e-12);
    }

    // No other temperature is better: the loss is looked at on a grid.
    void temperatureIsTheBest() {
        const auto data = classes(300, 4, 1.7, 4);
        const auto fitted = *fitTemperature(data.probabilities, 4, data.truth);
        for (double t = 0.1; t < 10; t *= 1.1) {
            double loss = 0;
            for (std::size_t i = 0; i < data.truth.size(); ++i) {
                double sum = 0;
                for (std::size_t k = 0; k < 4; ++k)
                    sum += std::pow(double(data.probabilities[4 * i + k]), 1 / t);
                loss -= std::log(
                    std::pow(double(data.probabilities[4 * i + std::size_t(data.truth[i])]), 1 / t)
                    / sum);
            }
            QVERIFY(loss / 300 >= fitted.lossAfter - 1e-9);
        }
    }

    void brierOfClasses() {
        const std::vector<float> p{0.5F, 0.25F, 0.25F, 0, 0, 1};
        const std::vector<std::int32_t> truth{0, 0};
        // (0.25 + 0.0625 + 0.0625 + 1 + 0 + 1) / 2
        QVERIFY(std::abs(*brierScore(p, 3, truth) - 1.1875) < 1e-9);
    }

    // Against counting anew for each threshold.
    void thresholdCurveByCounting() {
        auto a = answers(200, 1.5, 3);
        for (auto& score : a.scores)
            score = std::round(score * 20) / 20;
        const std::uint64_t gold = 180;
        const auto curve = *thresholdCurve(a.scores, a.right, gold);
        QCOMPARE(curve.front().left, 0.0);
        double last = -1;
        for (const auto& point : curve) {
            QVERIFY(point.threshold > last);
            last = point.threshold;
            double taken = 0, holds = 0;
            for (std::size_t i = 0; i < a.scores.size(); ++i)
                if (a.scores[i] >= point.threshold) {
                    taken += 1;
                    holds += a.right[i];
                }
            QVERIFY(std::abs(point.precision - holds / taken) < 1e-12);
            QVERIFY(std::abs(point.recall - holds / gold) < 1e-12);
            QVERIFY(std::abs(point.f1 - 2 * holds / (taken + gold)) < 1e-12);
            QVERIFY(std::abs(point.left - (1 - taken / 200)) < 1e-12);
        }
    }

    void refusesWhatIsNoProbability() {
        const std::vector<std::uint8_t> right{1, 0};
        const double nan = std::nan("");
        for (const std::vector<double>& scores :
            {std::vector<double>{}, {0.5}, {0.5, 1.5}, {0.5, nan}, {-0.1, 0.5}}) {
            QVERIFY(!reliabilityBins(scores, right, 5));
            QVERIFY(!brierScore(scores, right));
            QVERIFY(!thresholdCurve(scores, right, 2));
        }
        QVERIFY(!perfectCalibrationError({}, 5, 10, 1));
        const std::vector<float> p{0.5F, 0.5F};
        const std::vector<std::int32_t> other{2}, none;
        QVERIFY(!fitTemperature(p, 2, other));
        QVERIFY(!fitTemperature(p, 2, none));
        QVERIFY(!brierScore(p, 3, other));
    }

    // The token whose class was changed is the one that is marked.
    void confidentErrorsFindThePlanted() {
        auto data = classes(3000, 4, 0.4, 8);
        // Given: the most probable class, but for every fiftieth token.
        std::vector<std::size_t> planted;
        for (std::size_t i = 0; i < data.truth.size(); ++i) {
            const float* row = data.probabilities.data() + 4 * i;
            data.truth[i] = std::int32_t(std::max_element(row, row + 4) - row);
            if (i % 50 == 7 && row[data.truth[i]] > 0.95F) {
                planted.push_back(i);
                data.truth[i] = (data.truth[i] + 1) % 4;
            }
        }
        QVERIFY(planted.size() > 10);
        std::vector<std::uint64_t> joint;
        const auto found = *confidentErrors(data.probabilities, 4, data.truth, &joint);
        QVERIFY(found == planted);
        std::uint64_t off = 0;
        for (std::size_t k = 0; k < 16; ++k)
            off += k % 5 == 0 ? 0 : joint[k];
        QCOMPARE(off, std::uint64_t(planted.size()));
        // By self-confidence they come first.
        const auto quality = *labelQuality(data.probabilities, 4, data.truth);
        std::vector<double> ranks;
        std::vector<std::uint8_t> wrong(quality.size(), 0);
        for (const double q : quality)
            ranks.push_back(-q);
        for (const auto i : planted)
            wrong[i] = 1;
        QCOMPARE(averagePrecision(ranks, wrong), 1.0);
        QVERIFY(averagePrecision(quality, wrong) < 0.1);
        QCOMPARE(averagePrecision(quality, std::vector<std::uint8_t>(quality.size(), 0)), 0.0);
    }

    void worstTokenOfEachSentence() {
        const std::vector<double> scores{0.9, 0.2, 0.7, 0.4};
        const std::vector<std::size_t> lengths{2, 0, 1, 1};
        QCOMPARE(worstTokens(scores, lengths), (std::vector<double>{0.2, 1, 0.7, 0.4}));
    }

    void qualityRefusesWhatDoesNotFit() {
        const std::vector<float> p{0.5F, 0.5F};
        const std::vector<std::int32_t> two{0, 1}, outside{5};
        QVERIFY(!labelQuality(p, 2, two));
        QVERIFY(!labelQuality(p, 2, outside));
        QVERIFY(!labelQuality(p, 0, {}));
        QVERIFY(!confidentErrors(p, 2, outside));
        QVERIFY(labelQuality({}, 2, {})->empty());
    }
};

QTEST_APPLESS_MAIN(TstCalibration)
#include "tst_calibration.moc"
