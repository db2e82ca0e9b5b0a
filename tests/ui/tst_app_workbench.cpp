// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/project/import_documents.h"
#include "core/store/writer.h"
#include "ui/shell/app_workbench.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <atomic>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

// Steps until it is stopped, or fails at once.
class SlowBackend : public TrainingBackend {
public:
    std::atomic<bool> fail = false;
    Result<Machine> machine() override {
        Machine machine;
        machine.devices = {QStringLiteral("cpu")};
        return machine;
    }
    Result<RunPlan> plan(store::Project&, const TrainRequest&, std::stop_token) override {
        return RunPlan{};
    }
    Result<void> train(store::Project&, const TrainRequest& request,
        const std::function<void(TrainEvent&&)>& sink, std::stop_token stop) override {
        TrainEvent event;
        event.kind = TrainEvent::Started;
        event.run = request.name;
        sink(TrainEvent(event));
        if (fail)
            return Error{ErrorCode::EngineMissing, "no engine", "here", "Install it."};
        while (!stop.stop_requested()) {
            event.kind = TrainEvent::Step;
            ++event.step;
            sink(TrainEvent(event));
            QThread::usleep(50);
        }
        event.kind = TrainEvent::Finished;
        event.stopped = true;
        sink(TrainEvent(event));
        return {};
    }
};

} // namespace

class TestAppWorkbench : public QObject {
    Q_OBJECT

private:
    struct Fixture {
        QTemporaryDir folder;
        SlowBackend* backend = new SlowBackend;
        AppWorkbench workbench{[]() -> Result<std::filesystem::path> {
                                   return Error{ErrorCode::NotFound, "no sample", "", ""};
                               },
            std::unique_ptr<TrainingBackend>(backend)};

        QString path(const char* name) const { return folder.filePath(QLatin1String(name)); }
        QString write(const char* name, const QByteArray& bytes) const {
            QFile file(path(name));
            if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
                qFatal("cannot write a test file");
            return file.fileName();
        }
        bool create() {
            std::optional<Result<void>> reply;
            workbench.createProject(
                path("p.evenspan"), [&](const Result<void>& result) { reply = result; });
            return QTest::qWaitFor([&] { return reply.has_value(); }) && reply->ok();
        }
        std::optional<Result<void>> import(const QStringList& files) {
            ImportRequest request;
            for (const QString& file : files)
                request.paths.emplace_back(file.toStdU16String());
            std::optional<Result<void>> reply;
            workbench.edit(
                {},
                [request](store::Writer& writer) -> Result<void> {
                    if (auto done = importDocuments(writer, request); !done)
                        return done.error();
                    return {};
                },
                [&](Result<void> result) { reply = std::move(result); });
            (void)QTest::qWaitFor([&] { return reply.has_value(); });
            return reply;
        }
    };
    static constexpr auto kConll = "Mara B-PER\nlives O\nin O\nLisbon B-LOC\n\nNo O\nname O\n\n";

private Q_SLOTS:
    void importsAndUndoes() {
        Fixture f;
        QVERIFY(f.create());
        QSignalSpy changed(&f.workbench, &Workbench::documentsChanged);
        const auto report =
            f.import({f.write("train.conll", kConll), f.write("dev.conll", kConll)});
        QVERIFY(report && report->ok());
        QTRY_VERIFY(changed.count() > 0);
        const store::ProjectInfo& info = f.workbench.project().info;
        QCOMPARE(info.total.spans, 4);
        QCOMPARE(info.splits.at("train").spans, 2);
        QCOMPARE(info.splits.at("validation").spans, 2);
        QVERIFY(!f.workbench.project().undoName.isEmpty());
        bool done = false;
        f.workbench.undo([&](const Result<void>& result) { done = result.ok(); });
        QTRY_VERIFY(done);
        QCOMPARE(f.workbench.project().info.total.spans, 0);
        QVERIFY(!f.workbench.project().redoName.isEmpty());
        f.workbench.redo([&](const Result<void>& result) { done = !result.ok(); });
        QTRY_VERIFY(!done);
        QCOMPARE(f.workbench.project().info.total.spans, 4);
    }

    void aFailedImportLeavesNothing() {
        Fixture f;
        QVERIFY(f.create());
        const auto report = f.import({f.write("train.conll", kConll), f.path("absent.conll")});
        QVERIFY(report && !report->ok());
        QCOMPARE(report->error().code, ErrorCode::NotFound);
        QCOMPARE(f.workbench.project().info.total.documents, 0);
    }

