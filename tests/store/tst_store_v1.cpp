// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/label_decisions.h"
#include "core/store/run_marks.h"
#include "tests/store/v4_project.h"

using namespace evenspan;
using namespace evenspan::store;

class TstStoreV1 : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFirstProjectStillOpens() {
        QTemporaryDir folder;
        const auto path = inFolder(folder, "old.evenspan");
        std::filesystem::copy_file(
            std::filesystem::path(EVENSPAN_TEST_DATA) / "projects/v1/sample.evenspan", path);
        std::filesystem::permissions(
            path, std::filesystem::perms::owner_write, std::filesystem::perm_options::add);
        auto old = Project::open(path);
        EVENSPAN_OK(old);
        auto fresh = std::move(*Project::create(inFolder(folder, "new.evenspan")));
        EVENSPAN_OK(fillV1(*fresh));
        QVERIFY(snapshot(**old) == snapshot(*fresh));

        const auto reader = *(*old)->reader();
        const auto first = *reader->document(DocumentId(1));
        QCOMPARE(first.text, std::string("Mira Tolvanen works at Okafor Labs"));
        QCOMPARE(first.spans.size(), std::size_t{2});
        QCOMPARE(first.spans[1].attributes.at("sure"), std::string("yes"));
        QVERIFY(first.gridImported);
        const auto chinese = *reader->document(DocumentId(4));
        QCOMPARE(chinese.row.characters, std::int64_t{14});
        QCOMPARE(chinese.text.size(), std::size_t{30 + 2 + 1 + 4});
        QCOMPARE(chinese.grid.sentenceCount(), std::size_t{2});

        const auto info = *reader->info();
        QCOMPARE(info.total.documents, std::int64_t{3});
        QCOMPARE(info.trashed, std::int64_t{1});
        QCOMPARE(info.labels.at("ORG"), std::int64_t{2});
        QCOMPARE(info.labels.at("LOC"), std::int64_t{0});
        QCOMPARE(info.splits.at("validation").documents, std::int64_t{1});
        QCOMPARE(info.runs, std::vector<std::string>{"first"});

        const auto run = *reader->run("first");
        QCOMPARE(run.recipe, std::string(R"({"epochs":3})"));
        QCOMPARE(run.finished.value_or(0), std::int64_t{1'700'000'060'000});
        const auto metrics = *reader->metrics(run.id);
        QCOMPARE(metrics.size(), std::size_t{2});
        QCOMPARE(metrics[0].value, 2.25);
        int predicted = 0;
        EVENSPAN_OK(reader->forEachPrediction(run.id, {}, [&](DocumentId id, auto&& rows) {
            predicted += id == DocumentId(4) && rows.size() == 1 && rows[0].score == 0.75;
            return true;
        }));
        QCOMPARE(predicted, 1);
        QCOMPARE(reader->setting("theme")->value_or(""), std::string("dark"));
        QCOMPARE(*(*old)->missingFiles(), std::vector<std::string>{"runs/first/model.safetensors"});

        QCOMPARE(*reader->redoName(), std::string("Set state"));
        QVERIFY(*(*old)->writer()->redo());
        QCOMPARE(reader->document(DocumentId(2))->row.state, DocumentState::Reviewed);
        while (*(*old)->writer()->undo()) { }
        QCOMPARE(reader->info()->total.documents, std::int64_t{0});
        while (*(*old)->writer()->redo()) { }
        const auto report = (*old)->check();
        EVENSPAN_OK(report);
        QVERIFY2(report->ok, problemsOf(*report).c_str());
    }

    void laterProjectsStillOpen_data() {
        QTest::addColumn<QString>("version");
        QTest::newRow("2") << QStringLiteral("v2");
        QTest::newRow("3") << QStringLiteral("v3");
        QTest::newRow("4") << QStringLiteral("v4");
    }
    void laterProjectsStillOpen() {
        QFETCH(QString, version);
        QTemporaryDir folder;
        const auto path = inFolder(folder, "old.evenspan");
        std::filesystem::copy_file(std::filesystem::path(EVENSPAN_TEST_DATA) / "projects"
                / version.toStdString() / "sample.evenspan",
            path);
        std::filesystem::permissions(
            path, std::filesystem::perms::owner_write, std::filesystem::perm_options::add);
        auto old = Project::open(path);
        EVENSPAN_OK(old);
        auto fresh = std::move(*Project::create(inFolder(folder, "new.evenspan")));
        EVENSPAN_OK(fillV2(*fresh));
        QVERIFY(snapshot(**old) == snapshot(*fresh));

        const auto reader = *(*old)->reader();
        const auto newer = *fresh->reader();
        QCOMPARE(reader->document(DocumentId(1))->spans[1].parts,
            (std::vector<CodePointRange>{{0, 4}, {30, 34}}));
        const auto comments = *notes(*reader, {});
        QCOMPARE(comments.size(), std::size_t{3});
        QCOMPARE(comments[0].text, std::string("One name in two places?"));
        QCOMPARE(guidelines(*reader, LabelId(1))->back().version, std::int64_t{2});
        QVERIFY(*attributes(*reader) == *attributes(*newer));
        QVERIFY(*rules(*reader) == *rules(*newer));
        QVERIFY(*ruleTallies(*reader) == *ruleTallies(*newer));
        QVERIFY(*savedFilters(*reader) == *savedFilters(*newer));
        QVERIFY(*effort(*reader) == *effort(*newer));
        for (const char* typed : {"label:PER", "-label:ORG", "note:open", "note:resolved",
                 "flag:yes", "uncertainty>0.5", "attr.sure=yes", "rule:ports", "source:import",
                 "suggested:yes", "meta.language=zh", "score>0.8"}) {
            DocumentFilter filter;
            filter.query = *parseQuery(typed);
            QVERIFY2(*reader->ids(filter) == *newer->ids(filter), typed);
        }
        // What version 4 adds is empty before it, and can be written at once.
        const RunId first = reader->run("first")->id;
        if (version == QLatin1String("v4")) {
            QVERIFY(runMarks(*reader)->at(first) == marksOfV4());
            QVERIFY(*runScores(*reader, first) == std::vector{scoreOfV4(first)});
        } else {
            QVERIFY(runMarks(*reader)->empty());
        }
        // The same of version 5.
        QVERIFY(labelDecisions(*reader)->empty());
        LabelDecisionRow decision;
        decision.document = DocumentId(1);
        decision.place = "0-4:PER>";
        EVENSPAN_OK(decideLabel(*(*old)->writer(), decision, {}, {}, "Mira"));
        QCOMPARE(labelDecisions(*reader)->size(), std::size_t{1});
        QVERIFY(*(*old)->writer()->undo());
        QVERIFY(labelDecisions(*reader)->empty());
        const RunMarks marks{"The first", {"baseline"}, true, false, {}};
        EVENSPAN_OK(setRunMarks(*(*old)->writer(), reader->run("first")->id, marks));
        QVERIFY(runMarks(*reader)->at(reader->run("first")->id) == marks);
        while (*(*old)->writer()->undo()) { }
        QCOMPARE(reader->info()->total.documents, std::int64_t{0});
        while (*(*old)->writer()->redo()) { }
        const auto report = (*old)->check();
        EVENSPAN_OK(report);
        QVERIFY2(report->ok, problemsOf(*report).c_str());
    }
};

QTEST_APPLESS_MAIN(TstStoreV1)
#include "tst_store_v1.moc"
