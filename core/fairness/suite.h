// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/fairness/audit_result.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

// A suite is a table of templates and a table of names, each sentence of which has one slot whose
// label is known: where the answer differs, only the name differs. Groups are of names ("names
// associated with …"), never of people.
namespace evenspan::fairness {

struct SuiteName {
    std::string text; // as it is put into the slot
    std::string group;
    std::optional<double> frequency; // how common, in any one unit of the list
    std::string position; // "given", "surname", "full", "place" or empty
    std::string script; // or empty: told from the letters
    // Names that share this (a given name with several surnames) are one draw of a bootstrap;
    // empty: the name itself.
    std::string unit;
    bool operator==(const SuiteName&) const = default;
};

struct SuiteTemplate {
    std::string id;
    std::string text; // holds "{name}" once
    bool operator==(const SuiteTemplate&) const = default;
};

struct Suite {
    std::string name, language, label; // of the slot: "PER"
    std::string source, licence, date, rule; // of the names: where from, how chosen
    std::vector<SuiteTemplate> templates;
    std::vector<SuiteName> names;
    bool operator==(const Suite&) const = default;
};

inline constexpr std::string_view kSlot = "{name}";
std::size_t slotCount(std::string_view text);
bool hasControl(std::string_view text); // a control character of ASCII, which no table holds

// Errors of all that read: BadFormat (what, and which line, template or name by its number), Empty.
std::string suiteToJson(const Suite& suite);
// A name is an object of its members (text as "name"), or a list in the order of "columns".
Result<Suite> suiteFromJson(const std::string& json);
// Comma-separated values as in RFC 4180 with a head that names its columns in any order: name,
// group (or several in one cell, apart by "|"), frequency, position, script, unit. A byte order
// mark and CRLF are taken. Names with NUL, line ends or other control characters are refused, since
// no sentence holds one; blanks around a name are cut, those inside stay.
Result<std::vector<SuiteName>> namesFromCsv(std::string_view csv);
// The way back: every name in a record of its own, frequencies with all their digits.
std::string namesToCsv(const Suite& suite);
// One slot in each template, ids unique, names not empty, at least one of either.
Result<void> checkSuite(const Suite& suite);

// The template with a name in its slot, and where it lies, in bytes.
struct FilledTemplate {
    std::string text;
    std::size_t begin = 0, end = 0;
};
FilledTemplate fill(const SuiteTemplate& pattern, const SuiteName& name);

// What to know of a list before its gaps are believed, by group and code:
//   "too_few"        names (units) of a group: under 20, or under 100 where `strict`
//   "word_like"      names that are ordinary words too: of the project (`words`, lower case), or of
//                    the suite's own templates
//   "frequency"      groups whose median log10 frequency is more than 0.5 from that of all
//   "no_frequency"   names without one, where others have one
//   "length"         groups whose mean length in characters is more than 2 from that of all
//   "duplicate"      a name twice in one group
//   "several_groups" names in several groups
//   "one_character"  names of a single letter or digit
//   "script"         names in another script than the one that is stated for them
std::vector<AuditSuite::Remark> lintSuite(const Suite& suite,
    const std::set<std::string, std::less<>>& words = {}, std::size_t fewest = 20);
// Those that are true of a name by itself: "word_like", "one_character", "script". `ownWords`: of
// the suite's templates, which are parted at whatever is no ASCII letter, since in other scripts no
// name is a word of a sentence by its capitals alone.
std::vector<const char*> nameRemarks(const SuiteName& name,
    const std::set<std::string, std::less<>>& words, const std::set<std::string>& ownWords);
std::set<std::string> templateWords(const Suite& suite); // in lower case

} // namespace evenspan::fairness
