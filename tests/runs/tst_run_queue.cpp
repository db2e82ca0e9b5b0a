// SPDX-License-Identifier: GPL-3.0-or-later
// The stored queue against a plain list of names, across many openings of the project.
#include "core/app/runs/run_phase.h"
#include "core/app/train/run_queue.h"
#include "core/base/rng.h"
#include "core/store/run_marks.h"

#include <nlohmann/json.hpp>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace evenspan;
using store::RunState;

namespace {

struct Fixture {
    QTemporaryDir folder;
    std::filesystem::path path{std::filesystem::path(folder.path().toStdString()) / "p.evenspan"};
    std::unique_ptr<store::Project> project = std::move(*store::Project::create(path));

    store::Writer& writer() { return *project->writer(); }
    void reopen() {
        project.reset();
        project = std::move(*store::Project::open(path));
    }
    RunQueue queue() {
        auto queue = readQueue(**project->reader());
        if (!queue)
            qFatal("%s", queue.error().text().c_str());
        return *queue;
    }
    std::vector<std::string> names() {
        std::vector<std::string> out;
        for (const auto& run : queue().waiting)
            out.push_back(run.name);
        return out;
    }
    RunId id(const std::string& name) { return (*project->reader())->run(name)->id; }
    store::RunRow row(const std::string& name) { return *(*project->reader())->run(name); }
    bool has(const std::string& name) { return (*project->reader())->run(name).ok(); }
    Result<std::string> add(const std::string& name) {
        TrainRunRequest request;
        request.name = name;
        request.recipe.epochs = 7;
        return enqueueRun(*project, writer(), request);
    }
    void put(const std::string& name, RunState state, const char* record = R"({"compute":{}})") {
        store::RunRow row;
        row.name = name;
        row.state = state;
        row.record = record;
        if (!writer().createRun(row))
            qFatal("no run");
    }
};

} // namespace

