// SPDX-License-Identifier: GPL-3.0-or-later
// The table of runs without its window: values of a run, columns that people make, filters, and
// groups against counting by hand.
#include "core/app/runs/run_table.h"
#include "core/base/rng.h"
#include "core/store/project.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

using namespace evenspan;

namespace {

store::RunRow row(const std::string& name, const std::string& recipe, double f1, double seconds) {
    store::RunRow out;
    out.name = name;
    out.state = store::RunState::Finished;
    out.recipe = recipe;
    out.created = 1'700'000'000'000;
    out.record = nlohmann::json{{"data", {{"learnt_sentences", 1200}}},
        {"result", {{"seconds", seconds}, {"steps", 300}, {"best_step", 200}}}}
                     .dump();
    if (f1 > 0)
        out.scores =
            nlohmann::json{{"micro", {{"f1", f1}, {"precision", f1 + 0.05}, {"recall", f1 - 0.05}}}}
                .dump();
    return out;
}

store::RunScoreRow scored(const std::string& split, double f1) {
    store::RunScoreRow out;
    out.split = split;
    out.outcome = nlohmann::json{{"scores", {{"micro", {{"f1", f1}}}}}}.dump();
    return out;
}

std::vector<TableRun> sample() {
    store::RunMarks tagged, archived, trashed;
    tagged.tags = {"baseline", "paper"};
    tagged.note = "Twice the epochs";
    tagged.star = true;
    archived.archived = true;
    trashed.trashed = 1;
    return {
        tableRun(row("base-1", R"({"model":"minilm","epochs":3,"seed":1})", 0.80, 120), tagged,
            {scored("test", 0.78), scored("old news", 0.5)}),
        tableRun(row("base-2", R"({"model":"minilm","epochs":3,"seed":2})", 0.84, 60), {}, {}),
        tableRun(row("long", R"({"model":"run:base-1","epochs":6,"seed":1,"deterministic":true})",
                     0.9, 240),
            {}, {scored("test", 0.88)}),
        tableRun(row("failed", R"({"model":"minilm","epochs":2})", 0, 0), archived, {}),
        tableRun(row("gone", R"({"model":"minilm"})", 0.5, 60), trashed, {}),
    };
}

std::string matching(const std::vector<TableRun>& runs, const std::string& text) {
    const auto filter = RunFilter::parse(text, runColumns(runs));
    if (!filter)
        return filter.error().text();
    std::string out;
    for (const auto& run : runs)
        if (filter->matches(run))
            out += (out.empty() ? "" : " ") + run.row.name;
    return out;
}

} // namespace

