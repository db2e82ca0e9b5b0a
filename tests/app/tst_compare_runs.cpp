// SPDX-License-Identifier: GPL-3.0-or-later
// Comparisons of made-up outcomes, the record of an outcome, and runs that are deleted for ever.
#include "core/app/runs/compare_runs.h"
#include "core/app/runs/run_trash.h"
#include "core/base/rng.h"
#include "core/store/project.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <QTemporaryDir>
#include <QTest>

using namespace evenspan;
namespace fs = std::filesystem;

namespace {

// A run whose F1 is about `hit`, scored on documents first, first + 1, …
ComparedRun made(const std::string& name, const std::string& recipe, double hit,
    std::int64_t first = 1, std::int64_t count = 40) {
    Philox rng(std::hash<std::string>{}(name));
    ComparedRun run;
    run.row.name = name;
    run.row.recipe = recipe;
    run.row.record = R"({"model":{"sha256":"m"},"data":{"train":{"sha256":"d"}},
        "compute":{"torch":"2.13"},"result":{"seconds":60.0}})";
    for (std::int64_t id = first; id < first + count; ++id) {
        auto& counts = run.outcome.documents[id];
        for (int i = 0; i < 5; ++i)
            ++(rng.uniform() < hit ? counts.right : counts.missed);
    }
    return run;
}

CompareRequest onTest() {
    CompareRequest request;
    request.split = "test";
    request.rounds = 1000;
    return request;
}

Evaluation evaluation() {
    Evaluation out;
    out.data = "hash";
    out.gold = {{"B-PER", "I-PER", "O", "B-LOC"}, {"O", "B-ORG"}, {"B-PER"}};
    out.predicted = {{"B-PER", "I-PER", "O", "B-ORG"}, {"O", "O"}, {"B-PER"}};
    out.documentOf = {7, 7, 9};
    out.sentences = 3;
    out.scores = *scoreDefault(out.gold, out.predicted);
    return out;
}

void put(const fs::path& path, std::size_t bytes) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << std::string(bytes, 'x');
}

} // namespace

