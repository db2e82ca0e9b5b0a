// SPDX-License-Identifier: GPL-3.0-or-later
// The queue of the window on a real project: what waits, what pauses, what a restart, a crash and a
// full stop leave.
#include "core/app/runs/run_phase.h"
#include "core/app/train/run_queue.h"
#include "tests/runs/toy_backend.h"

#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QStringList>
#include <QTest>

#include <csignal>

using namespace evenspan;
using namespace evenspan::ui;
using store::RunState;
using test::RunEvents;
using test::ToyFault;
using test::TrainFixture;

namespace {

const QStringList kNone;

QStringList list(std::initializer_list<const char*> names) {
    QStringList out;
    for (const char* name : names)
        out << QLatin1String(name);
    return out;
}

pid_t worker() {
    QProcess ps;
    ps.start(QStringLiteral("ps"),
        {QStringLiteral("-o"), QStringLiteral("pid=,args="), QStringLiteral("--ppid"),
            QString::number(::getpid())});
    ps.waitForFinished();
    for (const QByteArray& line : ps.readAllStandardOutput().split('\n'))
        if (line.contains(" worker"))
            return line.trimmed().split(' ').first().toInt();
    return 0;
}

} // namespace

class TstTrainingService : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void oneAfterAnother() {
        TrainFixture f;
        ToyDesk desk(f);
        QSignalSpy queued(&desk.training(), &TrainingService::queued);
        QCOMPARE(desk.start(QStringLiteral("a")), QStringLiteral("a"));
        QCOMPARE(desk.start(QStringLiteral("b")), QStringLiteral("b"));
        QCOMPARE(desk.start(QString()), QStringLiteral("run-1")); // a name is made
        QCOMPARE(desk.start(QStringLiteral("b")), QString()); // there is one
        QCOMPARE(queued.count(), 2);
        QVERIFY(desk.training().isWaiting(QStringLiteral("b")));
        QVERIFY2(desk.idle(), desk.says());
        QCOMPARE(desk.started(), list({"a", "b", "run-1"}));
        desk.close();
        for (const char* name : {"a", "b", "run-1"})
            QCOMPARE(f.row(name).state, RunState::Finished);
        QCOMPARE(f.hash("b"), f.hash("a"));
    }

    void movedRemovedAndPutBack() {
        TrainFixture f;
        ToyDesk desk(f, 40);
        for (const char* name : {"a", "b", "c", "d"})
            QVERIFY(!desk.start(QLatin1String(name)).isEmpty());
        QVERIFY(desk.waits(list({"b", "c", "d"})));
        desk.training().move(desk.id(QStringLiteral("d")), 0);
        QVERIFY(desk.waits(list({"d", "b", "c"})));
        std::optional<RemovedRun> removed;
        desk.training().remove(
            desk.id(QStringLiteral("b")), [&](Result<RemovedRun> run) { removed = *run; });
        QVERIFY(desk.waits(list({"d", "c"})));
        QVERIFY(removed.has_value());
        desk.training().putBack(*removed);
        QVERIFY(desk.waits(list({"d", "b", "c"})));
        desk.training().stop(); // the present one; the others follow
        QVERIFY2(desk.idle(), desk.says());
        QCOMPARE(desk.started(), list({"a", "d", "b", "c"}));
        desk.close();
        QCOMPARE(f.row("a").state, RunState::Stopped);
        QVERIFY(!isPaused(f.row("a")));
    }

    // A pause lets the device go: the next run must not take it.
    void pausedWithItsQueue() {
        TrainFixture f;
        RunEvents events;
        QVERIFY(f.train(f.request("whole"), events).ok());
        ToyDesk desk(f, 20);
        QVERIFY(!desk.start(QStringLiteral("a")).isEmpty());
        QVERIFY(!desk.start(QStringLiteral("b")).isEmpty());
        QVERIFY(desk.trains(QStringLiteral("a")));
        QVERIFY(desk.waits(list({"b"})));
        desk.training().pause();
        QCOMPARE(desk.state().ending, TrainingService::Ending::Pausing);
        desk.training().stop(); // it ends already: the first word holds
        QTRY_VERIFY_WITH_TIMEOUT(!desk.state().training, 30000);
        desk.settle();
        QVERIFY(!desk.state().training);
        QVERIFY(desk.state().queue.paused);
        QCOMPARE(desk.waiting(), list({"b"}));
        QCOMPARE(desk.started(), list({"a"}));
        QVERIFY(desk.events.back().paused);
        desk.training().goOn(QStringLiteral("a"));
        QTRY_VERIFY_WITH_TIMEOUT(!desk.state().training, 60000);
        desk.settle();
        QCOMPARE(desk.started(), list({"a", "a"})); // the queue is paused still
        desk.training().setQueuePaused(false);
        QVERIFY2(desk.idle(), desk.says());
        desk.close();
        QCOMPARE(f.row("b").state, RunState::Finished);
        QCOMPARE(f.hash("a"), f.hash("whole"));
    }

    // However early it comes, a pause loses no run.
    void pausedAtOnce() {
        TrainFixture f;
        {
            ToyDesk desk(f, 0);
            QVERIFY(!desk.start(QStringLiteral("a")).isEmpty());
            desk.training().pause();
            QTRY_VERIFY_WITH_TIMEOUT(!desk.state().training, 30000);
            desk.started();
            QCOMPARE(desk.events.back().kind, TrainEvent::Finished);
            QVERIFY(desk.events.back().paused || desk.events.size() > 20); // or it was done
        }
        QVERIFY(isPaused(f.row("a")) || f.row("a").state == RunState::Finished);
    }

    void goingOnWaitsBehindTheRunThatTrains() {
        TrainFixture f;
        ToyDesk desk(f, 20);
        QVERIFY(!desk.start(QStringLiteral("a")).isEmpty());
        QVERIFY(desk.trains(QStringLiteral("a")));
        desk.training().pause();
        QTRY_VERIFY_WITH_TIMEOUT(!desk.state().training, 30000);
        QVERIFY(!desk.start(QStringLiteral("b")).isEmpty());
        desk.training().goOn(QStringLiteral("a"));
        QVERIFY(desk.waits(list({"a"})));
        desk.training().goOn(QStringLiteral("a")); // it waits already
        QVERIFY(hasBegun(desk.state().queue.waiting.front()));
        QVERIFY2(desk.idle(), desk.says());
        QCOMPARE(desk.started(), list({"a", "b", "a"}));
    }

    // The program ends in the middle of a run and starts again: the run is paused, the others wait
    // in their order, and nothing computes until the user says so.
    void acrossARestart() {
        TrainFixture f;
        RunEvents events;
        QVERIFY(f.train(f.request("whole"), events).ok());
        {
            ToyDesk desk(f, 20);
            for (const char* name : {"a", "b", "c"})
                QVERIFY(!desk.start(QLatin1String(name)).isEmpty());
            QVERIFY(desk.trains(QStringLiteral("a")));
            QVERIFY(desk.waits(list({"b", "c"})));
            desk.training().move(desk.id(QStringLiteral("c")), 0);
            QVERIFY(desk.waits(list({"c", "b"})));
        }
        QVERIFY(isPaused(f.row("a")));
        QCOMPARE(f.row("c").state, RunState::Queued);
        ToyDesk desk(f, 0);
        QVERIFY(desk.waits(list({"c", "b"})));
        QVERIFY(desk.state().queue.paused);
        desk.settle();
        QVERIFY(!desk.state().training);
        QCOMPARE(desk.started(), kNone);
        desk.training().setQueuePaused(false);
        QVERIFY2(desk.idle(), desk.says());
        QCOMPARE(desk.started(), list({"c", "b"}));
        desk.training().goOn(QStringLiteral("a"));
        QTRY_VERIFY_WITH_TIMEOUT(desk.started().size() == 3 && !desk.state().training, 60000);
        desk.close();
        for (const char* name : {"a", "b", "c"})
            QCOMPARE(f.hash(name), f.hash("whole"));
    }

    void aRunStartedByHandLeavesThePausedQueueAlone() {
        TrainFixture f;
        TrainRunRequest request = f.request("b");
        QVERIFY(enqueueRun(*f.project, *f.project->writer(), request).ok());
        ToyDesk desk(f, 0);
        QVERIFY(desk.waits(list({"b"})));
        QVERIFY(!desk.start(QStringLiteral("a")).isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(desk.started() == list({"a"}) && !desk.state().training, 60000);
        desk.settle();
        QVERIFY(!desk.state().training && desk.state().queue.paused);
        desk.training().goOn(QStringLiteral("b")); // "Start now"
        QVERIFY2(desk.idle(), desk.says());
        QCOMPARE(desk.started(), list({"a", "b"}));
    }

    void interruptedRunsAreOffered() {
        TrainFixture f;
        for (const char* name : {"a", "b"}) {
            store::RunRow row;
            row.name = name;
            row.state = RunState::Running; // as a reboot leaves it
            row.recipe = engine::recipeToJson(f.recipe());
            QVERIFY(f.project->writer()->createRun(row).ok());
        }
        {
            ToyDesk desk(f, 0);
            QTRY_COMPARE_WITH_TIMEOUT(desk.state().queue.interrupted.size(), std::size_t(2), 30000);
            QVERIFY(!desk.state().training);
            desk.training().dismissInterrupted(QStringLiteral("a"));
            QTRY_COMPARE_WITH_TIMEOUT(desk.state().queue.interrupted.size(), std::size_t(1), 30000);
        }
        ToyDesk desk(f, 0);
        QTRY_COMPARE_WITH_TIMEOUT(desk.state().queue.interrupted.size(), std::size_t(1), 30000);
        desk.training().goOn(QStringLiteral("b"));
        QTRY_VERIFY_WITH_TIMEOUT(desk.state().queue.interrupted.empty(), 30000);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.state().training, 60000);
        desk.close();
        QCOMPARE(f.row("a").state, RunState::Interrupted);
        QCOMPARE(f.row("b").state, RunState::Finished);
    }

    void aRunThatFailsDoesNotStopTheOthers() {
        TrainFixture f;
        ToyDesk desk(f, 20);
        engine::Recipe bad = f.recipe();
        bad.model = "/no/such/model";
        QVERIFY(!desk.start(QStringLiteral("a")).isEmpty());
        QVERIFY(!desk.start(QStringLiteral("bad"), bad).isEmpty());
        QVERIFY(!desk.start(QStringLiteral("c")).isEmpty());
        QVERIFY2(desk.idle(), desk.says());
        QCOMPARE(desk.started(), list({"a", "c"}));
        desk.close();
        QCOMPARE(f.row("bad").state, RunState::Failed);
        QVERIFY(f.row("bad").record.find("/no/such/model") != std::string::npos);
        QVERIFY(canGoOn(f.row("bad")));
    }

    // What would befall every run pauses the queue instead of burning through it.
    void withoutTheEngineTheQueueWaits() {
        TrainFixture f;
        for (const char* name : {"a", "b"})
            QVERIFY(enqueueRun(*f.project, *f.project->writer(), f.request(name)).ok());
        ToyDesk desk(f, 0);
        QVERIFY(desk.waits(list({"a", "b"})));
        desk.backend->engineMissing = true;
        desk.training().setQueuePaused(false);
        QVERIFY(desk.waits(list({"b"})));
        desk.settle();
        QVERIFY(!desk.state().training && desk.state().queue.paused);
        desk.backend->engineMissing = false;
        desk.training().goOn(QStringLiteral("a")); // it had not begun: from the start
        QTRY_VERIFY_WITH_TIMEOUT(desk.started().contains(QStringLiteral("a")), 30000);
        desk.training().setQueuePaused(false);
        QVERIFY2(desk.idle(), desk.says());
        desk.close();
        for (const char* name : {"a", "b"})
            QCOMPARE(f.row(name).state, RunState::Finished);
    }

    // A fault that kills the process of the run costs the window nothing.
    void theProcessOfTheRunDies() {
        TrainFixture f;
        RunEvents events;
        QVERIFY(f.train(f.request("whole"), events).ok());
        ToyDesk desk(f, 30);
        desk.backend->child = true;
        QVERIFY(!desk.start(QStringLiteral("a")).isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(
            (desk.started(), !desk.events.empty() && desk.events.back().step >= 6), 30000);
        const pid_t child = worker();
        QVERIFY(child > 0);
        ::kill(child, SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.state().training, 30000);
        desk.started();
        QCOMPARE(desk.events.back().kind, TrainEvent::Failed);
        QVERIFY(!desk.events.back().error.remedy.empty());
        QTRY_COMPARE_WITH_TIMEOUT(desk.state().queue.interrupted.size(), std::size_t(1), 30000);
        std::optional<Result<void>> edited;
        desk.workbench->edit(
            DocumentId(1),
            [](store::Writer& writer) {
                const DocumentId first[]{DocumentId(1)};
                return writer.setState(first, DocumentState::Reviewed);
            },
            [&](const Result<void>& done) { edited = done; });
        QTRY_VERIFY_WITH_TIMEOUT(edited.has_value(), 30000);
        QVERIFY(edited->ok());
        desk.training().goOn(QStringLiteral("a"));
        QTRY_VERIFY_WITH_TIMEOUT(desk.started().size() == 2 && !desk.state().training, 60000);
        desk.close();
        QCOMPARE(f.hash("a"), f.hash("whole"));
        QVERIFY((*f.project->check(true)).ok);
    }

    void nothingIsPossibleReadOnly() {
        TrainFixture f;
        auto holder = std::move(f.project); // writes elsewhere
        ToyDesk desk(f, 0);
        QVERIFY(desk.workbench->project().readOnly);
        QVERIFY(!desk.state().possible);
        QCOMPARE(desk.start(QStringLiteral("a")), QString());
        desk.training().setQueuePaused(false);
        desk.training().goOn(QStringLiteral("a"));
        QVERIFY(!desk.state().training);
        holder.reset();
    }
};

QTEST_MAIN(TstTrainingService)
#include "tst_training_service.moc"
