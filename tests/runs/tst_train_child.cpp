// SPDX-License-Identifier: GPL-3.0-or-later
// A run in a process of its own: it stores the same as one in this process, and its death costs
// nobody anything.
#include "core/app/runs/run_curves.h"
#include "core/app/runs/run_phase.h"
#include "core/app/train/run_queue.h"
#include "core/app/train/train_worker.h"
#include "core/app/train/worker_lines.h"
#include "tests/runs/train_fixture.h"

#include <nlohmann/json.hpp>
#include <QFileInfo>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTest>

#include <cmath>
#include <csignal>
#include <limits>
#include <thread>

using namespace evenspan;
using Kind = engine::TrainEvent::Kind;
using store::RunState;
using test::RunEvents;
using test::ToyFault;
using test::TrainFixture;

namespace {

const std::filesystem::path kCli = EVENSPAN_CLI;

Result<TrainRunOutcome> inChild(TrainFixture& f, const TrainRunRequest& request,
    engine::EventSink& events, std::stop_token stop = {}) {
    return trainInChild(kCli, *f.project, EVENSPAN_TOY_ENGINE, request, events, std::move(stop));
}

// The only child of this process that trains.
pid_t workerOf(pid_t parent) {
    QProcess list;
    list.start(QStringLiteral("ps"),
        {QStringLiteral("-o"), QStringLiteral("pid=,args="), QStringLiteral("--ppid"),
            QString::number(parent)});
    list.waitForFinished();
    for (const QByteArray& line : list.readAllStandardOutput().split('\n'))
        if (line.contains(" worker"))
            return line.trimmed().split(' ').first().toInt();
    return 0;
}

std::vector<store::MetricRow> curve(TrainFixture& f, const std::string& run) {
    auto rows = (*f.project->reader())->metrics(f.row(run).id);
    auto out = rows ? *rows : std::vector<store::MetricRow>{};
    // Without what depends on the clock.
    std::erase_if(out, [](const store::MetricRow& row) {
        return row.split == kMachineSplit || row.key == kTimeKey || row.key == "tokens_per_second";
    });
    return out;
}

} // namespace

