// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/suite.h"

#include "core/text/csv.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

namespace evenspan::fairness {

bool hasControl(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

std::size_t slotCount(std::string_view text) {
    std::size_t count = 0;
    for (auto at = text.find(kSlot); at != std::string_view::npos; at = text.find(kSlot, at + 1))
        ++count;
    return count;
}

namespace {

using Json = nlohmann::ordered_json;

Error badSuite(std::string what, std::string where) {
    return {ErrorCode::BadFormat, std::move(what), std::move(where),
        "See the shipped suites for the form of one."};
}

std::string trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos)
        return {};
    return std::string(text.substr(begin, text.find_last_not_of(" \t") - begin + 1));
}

Result<void> checkName(const SuiteName& name, const std::string& where) {
    if (name.text.find_first_not_of(' ') == std::string::npos)
        return badSuite("A name is empty", where);
    if (name.group.empty())
        return badSuite("A name has no group", where);
    if (hasControl(name.text) || hasControl(name.group))
        return badSuite("A name holds a control character", where);
    if (firstInvalidUtf8(name.text) || firstInvalidUtf8(name.group))
        return badSuite("A name is not UTF-8", where);
    if (name.frequency && !(*name.frequency >= 0 && std::isfinite(*name.frequency)))
        return badSuite("A frequency is no number of at least 0", where);
    return {};
}

} // namespace

