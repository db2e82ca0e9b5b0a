// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/store/run_marks.h"
#include "tests/store/support.h"

using namespace evenspan;
using namespace evenspan::store;

class TstStoreRunMarks : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    std::unique_ptr<Project> m_project;
    std::shared_ptr<Reader> m_reader;

    RunId add(const char* name, RunState state = RunState::Finished) {
        RunRow run;
        run.name = name;
        run.state = state;
        return *m_project->writer()->createRun(run);
    }

private Q_SLOTS:
    void init() {
        m_reader.reset();
        m_project.reset();
        std::filesystem::remove(inFolder(m_folder, "p.evenspan"));
        m_project = std::move(*Project::create(inFolder(m_folder, "p.evenspan")));
        m_reader = *m_project->reader();
    }
    void cleanup() {
        m_reader.reset();
        m_project.reset();
    }

    // Random marks against a map; all of it is there after the project was opened again.
    void marksAreWhatWasWritten() {
        Philox rng(31);
        std::vector<RunId> runs;
        for (const char* name : {"a", "b", "c", "d"})
            runs.push_back(add(name));
        std::map<RunId, RunMarks> known;
        const char* const tags[] = {"baseline", "\xE5\x9F\xBA\xE7\xBA\xBF", "long text", "x"};
        for (int step = 0; step < 200; ++step) {
            const RunId run = runs[rng.below(runs.size())];
            RunMarks marks;
            marks.note = std::string(rng.below(4), 'n');
            for (const char* tag : tags)
                if (rng.below(2))
                    marks.tags.insert(tag);
            marks.star = rng.below(2);
            marks.archived = rng.below(2);
            if (rng.below(3) == 0)
                marks.trashed = std::int64_t(rng.below(1000));
            EVENSPAN_OK(setRunMarks(*m_project->writer(), run, marks));
            known[run] = marks;
            QVERIFY(*runMarks(*m_reader) == known);
        }
        cleanup();
        m_project = std::move(*Project::open(inFolder(m_folder, "p.evenspan")));
        m_reader = *m_project->reader();
        QVERIFY(*runMarks(*m_reader) == known);
        EVENSPAN_OK(m_project->writer()->removeRun(runs[1]));
        known.erase(runs[1]);
        QVERIFY(*runMarks(*m_reader) == known);
        const auto report = m_project->check();
        QVERIFY2(report->ok, problemsOf(*report).c_str());
    }

    void whatCannotBeAMarkIsRefusedWhole() {
        const RunId run = add("a");
        const RunMarks good{"note", {"tag"}, true, false, {}};
        EVENSPAN_OK(setRunMarks(*m_project->writer(), run, good));
        const auto code = [&](RunId id, const RunMarks& marks) {
            const auto result = setRunMarks(*m_project->writer(), id, marks);
            return result ? ErrorCode::Internal : result.error().code;
        };
        QCOMPARE(code(run, {"other", {""}, false, false, {}}), ErrorCode::InvalidArgument);
        QCOMPARE(code(run, {"other", {"a\nb"}, false, false, {}}), ErrorCode::InvalidArgument);
        QCOMPARE(code(run, {"other", {std::string(65, 'x')}, false, false, {}}),
            ErrorCode::InvalidArgument);
        QCOMPARE(code(run, {"\xFF", {}, false, false, {}}), ErrorCode::BadEncoding);
        QCOMPARE(code(RunId(99), good), ErrorCode::NotFound);
        QVERIFY(runMarks(*m_reader)->at(run) == good);
    }

    void scoresReplaceOlderOnes() {
        const RunId run = add("a"), other = add("b");
        Writer& writer = *m_project->writer();
        EVENSPAN_OK(saveRunScore(writer, {run, "test", "h1", 3, 5, "{}"}));
        EVENSPAN_OK(saveRunScore(writer, {run, "validation", "h2", 4, 6, "[]"}));
        EVENSPAN_OK(saveRunScore(writer, {other, "test", "h1", 4, 7, "{}"}));
        const RunScoreRow newer{run, "test", "h3", 9, 8, R"({"x":1})"};
        EVENSPAN_OK(saveRunScore(writer, newer));
        const auto rows = *runScores(*m_reader, run);
        QCOMPARE(rows.size(), std::size_t{2});
        QVERIFY(rows[0] == newer);
        QCOMPARE(rows[1].split, std::string("validation"));
        QCOMPARE(saveRunScore(writer, {run, "test", "", 0, 0, "{"}).error().code,
            ErrorCode::InvalidArgument);
        QCOMPARE(saveRunScore(writer, {RunId(9), "test", "", 0, 0, "{}"}).error().code,
            ErrorCode::NotFound);
        EVENSPAN_OK(writer.removeRun(run));
        QVERIFY(runScores(*m_reader, run)->empty());
        QCOMPARE(runScores(*m_reader, other)->size(), std::size_t{1});
    }

    // An undo is an action too: what was scored before it may have been scored on other labels.
    void theNewestActionGrowsWithEach() {
        QCOMPARE(*newestGroup(*m_reader), std::int64_t{0});
        Writer& writer = *m_project->writer();
        const std::vector<DocumentDraft> drafts{draft("d", "Mira works")};
        const auto ids = *writer.addDocuments("Import", drafts);
        const auto first = *newestGroup(*m_reader);
        QVERIFY(first > 0);
        add("a"); // a run is no action
        QCOMPARE(*newestGroup(*m_reader), first);
        EVENSPAN_OK(writer.setState(ids, DocumentState::Done));
        const auto second = *newestGroup(*m_reader);
        QVERIFY(second > first);
        QVERIFY(*writer.undo());
        QVERIFY(*newestGroup(*m_reader) > second);
        const auto time = m_reader->history(std::nullopt, 1)->front().time;
        QCOMPARE(*newestGroup(*m_reader, std::int64_t{1}), std::int64_t{0});
        QCOMPARE(*newestGroup(*m_reader, time + 60'000), *newestGroup(*m_reader));
    }

    void removedForEverWithItsFiles() {
        const RunId run = add("a"), other = add("b"), busy = add("c", RunState::Running);
        Writer& writer = *m_project->writer();
        const std::vector<DocumentDraft> drafts{draft("d", "Mira works", {span(0, 4, "PER")})};
        const auto ids = *writer.addDocuments("Import", drafts);
        SpanRow suggested;
        suggested.document = ids[0];
        suggested.label = "PER";
        suggested.range = {5, 10};
        suggested.run = run;
        EVENSPAN_OK(writer.addSpan(suggested));
        FileRow file{
            std::string(64, 'a'), "models/a/model.safetensors", 7, run, "weights", "{}", 1};
        EVENSPAN_OK(writer.addFile(file));
        FileRow kept{
            std::string(64, 'b'), "models/b/model.safetensors", 7, other, "weights", "{}", 1};
        EVENSPAN_OK(writer.addFile(kept));
        EVENSPAN_OK(setRunMarks(writer, run, {"", {"t"}, false, false, 5}));
        EVENSPAN_OK(saveRunScore(writer, {run, "test", "", 0, 1, "{}"}));
        const auto gone = removeRunForEver(writer, run);
        EVENSPAN_OK(gone);
        QVERIFY(*gone == std::vector{file});
        QVERIFY(*m_reader->files() == std::vector{kept});
        QCOMPARE(m_reader->run("a").error().code, ErrorCode::NotFound);
        QVERIFY(runMarks(*m_reader)->empty());
        QVERIFY(!m_reader->document(ids[0])->spans[1].run);
        QCOMPARE(removeRunForEver(writer, run).error().code, ErrorCode::NotFound);
        QCOMPARE(removeRunForEver(writer, busy).error().code, ErrorCode::InvalidArgument);
        EVENSPAN_OK(m_reader->run("c"));
        const auto report = m_project->check();
        QVERIFY2(report->ok, problemsOf(*report).c_str());
    }
};

QTEST_APPLESS_MAIN(TstStoreRunMarks)
#include "tst_store_run_marks.moc"
