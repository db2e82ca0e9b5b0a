// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/engine/watch.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace evenspan;
using namespace evenspan::engine;
using Kind = TrainEvent::Kind;

namespace {

TrainEvent step(std::int64_t at, double loss, double norm = 1) {
    TrainEvent event;
    event.kind = Kind::Step;
    event.step = at;
    event.loss = loss;
    event.gradNorm = norm;
    return event;
}

TrainEvent eval(std::int64_t at, double loss, double f1,
    std::map<std::string, std::uint64_t> predicted = {{"PER", 9}, {"ORG", 9}}) {
    TrainEvent event;
    event.kind = Kind::Eval;
    event.step = at;
    event.loss = loss;
    event.split = "validation";
    event.scores.micro = {f1, f1, f1, 20};
    event.scores.types = {{"PER", {f1, f1, f1, 12}}, {"ORG", {f1, f1, f1, 8}}};
    event.predicted = std::move(predicted);
    return event;
}

// The names of all warnings of a run, each with its step.
struct Told {
    RunWatch watch;
    std::vector<std::pair<std::string, std::int64_t>> notes;
    std::vector<TrainEvent> all;
    explicit Told(std::int64_t warmup = 0)
        : watch(warmup) { }
    void see(const TrainEvent& event) {
        for (auto& warning : watch.see(event)) {
            notes.emplace_back(warning.note, warning.step);
            all.push_back(warning);
        }
    }
    bool said(const char* note) const {
        for (const auto& [name, at] : notes)
            if (name == note)
                return true;
        return false;
    }
};

// A loss that falls from 2.2 to about 0.1, as noisy as small batches make it.
double healthy(std::int64_t at, Philox& rng) {
    const double noise = 0.5 + rng.uniform();
    return (0.1 + 2.1 * std::exp(-static_cast<double>(at) / 40)) * noise;
}

} // namespace

class TestWatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Whatever the seed, a run that learns is left in peace.
    void saysNothingOfAHealthyRun() {
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            Philox rng(seed);
            Told told(30);
            for (std::int64_t at = 1; at <= 300; ++at) {
                const double norm =
                    (0.5 + 6 * std::exp(-static_cast<double>(at) / 60)) * (0.5 + rng.uniform());
                told.see(step(at, healthy(at, rng), norm));
                if (at % 50 == 0)
                    told.see(eval(at, 0.3 + 0.2 * std::exp(-static_cast<double>(at) / 50),
                        0.9 - 0.8 * std::exp(-static_cast<double>(at) / 50)));
            }
            QVERIFY2(told.notes.empty(),
                told.notes.empty() ? ""
                                   : (told.notes[0].first + " " + std::to_string(seed)).c_str());
        }
    }

    // One batch with a loss ten times the usual says nothing; a loss that stays up does.
    void oneBadBatchIsNoExplosion() {
        Told told;
        for (std::int64_t at = 1; at <= 200; ++at)
            told.see(step(at, at == 150 ? 4.0 : 0.1 + 2 * std::exp(-static_cast<double>(at) / 20)));
        QVERIFY(told.notes.empty());
    }
    void lossExplodes() {
        Told told;
        for (std::int64_t at = 1; at <= 200; ++at)
            told.see(step(at, at > 120 ? 1.5 : 0.1 + 2 * std::exp(-static_cast<double>(at) / 20)));
        QCOMPARE(told.notes.size(), std::size_t{1});
        QCOMPARE(told.notes[0].first, std::string(note::kLossExplodes));
        QVERIFY(told.notes[0].second >= 130 && told.notes[0].second <= 150);
        QCOMPARE(told.all[0].severity, Severity::Warning);
        QVERIFY(told.all[0].message.find("learning_rate") != std::string::npos);
    }
    // A loss near 0 that triples is still near 0.
    void aTinyLossMayTriple() {
        Told told;
        for (std::int64_t at = 1; at <= 400; ++at)
            told.see(
                step(at, at > 300 ? 0.02 : 0.002 + 2 * std::exp(-static_cast<double>(at) / 20)));
        QVERIFY(told.notes.empty());
    }

    void noNumber_data() {
        QTest::addColumn<double>("loss");
        QTest::addColumn<bool>("inEvaluation");
        QTest::newRow("NaN") << std::numeric_limits<double>::quiet_NaN() << false;
        QTest::newRow("infinite") << std::numeric_limits<double>::infinity() << false;
        QTest::newRow("evaluation") << std::numeric_limits<double>::quiet_NaN() << true;
    }
    void noNumber() {
        QFETCH(double, loss);
        QFETCH(bool, inEvaluation);
        Told told;
        for (std::int64_t at = 1; at <= 3; ++at)
            told.see(inEvaluation ? eval(at, loss, 0.5) : step(at, loss));
        QCOMPARE(told.notes.size(), std::size_t{1}); // once
        QCOMPARE(told.notes[0].first, std::string(note::kNotANumber));
        QCOMPARE(told.all[0].severity, Severity::Error);
    }
    void notSaidTwiceWhereTheTrainerSaidIt() {
        Told told;
        TrainEvent log;
        log.note = note::kNotANumber;
        told.see(log);
        told.see(step(5, std::numeric_limits<double>::quiet_NaN()));
        QVERIFY(told.notes.empty());
    }

    void nothingFound() {
        Told told(100);
        told.see(eval(50, 1, 0, {})); // in the warm-up: does not count
        told.see(eval(150, 1, 0, {}));
        told.see(eval(200, 1, 0, {}));
        QVERIFY(told.notes.empty());
        told.see(eval(250, 1, 0, {}));
        told.see(eval(300, 1, 0, {}));
        QCOMPARE(told.notes.size(), std::size_t{1});
        QCOMPARE(told.notes[0], (std::pair<std::string, std::int64_t>{note::kNothingFound, 250}));
    }
    void aSplitWithoutEntitiesIsNoWarning() {
        Told told;
        for (std::int64_t at = 1; at <= 6; ++at) {
            auto event = eval(at, 1, 0, {});
            event.scores.micro.support = 0;
            event.scores.types.clear();
            told.see(event);
        }
        QVERIFY(told.notes.empty());
    }

    void overfits() {
        Told told;
        const double losses[] = {0.5, 0.3, 0.32, 0.34, 0.36, 0.4};
        for (int i = 0; i < 6; ++i)
            told.see(eval(i + 1, losses[i], i == 0 ? 0.5 : 0.8));
        QCOMPARE(told.notes.size(), std::size_t{1});
        QCOMPARE(told.notes[0], (std::pair<std::string, std::int64_t>{note::kOverfits, 5}));
    }
    void aLossThatRisesWithF1IsFine() {
        Told told;
        for (int i = 0; i < 8; ++i)
            told.see(eval(i + 1, 0.3 + 0.05 * i, 0.5 + 0.03 * i));
        QVERIFY(told.notes.empty());
    }
    void aLossThatGoesUpAndDownIsFine() {
        Told told;
        for (int i = 0; i < 12; ++i)
            told.see(eval(i + 1, i % 2 ? 0.5 : 0.3, 0.8));
        QVERIFY(told.notes.empty());
    }

    void neverPredicted() {
        Told told;
        for (int i = 1; i <= 5; ++i)
            told.see(eval(i, 0.3, 0.6, {{"PER", 10}}));
        QCOMPARE(told.notes.size(), std::size_t{1});
        QCOMPARE(told.notes[0], (std::pair<std::string, std::int64_t>{note::kNeverPredicted, 3}));
        QCOMPARE(told.all[0].detail, std::string("ORG"));
    }
    void predictedOnceIsEnough() {
        Told told;
        told.see(eval(1, 0.3, 0.6, {{"PER", 10}, {"ORG", 1}}));
        for (int i = 2; i <= 5; ++i)
            told.see(eval(i, 0.3, 0.6, {{"PER", 10}}));
        QVERIFY(told.notes.empty());
    }
    void aRareLabelSaysNothing() {
        Told told;
        for (int i = 1; i <= 5; ++i) {
            auto event = eval(i, 0.3, 0.6, {{"PER", 10}});
            event.scores.types["ORG"].support = 4;
            told.see(event);
        }
        QVERIFY(told.notes.empty());
    }

    // Norms and losses as measured at 25 times a rate that works (see watch.h), shortened.
    void rateTooHigh() {
        Told told(9);
        const double norms[] = {3.4, 3.5, 4.7, 1.8, 7.6, 3.2, 14.5, 2.9, 32.0, 5.3};
        const double losses[] = {2.55, 2.58, 1.95, 1.18, 1.94, 1.44, 2.26, 0.88, 4.75, 2.63};
        for (std::int64_t at = 1; at <= 100; ++at)
            told.see(at <= 10 ? step(at, losses[at - 1], norms[at - 1])
                              : step(at, at % 2 ? 1.2 : 1.8, 1));
        QCOMPARE(told.notes.size(), std::size_t{1});
        QCOMPARE(told.notes[0], (std::pair<std::string, std::int64_t>{note::kRateTooHigh, 39}));
    }
    void aPeakWithALossThatFallsIsFine() {
        Told told(10);
        for (std::int64_t at = 1; at <= 200; ++at)
            told.see(step(at, 2 * std::exp(-static_cast<double>(at) / 20), at % 50 == 10 ? 30 : 2));
        QVERIFY(told.notes.empty());
    }
    void normsThatOnlyWaverAreFine() {
        Philox rng(3);
        Told told(10);
        for (std::int64_t at = 1; at <= 300; ++at)
            told.see(step(at, 1.2, 1 + 1.5 * rng.uniform())); // learns nothing, but does not leap
        QVERIFY(told.notes.empty());
    }
    // A later peak is judged by itself.
    void theSecondPeakCounts() {
        Told told;
        for (std::int64_t at = 1; at <= 65; ++at)
            told.see(step(at, at <= 5 ? 2.0 : 0.5, at == 20 ? 40 : 2));
        QVERIFY(!told.said(note::kRateTooHigh));
        for (std::int64_t at = 66; at <= 200; ++at)
            told.see(step(at, 1.9, at == 70 ? 40 : 2));
        QVERIFY(told.said(note::kRateTooHigh));
    }

    void placesAWarningAtItsEvent() {
        Told told;
        auto event = step(7, std::numeric_limits<double>::quiet_NaN());
        event.epoch = 0.5;
        event.time = 12;
        event.run = "r";
        told.see(event);
        QCOMPARE(told.all.at(0).kind, Kind::Log);
        QCOMPARE(told.all[0].step, std::int64_t{7});
        QCOMPARE(told.all[0].epoch, 0.5);
        QCOMPARE(told.all[0].time, 12.0);
        QCOMPARE(told.all[0].run, std::string("r"));
    }
};

QTEST_APPLESS_MAIN(TestWatch)
#include "tst_watch.moc"
