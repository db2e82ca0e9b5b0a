// SPDX-License-Identifier: GPL-3.0-or-later
// The model behind the table of runs: words for every mistake in a formula, switches as words, and
// any order of calls.
#include "core/base/rng.h"
#include "core/engine/recipe.h"
#include "ui/train/runs/column_mistake.h"
#include "ui/train/runs/run_table_model.h"
#include "ui/train/runs/settings_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include <algorithm>
#include <array>
#include <map>
#include <set>

using namespace evenspan;
using namespace evenspan::ui;

namespace {

QString q(const char* text) {
    return QString::fromUtf8(text);
}

} // namespace

class TestRunTableModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // A window in another language words each kind itself; none may be forgotten.
    void everyMistakeHasWords() {
        std::vector<RunColumn> before{{"f1", RunColumn::Score, RunColumn::Number},
            {"model", RunColumn::Recipe, RunColumn::Text}};
        const auto said = [&](const char* name, const std::string& formula) {
            const auto mistake = columnMistake({name, formula}, before);
            return mistake ? columnMistakeText(*mistake) : QString();
        };
        std::string deep(500, '-');
        deep.push_back('1');
        const std::pair<std::string, const char*> cases[]{{"", "empty"},
            {std::string(1001, '1'), "too long"}, {"1 + 2)", "character 6"}, {"2 ^ 3", "Write **"},
            {"f1 = 3", "Write =="}, {"f1 f1", "operator"}, {"1 < 2 < 3", "two values at a time"},
            {deep, "nested"}, {"1 +", "at the end"}, {"* 2", "character 1"}, {"(1 + 2", "Put a )"},
            {"1e999", "another way"}, {"12abc", "no number"}, {"sqrt", "sqrt(…)"},
            {"sqr(4)", "sqrt?"}, {"system(4)", "abs, ceil"}, {"max(1, 2", "before the next value"},
            {"sqrt(1, 2)", "one"}, {"if(1, 2)", "three"}, {"max(1)", "two or more"},
            {"model + 1", "model holds no numbers"}, {"f2 + 1", "Did you mean f1?"},
            {"zzzzzzzz + 1", "menu of columns"}};
        std::set<FormulaFault> seen;
        for (const auto& [formula, part] : cases) {
            const QString text = said("made", formula);
            QVERIFY2(text.contains(q(part)), qPrintable(text));
            QVERIFY2(!text.contains(QLatin1Char('%')), qPrintable(text));
            if (const auto mistake = formulaMistake(formula))
                seen.insert(mistake->fault);
        }
        QCOMPARE(seen.size(), std::size_t(FormulaFault::WantsMoreArguments) + 1);
        QVERIFY(said("f1", "1").contains(q("f1")));
        QVERIFY(said("2nd", "1").contains(q("2nd is no name")));
        QVERIFY(said("made", "f1 / 2").isEmpty());
    }

    // Switches of the recipe are yes or no, in cells, groups and the comparison; numbers in
    // formulas.
    void switchesAreYesOrNo() {
        std::vector<TableRun> runs;
        for (int i = 0; i < 3; ++i) {
            store::RunRow row;
            row.id = RunId(i + 1);
            row.name = "run-" + std::to_string(i);
            engine::Recipe recipe;
            recipe.deterministic = i > 0;
            row.recipe = engine::recipeToJson(recipe);
            runs.push_back(tableRun(row, {}, {}));
        }
        QCOMPARE(runs[2].numbers.at("deterministic"), 1.0);
        const auto columns = runColumns(runs);
        const auto at = int(std::find_if(columns.begin(), columns.end(), [](const RunColumn& one) {
            return one.id == "deterministic";
        }) - columns.begin());
        RunTableModel model;
        model.setRuns(runs, columns);
        model.setShown({0, 1, 2}, {});
        QCOMPARE(model.index(0, at).data().toString(), q("no"));
        QCOMPARE(model.index(1, at).data().toString(), q("yes"));
        model.setShown({0, 1, 2}, "seed"); // one of its own, two of one recipe
        model.setShown({0, 1, 2}, "epochs");
        QCOMPARE(model.index(0, at).data().toString(), q("yes in 2 of 3"));
        model.setShown({1, 2}, "epochs");
        QCOMPARE(model.index(0, at).data().toString(), q("yes"));
        model.setShown({0, 1, 2}, "deterministic");
        QCOMPARE(model.index(0, 0).data().toString(), q("▾ no (1 runs)"));
        QCOMPARE(model.index(2, 0).data().toString(), q("▾ yes (2 runs)"));
        SettingsModel settings;
        std::vector<store::RunRow> rows;
        for (const TableRun& run : runs)
            rows.push_back(run.row);
        settings.setSettings(settingsOf(rows), {q("a"), q("b"), q("c")});
        QCOMPARE(settings.index(0, 0).data().toString(), q("deterministic")); // differs: first
        QCOMPARE(settings.index(0, 1).data().toString(), q("no"));
        QCOMPARE(settings.index(0, 3).data().toString(), q("yes"));
    }

    // Any order of grouping, folding, filtering and sorting keeps the model sound, and shows each
    // run as often as it belongs to an open group.
    void theModelIsSoundInAnyOrder() {
        RunTableModel model;
        QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        Philox rng(11, 3);
        std::vector<TableRun> runs;
        for (int i = 0; i < 40; ++i) {
            store::RunRow row;
            row.id = RunId(i + 1);
            row.name = "r" + std::to_string(i);
            row.created = i;
            row.recipe = "{\"model\":\"m\",\"epochs\":" + std::to_string(1 + rng.below(3))
                + ",\"seed\":" + std::to_string(i) + "}";
            store::RunMarks marks;
            for (const char* tag : {"a", "b"})
                if (rng.below(2))
                    marks.tags.insert(tag);
            runs.push_back(tableRun(row, marks, {}));
        }
        model.setRuns(runs, runColumns(runs));
        std::string by;
        std::vector<std::size_t> shown;
        for (int round = 0; round < 400; ++round) {
            switch (rng.below(4)) {
            case 0:
                by = std::array{"", "seed", "tag", "epochs", "f1"}[rng.below(5)];
                [[fallthrough]];
            case 1:
                shown.clear();
                for (std::size_t i = 0; i < runs.size(); ++i)
                    if (rng.below(4))
                        shown.push_back(i);
                model.setShown(shown, by);
                break;
            case 2:
                model.sort(int(rng.below(std::uint64_t(model.columnCount()))),
                    rng.below(2) ? Qt::AscendingOrder : Qt::DescendingOrder);
                break;
            default:
                if (model.rowCount() > 0) {
                    const int row = int(rng.below(std::uint64_t(model.rowCount())));
                    model.fold(row, !model.isFolded(row));
                }
            }
            std::map<std::size_t, int> seen, expected;
            for (int row = 0; row < model.rowCount(); ++row) {
                if (!model.isGroup(row))
                    ++seen[model.runsOf(row).front()];
                else if (model.isFolded(row))
                    for (const auto run : model.runsOf(row))
                        ++seen[run];
            }
            for (const auto run : shown)
                expected[run] = by == "tag" ? std::max(1, int(runs[run].marks.tags.size())) : 1;
            QCOMPARE(seen, expected);
        }
    }
};

QTEST_MAIN(TestRunTableModel)
#include "tst_run_table_model.moc"