class TstRunTable : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void valuesOfARun() {
        const auto runs = sample();
        const auto& run = runs[0];
        QCOMPARE(run.numbers.at("f1"), 80.0);
        QCOMPARE(run.numbers.at("precision"), 85.0);
        QCOMPARE(run.numbers.at("test_f1"), 78.0);
        QCOMPARE(run.numbers.at("old_news_f1"), 50.0);
        QCOMPARE(run.numbers.at("minutes"), 2.0);
        QCOMPARE(run.numbers.at("sentences"), 1200.0);
        QCOMPARE(run.numbers.at("best_step"), 200.0);
        QCOMPARE(run.numbers.at("epochs"), 3.0);
        QCOMPARE(run.numbers.at("deterministic"), 0.0);
        QCOMPARE(runs[2].numbers.at("deterministic"), 1.0);
        QCOMPARE(run.texts.at("model"), std::string("minilm"));
        QCOMPARE(run.texts.at("tags"), std::string("baseline, paper"));
        QCOMPARE(run.texts.at("state"), std::string("finished"));
        QVERIFY(!runs[3].numbers.count("f1") && !runs[3].numbers.count("minutes"));
        QCOMPARE(runs[0].seeds, runs[1].seeds);
        QVERIFY(runs[0].seeds != runs[2].seeds);
    }

    void columnsAreNamedOnceAndSayWhatDiffers() {
        const auto columns = runColumns(sample(), {{"speed", "f1 / minutes"}});
        std::set<std::string> ids;
        const auto at = [&](const char* id) {
            for (const auto& one : columns)
                if (one.id == id)
                    return one;
            return RunColumn{};
        };
        for (const auto& one : columns) {
            QVERIFY2(ids.insert(one.id).second, one.id.c_str());
            QVERIFY2(Formula::isName(one.id), one.id.c_str());
        }
        QVERIFY(at("epochs").differs && at("seed").differs && !at("batch_size").differs);
        QCOMPARE(at("model").kind, RunColumn::Text);
        QCOMPARE(at("optimizer").kind, RunColumn::Text);
        QCOMPARE(at("epochs").part, RunColumn::Recipe);
        QCOMPARE(at("test_f1").part, RunColumn::Score);
        QCOMPARE(columns.back().id, std::string("speed"));
        QVERIFY(!runColumns({}).empty());
    }

    void derivedColumnsCountAndBuildOnEachOther() {
        auto runs = sample();
        derive(runs, {{"speed", "f1 / minutes"}, {"half", "speed / 2"}, {"broken", "1 +"}});
        QCOMPARE(runs[0].numbers.at("speed"), 40.0);
        QCOMPARE(runs[0].numbers.at("half"), 20.0);
        QVERIFY(!runs[3].numbers.count("speed")); // took no time
        QVERIFY(!runs[0].numbers.count("broken"));
    }

    void derivedColumnsAreChecked() {
        const auto columns = runColumns(sample());
        const auto error = [&](const char* name, const char* formula) {
            const auto done = checkDerived({name, formula}, columns);
            return done ? std::string("good") : done.error().text();
        };
        const auto says = [&](const char* name, const char* formula, const char* what) {
            const auto said = error(name, formula);
            if (said.find(what) != std::string::npos)
                return true;
            qWarning("%s", said.c_str());
            return false;
        };
        QVERIFY(says("speed", "test_f1 / minutes", "good"));
        QVERIFY(says("2nd", "f1", "letter first"));
        QVERIFY(says("", "f1", "letter first"));
        QVERIFY(says("epochs", "f1", "another name"));
        QVERIFY(says("x", "f1 +", "character 5"));
        QVERIFY(says("x", "tset_f1 / 2", "Did you mean test_f1?"));
        QVERIFY(says("x", "model + 1", "holds no numbers"));
        QVERIFY(says("x", "x + 1", "no such column")); // not itself
        QVERIFY(says("x", "qqqqqqqqqq", "menu of columns"));
    }

    void filters_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("names");
        const auto add = [](const char* text, const char* names) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(names);
        };
        add("", "base-1 base-2 long");
        add("BASE", "base-1 base-2 long"); // long started from run:base-1
        add("twice epochs", "base-1");
        add("\"twice the\"", "base-1");
        add("\"twice epochs\"", "");
        add("#base", "base-1");
        add("-#base", "base-2 long");
        add("tag:PAPER", "base-1");
        add("model:minilm", "base-1 base-2");
        add("-model:minilm", "long");
        add("epochs>3", "long");
        add("epochs>=3 f1<85", "base-1 base-2");
        add("epochs=6", "long");
        add("epochs:6", "long");
        add("test_f1>0", "base-1 long"); // the other was not scored
        add("-test_f1>0", "base-2");
        add("minutes<=2", "base-1 base-2");
        add("star:yes", "base-1");
        add("star:no", "base-2 long");
        add("archived:yes", "failed");
        add("archived:no", "base-1 base-2 long");
        add("run:base", "long");
        add("state:finished name:long", "long");
        add("deterministic=1", "long");
        add("\"open", "");
    }
    void filters() {
        QFETCH(QString, text);
        QFETCH(QString, names);
        QCOMPARE(QString::fromStdString(matching(sample(), text.toStdString())), names);
    }

    void filtersSayWhatIsWrong() {
        const auto runs = sample();
        const auto says = [&](const char* text, const char* what) {
            return matching(runs, text).find(what) != std::string::npos;
        };
        QVERIFY(says("epoch>3", "Did you mean epochs?"));
        QVERIFY(says("epochs>three", "epochs>3"));
        QVERIFY(says("epochs>", "A number is missing"));
        QVERIFY(says("star:perhaps", "yes or no"));
    }

    // Groups of random runs against counting by hand.
    void groupsAgreeWithCountingByHand() {
        Philox rng(7, 1);
        for (int round = 0; round < 60; ++round) {
            std::vector<TableRun> runs;
            std::vector<std::size_t> shown;
            const auto count = 1 + rng.below(25);
            for (std::size_t i = 0; i < count; ++i) {
                store::RunMarks marks;
                for (const char* tag : {"a", "b", "c"})
                    if (rng.below(3) == 0)
                        marks.tags.insert(tag);
                const auto recipe = nlohmann::json{{"model", std::string(rng.below(2) ? "x" : "y")},
                    {"epochs", 1 + rng.below(3)}, {"seed", rng.below(100)}};
                runs.push_back(tableRun(row("r" + std::to_string(i), recipe.dump(),
                                            0.1 + 0.01 * double(rng.below(80)), 60),
                    marks, {}));
                if (rng.below(4) > 0)
                    shown.push_back(i);
            }
            for (const char* by : {"seed", "tag", "model", "epochs", "test_f1"}) {
                const auto keysOf = [&](const TableRun& run) -> std::set<std::string> {
                    const std::string b = by;
                    if (b == "tag")
                        return run.marks.tags.empty() ? std::set<std::string>{""} : run.marks.tags;
                    if (b == "seed")
                        return {run.texts.at("model") + tableNumber(run.numbers.at("epochs"))};
                    if (b == "model")
                        return {run.texts.at("model")};
                    return {b == "epochs" ? tableNumber(run.numbers.at("epochs")) : ""};
                };
                std::map<std::string, std::vector<std::size_t>> expected;
                for (const auto at : shown)
                    for (const auto& key : keysOf(runs[at]))
                        expected[key].push_back(at);
                const auto groups = groupRuns(runs, shown, by);
                QCOMPARE(groups.size(), expected.size());
                for (std::size_t g = 0; g < groups.size(); ++g) {
                    const auto& group = groups[g];
                    auto key = group.name;
                    if (std::string(by) == "seed") {
                        QCOMPARE(key, runs[group.runs.front()].row.name);
                        key = *keysOf(runs[group.runs.front()]).begin();
                    }
                    QVERIFY(expected.count(key));
                    QCOMPARE(group.runs, expected[key]);
                    QVERIFY(!key.empty() || g + 1 == groups.size()); // those without one are last
                    double sum = 0, squares = 0;
                    for (const auto at : group.runs)
                        sum += runs[at].numbers.at("f1");
                    const double mean = sum / double(group.runs.size());
                    for (const auto at : group.runs)
                        squares += std::pow(runs[at].numbers.at("f1") - mean, 2);
                    const auto& spread = group.numbers.at("f1");
                    QCOMPARE(spread.count, group.runs.size());
                    QVERIFY(std::abs(spread.mean - mean) < 1e-9);
                    const double deviation = group.runs.size() > 1
                        ? std::sqrt(squares / double(group.runs.size() - 1))
                        : 0;
                    QVERIFY(std::abs(spread.deviation - deviation) < 1e-9);
                    std::set<std::string> models;
                    for (const auto at : group.runs)
                        models.insert(runs[at].texts.at("model"));
                    QCOMPARE(group.texts.count("model"), std::size_t(models.size() == 1));
                }
            }
        }
    }

    void settingsComeBackFromTheProject() {
        QTemporaryDir folder;
        const auto path = std::filesystem::path(folder.path().toStdString()) / "runs.evenspan";
        auto project = std::move(*store::Project::create(path));
        auto id = *project->writer()->createRun(
            row("base", R"({"model":"minilm","epochs":3})", 0.8, 120));
        store::RunMarks marks;
        marks.tags = {"first"};
        QVERIFY(store::setRunMarks(*project->writer(), id, marks).ok());
        auto score = scored("test", 0.75);
        score.run = id;
        QVERIFY(store::saveRunScore(*project->writer(), score).ok());
        const auto reader = std::move(*project->reader());
        QCOMPARE(*readRunTableSettings(*reader), RunTableSettings{});
        const RunTableSettings settings{"seed", "f1>50", {{"speed", "f1 / minutes"}},
            {{"good ones", "f1>80"}, {"\"quoted\"", "model:\"a b\""}}};
        QVERIFY(keepRunTableSettings(*project->writer(), settings).ok());
        QCOMPARE(*readRunTableSettings(*reader), settings);
        const auto runs = readTableRuns(*reader);
        QVERIFY(runs.ok());
        QCOMPARE(runs->size(), std::size_t(1));
        QCOMPARE(runs->front().numbers.at("test_f1"), 75.0);
        QCOMPARE(runs->front().texts.at("tags"), std::string("first"));
    }

    void settingsThatCannotBeReadAreLeftOut() {
        for (const char* text : {"", "[]", "{", "null", R"({"derived":3,"filters":{}})",
                 R"({"derived":[{"name":"x"},{"formula":"1"},7,{"name":1,"formula":2}]})"})
            QCOMPARE(runTableSettingsFromJson(text), RunTableSettings{});
    }
};

QTEST_GUILESS_MAIN(TstRunTable)
#include "tst_run_table.moc"
