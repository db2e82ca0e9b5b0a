// SPDX-License-Identifier: GPL-3.0-or-later
// What a run leaves behind: curves in the project, log and examples in files beside it.
#include "core/app/runs/run_curves.h"
#include "core/app/runs/run_trash.h"
#include "core/app/runs/writer_run_store.h"
#include "core/app/train/run_journal.h"
#include "core/store/project.h"
#include "core/store/reader.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace evenspan;
using engine::TrainEvent;
using Kind = TrainEvent::Kind;
namespace fs = std::filesystem;

namespace {

struct Heard : engine::EventSink {
    std::vector<TrainEvent> all;
    void on(const TrainEvent& event) override { all.push_back(event); }
    std::size_t count(Kind kind) const {
        return static_cast<std::size_t>(std::count_if(
            all.begin(), all.end(), [&](const TrainEvent& e) { return e.kind == kind; }));
    }
};

struct Fixture {
    QTemporaryDir folder;
    std::unique_ptr<store::Project> project;
    std::optional<WriterRunStore> rows;
    store::RunRow run;
    Heard heard;

    Fixture() {
        project = std::move(
            *store::Project::create(fs::path(folder.path().toStdString()) / "p.evenspan"));
        rows.emplace(*project->writer());
        run.name = "r";
        run.id = *project->writer()->createRun(run);
    }
    fs::path kept() const { return runHistoryFolder(project->filesFolder(), run.name); }
    std::shared_ptr<store::Reader> reader() const { return *project->reader(); }
};

TrainEvent make(Kind kind, std::int64_t step = 0, double loss = 0.5) {
    TrainEvent event;
    event.kind = kind;
    event.step = step;
    event.totalSteps = 100;
    event.epoch = static_cast<double>(step) / 25;
    event.time = static_cast<double>(step) * 0.5;
    event.loss = loss;
    event.gradNorm = 1;
    event.learningRate = 1e-4;
    event.device = "cpu";
    if (kind == Kind::Eval) {
        event.split = "validation";
        event.scores.micro = {0.5, 0.5, 0.5, 20};
        event.scores.types = {{"PER", {0.5, 0.5, 0.5, 20}}};
        event.predicted = {{"PER", 12}};
    }
    return event;
}

} // namespace

class TestRunJournal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsCurvesLogAndExamples() {
        Fixture f;
        engine::Recipe recipe;
        RunJournal journal(f.heard, *f.rows, f.run);
        journal.follow(recipe, f.kept());
        journal.remark("two documents are left out");
        journal.on(make(Kind::Started));
        for (std::int64_t step = 1; step <= 50; ++step)
            journal.on(make(Kind::Step, step, 1.0 / static_cast<double>(step)));
        journal.on(make(Kind::Eval, 50, 0.25));
        auto examples = make(Kind::Examples, 50);
        examples.examples = {{1, 0, "Mara", false, {{0, 4, "PER", 1}}, {}, 0.5, false}};
        journal.on(examples);
        auto log = make(Kind::Log, 50);
        log.note = engine::note::kBest;
        journal.on(log);
        journal.finished("models/r", {});
        QVERIFY(journal.flush().ok());

        for (const auto& event : f.heard.all)
            QCOMPARE(event.run, std::string("r"));
        const auto history = readRunHistory(f.kept());
        QVERIFY(history.ok());
        std::vector<Kind> kinds;
        for (const auto& event : history->log)
            kinds.push_back(event.kind);
        QCOMPARE(kinds,
            (std::vector<Kind>{Kind::Started, Kind::Log, Kind::Eval, Kind::Log, Kind::Finished}));
        QCOMPARE(history->log[1].message, std::string("two documents are left out"));
        QCOMPARE(history->examples.size(), std::size_t{1});
        QVERIFY(history->examples[0].examples == examples.examples);

