// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/search/study_run.h"

#include <cmath>
#include <QTest>
#include <set>

using namespace evenspan;
using namespace evenspan::search;

namespace {

constexpr std::int64_t kEvaluations = 9;

// Runs that learn in no time: the value rises from 0 to one that hangs on the recipe and the seed.
// Keeps checkpoints as a project would, so that a killed run goes on.
class FakeHost : public StudyHost {
public:
    std::map<std::string, std::int64_t> reached; // evaluations of each run, as on a disk
    std::vector<std::string> discarded;
    std::string saved; // the study, as on a disk
    int savesLeft = -1; // the program dies at the save after these; below 0: never
    std::string failing; // a run that fails
    ErrorCode failure = ErrorCode::OutOfMemory;
    double clock = 0, perEvaluation = 1;
    std::int64_t evaluations = 0; // of all runs
    std::int64_t stopAfter = -1; // evaluations until the user stops
    std::stop_source stop;
    double gainLow = 0.01;
    std::vector<std::string> comparedWinner, comparedStandard;

    static double worth(const engine::Recipe& recipe) {
        return 0.9 - std::pow(std::log10(recipe.learning_rate) + 3.2, 2) / 4
            + 0.001 * static_cast<double>(recipe.seed % 7);
    }

    Result<TrialEnd> train(const TrialOrder& order,
        const std::function<bool(const TrialEvaluation&)>& evaluated,
        const std::function<bool()>& goesOn, std::stop_token token) override {
        if (order.run == failing)
            return Error{failure, "It failed", order.run, "Nothing."};
        auto& done = reached[order.run];
        while (done < kEvaluations) {
            if (token.stop_requested() || !goesOn())
                return TrialEnd{true};
            clock += perEvaluation;
            ++evaluations;
            ++done;
            const double share = 1 - std::pow(0.5, static_cast<double>(done));
            const bool more = evaluated({done * 10, worth(order.recipe) * share});
            if (stopAfter >= 0 && evaluations >= stopAfter)
                stop.request_stop();
            if (!more)
                return TrialEnd{true};
        }
        return TrialEnd{};
    }
    void discard(const std::string& run) override { discarded.push_back(run); }
    Result<void> save(const Study& study) override {
        if (savesLeft == 0)
            return Error{ErrorCode::Internal, "killed", {}, {}};
        --savesLeft;
        saved = studyToJson(study);
        return {};
    }
    Result<Gain> compare(const Study&, const std::vector<std::string>& winner,
        const std::vector<std::string>& standard, std::stop_token) override {
        comparedWinner = winner;
        comparedStandard = standard;
        return Gain{"test", 12, std::int64_t(winner.size()), std::int64_t(standard.size()), 0.8,
            0.75, gainLow, 0.09};
    }
    double seconds() override { return clock; }
    void changed(const Study&, const Trial*) override { }
};

StudySpec specOf(SamplerKind sampler, bool pruning) {
    StudySpec spec;
    spec.name = "s";
    spec.space = *spaceFromJson(R"({"learning_rate": {"min": 1e-5, "max": 1e-1, "log": true},
        "schedule": ["linear", "cosine"]})");
    spec.base.seed = 40;
    spec.sampler = sampler;
    spec.pruning = pruning;
    spec.seed = 6;
    spec.runs = 24;
    return spec;
}

// Times say nothing of what was found.
std::string timeless(Study study) {
    study.seconds = 0;
    for (auto* list : {&study.trials, &study.repeats})
        for (auto& trial : *list)
            trial.seconds = 0;
    return studyToJson(study);
}

Study finished(const StudySpec& spec, FakeHost& host) {
    Study study{spec, {}, {}, 0, {}, false};
    const auto done = runStudy(study, host, host.stop.get_token());
    if (!done)
        qWarning("%s", done.error().text().c_str());
    return study;
}

} // namespace

class StudyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStudyComesToItsEnd() {
        FakeHost host;
        const auto study = finished(specOf(SamplerKind::Tpe, false), host);
        QVERIFY(study.done);
        QCOMPARE(study.trials.size(), std::size_t{24});
        QCOMPARE(study.ranking().size(), std::size_t{24});
        // Two finalists with two more seeds each, the base recipe with three.
        QCOMPARE(study.repeats.size(), std::size_t{7});
        std::set<std::string> names;
        for (const auto* list : {&study.trials, &study.repeats})
            for (const auto& trial : *list) {
                QVERIFY(names.insert(trial.run).second);
                QCOMPARE(trial.evaluations.size(), std::size_t(kEvaluations));
                QCOMPARE(trial.state, TrialState::Complete);
            }
        const auto* winner = study.winner();
        QCOMPARE(host.comparedWinner.size(), std::size_t{3});
        QCOMPARE(host.comparedWinner.front(), winner->run);
        QCOMPARE(host.comparedStandard.size(), std::size_t{3});
        QVERIFY(host.comparedStandard.front().find("base") != std::string::npos);
        for (std::int64_t n = 0; n < 3; ++n)
            QCOMPARE(study.runsOf(0, true)[std::size_t(n)]->seed, 40 + n);
        // All but the two best have given their weights back, each once.
        QCOMPARE(host.discarded.size(), std::size_t{22});
        QCOMPARE(std::set<std::string>(host.discarded.begin(), host.discarded.end()).size(),
            std::size_t{22});
        for (const auto* kept : {study.ranking()[0], study.ranking()[1]})
            QVERIFY(std::find(host.discarded.begin(), host.discarded.end(), kept->run)
                == host.discarded.end());
        QVERIFY(studyFromJson(studyToJson(study)).valueOr({}) == study);
    }

    // Killed at every save there is, the study ends as the one that never was.
    void aKilledStudyGoesOnTheSame_data() {
        QTest::addColumn<int>("sampler");
        QTest::addColumn<bool>("pruning");
        QTest::newRow("tpe") << int(SamplerKind::Tpe) << false;
        QTest::newRow("tpe, pruned") << int(SamplerKind::Tpe) << true;
        QTest::newRow("halving") << int(SamplerKind::Random) << true;
        QTest::newRow("grid") << int(SamplerKind::Grid) << false;
    }
    void aKilledStudyGoesOnTheSame() {
        QFETCH(int, sampler);
        QFETCH(bool, pruning);
        auto spec = specOf(static_cast<SamplerKind>(sampler), pruning);
        spec.runs = 14;
        FakeHost whole;
        const auto expected = timeless(finished(spec, whole));
        for (int at = 0; at < 400; at += 7) {
            FakeHost host;
            host.savesLeft = at;
            Study study{spec, {}, {}, 0, {}, false};
            if (runStudy(study, host).ok()) {
                QVERIFY(at > 100); // there was something to interrupt before
                return;
            }
            host.savesLeft = -1;
            Study again = host.saved.empty() ? Study{spec, {}, {}, 0, {}, false}
                                             : studyFromJson(host.saved).valueOr({});
            // The run at work had come farther than the study knew, by one evaluation at most.
            for (auto& [run, reached] : host.reached)
                for (const auto* list : {&again.trials, &again.repeats})
                    for (const auto& trial : *list)
                        if (trial.run == run && trial.state == TrialState::Running)
                            reached = std::int64_t(trial.evaluations.size());
            const auto done = runStudy(again, host);
            QVERIFY2(done.ok(), done ? "" : done.error().text().c_str());
            QCOMPARE(timeless(again), expected);
        }
        QFAIL("it never came to its end");
    }

    void aStopIsNoEnd() {
        FakeHost host;
        host.stopAfter = 50;
        Study study{specOf(SamplerKind::Tpe, false), {}, {}, 0, {}, false};
        const auto done = runStudy(study, host, host.stop.get_token());
        QVERIFY(!done.ok());
        QCOMPARE(done.error().code, ErrorCode::Cancelled);
        QCOMPARE(study.trials.back().state, TrialState::Running);
        QCOMPARE(host.evaluations, std::int64_t{50});
        auto again = *studyFromJson(host.saved);
        host.stopAfter = -1;
        QVERIFY(runStudy(again, host).ok());
        FakeHost other;
        QCOMPARE(timeless(again), timeless(finished(specOf(SamplerKind::Tpe, false), other)));
        QCOMPARE(host.evaluations, other.evaluations); // nothing was learnt twice
    }

    void pruningSavesWorkAndKeepsTheBest() {
        FakeHost all, few;
        auto spec = specOf(SamplerKind::Random, false);
        spec.finalists = 0;
        const auto whole = finished(spec, all);
        spec.pruning = true;
        const auto halved = finished(spec, few);
        QVERIFY(few.evaluations < all.evaluations * 6 / 10);
        QCOMPARE(halved.winner()->run, whole.winner()->run);
        int pruned = 0;
        for (const auto& trial : halved.trials)
            if (trial.state == TrialState::Pruned) {
                ++pruned;
                const auto at = trial.evaluations.size();
                QVERIFY(at == 1 || at == 3 || at == 9);
                QCOMPARE(trial.value, trial.evaluations.back().value);
            }
        QVERIFY(pruned > 10);
        QVERIFY(!halved.gain && halved.repeats.empty() && halved.done);
        QVERIFY(verdict(halved)[1].find("not tested") != std::string::npos);
    }

    void timeIsABudget() {
        FakeHost host;
        auto spec = specOf(SamplerKind::Random, false);
        spec.runs = 0;
        spec.seconds = 200;
        const auto study = finished(spec, host);
        QVERIFY(study.done);
        // A run takes 9 s, the finalists 7 of them: trials stop at 137 s, the whole at 200.
        QVERIFY2(
            host.clock <= 200 + 9 && host.clock > 180, qPrintable(QString::number(host.clock)));
        QCOMPARE(study.repeats.size(), std::size_t{7});
        QVERIFY(study.gain.has_value());
        QVERIFY(study.trials.size() >= 14 && study.trials.size() <= 16);

        // Where time ends within the first run there is nothing to choose from.
        FakeHost slow;
        slow.perEvaluation = 100;
        Study none{spec, {}, {}, 0, {}, false};
        const auto done = runStudy(none, slow);
        QCOMPARE(done.error().code, ErrorCode::Empty);
        QCOMPARE(none.trials.size(), std::size_t{1});
        QCOMPARE(none.trials[0].state, TrialState::OutOfTime);
    }

    void timeCountsOverSessions() {
        FakeHost host;
        auto spec = specOf(SamplerKind::Random, false);
        spec.runs = 0;
        spec.seconds = 200;
        host.stopAfter = 60;
        Study study{spec, {}, {}, 0, {}, false};
        QVERIFY(!runStudy(study, host, host.stop.get_token()).ok());
        auto again = *studyFromJson(host.saved);
        QCOMPARE(again.seconds, 60.0);
        host.stopAfter = -1;
        host.clock = 100'000; // the machine was off
        QVERIFY(runStudy(again, host).ok());
        QVERIFY(again.seconds <= 209 && again.seconds > 180);
    }

    void aGridEnds() {
        FakeHost host;
        auto spec = specOf(SamplerKind::Grid, false);
        spec.runs = 0;
        const auto study = finished(spec, host);
        QCOMPARE(study.trials.size(), std::size_t{10}); // five rates, two schedules
    }

    void failuresOfAPointAreNoted() {
        FakeHost host;
        host.failing = "s-3";
        const auto study = finished(specOf(SamplerKind::Tpe, true), host);
        QCOMPARE(study.trials[2].state, TrialState::Failed);
        QCOMPARE(study.trials[2].failure, std::string("It failed"));
        QCOMPARE(study.trials.size(), std::size_t{24});
        QVERIFY(study.done);
        // The disk or the data is no fault of the point.
        FakeHost full;
        full.failing = "s-3";
        full.failure = ErrorCode::NoSpace;
        Study stopped{specOf(SamplerKind::Tpe, false), {}, {}, 0, {}, false};
        QCOMPARE(runStudy(stopped, full).error().code, ErrorCode::NoSpace);
        QCOMPARE(stopped.trials.size(), std::size_t{3});
        full.failing.clear();
        auto again = *studyFromJson(full.saved);
        QVERIFY(runStudy(again, full).ok());
        QCOMPARE(again.trials[2].state, TrialState::Complete);
    }

    void theVerdictSaysWhatWasTested() {
        FakeHost host;
        auto study = finished(specOf(SamplerKind::Tpe, false), host);
        auto all = [&] {
            std::string text;
            for (const auto& line : verdict(study))
                text += line + "\n";
            return text;
        };
        QVERIFY(all().find("more than chance") != std::string::npos);
        QVERIFY(all().find("5.00 points lies between 1.00 and 9.00") != std::string::npos);
        study.gain->low = -0.01;
        QVERIFY(all().find("may be chance") != std::string::npos);
        study.gain->high = -0.001;
        QVERIFY(all().find("worse") != std::string::npos);
        QVERIFY(all().find("too high") == std::string::npos);
        study.gain->split = "validation";
        QVERIFY(all().find("too high") != std::string::npos);
        QCOMPARE(verdict({}).size(), std::size_t{1});
    }

    void brokenRecordsAreRefused() {
        FakeHost host;
        auto spec = specOf(SamplerKind::Random, true);
        spec.runs = 3;
        const auto text = studyToJson(finished(spec, host));
        for (const std::string bad : {"", "{}", "[1]", "null"})
            QCOMPARE(studyFromJson(bad).error().code, ErrorCode::Corrupt);
        for (const char* key : {"\"space\"", "\"sampler\"", "\"trials\"", "\"run\"", "\"point\""}) {
            auto changed = text;
            changed.replace(changed.find(key), 4, "\"x");
            QVERIFY2(!studyFromJson(changed).ok(), key);
        }
    }
};

QTEST_APPLESS_MAIN(StudyTest)
#include "tst_study.moc"
