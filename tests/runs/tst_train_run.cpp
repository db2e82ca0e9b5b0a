// SPDX-License-Identifier: GPL-3.0-or-later
// What may befall a run: pause, stop, memory, disk, device. None of it costs more than the steps
// since the last checkpoint, and going on gives the bits of a run that nothing befell.
#include "core/app/runs/run_phase.h"
#include "core/app/runs/writer_run_store.h"
#include "tests/label/small_disk.h"
#include "tests/runs/train_fixture.h"

#include <QTest>

using namespace evenspan;
using Kind = engine::TrainEvent::Kind;
using store::RunState;
using test::RunEvents;
using test::ToyFault;
using test::TrainFixture;

namespace {

// The weights of an unbroken run; made once.
QString whole() {
    static const QString hash = [] {
        TrainFixture f;
        RunEvents events;
        const auto done = f.train(f.request("whole"), events);
        if (!done)
            qFatal("%s", done.error().text().c_str());
        return f.hash("whole");
    }();
    return hash;
}

// Asks for the end after this step.
struct StopAt {
    std::stop_source stop;
    RunEvents events;
    explicit StopAt(std::int64_t step) {
        events.seen = [this, step](const engine::TrainEvent& event) {
            if (event.kind == Kind::Step && event.step == step)
                stop.request_stop();
        };
    }
};

} // namespace