class TstTrainChild : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        if (!QFileInfo::exists(QString::fromStdString(kCli.string())))
            QSKIP("built without the command line");
    }

    void linesGoAndComeBack() {
        using namespace lines;
        engine::TrainEvent event;
        event.kind = Kind::Eval;
        event.step = 12;
        event.loss = std::numeric_limits<double>::quiet_NaN();
        event.split = "validation";
        event.scores.micro = {0.5, 0.25, 1.0 / 3, 9};
        event.scores.types["PER"] = {0.1, 0.2, 0.3, 4};
        event.message = "says \"this\"\nand \xff that";
        event.run = "r";
        const auto line = lineOf(toJson(event));
        QCOMPARE(std::ranges::count(line, '\n'), std::ptrdiff_t(1));
        const auto back = eventFromJson(nlohmann::ordered_json::parse(line));
        QVERIFY(std::isnan(back.loss));
        QCOMPARE(int(back.kind), int(event.kind));
        QCOMPARE(back.step, event.step);
        QCOMPARE(back.run, event.run);
        QCOMPARE(back.scores.micro.f1, event.scores.micro.f1);
        QCOMPARE(back.scores.types.at("PER").support, event.scores.types.at("PER").support);
        for (const auto kind :
            {Kind::Started, Kind::Step, Kind::Eval, Kind::Checkpoint, Kind::Log, Kind::Finished}) {
            event.kind = kind;
            QCOMPARE(int(eventFromJson(toJson(event)).kind), int(kind));
        }
        event.kind = Kind::Step;
        event.learningRate = 2e-4;
        event.totalSteps = 99;
        QCOMPARE(eventFromJson(toJson(event)).learningRate, event.learningRate);
        QCOMPARE(eventFromJson(toJson(event)).totalSteps, event.totalSteps);

        store::RunRow run{
            RunId(4), "r", RunState::Stopped, "{\"a\":1}", "{}", "{}", "models/r", 5, std::nullopt};
        QVERIFY(runFromJson(toJson(run)) == run);
        run.finished = 77;
        QVERIFY(runFromJson(toJson(run)) == run);
        store::FileRow file{"ab", "ab.safetensors", 10, RunId(4), "best", "{}", 6};
        QVERIFY(fileFromJson(toJson(file)) == file);
        file.run.reset();
        QVERIFY(fileFromJson(toJson(file)) == file);
        for (int code = 0; code <= int(ErrorCode::Cancelled); ++code) {
            const Error error{ErrorCode(code), "what", "where", "remedy"};
            const Error again = errorFromJson(toJson(error));
            QCOMPARE(int(again.code), code);
            QCOMPARE(again.text(), error.text());
        }
        const auto metric =
            metricFromJson(toJson(store::MetricRow{3, 0.5, "train", "loss", std::nan("")}));
        QVERIFY(metric.step == 3 && metric.key == "loss" && std::isnan(metric.value));
    }

    // Row, curve, files and weights are those of a run in this process.
    void storesTheSameAsHere() {
        TrainFixture f;
        RunEvents here, there;
        QVERIFY(f.train(f.request("here"), here).ok());
        const auto done = inChild(f, f.request("there"), there);
        QVERIFY2(done.ok(), done ? "" : done.error().text().c_str());
        QCOMPARE(f.hash("there"), f.hash("here"));
        QCOMPARE(done->run, std::string("there"));
        QCOMPARE(f.row("there").state, RunState::Finished);
        QCOMPARE(f.row("there").scores, f.row("here").scores);
        for (RunEvents* events : {&here, &there}) // once a second, by the clock
            std::erase_if(events->all,
                [](const engine::TrainEvent& event) { return event.kind == Kind::Load; });
        QCOMPARE(there.all.size(), here.all.size());
        for (std::size_t i = 0; i < here.all.size(); ++i) {
            QCOMPARE(int(there.all[i].kind), int(here.all[i].kind));
            QCOMPARE(there.all[i].step, here.all[i].step);
            QCOMPARE(there.all[i].loss, here.all[i].loss);
        }
        const auto a = curve(f, "here"), b = curve(f, "there");
        QCOMPARE(a.size(), b.size());
        QVERIFY(!a.empty());
        for (std::size_t i = 0; i < a.size(); ++i) {
            QCOMPARE(a[i].key, b[i].key);
            QCOMPARE(a[i].step, b[i].step);
            QCOMPARE(a[i].value, b[i].value);
        }
        QVERIFY((*f.project->check(true)).ok);
    }

    void labelsAreChangedMeanwhile() {
        TrainFixture f;
        RunEvents events;
        bool changed = false;
        events.seen = [&](const engine::TrainEvent& event) {
            if (event.kind == Kind::Step && event.step == 3) {
                const DocumentId first[]{DocumentId(1)};
                changed = f.project->writer()->setState(first, DocumentState::Reviewed).ok();
            }
        };
        QVERIFY(inChild(f, f.request("r"), events).ok());
        QVERIFY(changed);
        QCOMPARE(
            (*f.project->reader())->document(DocumentId(1))->row.state, DocumentState::Reviewed);
    }

    void errorsComeOver() {
        TrainFixture f;
        RunEvents events;
        TrainRunRequest request = f.request("r");
        request.recipe.model = "nowhere";
        auto done = inChild(f, request, events);
        QCOMPARE(done.error().code, ErrorCode::NotFound);
        const ToyFault fault("gone:5");
        done = inChild(f, f.request("s"), events);
        QCOMPARE(done.error().where, std::string("cuda:0"));
        QCOMPARE(f.row("s").state, RunState::Failed);
        done = trainInChild(
            "no-such-program", *f.project, EVENSPAN_TOY_ENGINE, f.request("t"), events);
        QCOMPARE(done.error().code, ErrorCode::NotFound);
    }

    void pausesAndGoesOnBitForBit() {
        TrainFixture f;
        RunEvents events;
        QVERIFY(f.train(f.request("whole"), events).ok());
        std::stop_source stop;
        RunEvents seen;
        seen.seen = [&](const engine::TrainEvent& event) {
            if (event.kind == Kind::Step && event.step == 6)
                stop.request_stop();
        };
        TrainRunRequest request = f.request("r");
        request.pausing = std::make_shared<std::atomic<bool>>(true);
        ::setenv("EVENSPAN_TOY_SLOW", "20", 1);
        const auto paused = inChild(f, request, seen, stop.get_token());
        ::unsetenv("EVENSPAN_TOY_SLOW");
        QVERIFY2(paused.ok(), paused ? "" : paused.error().text().c_str());
        QVERIFY(paused->stopped && paused->paused);
        QVERIFY(isPaused(f.row("r")));
        QCOMPARE(workerOf(::getpid()), 0); // the device is free
        QVERIFY(inChild(f, f.request("r", true), events).ok());
        QCOMPARE(f.hash("r"), f.hash("whole"));
    }

    // Killed from outside, or dead by a fault of its own.
    void diesAndGoesOnBitForBit_data() {
        QTest::addColumn<bool>("killed");
        QTest::newRow("kill -9") << true;
        QTest::newRow("a fault of the driver") << false;
    }
    void diesAndGoesOnBitForBit() {
        QFETCH(bool, killed);
        TrainFixture f;
        RunEvents events;
        QVERIFY(f.train(f.request("whole"), events).ok());
        RunEvents seen;
        {
            std::optional<ToyFault> fault;
            if (!killed)
                fault.emplace("crash:10");
            ::setenv("EVENSPAN_TOY_SLOW", "20", 1);
            seen.seen = [&](const engine::TrainEvent& event) {
                if (killed && event.kind == Kind::Step && event.step == 7) {
                    const pid_t worker = workerOf(::getpid());
                    QVERIFY(worker > 0);
                    ::kill(worker, SIGKILL);
                }
            };
            const auto done = inChild(f, f.request("r"), seen);
            ::unsetenv("EVENSPAN_TOY_SLOW");
            QVERIFY(!done.ok());
            QCOMPARE(done.error().code, ErrorCode::Internal);
            QVERIFY(done.error().what.find("died") != std::string::npos);
            QCOMPARE(done.error().where, std::string("r"));
            QVERIFY(done.error().remedy.find("go on") != std::string::npos);
        }
        QCOMPARE(f.row("r").state, RunState::Interrupted);
        QVERIFY(canGoOn(f.row("r")));
        QCOMPARE(readQueue(**f.project->reader())->interrupted.size(), std::size_t(1));
        QVERIFY((*f.project->check(true)).ok);
        QVERIFY(inChild(f, f.request("r", true), events).ok());
        QCOMPARE(f.hash("r"), f.hash("whole"));
        QVERIFY(readQueue(**f.project->reader())->interrupted.empty());
    }

    // The window dies: its child must not train on, since nobody may store what it makes.
    void aChildWithoutItsParentEnds() {
        TrainFixture f;
        QProcess child;
        QProcessEnvironment slow = QProcessEnvironment::systemEnvironment();
        slow.insert(QStringLiteral("EVENSPAN_TOY_SLOW"), QStringLiteral("60000"));
        child.setProcessEnvironment(slow);
        child.start(QString::fromStdString(kCli.string()), {QStringLiteral("worker")});
        QVERIFY(child.waitForStarted());
        const nlohmann::ordered_json order{{"train",
            {{"project", f.path.string()}, {"engine", EVENSPAN_TOY_ENGINE}, {"name", "r"},
                {"recipe", engine::recipeToJson(f.recipe())},
                {"where", nlohmann::ordered_json::object()}, {"resume", false}}}};
        child.write(QByteArray::fromStdString(lines::lineOf(order)));
        QVERIFY(child.waitForBytesWritten());
        while (!child.canReadLine()) // it asks for its row
            QVERIFY(child.waitForReadyRead(30000));
        QVERIFY(child.readLine().contains("create_run"));
        child.closeWriteChannel();
        QVERIFY(child.waitForFinished(30000));
        QVERIFY(child.exitCode() != 0);
    }

    void whatIsNoRequestIsRefused() {
        QProcess child;
        child.start(QString::fromStdString(kCli.string()), {QStringLiteral("worker")});
        QVERIFY(child.waitForStarted());
        child.write("hello\n");
        QVERIFY(child.waitForFinished(30000));
        QCOMPARE(child.exitCode(), 2);
        QVERIFY(child.readAllStandardOutput().contains("evenspan-cli train"));
    }
};

QTEST_GUILESS_MAIN(TstTrainChild)
#include "tst_train_child.moc"