class TstRunQueue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsWhatARunIsMadeOf() {
        Fixture f;
        TrainRunRequest request;
        request.recipe.learning_rate = 3e-5;
        request.where = {{"language", "en"}};
        QCOMPARE(*enqueueRun(*f.project, f.writer(), request), std::string("run-1"));
        QCOMPARE(*enqueueRun(*f.project, f.writer(), request), std::string("run-2"));
        f.reopen();
        const auto queue = f.queue();
        QCOMPARE(queue.waiting.size(), std::size_t(2));
        const auto recipe = engine::recipeFromJson(queue.waiting[0].recipe);
        QVERIFY(recipe.ok() && recipe->learning_rate == 3e-5);
        const auto record = nlohmann::json::parse(queue.waiting[0].record);
        QCOMPARE(record["where"]["language"].get<std::string>(), std::string("en"));
        QVERIFY(!hasBegun(queue.waiting[0]));
    }

    void refusesWhatNoRunCanBe() {
        Fixture f;
        QVERIFY(f.add("a").ok());
        QCOMPARE(f.add("a").error().code, ErrorCode::AlreadyExists);
        QCOMPARE(f.add("a/b").error().code, ErrorCode::InvalidArgument);
        QCOMPARE(
            moveQueued(*f.project, f.writer(), RunId(99), 0).error().code, ErrorCode::NotFound);
        QCOMPARE(removeQueued(*f.project, f.writer(), RunId(99)).error().code, ErrorCode::NotFound);
        f.put("done", RunState::Finished);
        QCOMPARE(
            enqueueToGoOn(*f.project, f.writer(), "done").error().code, ErrorCode::InvalidArgument);
        QCOMPARE(enqueueToGoOn(*f.project, f.writer(), "a").error().code,
            ErrorCode::InvalidArgument); // it waits already
        QCOMPARE(enqueueToGoOn(*f.project, f.writer(), "none").error().code, ErrorCode::NotFound);
        QCOMPARE(f.names(), std::vector<std::string>{"a"});
    }

    // A thousand changes in any order do to the stored queue what they do to a list.
    void asAList() {
        Fixture f;
        Philox rng(11);
        std::vector<std::string> model;
        std::vector<std::pair<RemovedRun, std::string>> bin;
        int made = 0;
        for (int i = 0; i < 1000; ++i) {
            const auto size = model.size();
            const auto some = [&] { return static_cast<std::size_t>(rng.below(size)); };
            switch (rng.below(6)) {
            case 0:
            case 1: {
                const auto name = "r" + std::to_string(++made);
                if (rng.below(3) == 0) {
                    f.put(name, RunState::Stopped);
                    QVERIFY(enqueueToGoOn(*f.project, f.writer(), name).ok());
                } else {
                    QVERIFY(f.add(name).ok());
                }
                model.push_back(name);
                break;
            }
            case 2:
                if (size > 0) {
                    const auto from = some(), to = static_cast<std::size_t>(rng.below(size + 2));
                    const auto name = model[from];
                    QVERIFY(moveQueued(*f.project, f.writer(), f.id(name), to).ok());
                    model.erase(model.begin() + std::ptrdiff_t(from));
                    model.insert(model.begin() + std::ptrdiff_t(std::min(to, model.size())), name);
                }
                break;
            case 3:
                if (size > 0) {
                    const auto at = some();
                    auto removed = removeQueued(*f.project, f.writer(), f.id(model[at]));
                    QVERIFY(removed.ok());
                    QCOMPARE(removed->place, at);
                    QCOMPARE(f.has(model[at]), removed->began);
                    if (removed->began)
                        QCOMPARE(f.row(model[at]).state, RunState::Stopped);
                    bin = {{*removed, model[at]}};
                    model.erase(model.begin() + std::ptrdiff_t(at));
                }
                break;
            case 4:
                if (!bin.empty()) { // undo
                    QVERIFY(putBackQueued(*f.project, f.writer(), bin[0].first).ok());
                    model.insert(
                        model.begin() + std::ptrdiff_t(std::min(bin[0].first.place, model.size())),
                        bin[0].second);
                    bin.clear();
                }
                break;
            default:
                if (i % 10 == 0)
                    f.reopen();
                if (size > 0) { // the first one begins
                    store::RunRow row = f.row(model.front());
                    row.state = RunState::Running;
                    QVERIFY(f.writer().updateRun(row).ok());
                    row.state = RunState::Finished;
                    QVERIFY(f.writer().updateRun(row).ok());
                    model.erase(model.begin());
                }
            }
            QCOMPARE(f.names(), model);
        }
    }

    void aBrokenOrderLosesNoRun() {
        Fixture f;
        for (const char* name : {"a", "b", "c"})
            QVERIFY(f.add(name).ok());
        for (const char* setting :
            {"", "[]", "{\"order\":[3,\"x\",99],\"paused\":1}", "nonsense"}) {
            QVERIFY(f.writer().setSetting("training.queue", setting).ok());
            auto names = f.names();
            std::ranges::sort(names);
            QCOMPARE(names, (std::vector<std::string>{"a", "b", "c"}));
            QVERIFY(!f.queue().paused);
        }
        QVERIFY(f.writer().setSetting("training.queue", R"({"order":[3]})").ok());
        QCOMPARE(f.names(), (std::vector<std::string>{"c", "a", "b"}));
    }

    void pauseLastsUntilTheQueueIsEmpty() {
        Fixture f;
        QVERIFY(f.add("a").ok());
        QVERIFY(setQueuePaused(*f.project, f.writer(), true).ok());
        QVERIFY(f.add("b").ok());
        f.reopen();
        QVERIFY(f.queue().paused);
        for (const char* name : {"a", "b"})
            QVERIFY(removeQueued(*f.project, f.writer(), f.id(name)).ok());
        QVERIFY(f.add("c").ok()); // nobody remembers that pause
        QVERIFY(!f.queue().paused);
    }

    void interruptedRunsAreOfferedOnce() {
        Fixture f;
        f.put("a", RunState::Running);
        f.put("b", RunState::Interrupted);
        QCOMPARE(f.queue().interrupted.size(), std::size_t(1));
        f.reopen(); // nobody runs "a" any more
        QCOMPARE(f.queue().interrupted.size(), std::size_t(2));
        QVERIFY(dismissInterrupted(*f.project, f.writer(), "a").ok());
        f.reopen();
        QCOMPARE(f.queue().interrupted.size(), std::size_t(1));
        QCOMPARE(f.queue().interrupted[0].name, std::string("b"));
        // It may go on all the same, and is offered again if that is cut short.
        QVERIFY(enqueueToGoOn(*f.project, f.writer(), "a").ok());
        store::RunRow row = f.row("a");
        row.state = RunState::Running;
        QVERIFY(f.writer().updateRun(row).ok());
        f.reopen();
        QCOMPARE(f.queue().interrupted.size(), std::size_t(2));
    }

    void theTrashNeitherWaitsNorIsOffered() {
        Fixture f;
        QVERIFY(f.add("a").ok() && f.add("b").ok());
        f.put("c", RunState::Interrupted);
        store::RunMarks marks;
        marks.trashed = 5;
        for (const char* name : {"a", "c"})
            QVERIFY(store::setRunMarks(f.writer(), f.id(name), marks).ok());
        QCOMPARE(f.names(), std::vector<std::string>{"b"});
        QVERIFY(f.queue().interrupted.empty());
        QVERIFY(store::setRunMarks(f.writer(), f.id("a"), {}).ok());
        QCOMPARE(f.names(), (std::vector<std::string>{"a", "b"}));
    }

    void closesWhatItsProcessLeft_data() {
        QTest::addColumn<int>("before");
        QTest::addColumn<int>("after");
        const auto row = [](const char* name, RunState before, RunState after) {
            QTest::newRow(name) << int(before) << int(after);
        };
        row("running", RunState::Running, RunState::Interrupted);
        row("queued", RunState::Queued, RunState::Failed); // or it would begin for ever
        row("stopped", RunState::Stopped, RunState::Stopped);
        row("failed", RunState::Failed, RunState::Failed);
        row("finished", RunState::Finished, RunState::Finished);
    }
    void closesWhatItsProcessLeft() {
        QFETCH(int, before);
        QFETCH(int, after);
        Fixture f;
        f.put("r", RunState(before));
        const Error reason{ErrorCode::Internal, "it died", "r", "go on"};
        QVERIFY(closeRun(*f.project, f.writer(), "r", reason).ok());
        QCOMPARE(int(f.row("r").state), after);
        QCOMPARE(f.row("r").record.find("it died") != std::string::npos, before != after);
        QVERIFY(closeRun(*f.project, f.writer(), "none", reason).ok());
    }

    void aRecordKeepsItsOrder() {
        Fixture f;
        f.put("r", RunState::Stopped, R"({"z":1,"compute":{"y":2,"b":3},"a":4})");
        QVERIFY(enqueueToGoOn(*f.project, f.writer(), "r").ok());
        QVERIFY(removeQueued(*f.project, f.writer(), f.id("r")).ok());
        QCOMPARE(f.row("r").record, std::string(R"({"z":1,"compute":{"y":2,"b":3},"a":4})"));
    }

    void tellsApart() {
        store::RunRow run;
        run.state = RunState::Stopped;
        QVERIFY(!isPaused(run) && canGoOn(run) && !hasBegun(run));
        run.record = R"({"paused":true,"compute":{},"result":{"seconds":12.5}})";
        run.created = 1000;
        run.finished = 99000;
        QVERIFY(isPaused(run) && hasBegun(run));
        QCOMPARE(secondsTaken(run), 12.5);
        run.record = "{}";
        QCOMPARE(secondsTaken(run), 98.0);
        for (const char* broken : {"", "[]", R"({"paused":1,"result":[]})", "nonsense"}) {
            run.record = broken;
            QVERIFY(!isPaused(run) && !hasBegun(run));
        }
        run.state = RunState::Finished;
        run.record = R"({"paused":true})";
        QVERIFY(!isPaused(run) && !canGoOn(run));
    }
};

QTEST_GUILESS_MAIN(TstRunQueue)
#include "tst_run_queue.moc"