class TstTrainRun : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void learnsAndTakesTwentySteps() {
        TrainFixture f;
        RunEvents events;
        const auto done = f.train(f.request("r"), events);
        QVERIFY2(done.ok(), done ? "" : done.error().text().c_str());
        QCOMPARE(events.count(Kind::Step), std::size_t(20));
        QVERIFY(done->scores.micro.f1 > 0.6); // the toy learns: bits that agree say something
        QCOMPARE(f.row("r").state, RunState::Finished);
        QVERIFY(!canGoOn(f.row("r")));
    }

    void pausedAndResumedBitForBit_data() {
        QTest::addColumn<int>("step");
        for (const int step : {1, 4, 7, 19})
            QTest::addRow("after %d", step) << step;
    }
    void pausedAndResumedBitForBit() {
        QFETCH(int, step);
        TrainFixture f;
        StopAt at(step);
        TrainRunRequest request = f.request("r");
        const auto pausing = std::make_shared<std::atomic<bool>>(true);
        request.pausing = pausing;
        const auto paused = f.train(request, at.events, at.stop.get_token());
        QVERIFY2(paused.ok(), paused ? "" : paused.error().text().c_str());
        QVERIFY(paused->stopped && paused->paused);
        QVERIFY(isPaused(f.row("r")) && canGoOn(f.row("r")) && hasBegun(f.row("r")));
        QVERIFY(!f.hash("r").isEmpty()); // what it has can be used meanwhile
        f.close(); // the program ends
        f.open();
        QVERIFY(isPaused(f.row("r")));
        RunEvents events;
        const auto done = f.train(f.request("r", true), events);
        QVERIFY2(done.ok(), done ? "" : done.error().text().c_str());
        QCOMPARE(events.count(Kind::Step), std::size_t(20 - step));
        QCOMPARE(f.row("r").state, RunState::Finished);
        QVERIFY(!isPaused(f.row("r")));
        QCOMPARE(f.hash("r"), whole());
    }

    // Before anything was learnt, while the texts were read.
    void pausedBeforeItsFirstStep() {
        TrainFixture f;
        std::stop_source stop;
        stop.request_stop();
        TrainRunRequest request = f.request("r");
        request.pausing = std::make_shared<std::atomic<bool>>(true);
        RunEvents events;
        const auto done = f.train(request, events, stop.get_token());
        QVERIFY(!done.ok());
        QCOMPARE(done.error().code, ErrorCode::Cancelled);
        QVERIFY(isPaused(f.row("r")) && canGoOn(f.row("r")) && !hasBegun(f.row("r")));
        QVERIFY(f.train(f.request("r", true), events).ok());
        QCOMPARE(f.hash("r"), whole());
    }

    void aStopIsNoPause() {
        TrainFixture f;
        StopAt at(5);
        const auto stopped = f.train(f.request("r"), at.events, at.stop.get_token());
        QVERIFY(stopped.ok() && stopped->stopped && !stopped->paused);
        QCOMPARE(f.row("r").state, RunState::Stopped);
        QVERIFY(!isPaused(f.row("r")));
        QVERIFY(secondsTaken(f.row("r")) > 0);
        RunEvents events; // a stopped run may go on all the same
        QVERIFY(f.train(f.request("r", true), events).ok());
        QCOMPARE(f.hash("r"), whole());
    }

    // Whichever micro-batch does not fit, the run ends, says so and learns the same.
    void memoryRunsOutAtTheNth_data() {
        QTest::addColumn<int>("at");
        for (int at = 1; at <= 20; at += 3)
            QTest::addRow("%d", at) << at;
    }
    void memoryRunsOutAtTheNth() {
        QFETCH(int, at);
        TrainFixture f;
        RunEvents events;
        const ToyFault fault("oom:" + std::to_string(at));
        const auto done = f.train(f.request("r"), events);
        QVERIFY2(done.ok(), done ? "" : done.error().text().c_str());
        QCOMPARE(events.count(Kind::Step), std::size_t(20));
        QVERIFY(events.said("memory ran out"));
        QVERIFY(done->scores.micro.f1 > 0.6);
    }

    void memoryThatStaysShortEndsItWithItsCheckpoint() {
        TrainFixture f;
        {
            RunEvents events;
            const ToyFault fault("oom!:10");
            const auto done = f.train(f.request("r"), events);
            QVERIFY(!done.ok());
            QCOMPARE(done.error().code, ErrorCode::OutOfMemory);
            QVERIFY(!done.error().remedy.empty());
        }
        goesOnFromItsCheckpoint(f, RunState::Failed, 8);
    }

    void theDeviceVanishes() {
        TrainFixture f;
        {
            RunEvents events;
            const ToyFault fault("gone:10");
            const auto done = f.train(f.request("r"), events);
            QVERIFY(!done.ok());
            QCOMPARE(done.error().where, std::string("cuda:0"));
            QVERIFY(!done.error().remedy.empty());
            QCOMPARE(events.count(Kind::Finished), std::size_t(0));
        }
        goesOnFromItsCheckpoint(f, RunState::Failed, 8);
    }

    void theLossIsNoNumber() {
        TrainFixture f;
        {
            RunEvents events;
            const ToyFault fault("nan:6");
            const auto done = f.train(f.request("r"), events);
            QVERIFY(!done.ok());
            QCOMPARE(done.error().code, ErrorCode::NotANumber);
        }
        goesOnFromItsCheckpoint(f, RunState::Failed, 4);
    }

    // A run of a process that died says so when the project opens, and can go on.
    void aDeadProcessLeavesItInterrupted() {
        TrainFixture f;
        StopAt at(9);
        QVERIFY(f.train(f.request("r"), at.events, at.stop.get_token()).ok());
        store::RunRow row = f.row("r");
        row.state = RunState::Running; // as a kill leaves it
        QVERIFY(f.project->writer()->updateRun(row).ok());
        f.close();
        f.open();
        goesOnFromItsCheckpoint(f, RunState::Interrupted, 9);
    }

    // Weights and checkpoints lie on a disk that fills up in the middle of the run.
    void theDiskIsFullAtACheckpoint() {
        ui::SmallDisk disk;
        if (!disk.mounted())
            QSKIP("this account may not mount a small disk");
        TrainFixture f;
        namespace fs = std::filesystem;
        fs::create_directory_symlink(disk.path("").toStdString(), f.project->filesFolder());
        RunEvents events;
        std::size_t listed = 0;
        events.seen = [&](const engine::TrainEvent& event) {
            if (event.kind == Kind::Step && event.step == 5)
                disk.fill();
            if (event.kind == Kind::Step && event.step == 11) {
                // The checkpoint of step 4 and the best weights of step 4, whole.
                const auto files = (*f.project->reader())->files();
                for (const auto& file : *files) {
                    ++listed;
                    const auto hash = sha256File(f.project->filesFolder() / file.path);
                    QVERIFY(hash.ok());
                    QCOMPARE(*hash, file.sha256);
                }
                disk.makeRoom();
            }
        };
        const auto done = f.train(f.request("r"), events);
        QVERIFY2(done.ok(), done ? "" : done.error().text().c_str());
        QCOMPARE(listed, std::size_t(2));
        QVERIFY(events.said("the checkpoint could not be saved"));
        QVERIFY(events.said("the best weights could not be saved"));
        QCOMPARE(events.count(Kind::Step), std::size_t(20));
        QCOMPARE(f.hash("r"), whole());
    }

    // It stays full to the end: the run fails and says why; with room again it goes on.
    void theDiskStaysFull() {
        ui::SmallDisk disk;
        if (!disk.mounted())
            QSKIP("this account may not mount a small disk");
        TrainFixture f;
        std::filesystem::create_directory_symlink(
            disk.path("").toStdString(), f.project->filesFolder());
        {
            RunEvents events;
            events.seen = [&](const engine::TrainEvent& event) {
                if (event.kind == Kind::Step && event.step == 5)
                    disk.fill();
            };
            const auto done = f.train(f.request("r"), events);
            QVERIFY(!done.ok());
            QCOMPARE(done.error().code, ErrorCode::NoSpace);
            QCOMPARE(events.count(Kind::Step), std::size_t(20));
        }
        disk.makeRoom();
        goesOnFromItsCheckpoint(f, RunState::Failed, 4);
    }

    void whatCannotGoOnSaysWhy() {
        TrainFixture f;
        RunEvents events;
        auto done = f.train(f.request("none", true), events);
        QCOMPARE(done.error().code, ErrorCode::NotFound);
        done = f.train(f.request("", true), events);
        QCOMPARE(done.error().code, ErrorCode::NotFound);
        QVERIFY(f.train(f.request("r"), events).ok());
        done = f.train(f.request("r", true), events);
        QCOMPARE(done.error().code, ErrorCode::InvalidArgument); // it is finished
        done = f.train(f.request("r"), events);
        QCOMPARE(done.error().code, ErrorCode::AlreadyExists);
        StopAt at(3);
        QVERIFY(f.train(f.request("s"), at.events, at.stop.get_token()).ok());
        const DocumentId first[]{DocumentId(1)};
        QVERIFY(f.project->writer()->setState(first, DocumentState::Unseen).ok());
        done = f.train(f.request("s", true), events);
        QCOMPARE(done.error().code, ErrorCode::LabelMismatch);
        QCOMPARE(f.row("s").state, RunState::Stopped); // as it was: the change may be undone
    }

private:
    static void goesOnFromItsCheckpoint(TrainFixture& f, RunState state, std::int64_t step) {
        QCOMPARE(f.row("r").state, state);
        QVERIFY(canGoOn(f.row("r")));
        store::RunRow row = f.row("r");
        WriterRunStore rows(*f.project->writer());
        auto last = RunFiles(*f.project, rows, row).last();
        QVERIFY2(last.ok(), last ? "" : last.error().text().c_str());
        QCOMPARE(last->state.step, step);
        RunEvents events;
        const auto done = f.train(f.request("r", true), events);
        QVERIFY2(done.ok(), done ? "" : done.error().text().c_str());
        QCOMPARE(events.count(Kind::Step), std::size_t(20 - step));
        QCOMPARE(f.row("r").state, RunState::Finished);
        QVERIFY(f.row("r").record.find("\"error\"") == std::string::npos);
        QCOMPARE(f.hash("r"), whole());
    }
};

QTEST_GUILESS_MAIN(TstTrainRun)
#include "tst_train_run.moc"
