// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rules/folding.h"
#include "core/rules/rule_file.h"

#include <optional>
#include <unordered_set>

// What the readers of single formats share. For core/rules alone.
namespace evenspan::rules {

constexpr std::size_t kListedLines = 1000;

// Lines of a file, the first of which was looked at already.
class Lines {
public:
    Lines(const NextLine& next, std::string where, std::stop_token stop)
        : m_next(next)
        , m_where(std::move(where))
        , m_stop(std::move(stop)) { }

    Result<bool> next(std::string_view& line);
    Result<bool> peek(std::string_view& line); // the next one, which next() gives again
    std::uint64_t number() const { return m_number; } // of the last line given, from 1
    std::string place(std::uint64_t line) const {
        return m_where + ": line " + std::to_string(line);
    }
    std::string place() const { return place(m_number); }
    const std::string& where() const { return m_where; }

private:
    const NextLine& m_next;
    std::string m_where;
    std::stop_token m_stop;
    std::optional<std::string> m_ahead;
    std::string m_held;
    std::uint64_t m_number = 0;
};

// Gathers phrases and patterns by label into one rule each, and the report.
class Gathering {
public:
    explicit Gathering(const RuleFileOptions& options)
        : m_options(options) { }

    void phrase(
        std::string_view phrase, const std::string& label, bool matchCase, std::uint64_t line);
    void pattern(TokenPattern pattern, const std::string& label, std::uint64_t line);
    void lose(std::uint64_t line, const std::string& why);
    RuleFileReport& report() { return m_report; }
    RuleFile finish();

private:
    struct Group {
        std::optional<FileRule> phrases, patterns;
        std::unordered_set<std::string> known;
    };
    const RuleFileOptions& m_options;
    RuleFileReport m_report;
    std::map<std::string, Group> m_groups;
};

Result<void> readTable(Lines& lines, const RuleFileOptions& options, Gathering& into);
Result<void> readPatterns(Lines& lines, Gathering& into);
Result<std::vector<FileRule>> readOwn(Lines& lines, RuleFileReport& report);

} // namespace evenspan::rules
