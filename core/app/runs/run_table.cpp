// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/run_table.h"

#include "core/app/runs/run_settings.h"
#include "core/base/nearest.h"
#include "core/engine/recipe.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <set>

namespace evenspan {

namespace {

using SortedJson = nlohmann::json;

constexpr const char* kTable = "run_table";

SortedJson parsedRecord(const std::string& text) {
    auto json = SortedJson::parse(text, nullptr, false);
    return json.is_object() ? json : SortedJson::object();
}

// A split's name as a part of a column's.
std::string asName(const std::string& text) {
    std::string out;
    for (const char c : text)
        out += Formula::isName(std::string(1, c)) || (c >= '0' && c <= '9') ? c : '_';
    return out.empty() || (out[0] >= '0' && out[0] <= '9') ? "_" + out : out;
}

void addScores(TableRun& run, const SortedJson& json, const std::string& prefix) {
    const auto micro = json.find("micro");
    if (micro == json.end() || !micro->is_object())
        return;
    for (const char* key : {"f1", "precision", "recall"})
        if (const auto value = micro->find(key); value != micro->end() && value->is_number())
            run.numbers[prefix + key] = 100 * value->get<double>();
}

void addRecipe(TableRun& run) {
    const auto known = engine::recipeFromJson(run.row.recipe);
    const auto recipe = parsedRecord(known ? engine::recipeToJson(*known) : run.row.recipe);
    for (const auto& [key, value] : recipe.items()) {
        if (value.is_number())
            run.numbers[key] = value.get<double>();
        else if (value.is_boolean())
            run.numbers[key] = value.get<bool>() ? 1 : 0;
        else
            run.texts[key] = value.is_string() ? value.get<std::string>() : value.dump();
    }
}

const char* stateName(store::RunState state) {
    switch (state) {
    case store::RunState::Queued:
        return "queued";
    case store::RunState::Running:
        return "running";
    case store::RunState::Stopped:
        return "stopped";
    case store::RunState::Failed:
        return "failed";
    case store::RunState::Finished:
        return "finished";
    case store::RunState::Interrupted:
        return "interrupted";
    }
    return "";
}

template <class T>
std::optional<T> valueOf(const std::map<std::string, T>& values, const std::string& id) {
    const auto found = values.find(id);
    return found == values.end() ? std::nullopt : std::optional(found->second);
}

const std::vector<RunColumn>& aboutColumns() {
    using C = RunColumn;
    static const std::vector<RunColumn> columns{{"name", C::About, C::Text, true},
        {"state", C::About, C::Text}, {"model", C::About, C::Text}, {"tags", C::About, C::Text},
        {"note", C::About, C::Text}, {"created", C::About, C::Time, true},
        {"minutes", C::About, C::Number, true}, {"steps", C::About, C::Number},
        {"best_step", C::About, C::Number}, {"sentences", C::About, C::Number},
        {"tokens_per_second", C::About, C::Number, true}};
    return columns;
}

} // namespace

std::string tableNumber(double value) {
    std::array<char, 40> out{};
    std::snprintf(out.data(), out.size(), "%.6g", value);
    return out.data();
}

TableRun tableRun(const store::RunRow& row, const store::RunMarks& marks,
    const std::vector<store::RunScoreRow>& scores) {
    TableRun run{row, marks, {}, {}, {}, seedGroupKey(row)};
    addRecipe(run);
    run.texts["name"] = row.name;
    run.texts["state"] = stateName(row.state);
    std::string tags;
    for (const auto& tag : marks.tags)
        tags += (tags.empty() ? "" : ", ") + tag;
    if (!tags.empty())
        run.texts["tags"] = tags;
    if (!marks.note.empty())
        run.texts["note"] = marks.note;
    run.numbers["created"] = static_cast<double>(row.created);
    if (const double seconds = trainingSeconds(row); seconds > 0)
        run.numbers["minutes"] = seconds / 60;
    const auto record = parsedRecord(row.record);
    const auto take = [&](const char* part, const char* key, const char* as) {
        const auto found = record.find(part);
        if (found == record.end() || !found->is_object())
            return;
        if (const auto value = found->find(key); value != found->end() && value->is_number())
            run.numbers[as] = value->get<double>();
    };
    take("result", "steps", "steps");
    take("result", "best_step", "best_step");
    take("result", "tokens_per_second", "tokens_per_second");
    take("data", "learnt_sentences", "sentences");
    addScores(run, parsedRecord(row.scores), {});
    for (const auto& score : scores) {
        const auto outcome = parsedRecord(score.outcome);
        if (const auto found = outcome.find("scores"); found != outcome.end()) {
            run.scored.insert(asName(score.split));
            addScores(run, *found, asName(score.split) + "_");
        }
    }
    return run;
}

Result<std::vector<TableRun>> readTableRuns(store::Reader& reader, std::stop_token stop) {
    auto rows = reader.runs(stop);
    if (!rows)
        return rows.error();
    auto marks = store::runMarks(reader, stop);
    if (!marks)
        return marks.error();
    std::vector<TableRun> out;
    for (const auto& row : *rows) {
        auto scores = store::runScores(reader, row.id, stop);
        if (!scores)
            return scores.error();
        out.push_back(tableRun(row, (*marks)[row.id], *scores));
    }
    return out;
}

std::vector<RunColumn> runColumns(
    const std::vector<TableRun>& runs, const std::vector<DerivedColumn>& derived) {
    std::vector<RunColumn> out = aboutColumns();
    const auto there = [&](const std::string& id) {
        return std::any_of(out.begin(), out.end(), [&](const auto& one) { return one.id == id; });
    };
    for (const char* key : {"f1", "precision", "recall"})
        out.push_back({key, RunColumn::Score, RunColumn::Number});
    std::vector<std::string> recipe;
    for (const auto& key : engine::recipeKeys())
        recipe.push_back(key.name);
    std::set<std::string> splits;
    for (const auto& run : runs)
        splits.insert(run.scored.begin(), run.scored.end());
    for (const auto& split : splits)
        for (const char* key : {"_f1", "_precision", "_recall"})
            if (!there(split + key))
                out.push_back({split + key, RunColumn::Score, RunColumn::Number});
    for (const auto& key : recipe)
        if (!there(key)) {
            const bool text = std::any_of(
                runs.begin(), runs.end(), [&](const auto& run) { return run.texts.count(key); });
            out.push_back({key, RunColumn::Recipe, text ? RunColumn::Text : RunColumn::Number});
        }
    for (const auto& column : derived)
        if (!there(column.name))
            out.push_back({column.name, RunColumn::Derived, RunColumn::Number});
    for (auto& column : out)
        column.differs = std::any_of(runs.begin(), runs.end(), [&](const TableRun& run) {
            const TableRun& first = runs.front();
            return valueOf(run.numbers, column.id) != valueOf(first.numbers, column.id)
                || valueOf(run.texts, column.id) != valueOf(first.texts, column.id);
        });
    return out;
}

void derive(std::vector<TableRun>& runs, const std::vector<DerivedColumn>& derived) {
    for (const auto& column : derived) {
        const auto formula = Formula::parse(column.formula);
        for (auto& run : runs) {
            const auto value =
                !formula ? std::nullopt : formula->value([&](const std::string& name) {
                    const auto found = run.numbers.find(name);
                    return found == run.numbers.end() ? std::nullopt : std::optional(found->second);
                });
            if (value)
                run.numbers[column.name] = *value;
            else
                run.numbers.erase(column.name);
        }
    }
}

std::optional<ColumnMistake> columnMistake(
    const DerivedColumn& column, const std::vector<RunColumn>& before) {
    using Fault = ColumnMistake::Fault;
    if (!Formula::isName(column.name))
        return ColumnMistake{Fault::NotAName, column.name, {}, {}};
    std::vector<std::string> numbers, texts;
    for (const auto& one : before) {
        if (one.id == column.name)
            return ColumnMistake{Fault::NameTaken, column.name, {}, {}};
        (one.kind == RunColumn::Text ? texts : numbers).push_back(one.id);
    }
    if (auto mistake = formulaMistake(column.formula))
        return ColumnMistake{Fault::Formula, {}, {}, std::move(*mistake)};
    const auto formula = Formula::parse(column.formula);
    for (const auto& name : formula->names()) {
        if (std::find(numbers.begin(), numbers.end(), name) != numbers.end())
            continue;
        if (std::find(texts.begin(), texts.end(), name) != texts.end())
            return ColumnMistake{Fault::NoNumbers, name, {}, {}};
        return ColumnMistake{Fault::ColumnUnknown, name, nearestWord(name, numbers), {}};
    }
    return std::nullopt;
}

Error toError(const ColumnMistake& mistake) {
    switch (mistake.fault) {
    case ColumnMistake::Fault::NotAName:
        return {ErrorCode::InvalidArgument, "This is no name for a column", mistake.name,
            "Use letters, digits and _, a letter first, such as f1_per_minute."};
    case ColumnMistake::Fault::NameTaken:
        return {ErrorCode::AlreadyExists, "There is a column of this name", mistake.name,
            "Choose another name."};
    case ColumnMistake::Fault::NoNumbers:
        return {ErrorCode::InvalidArgument, "This column holds no numbers", mistake.name,
            "Use a column of numbers, such as f1 or epochs."};
    case ColumnMistake::Fault::ColumnUnknown:
        return {ErrorCode::InvalidArgument, "There is no such column", mistake.name,
            mistake.near.empty() ? "Use a name from the menu of columns, such as f1 or minutes."
                                 : "Did you mean " + mistake.near + "?"};
    case ColumnMistake::Fault::Formula:
        break;
    }
    return toError(mistake.formula);
}

Result<void> checkDerived(const DerivedColumn& column, const std::vector<RunColumn>& before) {
    if (const auto mistake = columnMistake(column, before))
        return toError(*mistake);
    return {};
}

std::vector<RunGroup> groupRuns(const std::vector<TableRun>& runs,
    const std::vector<std::size_t>& shown, const std::string& by) {
    std::vector<RunGroup> out;
    std::vector<std::string> keys; // of each group
    const auto put = [&](const std::string& key, const std::string& name, std::size_t run) {
        const auto found = std::find(keys.begin(), keys.end(), key);
        if (found != keys.end())
            return out[static_cast<std::size_t>(found - keys.begin())].runs.push_back(run);
        keys.push_back(key);
        out.push_back({name, {run}, {}, {}});
    };
    std::vector<std::size_t> without;
    for (const std::size_t at : shown) {
        const TableRun& run = runs[at];
        if (by == "seed") {
            put(run.seeds, run.row.name, at);
        } else if (by == "tag") {
            for (const auto& tag : run.marks.tags)
                put(tag, tag, at);
            if (run.marks.tags.empty())
                without.push_back(at);
        } else if (const auto text = run.texts.find(by);
                   text != run.texts.end() && !text->second.empty()) {
            put(text->second, text->second, at);
        } else if (const auto number = run.numbers.find(by); number != run.numbers.end()) {
            put(tableNumber(number->second), tableNumber(number->second), at);
        } else {
            without.push_back(at);
        }
    }
    if (!without.empty())
        out.push_back({{}, without, {}, {}});
    for (RunGroup& group : out) {
        std::map<std::string, std::vector<double>> values;
        for (const std::size_t at : group.runs)
            for (const auto& [id, value] : runs[at].numbers)
                values[id].push_back(value);
        for (const auto& [id, all] : values)
            group.numbers[id] = spreadOf(all);
        group.texts = runs[group.runs.front()].texts;
        for (const std::size_t at : group.runs)
            std::erase_if(group.texts, [&](const auto& text) {
                const auto found = runs[at].texts.find(text.first);
                return found == runs[at].texts.end() || found->second != text.second;
            });
    }
    return out;
}

std::string runTableSettingsToJson(const RunTableSettings& settings) {
    SortedJson derived = SortedJson::array(), filters = SortedJson::array();
    for (const auto& one : settings.derived)
        derived.push_back({{"name", one.name}, {"formula", one.formula}});
    for (const auto& one : settings.filters)
        filters.push_back({{"name", one.name}, {"text", one.text}});
    return SortedJson{{"group", settings.group}, {"filter", settings.filter}, {"derived", derived},
        {"filters", filters}}
        .dump(-1, ' ', false, SortedJson::error_handler_t::replace);
}

RunTableSettings runTableSettingsFromJson(const std::string& text) {
    const auto json = parsedRecord(text);
    RunTableSettings out;
    const auto word = [](const SortedJson& from, const char* key) {
        const auto found = from.find(key);
        return found != from.end() && found->is_string() ? found->get<std::string>()
                                                         : std::string();
    };
    out.group = word(json, "group");
    out.filter = word(json, "filter");
    const auto each = [&](const char* list, const char* value, const auto& take) {
        const auto found = json.find(list);
        if (found == json.end() || !found->is_array())
            return;
        for (const auto& one : *found)
            if (one.is_object() && !word(one, "name").empty() && !word(one, value).empty())
                take(word(one, "name"), word(one, value));
    };
    each("derived", "formula", [&](std::string name, std::string formula) {
        out.derived.push_back({std::move(name), std::move(formula)});
    });
    each("filters", "text", [&](std::string name, std::string filter) {
        out.filters.push_back({std::move(name), std::move(filter)});
    });
    return out;
}

Result<RunTableSettings> readRunTableSettings(store::Reader& reader) {
    auto text = reader.setting(kTable);
    if (!text)
        return text.error();
    return *text ? runTableSettingsFromJson(**text) : RunTableSettings{};
}

Result<void> keepRunTableSettings(store::Writer& writer, const RunTableSettings& settings) {
    return writer.setSetting(kTable, runTableSettingsToJson(settings));
}

} // namespace evenspan
