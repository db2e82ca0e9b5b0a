// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string> // first: Qt 6.4's moc cannot read <compare>, which types.h begins with, on its own

#include "core/base/formula.h"
#include "core/base/formula_mistake.h"
#include "core/metrics/paired_tests.h"
#include "core/store/run_marks.h"

#include <map>
#include <optional>
#include <set>
#include <stop_token>
#include <vector>

// Every run of a project as a row of values: what the table of runs sorts, filters, groups and
// counts with. Scores are in percent, as they are shown.
namespace evenspan {

struct TableRun {
    store::RunRow row;
    store::RunMarks marks;
    // By column; what is not known is missing. Switches of the recipe are 1 or 0.
    std::map<std::string, double> numbers;
    std::map<std::string, std::string> texts;
    std::set<std::string> scored; // splits, as they begin the names of columns
    std::string seeds; // seedGroupKey(): equal for runs that differ by their seed alone
};

struct RunColumn {
    enum Part { About, Score, Recipe, Derived };
    enum Kind { Text, Number, Time }; // Time: ms since 1970 UTC
    std::string id; // a name that a formula may use
    Part part = About;
    Kind kind = Number;
    bool differs = false; // not all runs have one value
    bool operator==(const RunColumn&) const = default;
};

// A column that somebody made: a number for each run. It may use those before it.
struct DerivedColumn {
    std::string name; // Formula::isName(), unique among all columns
    std::string formula;
    bool operator==(const DerivedColumn&) const = default;
};

// Oldest first. Errors: those of the store, Cancelled.
Result<std::vector<TableRun>> readTableRuns(store::Reader& reader, std::stop_token stop = {});
// One run from what is stored of it.
TableRun tableRun(const store::RunRow& row, const store::RunMarks& marks,
    const std::vector<store::RunScoreRow>& scores);

// In a fixed order: what a run is, its scores (those it ended with, then those of each split that
// it was scored on, as "test_f1"), the keys of the recipe, derived columns.
std::vector<RunColumn> runColumns(
    const std::vector<TableRun>& runs, const std::vector<DerivedColumn>& derived = {});

// Computes the columns into `numbers`; a formula that cannot be read gives no values.
void derive(std::vector<TableRun>& runs, const std::vector<DerivedColumn>& derived);
// What is wrong with a column that somebody makes, as a kind, so that a window can word it.
struct ColumnMistake {
    enum class Fault { NotAName, NameTaken, Formula, NoNumbers, ColumnUnknown };
    Fault fault = Fault::NotAName;
    std::string name; // of the column, or the name in the formula that is wrong
    std::string near; // of ColumnUnknown: the nearest column; may be empty
    FormulaMistake formula; // of Formula
};
std::optional<ColumnMistake> columnMistake(
    const DerivedColumn& column, const std::vector<RunColumn>& before);
Error toError(const ColumnMistake& mistake); // in English
// Whether `column` may stand behind `before`. Errors: InvalidArgument (its name, its formula, a
// name in it that is no column, with the nearest one), AlreadyExists (the name).
Result<void> checkDerived(const DerivedColumn& column, const std::vector<RunColumn>& before);

// Terms with blanks between them, all of which must hold: words of name, model, tags and note;
// #tag (its beginning); key:text (a part of the column's text; star:yes, archived:no); key<3, <=,
// >, >=, =; a - before a term denies it, "double quotes" keep blanks together. Runs in the trash
// never match; archived ones where the filter asks for them.
class RunFilter {
public:
    // Errors: InvalidArgument, with the term and the nearest column.
    static Result<RunFilter> parse(const std::string& text, const std::vector<RunColumn>& columns);
    bool matches(const TableRun& run) const;

private:
    struct Term {
        enum Kind { Word, Tag, Part, Star, Archived, Compare } kind = Word;
        bool denied = false;
        std::string key, text; // text: in small letters
        std::string relation; // of Compare
        double number = 0;
    };
    bool holds(const Term& term, const TableRun& run) const;
    std::vector<Term> m_terms;
};

// Several runs in one row.
struct RunGroup {
    std::string name; // shared value; for "seed" the first run's name; empty: the runs without one
    std::vector<std::size_t> runs; // places in the list, in its order
    std::map<std::string, Spread> numbers; // of the runs that have one
    std::map<std::string, std::string> texts; // where all of them agree
};
// `by`: "seed" (recipes that differ by their seed alone), "tag" (a run stands in the group of each
// of its tags), else a column. In the order of their first runs; those without a value last.
std::vector<RunGroup> groupRuns(const std::vector<TableRun>& runs,
    const std::vector<std::size_t>& shown, const std::string& by);

// A number as a group's name and as a cell: six significant digits, no trailing zeros.
std::string tableNumber(double value);

// What the project keeps of the table, in its setting "run_table".
struct RunTableSettings {
    struct Filter {
        std::string name, text;
        bool operator==(const Filter&) const = default;
    };
    std::string group; // as for groupRuns(); empty: none
    std::string filter; // in force
    std::vector<DerivedColumn> derived;
    std::vector<Filter> filters; // under names, each once, by name
    bool operator==(const RunTableSettings&) const = default;
};
std::string runTableSettingsToJson(const RunTableSettings& settings);
// What cannot be read is left out: a table is shown whatever stands there.
RunTableSettings runTableSettingsFromJson(const std::string& json);
Result<RunTableSettings> readRunTableSettings(store::Reader& reader);
Result<void> keepRunTableSettings(store::Writer& writer, const RunTableSettings& settings);

} // namespace evenspan
