// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/train/learning_simulation.h"
#include "core/base/rng.h"

#include <nlohmann/json.hpp>
#include <QTest>

#include <cmath>
#include <numeric>
#include <set>

using namespace evenspan;

namespace {

// What a document is worth is known; a learner knows the sum of what it saw, and is most unsure of
// what is worth most.
class Toy : public Learner {
public:
    std::size_t learnt = 0, asked = 0;
    std::stop_source* stopAfter = nullptr;
    std::size_t stopAt = 0;
    static double worth(std::int64_t document) {
        return static_cast<double>(document * 37 % 101) / 1000;
    }
    Result<double> learn(
        const std::vector<std::int64_t>& documents, std::uint64_t, std::stop_token) override {
        if (++learnt == stopAt)
            stopAfter->request_stop();
        double sum = 0;
        for (const auto one : documents)
            sum += worth(one);
        return sum;
    }
    Result<std::vector<LearningItem>> judge(
        const std::vector<std::int64_t>& documents, LearningMeasure, std::stop_token) override {
        ++asked;
        std::vector<LearningItem> out;
        for (const auto one : documents)
            out.push_back({one, worth(one),
                {static_cast<std::uint64_t>(one), static_cast<std::uint64_t>(one + 1000)}});
        return out;
    }
};

std::vector<std::int64_t> numbers(std::int64_t count) {
    std::vector<std::int64_t> out(static_cast<std::size_t>(count));
    std::iota(out.begin(), out.end(), 1);
    return out;
}

SimulationSpec small() {
    SimulationSpec spec;
    spec.orders = {"random", "entropy"};
    spec.seeds = {1, 2, 3, 4};
    spec.first = 4;
    spec.batch = 3;
    spec.rounds = 5;
    return spec;
}

} // namespace

class LearningSimulationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // The random curve is what a plain loop over the dealt documents gives; the other one takes
    // the most worthy of the rest.
    void curvesAreThoseOfPlainLoops() {
        const auto spec = small();
        Toy toy;
        const auto points = *simulateLearning(spec, numbers(40), toy, {}, {});
        QCOMPARE(points.size(), std::size_t(2 * 4 * 6));
        std::vector<SimulationPoint> naive;
        for (const auto seed : spec.seeds) {
            auto dealt = numbers(40);
            Philox rng(seed);
            shuffle(std::span(dealt), rng);
            double sum = 0;
            for (std::size_t i = 0; i < 4 + 3 * 5; ++i) {
                sum += Toy::worth(dealt[i]);
                if (i >= 3 && (i - 3) % 3 == 0)
                    naive.push_back({"random", seed, i + 1, sum});
            }
            std::vector<std::int64_t> rest(dealt.begin() + 4, dealt.end());
            std::sort(rest.begin(), rest.end(), [](std::int64_t a, std::int64_t b) {
                return std::pair(-Toy::worth(a), a) < std::pair(-Toy::worth(b), b);
            });
            sum = std::accumulate(dealt.begin(), dealt.begin() + 4, 0.0,
                [](double before, std::int64_t one) { return before + Toy::worth(one); });
            naive.push_back({"entropy", seed, 4, sum});
            for (std::size_t i = 0; i < 15; ++i) {
                sum += Toy::worth(rest[i]);
                if (i % 3 == 2)
                    naive.push_back({"entropy", seed, 5 + i, sum});
            }
        }
        QCOMPARE(points.size(), naive.size());
        for (std::size_t i = 0; i < points.size(); ++i) {
            QCOMPARE(points[i].order, naive[i].order);
            QCOMPARE(points[i].seed, naive[i].seed);
            QCOMPARE(points[i].documents, naive[i].documents);
            QVERIFY(std::abs(points[i].f1 - naive[i].f1) < 1e-12);
        }
        auto backwards = numbers(40);
        std::reverse(backwards.begin(), backwards.end());
        QCOMPARE(*simulateLearning(spec, backwards, toy, {}, {}), points);
        const auto json = simulationToJson(spec, points);
        QVERIFY(json["orders"]["entropy"]["gain"]["low"].get<double>() > 0);
        QCOMPARE(json["orders"]["random"]["curve"].size(), std::size_t(6));
        QVERIFY(!json["orders"]["random"].contains("gain"));
    }

    // A stop keeps whole curves; going on gives the same points and learns nothing twice.
    void aStoppedOneGoesOn() {
        const auto spec = small();
        Toy whole;
        const auto points = *simulateLearning(spec, numbers(40), whole, {}, {});
        std::stop_source source;
        Toy toy;
        toy.stopAfter = &source;
        toy.stopAt = 16; // within the third curve
        std::vector<SimulationPoint> kept;
        const auto keep = [&](const std::vector<SimulationPoint>& so) -> Result<void> {
            kept = so;
            return {};
        };
        const auto stopped = simulateLearning(spec, numbers(40), toy, {}, keep, source.get_token());
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        QCOMPARE(kept.size(), std::size_t(12));
        Toy again;
        // Each training is told as it is done, what was kept before is not.
        std::vector<SimulationPoint> told;
        QCOMPARE(*simulateLearning(spec, numbers(40), again, kept, keep, {},
                     [&](const SimulationPoint& point) { told.push_back(point); }),
            points);
        QCOMPARE(told, std::vector<SimulationPoint>(points.begin() + 12, points.end()));
        QCOMPARE(again.learnt, whole.learnt - 12);
        QCOMPARE(kept, points);
    }

    void theEndOfTheDocumentsEndsTheCurve() {
        auto spec = small();
        spec.orders = {"mnlp"};
        spec.seeds = {9};
        Toy toy;
        const auto points = *simulateLearning(spec, numbers(9), toy, {}, {});
        std::vector<std::size_t> sizes;
        for (const auto& point : points)
            sizes.push_back(point.documents);
        QCOMPARE(sizes, (std::vector<std::size_t>{4, 7, 9}));
    }

    void whatMakesNoSenseIsRefused() {
        auto spec = small();
        Toy toy;
        QCOMPARE(simulateLearning(spec, numbers(3), toy, {}, {}).error().code, ErrorCode::Empty);
        spec.orders = {"magic"};
        QCOMPARE(simulateLearning(spec, numbers(40), toy, {}, {}).error().code,
            ErrorCode::InvalidArgument);
        spec = small();
        spec.batch = 0;
        QVERIFY(!simulateLearning(spec, numbers(40), toy, {}, {}));
        QCOMPARE(toy.learnt, std::size_t(0));
    }

    // Student's interval of 1, 2, 3: 2 ± 4.3027 / √3.
    void theIntervalIsStudents() {
        const double values[] = {1, 2, 3};
        const auto mean = meanOf(values);
        QCOMPARE(mean.mean, 2.0);
        QVERIFY(std::abs(mean.high - (2 + 4.302652729911275 / std::sqrt(3.0))) < 1e-9);
        QVERIFY(std::abs(mean.low + mean.high - 4) < 1e-12);
        QVERIFY(std::isnan(meanOf(std::span(values, 1)).low));
    }
};

QTEST_GUILESS_MAIN(LearningSimulationTest)
#include "tst_learning_simulation.moc"