    void answersDocuments() {
        Fixture f;
        QVERIFY(f.create());
        QVERIFY(f.import({f.write("train.conll", kConll)}));
        std::vector<DocumentId> ids;
        f.workbench.documentIds({}, [&](auto reply) { ids = *reply; });
        QTRY_VERIFY(!ids.empty());
        std::optional<store::DocumentData> data;
        f.workbench.document(ids[0], [&](auto reply) { data = *reply; });
        QTRY_VERIFY(data.has_value());
        QVERIFY(data->text.find("Lisbon") != std::string::npos);
        std::vector<store::DocumentRow> rows;
        f.workbench.documentRows(ids, [&](auto reply) { rows = *reply; });
        QTRY_COMPARE(rows.size(), ids.size());
    }

    void forgottenQuestionsStaySilent() {
        Fixture f;
        QVERIFY(f.create());
        bool called = false;
        f.workbench.forget(f.workbench.documentIds({}, [&](auto) { called = true; }));
        bool second = false;
        f.workbench.documentIds({}, [&](auto) { second = true; });
        QTRY_VERIFY(second);
        QVERIFY(!called);
    }

    void repliesNeverComeInsideTheCall() {
        Fixture f;
        bool called = false;
        f.workbench.documentIds({}, [&](auto reply) {
            called = true;
            QVERIFY(!reply.ok()); // nothing is open
        });
        QVERIFY(!called);
        QTRY_VERIFY(called);
    }

    void openingAnotherClosesTheFirst() {
        Fixture f;
        QVERIFY(f.create());
        for (int i = 0; i < 3; ++i) { // the same file again: its lock must be gone
            std::optional<Result<void>> reply;
            f.workbench.openProject(
                f.path("p.evenspan"), [&](const Result<void>& result) { reply = result; });
            QTRY_VERIFY(reply.has_value());
            QVERIFY(reply->ok());
            QVERIFY(!f.workbench.project().readOnly);
        }
        std::optional<Result<void>> reply;
        f.workbench.openProject(
            f.path("none.evenspan"), [&](const Result<void>& result) { reply = result; });
        QTRY_VERIFY(reply.has_value());
        QCOMPARE(reply->error().code, ErrorCode::NotFound);
        QVERIFY(!f.workbench.isOpen());
    }

    void trainsOffTheWindowsThread() {
        Fixture f;
        QVERIFY(f.create());
        bool started = false;
        f.workbench.startTraining({QStringLiteral("r"), QStringLiteral("m"), "{}"},
            [&](const Result<QString>& name) { started = name.ok(); });
        QVERIFY(f.workbench.isTraining());
        QTRY_VERIFY(started);
        std::vector<TrainEvent> all;
        QTRY_VERIFY(([&] {
            for (TrainEvent& event : f.workbench.takeTrainEvents())
                all.push_back(std::move(event));
            return all.size() > 20;
        })());
        QCOMPARE(all.front().kind, TrainEvent::Started);
        f.workbench.stopTraining();
        QTRY_VERIFY(!f.workbench.isTraining());
        for (TrainEvent& event : f.workbench.takeTrainEvents())
            all.push_back(std::move(event));
        QCOMPARE(all.back().kind, TrainEvent::Finished);
        QVERIFY(all.back().stopped);
    }

    void aMissingEngineIsAnEvent() {
        Fixture f;
        QVERIFY(f.create());
        f.backend->fail = true;
        f.workbench.startTraining({QStringLiteral("r"), QStringLiteral("m"), "{}"}, [](auto) {});
        QTRY_VERIFY(!f.workbench.isTraining());
        const std::vector<TrainEvent> events = f.workbench.takeTrainEvents();
        QCOMPARE(events.back().kind, TrainEvent::Failed);
        QCOMPARE(events.back().error.code, ErrorCode::EngineMissing);
    }

    void endsWhileItTrains() {
        Fixture f;
        QVERIFY(f.create());
        f.workbench.startTraining({QStringLiteral("r"), QStringLiteral("m"), "{}"}, [](auto) {});
        f.workbench.documentIds({}, [](auto) {});
    } // the destructor stops and waits

    void bufferKeepsWhatMatters() {
        EventBuffer buffer(100);
        for (int i = 1; i <= 10000; ++i) {
            TrainEvent event;
            event.kind = i % 1000 == 0 ? TrainEvent::Eval : TrainEvent::Step;
            event.step = i;
            buffer.push(std::move(event));
        }
        const std::vector<TrainEvent> events = buffer.take();
        QVERIFY(events.size() <= 112);
        int evaluations = 0;
        for (std::size_t i = 0; i < events.size(); ++i) {
            evaluations += events[i].kind == TrainEvent::Eval;
            QVERIFY(i == 0 || events[i - 1].step < events[i].step);
        }
        QCOMPARE(evaluations, 10);
        QCOMPARE(events.back().step, 10000);
        QVERIFY(buffer.take().empty());
    }
};

QTEST_MAIN(TestAppWorkbench)
#include "tst_app_workbench.moc"
