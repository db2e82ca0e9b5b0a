// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/rules/rule.h"

#include <cstdint>
#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

// Files of rules: tables of phrases (CSV, TSV, one phrase a line), pattern files of Prodigy and
// spaCy (JSON Lines), and Evenspan's own (JSON Lines: a head, then a rule a line).
namespace evenspan::rules {

struct RuleFileOptions {
    std::string name; // rules are called after it: the file's name without its ending
    std::string label; // of phrases without one
    bool matchCase = false; // of tables; pattern files say it themselves
    bool wholeWord = true;
};

struct FileRule {
    Rule rule;
    bool enabled = true;
    bool operator==(const FileRule&) const = default;
};

struct RuleFileReport {
    std::string format; // "table", "prodigy", "evenspan"
    std::uint64_t lines = 0;
    std::uint64_t entries = 0; // phrases and patterns taken
    std::uint64_t duplicates = 0; // of one label, by the way in which phrases are compared
    std::map<std::string, std::uint64_t> labels; // entries
    // What the rules cannot hold, each with its line. At most 1000 are spelt out; all are counted.
    std::vector<std::string> lost;
    std::uint64_t lostLines = 0;
    std::vector<std::string> warnings; // columns that were guessed or not read
};

struct RuleFile {
    std::vector<FileRule> rules; // each with at least one entry
    RuleFileReport report;
};

// The next line without its end; false at the end of the file. The line is valid until the next
// call.
using NextLine = std::function<Result<bool>(std::string_view& line)>;

// Reads line by line; memory grows with what is taken alone. The kind of file is told from its
// first line. `where` names the file in errors, which carry the line: BadFormat (a quotation that
// is never closed, a line that is no JSON, an own file of a newer version or with a rule that
// cannot be read), Empty (no phrase at all, with what stands in their column), Cancelled, and those
// of `next`.
Result<RuleFile> readRules(const NextLine& next, const std::string& where,
    const RuleFileOptions& options, const std::stop_token& stop = {});

// Evenspan's own file, line by line; reading it gives equal rules.
std::string ownFileHead();
std::string ownFileLine(const FileRule& rule);

} // namespace evenspan::rules