class TstCompareRuns : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void outcomeByHand() {
        const auto outcome = *outcomeOf(evaluation(), "test");
        QCOMPARE(outcome.documents.size(), std::size_t{2});
        QVERIFY(outcome.documents.at(7) == (DocumentCounts{1, 1, 2}));
        QVERIFY(outcome.documents.at(9) == (DocumentCounts{1, 0, 0}));
        QVERIFY(outcome.labels.at("ORG").counts == (DocumentCounts{0, 1, 1}));
        QVERIFY(outcome.labels.at("PER").counts == (DocumentCounts{2, 0, 0}));
        QCOMPARE(outcome.micro.estimate, evaluation().scores.micro.f1);
        QCOMPARE(outcome.labels.at("PER").f1.estimate, 1.0);
        const auto back = outcomeFromJson(outcomeToJson(outcome).dump());
        QVERIFY(back.ok());
        QVERIFY(back->documents == outcome.documents && back->labels == outcome.labels);
        QVERIFY(back->exact == outcome.exact && back->overlapping == outcome.overlapping);
        QCOMPARE(back->scores.micro.f1, outcome.scores.micro.f1);
        QCOMPARE(back->micro.low, outcome.micro.low);
        for (const char* bad : {"", "{}", "[1]", R"({"split":1})"})
            QCOMPARE(outcomeFromJson(bad).error().code, ErrorCode::Corrupt);
        auto wrong = outcomeToJson(outcome);
        wrong["exact"]["cells"] = {1, 2};
        QCOMPARE(outcomeFromJson(wrong.dump()).error().code, ErrorCode::Corrupt);
    }

    void freshUntilSomethingHappens() {
        RunOutcome outcome;
        outcome.group = 5;
        outcome.runFinished = 100;
        store::RunRow run;
        run.finished = 100;
        QVERIFY(isFresh(outcome, run, 5));
        QVERIFY(!isFresh(outcome, run, 6));
        run.finished = 101; // it went on, so its weights are others
        QVERIFY(!isFresh(outcome, run, 5));
    }

    void bestFirstAndInWords() {
        const auto comparison = compareOutcomes(
            {made("weak", R"({"epochs":1})", 0.3), made("strong", R"({"epochs":4})", 0.9)},
            onTest());
        QVERIFY(comparison.ok());
        QCOMPARE(comparison->groups[0].name, std::string("strong"));
        QCOMPARE(comparison->verdicts.size(), std::size_t{1});
        const auto& verdict = comparison->verdicts[0];
        QVERIFY(verdict.differs() && verdict.bootstrap.difference.low > 0);
        const auto& strong = comparison->runs[1];
        const double f1 = 2.0 * strong.counts.right
            / (2.0 * strong.counts.right + strong.counts.wrong + strong.counts.missed);
        QCOMPARE(strong.score.f1, f1);
        QVERIFY(strong.f1.low <= f1 && f1 <= strong.f1.high);
        const auto words = verdictText(*comparison, verdict);
        QVERIFY2(words.starts_with("strong finds more than weak: +"), words.c_str());
        QVERIFY2(words.find("p < 0.001; on 40 documents") != std::string::npos, words.c_str());
        QCOMPARE(comparison->settings[0].key, std::string("epochs"));
        QVERIFY(comparison->settings[0].differs && !comparison->settings[1].differs);
    }

    void nothingIsClaimedOfEqualRuns() {
        auto twin = made("a", R"({"epochs":1})", 0.6);
        auto other = twin;
        other.row.name = "b";
        other.row.recipe = R"({"epochs":2})";
        const auto comparison = *compareOutcomes({twin, other}, onTest());
        QVERIFY(!comparison.verdicts[0].differs());
        QCOMPARE(comparison.verdicts[0].p, 1.0);
        QVERIFY(verdictText(comparison, comparison.verdicts[0])
                    .starts_with("No difference is shown between "));
    }

    void seedsAreGrouped() {
        const auto comparison = *compareOutcomes(
            {made("a1", R"({"seed":1})", 0.8), made("b", R"({"seed":1,"epochs":9})", 0.5),
                made("a2", R"({"seed":2})", 0.8), made("a3", R"({"seed":3})", 0.8)},
            onTest());
        QCOMPARE(comparison.groups.size(), std::size_t{2});
        QCOMPARE(comparison.groups[0].runs, (std::vector<std::size_t>{0, 2, 3}));
        double mean = 0;
        for (const auto i : comparison.groups[0].runs)
            mean += comparison.runs[i].score.f1 / 3;
        QVERIFY(std::abs(comparison.groups[0].f1.mean - mean) < 1e-12);
        QCOMPARE(comparison.groups[0].seconds.mean, 60.0);
        QVERIFY(!comparison.verdicts[0].randomisation);
        QVERIFY(verdictText(comparison, comparison.verdicts[0]).find("a1 (3 seeds)") == 0);
        // Another model or other data is another group, whatever the recipe.
        auto moved = made("a4", R"({"seed":4})", 0.8);
        moved.row.record = R"({"model":{"sha256":"other"},"data":{"train":{"sha256":"d"}}})";
        QCOMPARE(
            compareOutcomes({made("a1", R"({"seed":1})", 0.8), moved}, onTest())->groups.size(),
            std::size_t{2});
    }

    void onlySharedDocumentsCount() {
        const auto comparison = *compareOutcomes(
            {made("a", R"({"epochs":1})", 0.6, 1, 30), made("b", R"({"epochs":2})", 0.6, 11, 30)},
            onTest());
        QCOMPARE(comparison.documents, std::size_t{20});
        QCOMPARE(comparison.leftOut, std::size_t{20});
        QCOMPARE(
            comparison.runs[0].counts.right + comparison.runs[0].counts.missed, std::uint32_t{100});
        const auto apart = compareOutcomes(
            {made("a", "{}", 0.6, 1, 5), made("b", R"({"epochs":2})", 0.6, 11, 5)}, onTest());
        QCOMPARE(apart.error().code, ErrorCode::Empty);
    }

    // From thirteen groups on each is tested against the best alone, and p grows with the tests.
    void manyRuns() {
        std::vector<ComparedRun> runs;
        for (int i = 0; i < 14; ++i)
            runs.push_back(made("r" + std::to_string(i),
                R"({"epochs":)" + std::to_string(i + 1) + "}", 0.4 + 0.03 * i));
        auto request = onTest();
        request.rounds = 200;
        const auto all = *compareOutcomes(runs, request);
        QCOMPARE(all.verdicts.size(), std::size_t{13});
        for (const auto& verdict : all.verdicts) {
            QCOMPARE(verdict.a, std::size_t{0});
            QVERIFY(verdict.adjusted >= verdict.p);
        }
        runs.resize(4);
        QCOMPARE(compareOutcomes(runs, request)->verdicts.size(), std::size_t{6});
    }

    void refusesWhatIsNoComparison() {
        const auto one = made("a", "{}", 0.5);
        QCOMPARE(compareOutcomes({}, onTest()).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(compareOutcomes({one}, onTest()).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(compareOutcomes({one, one}, onTest()).error().code, ErrorCode::InvalidArgument);
    }

    void deletedForEverWithItsFiles() {
        QTemporaryDir folder;
        const fs::path path = fs::path(folder.path().toStdString()) / "p.evenspan";
        auto project = std::move(*store::Project::create(path));
        auto& writer = *project->writer();
        const auto files = project->filesFolder();
        store::RunRow run, other;
        run.name = "gone";
        run.path = "models/gone";
        run.id = *writer.createRun(run);
        other.name = "kept";
        other.path = "models/kept";
        other.id = *writer.createRun(other);
        put(files / "models/gone/model.safetensors", 1000);
        put(files / "models/gone/config.json", 10);
        put(files / "abc.safetensors", 100);
        put(files / "models/kept/model.safetensors", 1000);
        put(fs::path(folder.path().toStdString()) / "precious", 5);
        const auto list = [&](const char* hash, const char* name, RunId id) {
            store::FileRow row;
            row.sha256 = hash;
            row.path = name;
            row.run = id;
            row.role = "weights";
            return writer.addFile(row).ok();
        };
        QVERIFY(list("1", "models/gone/model.safetensors", run.id));
        QVERIFY(list("2", "abc.safetensors", run.id));
        QVERIFY(list("3", "../precious", run.id)); // a project may come from anywhere
        QVERIFY(list("4", "models/kept/model.safetensors", other.id));
        const auto freed = deleteRun(writer, files, run);
        QVERIFY2(freed.ok(), freed ? "" : freed.error().text().c_str());
        QCOMPARE(*freed, std::uint64_t{1110});
        QVERIFY(!fs::exists(files / "models/gone") && !fs::exists(files / "abc.safetensors"));
        QVERIFY(fs::exists(files / "models/kept/model.safetensors"));
        QVERIFY(fs::exists(fs::path(folder.path().toStdString()) / "precious"));
        const auto reader = *project->reader();
        QCOMPARE(reader->files()->size(), std::size_t{1});
        QCOMPARE(deleteRun(writer, files, run).error().code, ErrorCode::NotFound);
        // A run that names the folder of all models takes none of them along.
        other.path = "models";
        QVERIFY(writer.updateRun(other).ok());
        QVERIFY(deleteRun(writer, files, other).ok());
        QVERIFY(fs::exists(files / "models"));
    }
};

QTEST_APPLESS_MAIN(TstCompareRuns)
#include "tst_compare_runs.moc"
