// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/rule_file.h"

#include "core/rules/rule_file_parts.h"
#include "core/rules/token_matcher.h"
#include "core/text/utf8.h"

#include <nlohmann/json.hpp>

namespace evenspan::rules {

using nlohmann::json;
using nlohmann::ordered_json;

namespace {
constexpr const char* kOwnFormat = "evenspan-rules";
constexpr int kOwnVersion = 1;
} // namespace

Result<bool> Lines::next(std::string_view& line) {
    if (m_stop.stop_requested())
        return Error{ErrorCode::Cancelled, "Stopped; nothing was imported", m_where, {}};
    if (m_ahead) {
        m_held = std::move(*m_ahead);
        m_ahead.reset();
        line = m_held;
        ++m_number;
        return true;
    }
    auto more = m_next(line);
    m_number += more && *more ? 1 : 0;
    return more;
}

Result<bool> Lines::peek(std::string_view& line) {
    if (!m_ahead) {
        auto more = m_next(line);
        if (!more || !*more)
            return more;
        m_ahead = line;
    }
    line = *m_ahead;
    return true;
}

void Gathering::phrase(
    std::string_view phrase, const std::string& label, bool matchCase, std::uint64_t line) {
    std::string key = folded(phrase, !matchCase);
    if (key.empty()) {
        lose(line, "the phrase is empty");
        return;
    }
    if (countCodePoints(phrase) > kLongestPhrase) {
        lose(line, "the phrase has more than " + std::to_string(kLongestPhrase) + " characters");
        return;
    }
    Group& group = m_groups[label];
    if (!group.phrases) {
        group.phrases.emplace();
        group.phrases->rule.label = label;
        group.phrases->rule.body = Gazetteer{{}, matchCase, m_options.wholeWord};
    }
    if (!group.known.insert(std::move(key)).second) {
        ++m_report.duplicates;
        return;
    }
    std::get<Gazetteer>(group.phrases->rule.body).phrases.emplace_back(phrase);
    ++m_report.entries;
    ++m_report.labels[label];
}

void Gathering::pattern(TokenPattern pattern, const std::string& label, std::uint64_t line) {
    if (const auto sound = checkPattern(pattern); !sound) {
        lose(line, sound.error().what);
        return;
    }
    Group& group = m_groups[label];
    if (!group.patterns) {
        group.patterns.emplace();
        group.patterns->rule.label = label;
        group.patterns->rule.body = TokenPatterns{};
    }
    // A blank at the start: no phrase has one.
    if (!group.known.insert(" " + patternText(pattern)).second) {
        ++m_report.duplicates;
        return;
    }
    std::get<TokenPatterns>(group.patterns->rule.body).patterns.push_back(std::move(pattern));
    ++m_report.entries;
    ++m_report.labels[label];
}

void Gathering::lose(std::uint64_t line, const std::string& why) {
    if (++m_report.lostLines <= kListedLines)
        m_report.lost.push_back("line " + std::to_string(line) + ": " + why);
}

RuleFile Gathering::finish() {
    RuleFile out;
    const bool one = m_groups.size() == 1;
    for (auto& [label, group] : m_groups) {
        const std::string name =
            one || m_options.name == label ? m_options.name : m_options.name + ": " + label;
        if (group.phrases)
            out.rules.push_back(std::move(*group.phrases));
        if (group.phrases)
            out.rules.back().rule.name = name;
        if (group.patterns)
            out.rules.push_back(std::move(*group.patterns));
        if (group.patterns)
            out.rules.back().rule.name = name + (group.phrases ? " (patterns)" : "");
    }
    if (m_report.lostLines > kListedLines)
        m_report.lost.push_back(
            std::to_string(m_report.lostLines - kListedLines) + " further lines");
    out.report = std::move(m_report);
    return out;
}

Result<std::vector<FileRule>> readOwn(Lines& lines, RuleFileReport& report) {
    std::vector<FileRule> out;
    std::string_view line;
    for (;;) {
        auto more = lines.next(line);
        if (!more)
            return more.error();
        if (!*more)
            return out;
        if (line.find_first_not_of(" \t") == std::string_view::npos)
            continue;
        json object = json::parse(line, nullptr, false);
        const auto wrong = [&](const std::string& what, const std::string& remedy) {
            return Error{ErrorCode::BadFormat, what, lines.place(), remedy};
        };
        if (!object.is_object())
            return wrong("The line is no rule", "Export the rules again.");
        if (lines.number() == 1) {
            const auto version = object.find("version");
            if (version == object.end() || !version->is_number_integer())
                return wrong("The head has no version", "Export the rules again.");
            if (version->get<int>() > kOwnVersion)
                return Error{ErrorCode::TooNew, "The rules come from a newer version of Evenspan",
                    lines.place(), "Install that version."};
            continue;
        }
        FileRule rule;
        const auto name = object.find("name"), enabled = object.find("enabled");
        if (name == object.end() || !name->is_string())
            return wrong("The rule has no name", "Add \"name\".");
        if (enabled != object.end() && !enabled->is_boolean())
            return wrong("\"enabled\" is wrong", "It must be true or false.");
        rule.enabled = enabled == object.end() || enabled->get<bool>();
        const std::string called = name->get<std::string>();
        object.erase("name");
        object.erase("enabled");
        auto read = fromJson(called, object);
        if (!read)
            return wrong(read.error().what, read.error().remedy);
        if (const auto sound = checkRule(*read); !sound)
            return wrong(sound.error().what, sound.error().remedy);
        rule.rule = std::move(*read);
        report.entries += entryCount(rule.rule);
        report.labels[rule.rule.label] += entryCount(rule.rule);
        out.push_back(std::move(rule));
    }
}

std::string ownFileHead() {
    return ordered_json{{"format", kOwnFormat}, {"version", kOwnVersion}}.dump() + "\n";
}

std::string ownFileLine(const FileRule& rule) {
    ordered_json out{{"name", rule.rule.name}, {"enabled", rule.enabled}};
    out.update(toJson(rule.rule));
    return out.dump() + "\n";
}

Result<RuleFile> readRules(const NextLine& next, const std::string& where,
    const RuleFileOptions& options, const std::stop_token& stop) {
    Lines lines(next, where, stop);
    std::string_view first;
    auto any = lines.peek(first);
    if (!any)
        return any.error();
    if (!*any)
        return Error{ErrorCode::Empty, "The file is empty", where, "Choose another file."};
    Gathering gathering(options);
    RuleFileReport& report = gathering.report();
    const auto mark = first.find_first_not_of(" \t");
    if (mark != std::string_view::npos && first[mark] == '{') {
        const json head = json::parse(first, nullptr, false);
        if (head.is_object() && head.value("format", json()) == kOwnFormat) {
            report.format = "evenspan";
            auto rules = readOwn(lines, report);
            if (!rules)
                return rules.error();
            if (rules->empty())
                return Error{
                    ErrorCode::Empty, "The file holds no rule", where, "Choose another file."};
            report.lines = lines.number();
            return RuleFile{std::move(*rules), std::move(report)};
        }
        report.format = "prodigy";
        if (auto read = readPatterns(lines, gathering); !read)
            return read.error();
    } else if (where.ends_with(".json") || where.ends_with(".jsonl")) {
        return Error{ErrorCode::BadFormat, "The file does not hold one JSON object a line",
            lines.place(1),
            "Write one pattern a line: {\"label\": \"ORG\", \"pattern\": \"Acme\"}."};
    } else {
        report.format = "table";
        if (auto read = readTable(lines, options, gathering); !read)
            return read.error();
    }
    report.lines = lines.number();
    if (report.entries == 0)
        return Error{ErrorCode::Empty, "No line holds a phrase or pattern that can be used",
            report.lost.empty() ? where : where + ": " + report.lost.front(),
            "Name the column of phrases \"phrase\" and that of labels \"label\"."};
    return gathering.finish();
}

} // namespace evenspan::rules