        const auto curves = readRunCurves(*f.reader(), f.run.id);
        QVERIFY(curves.ok());
        const auto* loss = curves->find("train", "loss");
        QVERIFY(loss != nullptr);
        QCOMPARE(loss->value.size(), std::size_t{50});
        QCOMPARE(loss->value[3], 0.25);
        QCOMPARE(loss->step[3], 4.0);
        QCOMPARE(curves->find("validation", "f1:PER")->value, std::vector<double>{0.5});
        QCOMPARE(curves->epochsOf({25, 12.5}).front(), 1.0);
    }

    // What came as events and what is read again are the same curves.
    void liveEqualsReadAgain() {
        Fixture f;
        RunJournal journal(f.heard, *f.rows, f.run);
        journal.follow({}, f.kept());
        journal.on(make(Kind::Started));
        for (std::int64_t step = 1; step <= 30; ++step) {
            journal.on(make(Kind::Step, step, step == 7 ? std::nan("") : 2.0));
            if (step % 10 == 0)
                journal.on(make(Kind::Eval, step));
        }
        QVERIFY(journal.flush().ok());
        RunCurves live;
        for (const auto& event : f.heard.all)
            live.add(event);
        const auto read = readRunCurves(*f.reader(), f.run.id);
        QVERIFY(read.ok());
        QCOMPARE(read->series.size(), live.series.size());
        for (const auto& one : live.series) {
            const auto* other = read->find(one.split, one.key);
            QVERIFY2(other, one.key.c_str());
            QCOMPARE(other->step, one.step);
            for (std::size_t i = 0; i < one.value.size(); ++i)
                QVERIFY(other->value[i] == one.value[i]
                    || (std::isnan(other->value[i]) && std::isnan(one.value[i])));
        }
        QCOMPARE(read->epoch, live.epoch);
        QCOMPARE(read->time, live.time);
    }

    void warnsOnce() {
        Fixture f;
        RunJournal journal(f.heard, *f.rows, f.run);
        journal.follow({}, f.kept());
        journal.on(make(Kind::Started));
        for (std::int64_t step = 1; step <= 90; ++step)
            journal.on(make(Kind::Step, step, step > 60 ? 2.0 : 2 * std::exp(-double(step) / 10)));
        QCOMPARE(f.heard.count(Kind::Log), std::size_t{1});
        const auto history = readRunHistory(f.kept());
        QVERIFY(history.ok());
        QCOMPARE(history->log.back().note, std::string(engine::note::kLossExplodes));
        QCOMPARE(history->log.back().severity, engine::Severity::Warning);
    }

    // A slow run gets a sample with its step; times of a second sitting follow those of the first.
    void samplesTheMachine() {
        Fixture f;
        {
            RunJournal journal(f.heard, *f.rows, f.run);
            journal.follow({}, f.kept());
            journal.on(make(Kind::Started));
            QTest::qSleep(1050);
            journal.on(make(Kind::Step, 10));
            journal.on(make(Kind::Step, 11));
            QVERIFY(journal.flush().ok());
        }
        QCOMPARE(f.heard.count(Kind::Load), std::size_t{1});
        const auto before = secondsUpTo(*f.reader(), f.run.id, 10);
        QVERIFY(before.ok());
        QCOMPARE(*before, 5.0);
        {
            RunJournal journal(f.heard, *f.rows, f.run);
            journal.follow({}, f.kept(), *before);
            auto started = make(Kind::Started, 10);
            journal.on(started);
            QTest::qSleep(1050);
            auto step = make(Kind::Step, 20);
            step.time = 3;
            journal.on(step);
            QVERIFY(journal.flush().ok());
        }
        const auto curves = readRunCurves(*f.reader(), f.run.id);
        QVERIFY(curves.ok());
        QCOMPARE(curves->timeStep, (std::vector<double>{10, 20}));
        QCOMPARE(curves->time, (std::vector<double>{5, 8}));
        QCOMPARE(curves->timesOf({10, 15, 20}), (std::vector<double>{5, 6.5, 8}));
        QVERIFY(curves->find(kMachineSplit, "memory")->value.at(0) > 1e6);
        QCOMPARE(*secondsUpTo(*f.reader(), f.run.id, 15), 5.0);
    }

    void withoutFollowNothingIsKeptBesideTheProject() {
        Fixture f;
        RunJournal journal(f.heard, *f.rows, f.run);
        journal.on(make(Kind::Started));
        journal.on(make(Kind::Step, 1));
        QVERIFY(!fs::exists(f.kept()));
        const auto none = readRunHistory(f.kept());
        QVERIFY(none.ok() && none->log.empty() && none->examples.empty());
    }

    // A killed process leaves half a line; a step told twice counts once.
    void readsWhatAKillLeft() {
        Fixture f;
        RunHistoryWriter writer(f.kept());
        auto examples = make(Kind::Examples, 10);
        examples.split = "first";
        QVERIFY(writer.add(make(Kind::Log, 5)).ok());
        QVERIFY(writer.add(examples).ok());
        examples.split = "second";
        QVERIFY(writer.add(examples).ok());
        QVERIFY(writer.add(make(Kind::Step, 5)).ok()); // no part of it
        QFile file(QString::fromStdString((f.kept() / "log.jsonl").string()));
        QVERIFY(file.open(QIODevice::Append));
        file.write("{\"event\":\"log\",\"mess");
        file.close();
        const auto history = readRunHistory(f.kept());
        QVERIFY(history.ok());
        QCOMPARE(history->log.size(), std::size_t{1});
        QCOMPARE(history->examples.size(), std::size_t{1});
        QCOMPARE(history->examples[0].split, std::string("second"));
    }

    // A folder that cannot be written is said once, and the run's numbers are kept all the same.
    void aFolderThatCannotBeWritten() {
        Fixture f;
        fs::create_directories(f.kept().parent_path());
        QFile file(QString::fromStdString(f.kept().string()));
        QVERIFY(file.open(QIODevice::WriteOnly)); // a file where the folder should be
        RunJournal journal(f.heard, *f.rows, f.run);
        journal.follow({}, f.kept());
        journal.on(make(Kind::Started));
        journal.on(make(Kind::Step, 1));
        journal.on(make(Kind::Eval, 1));
        QVERIFY(journal.flush().ok());
        QCOMPARE(f.heard.count(Kind::Log), std::size_t{1});
        QCOMPARE(readRunCurves(*f.reader(), f.run.id)->find("train", "loss")->value.size(),
            std::size_t{1});
    }

    void theFilesAreBounded() {
        Fixture f;
        RunHistoryWriter writer(f.kept());
        auto log = make(Kind::Log, 1);
        log.message = std::string(100'000, 'x');
        for (int i = 0; i < 60; ++i)
            QVERIFY(writer.add(log).ok());
        QVERIFY(fs::file_size(f.kept() / "log.jsonl") <= kLogBytes);
        const auto history = readRunHistory(f.kept());
        QVERIFY(history.ok());
        QVERIFY(history->log.size() >= 40 && history->log.size() < 45);
    }

    // A run that is deleted for ever takes its log along, and no other's.
    void goesWithItsRun() {
        Fixture f;
        RunHistoryWriter own(f.kept());
        RunHistoryWriter other(runHistoryFolder(f.project->filesFolder(), "other"));
        QVERIFY(own.add(make(Kind::Log, 1)).ok());
        QVERIFY(other.add(make(Kind::Log, 1)).ok());
        QVERIFY(deleteRun(*f.project->writer(), f.project->filesFolder(), f.run).ok());
        QVERIFY(!fs::exists(f.kept()));
        QVERIFY(fs::exists(runHistoryFolder(f.project->filesFolder(), "other")));
    }

    void betweenAndBeyondKnownSteps() {
        RunCurves curves;
        QCOMPARE(curves.timesOf({3}), std::vector<double>{3}); // nothing is known
        curves.add(10, 0, kMachineSplit, kTimeKey, 100);
        curves.add(20, 0, kMachineSplit, kTimeKey, 300);
        curves.add(30, 0, kMachineSplit, kTimeKey, 250); // of a sitting that was killed
        QCOMPARE(curves.time, (std::vector<double>{100, 300, 300}));
        QCOMPARE(curves.timesOf({5, 10, 12, 20, 25, 40}),
            (std::vector<double>{0, 100, 140, 300, 300, 300}));
    }
};

QTEST_APPLESS_MAIN(TestRunJournal)
#include "tst_run_journal.moc"
