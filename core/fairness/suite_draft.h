// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fairness/suite.h"

// A suite while somebody writes it: rows of text as they stand in a table, right or not, and what
// is to be said of each. Nothing that was typed or pasted is lost because it is not right yet.
namespace evenspan::fairness {

struct DraftName {
    std::string text, group, frequency, position, script, unit; // as SuiteName, frequency as typed
    bool operator==(const DraftName&) const = default;
};

struct SuiteDraft {
    std::string name, language, label, source, licence, date, rule; // as in Suite
    std::vector<SuiteTemplate> templates;
    std::vector<DraftName> names;
    bool operator==(const SuiteDraft&) const = default;
};

SuiteDraft draftOf(const Suite& suite);
// Errors: those of checkSuite, BadFormat (a frequency that is no number of at least 0).
Result<Suite> suiteOf(const SuiteDraft& draft);
// The rows without a mistake, for the linter; may lack templates and names.
Suite soundPart(const SuiteDraft& draft);

std::string draftToJson(const SuiteDraft& draft);
Result<SuiteDraft> draftFromJson(const std::string& json); // BadFormat

// What is to be said of one row.
//   names, wrong:      "no_name", "no_group", "control" (NUL, line ends), "frequency_text"
//   names, to know:    "word_like", "duplicate", "several_groups", "one_character", "script",
//                      "no_frequency" (as in lintSuite())
//   templates, wrong:  "no_sentence", "no_slot", "several_slots", "control", "no_id", "same_id"
//   templates, to know: "duplicate"
struct RowRemark {
    std::string code;
    bool wrong = false; // no audit can take the row as it is
    bool operator==(const RowRemark&) const = default;
};
struct DraftRemarks {
    std::vector<std::vector<RowRemark>> names, templates; // one for each row
};
// `words`: ordinary words of the project, lower case.
DraftRemarks rowRemarks(
    const SuiteDraft& draft, const std::set<std::string, std::less<>>& words = {});

// What is to be said of the whole, the worst first: mistakes by code, then what lintSuite() says of
// the sound part; "no_names", "no_templates", "no_label" where there is none.
struct DraftFinding {
    std::string code, group; // of mistakes and of what is of no single group: ""
    bool wrong = false, ofTemplates = false;
    std::uint64_t count = 0;
    std::vector<std::size_t> rows; // that it speaks of
};
std::vector<DraftFinding> draftFindings(const SuiteDraft& draft,
    const std::set<std::string, std::less<>>& words = {}, std::size_t fewest = 20);

// Rows of a spreadsheet: apart by tabs where a line holds one, else comma-separated (RFC 4180).
// With a head that names its columns in any order (name, group, frequency, position, script, unit,
// or a word of `heads`, in that order), else in that order. Several groups in one cell, apart by
// "|", make a row each. A byte order mark is cut; rows without any text are left out. What is wrong
// with a row is said by rowRemarks(). Errors: BadFormat (a quote is not closed), BadEncoding.
Result<std::vector<DraftName>> namesFromTable(
    std::string_view text, const std::vector<std::string>& heads = {});
// The same for templates: one cell a line is the sentence, two are its id and the sentence; ids
// that lack or are taken become the next free "tN".
Result<std::vector<SuiteTemplate>> templatesFromTable(std::string_view text,
    const std::vector<SuiteTemplate>& taken, const std::vector<std::string>& heads = {});
// The way back: every row as it stands, right or not.
std::string draftNamesToCsv(const SuiteDraft& draft);
std::string freeTemplateId(const std::vector<SuiteTemplate>& taken);

} // namespace evenspan::fairness
