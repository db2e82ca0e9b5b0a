// SPDX-License-Identifier: GPL-3.0-or-later
// Every kind of damage that the full check promises to see, done to a sound project by hand.
#include "core/store/writer_state.h"
#include "tests/store/support.h"

using namespace evenspan;
using namespace evenspan::store;

namespace {

// Three documents with labels, metadata, a suggestion, a discontinuous span, one in the trash.
std::unique_ptr<Project> soundProject(const QTemporaryDir& folder) {
    auto project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
    Writer& writer = *project->writer();
    auto first = draft("one", "Mira met Bo in Ulm", {span(0, 4, "PER"), span(15, 18, "LOC")});
    first.split = "train";
    first.metadata = {{"language", "en"}, {"source", "letters"}};
    auto second = draft("two", "Bo went home", {span(0, 2, "PER")});
    second.spans.front().source = SpanSource::Model;
    second.split = "test";
    auto third = draft("three", "Nothing to see");
    const auto ids = writer.addDocuments("Import", std::vector{first, second, third});
    if (!ids)
        qFatal("%s", ids.error().text().c_str());
    SpanRow suggested;
    suggested.document = ids->at(1);
    suggested.label = "LOC";
    suggested.range = {8, 12};
    suggested.state = SpanState::Suggested;
    SpanRow parted;
    parted.document = ids->at(0);
    parted.label = "PER";
    parted.range = {0, 11};
    parted.parts = {{0, 4}, {9, 11}};
    RunRow run;
    run.name = "run";
    if (!writer.addSpan(suggested) || !writer.addSpan(parted) || !writer.createRun(run)
        || !writer.setTrashed(std::vector{ids->at(2)}, true))
        qFatal("the project cannot be filled");
    return project;
}

// As a foreign program, which knows neither foreign keys nor sums, would write.
void damage(Project& project, const std::string& sql) {
    auto& db = *project.writer()->state().db;
    db.script("PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON;");
    db.script(sql);
}

} // namespace

class TstStoreCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSoundProjectHasNoProblem() {
        QTemporaryDir folder;
        const auto project = soundProject(folder);
        for (const bool full : {false, true}) {
            const auto report = project->check(full);
            EVENSPAN_OK(report);
            QVERIFY2(report->ok, problemsOf(*report).c_str());
            QVERIFY(report->problems.empty());
            QVERIFY(report->notes.empty());
        }
    }

    void everyRuleIsLookedAt_data() {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QByteArray>("problem");
        const auto row = [](const char* name, const char* sql, const char* problem) {
            QTest::newRow(name) << QByteArray(sql) << QByteArray(problem);
        };
        row("a span beyond its text", "UPDATE span SET last = 19 WHERE id = 2;",
            "1 spans reach beyond their text or are empty.");
        row("an empty span", "UPDATE span SET first = last WHERE id = 2;",
            "1 spans reach beyond their text or are empty.");
        row("a span before its text", "UPDATE span SET first = -1 WHERE id = 2;",
            "1 spans reach beyond their text or are empty.");
        row("two of them", "UPDATE span SET last = 4000 WHERE id <= 2;",
            "2 spans reach beyond their text or are empty.");
        row("no text", "DELETE FROM content WHERE document = 2;", "1 documents have no text.");
        row("a wrong number of spans", "UPDATE document SET spans = spans + 1 WHERE id = 1;",
            "1 documents have a wrong number of spans.");
        row("a suggestion that was counted", "UPDATE span SET state = 1 WHERE id = 1;",
            "1 documents have a wrong number of spans.");
        row("a wrong sum of tokens", "UPDATE tally SET tokens = tokens + 1 WHERE split = 'train';",
            "1 sums by split and state are wrong.");
        row("a sum too many", "INSERT INTO tally VALUES ('dev', 0, 1, 1, 1, 1);",
            "1 sums by split and state are wrong.");
        row("a sum too few", "DELETE FROM tally WHERE split = 'test';",
            "1 sums by split and state are missing.");
        row("a split that nobody summed", "UPDATE document SET split = 'dev' WHERE id = 1;",
            "1 sums by split and state are missing.");
        row("a document out of the trash", "UPDATE document SET hidden = 0 WHERE id = 3;",
            "1 sums by split and state are missing.");
        row("a wrong sum of a label", "UPDATE label_tally SET spans = 9 WHERE label = 1;",
            "1 sums by label are wrong.");
        row("no sum of a label", "DELETE FROM label_tally WHERE label = 1;",
            "1 sums by label are missing.");
        row("a label's sum by document", "UPDATE span_sum SET spans = 5 WHERE document = 2;",
            "4 sums of spans in documents are wrong or missing.");
        row("no sum by document", "DELETE FROM span_sum WHERE document = 2 AND kind = 0;",
            "1 sums of spans in documents are wrong or missing.");
        row("another source", "UPDATE span SET source = 0 WHERE id = 3;",
            "1 sums of spans in documents are wrong or missing.");
        row("metadata that a filter does not see",
            "DELETE FROM document_meta WHERE key = 'language';",
            "1 rows of metadata are wrong or missing.");
        row("metadata that nobody wrote", "INSERT INTO document_meta VALUES ('language', 'de', 2);",
            "2 rows of metadata are wrong or missing.");
        row("another value", "UPDATE document_meta SET value = 'de' WHERE key = 'language';",
            "1 rows of metadata are wrong or missing.");
        row("a label that was undone", "UPDATE label SET gone = 1 WHERE name = 'LOC';",
            "2 shown documents use labels that were undone.");
        for (const char* counter : {"document", "span", "event", "event_group", "run", "label"})
            row((std::string("the counter of ") + counter).c_str(),
                ("UPDATE counter SET value = 0 WHERE name = '" + std::string(counter) + "';")
                    .c_str(),
                "1 counters lie behind the rows they number.");
        row("the counter of notes", "INSERT INTO note VALUES (4, 1, NULL, 0, 'why?', 'ana', 0, 0);",
            "1 counters lie behind the rows they number.");
        row("the counter of rules", "INSERT INTO rule VALUES (1, 'names', '{}', 1, 0);",
            "1 counters lie behind the rows they number.");
        row("the counter of decisions",
            "INSERT INTO label_decision VALUES (1, 1, '0-4:PER>', 'spurious', 0, '', 'ana', 0);",
            "1 counters lie behind the rows they number.");
        row("parts that begin late", "UPDATE span SET parts = '[[1,4],[9,11]]' WHERE id = 5;",
            "1 discontinuous spans have parts that are not theirs.");
        row("parts that end early", "UPDATE span SET parts = '[[0,4],[9,10]]' WHERE id = 5;",
            "1 discontinuous spans have parts that are not theirs.");
        row("no parts", "UPDATE span SET parts = '[]' WHERE id = 5;",
            "1 discontinuous spans have parts that are not theirs.");
        row("a span of no document", "UPDATE span SET document = 77 WHERE id = 2;",
            "A row of span refers to a missing row of document.");
        row("a span of no label", "UPDATE span SET label = 77 WHERE id = 2;",
            "A row of span refers to a missing row of label.");
        row("bytes that are no UTF-8",
            "UPDATE content SET text = CAST(x'ff' || substr(text, 2) AS TEXT) WHERE document = 2;",
            "Document 2 holds bytes that are no UTF-8.");
        row("half a surrogate pair",
            "UPDATE content SET text = CAST(x'eda080' AS TEXT) WHERE document = 2;",
            "Document 2 holds bytes that are no UTF-8.");
        row("a longer text", "UPDATE content SET text = text || '!' WHERE document = 2;",
            "Document 2 has a text of another length than noted.");
        row("as many bytes, fewer characters",
            "UPDATE content SET text = 'é' || substr(text, 3) WHERE document = 2;",
            "Document 2 has a text of another length than noted.");
        row("a cut grid",
            "UPDATE content SET grid = substr(grid, 1, length(grid) - 1) WHERE document = 2;",
            "Document 2 has a token grid that cannot be read.");
        row("a grid of another format", "UPDATE content SET grid = x'020000' WHERE document = 2;",
            "Document 2 has a token grid that cannot be read.");
        row("a grid beyond the text", "UPDATE content SET grid = x'0101017f01' WHERE document = 2;",
            "Document 2 has a token grid that cannot be read.");
        row("another grid", "UPDATE content SET grid = x'0101010004' WHERE document = 2;",
            "Document 2 has other numbers of sentences or tokens than noted.");
        row("other sentences", "UPDATE document SET sentences = 2 WHERE id = 3;",
            "Document 3 has other numbers of sentences or tokens than noted.");
        row("a text that the search does not know",
            "UPDATE content SET text = 'Bo went hame' WHERE document = 2;",
            "The search index does not fit the texts.");
    }
    void everyRuleIsLookedAt() {
        QFETCH(QByteArray, sql);
        QFETCH(QByteArray, problem);
        QTemporaryDir folder;
        const auto project = soundProject(folder);
        damage(*project, sql.toStdString());
        const auto report = project->check();
        EVENSPAN_OK(report);
        QVERIFY(!report->ok);
        QVERIFY2(std::find(report->problems.begin(), report->problems.end(), problem.toStdString())
                != report->problems.end(),
            problemsOf(*report).c_str());
        // The quick look at the pages sees none of it.
        QVERIFY(project->check(false)->ok);
        // Problems tell of rows, never of texts.
        for (const auto& line : report->problems)
            for (const char* word : {"Mira", "Ulm", "home", "Nothing", "letters"})
                QVERIFY2(line.find(word) == std::string::npos, line.c_str());
    }

    void whatIsAllowedIsNoProblem_data() {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("an empty tally") << QByteArray("INSERT INTO tally VALUES ('x',0,0,0,0,0);");
        QTest::newRow("a label without spans")
            << QByteArray("INSERT INTO label_tally SELECT id, 0 FROM label WHERE 0;");
        QTest::newRow("a counter ahead") << QByteArray("UPDATE counter SET value = value + 50;");
        QTest::newRow("a score of a suggestion")
            << QByteArray("UPDATE span SET score = 0.5 WHERE state = 1;");
    }
    void whatIsAllowedIsNoProblem() {
        QFETCH(QByteArray, sql);
        QTemporaryDir folder;
        const auto project = soundProject(folder);
        damage(*project, sql.toStdString());
        const auto report = project->check();
        EVENSPAN_OK(report);
        QVERIFY2(report->ok, problemsOf(*report).c_str());
    }

    void noMoreThanAHundredAreListed() {
        QTemporaryDir folder;
        auto project = std::move(*Project::create(inFolder(folder, "p.evenspan")));
        std::vector<DocumentDraft> drafts;
        for (int i = 0; i < 150; ++i)
            drafts.push_back(draft(std::to_string(i), "Text " + std::to_string(i)));
        EVENSPAN_OK(project->writer()->addDocuments("Import", drafts));
        damage(*project, "UPDATE document SET sentences = 9;");
        const auto report = project->check();
        QVERIFY(!report->ok);
        QCOMPARE(report->problems.size(), std::size_t{100});
    }

    void aStopEndsIt() {
        QTemporaryDir folder;
        const auto project = soundProject(folder);
        std::stop_source stop;
        stop.request_stop();
        for (const bool full : {false, true}) {
            const auto report = project->check(full, stop.get_token());
            QVERIFY(!report);
            QCOMPARE(report.error().code, ErrorCode::Cancelled);
        }
        QVERIFY(project->check()->ok); // and leaves nothing behind
    }

    // Pages that were overwritten: the file itself says so, quickly too.
    void brokenPagesAreSeenQuickly() {
        QTemporaryDir folder;
        auto project = soundProject(folder);
        std::vector<DocumentDraft> drafts;
        for (int i = 0; i < 400; ++i)
            drafts.push_back(draft(std::to_string(i), std::string(300, 'a' + char(i % 26))));
        EVENSPAN_OK(project->writer()->addDocuments("Import", drafts));
        const auto path = project->path();
        project.reset();
        {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadWrite));
            QVERIFY(file.seek(4096 * 20));
            const QByteArray rubbish(4096 * 4, char(0x5a));
            QCOMPARE(file.write(rubbish), qint64(rubbish.size()));
        }
        OpenOptions options;
        options.quickCheckBytes = 0; // the check comes later, as for a big project
        auto broken = Project::open(path, options);
        if (!broken) {
            QCOMPARE(broken.error().code, ErrorCode::Corrupt);
            QVERIFY(!broken.error().remedy.empty());
            return;
        }
        QVERIFY((*broken)->checkDue());
        for (const bool full : {false, true}) {
            const auto report = (*broken)->check(full);
            EVENSPAN_OK(report);
            QVERIFY(!report->ok);
            QVERIFY(!report->problems.empty());
        }
    }

    void whatTheFolderLacksIsANoteAlone() {
        QTemporaryDir folder;
        const auto project = soundProject(folder);
        FileRow file;
        file.sha256 = std::string(64, 'a');
        file.path = "runs/run/model.safetensors";
        file.size = 12;
        file.role = "weights";
        EVENSPAN_OK(project->writer()->addFile(file));
        const auto report = project->check();
        EVENSPAN_OK(report);
        QVERIFY(report->ok);
        QCOMPARE(report->notes,
            std::vector<std::string>{"The files folder lacks runs/run/model.safetensors"});
    }

    void readOnlySaysWhatItCannotSee() {
        QTemporaryDir folder;
        auto project = soundProject(folder);
        const auto path = project->path();
        project.reset();
        const auto readOnly = Project::openReadOnly(path);
        EVENSPAN_OK(readOnly);
        const auto report = (*readOnly)->check();
        EVENSPAN_OK(report);
        QVERIFY(report->ok);
        QCOMPARE(report->notes.size(), std::size_t{1});
        QVERIFY((*readOnly)->check(false)->notes.empty());
    }
};

QTEST_GUILESS_MAIN(TstStoreCheck)
#include "tst_store_check.moc"