std::string suiteToJson(const Suite& suite) {
    Json json{{"name", suite.name}, {"language", suite.language}, {"label", suite.label},
        {"source", suite.source}, {"licence", suite.licence}, {"date", suite.date},
        {"rule", suite.rule}, {"templates", Json::array()}, {"names", Json::array()}};
    for (const auto& each : suite.templates)
        json["templates"].push_back({{"id", each.id}, {"text", each.text}});
    for (const auto& each : suite.names) {
        Json one{{"name", each.text}, {"group", each.group}};
        if (each.frequency)
            one["frequency"] = *each.frequency;
        for (const auto& [key, value] :
            {std::pair<const char*, const std::string&>{"position", each.position},
                {"script", each.script}, {"unit", each.unit}})
            if (!value.empty())
                one[key] = value;
        json["names"].push_back(std::move(one));
    }
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<Suite> suiteFromJson(const std::string& text) {
    Suite suite;
    try {
        const Json json = Json::parse(text);
        suite.name = json.at("name").get<std::string>();
        suite.label = json.at("label").get<std::string>();
        suite.language = json.value("language", "");
        suite.source = json.value("source", "");
        suite.licence = json.value("licence", "");
        suite.date = json.value("date", "");
        suite.rule = json.value("rule", "");
        for (const auto& each : json.at("templates"))
            suite.templates.push_back(
                {each.at("id").get<std::string>(), each.at("text").get<std::string>()});
        const Json columns = json.value("columns", Json::array());
        for (const auto& row : json.at("names")) {
            Json each = row;
            if (row.is_array()) { // a list of a thousand need not say its keys a thousand times
                each = Json::object();
                for (std::size_t i = 0; i < row.size(); ++i)
                    each[columns.at(i).get<std::string>()] = row[i];
            }
            SuiteName name;
            name.text = each.at("name").get<std::string>();
            name.group = each.at("group").get<std::string>();
            if (each.contains("frequency") && !each.at("frequency").is_null())
                name.frequency = each.at("frequency").get<double>();
            name.position = each.value("position", "");
            name.script = each.value("script", "");
            name.unit = each.value("unit", "");
            suite.names.push_back(std::move(name));
        }
    } catch (const std::exception&) {
        return badSuite("This is no suite", "suite");
    }
    if (auto sound = checkSuite(suite); !sound)
        return sound.error();
    return suite;
}

Result<std::vector<SuiteName>> namesFromCsv(std::string_view csv) {
    if (csv.starts_with("\xEF\xBB\xBF"))
        csv.remove_prefix(3);
    std::vector<std::vector<std::string>> rows;
    if (!readCsv(csv, rows))
        return badSuite("A quote is not closed", "end of the table");
    if (rows.size() < 2)
        return Error{ErrorCode::Empty, "The table holds no name", "table",
            "Give a head (name,group,frequency,position,script) and a name a line."};
    std::map<std::string, std::size_t> columns;
    for (std::size_t i = 0; i < rows.front().size(); ++i)
        columns.emplace(trimmed(rows.front()[i]), i);
    if (!columns.contains("name") || !columns.contains("group"))
        return badSuite("The table's head lacks the column name or group", "line 1");
    std::vector<SuiteName> out;
    for (std::size_t r = 1; r < rows.size(); ++r) {
        const std::string where = "record " + std::to_string(r + 1);
        const auto cell = [&](const char* column) {
            const auto found = columns.find(column);
            return found == columns.end() || found->second >= rows[r].size()
                ? std::string()
                : trimmed(rows[r][found->second]);
        };
        SuiteName name{cell("name"), {}, {}, cell("position"), cell("script"), cell("unit")};
        if (const auto frequency = cell("frequency"); !frequency.empty()) {
            double value = 0; // with a point, whatever the locale of the program
            const auto* last = frequency.data() + frequency.size();
            const auto [end, failed] = std::from_chars(frequency.data(), last, value);
            if (failed != std::errc() || end != last)
                return badSuite("A frequency is no number of at least 0", where);
            name.frequency = value;
        }
        const std::string groups = cell("group");
        std::size_t from = 0;
        do {
            const auto to = std::min(groups.find('|', from), groups.size());
            name.group = trimmed(std::string_view(groups).substr(from, to - from));
            if (auto sound = checkName(name, where); !sound)
                return sound.error();
            out.push_back(name);
            from = to + 1;
        } while (from <= groups.size());
    }
    return out;
}

std::string namesToCsv(const Suite& suite) {
    std::string out = "name,group,frequency,position,script,unit\n";
    for (const auto& each : suite.names) {
        std::string frequency; // the shortest that reads as the same number
        if (each.frequency) {
            char digits[40];
            frequency.assign(
                digits, std::to_chars(digits, digits + sizeof digits, *each.frequency).ptr);
        }
        out += csvCell(each.text) + ',' + csvCell(each.group) + ',' + frequency + ','
            + csvCell(each.position) + ',' + csvCell(each.script) + ',' + csvCell(each.unit) + '\n';
    }
    return out;
}

Result<void> checkSuite(const Suite& suite) {
    if (suite.templates.empty() || suite.names.empty())
        return Error{ErrorCode::Empty, "The suite has no template or no name", "suite",
            "Add at least one of each."};
    if (suite.name.empty() || suite.label.empty())
        return badSuite("The suite has no name, or no label for its slot", "suite");
    std::set<std::string> ids;
    for (std::size_t i = 0; i < suite.templates.size(); ++i) {
        const auto& each = suite.templates[i];
        const std::string where = "template " + std::to_string(i + 1);
        if (const auto count = slotCount(each.text); count != 1)
            return badSuite(count == 0 ? "A template has no slot {name}"
                                       : "A template has several slots {name}",
                where);
        if (hasControl(each.text) || firstInvalidUtf8(each.text) || firstInvalidUtf8(each.id))
            return badSuite("A template is not plain UTF-8 on one line", where);
        if (each.id.empty() || !ids.insert(each.id).second)
            return badSuite("Two templates have one id, or one has none", where);
    }
    for (std::size_t i = 0; i < suite.names.size(); ++i)
        if (auto sound = checkName(suite.names[i], "name " + std::to_string(i + 1)); !sound)
            return sound;
    return {};
}

FilledTemplate fill(const SuiteTemplate& pattern, const SuiteName& name) {
    FilledTemplate out;
    out.begin = pattern.text.find(kSlot);
    out.text = pattern.text;
    out.text.replace(out.begin, kSlot.size(), name.text);
    out.end = out.begin + name.text.size();
    return out;
}

} // namespace evenspan::fairness
