// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/records.h"

#include <map>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

// What people say of runs, and what runs scored. Like runs themselves these are records that
// Writer::undo() does not touch: whoever changes marks keeps the old ones to go back.
namespace evenspan::store {

class Reader;
class Writer;

struct RunMarks {
    std::string note;
    std::set<std::string> tags;
    bool star = false;
    bool archived = false; // hidden from the list until asked for
    std::optional<std::int64_t> trashed; // when; deleted for ever only by removeRunForEver()
    bool operator==(const RunMarks&) const = default;
};

// Of the runs that have any.
Result<std::map<RunId, RunMarks>> runMarks(Reader& reader, std::stop_token stop = {});
// Errors: NotFound (the run), InvalidArgument (a tag that is empty, holds a line break or is longer
// than 64 bytes), BadEncoding, those of Writer.
Result<void> setRunMarks(Writer& writer, RunId run, const RunMarks& marks);

// The latest scoring of a run on a split.
struct RunScoreRow {
    RunId run;
    std::string split;
    std::string data; // SHA-256 over the words and classes that were scored
    std::int64_t group = 0; // newestGroup() then; the same now: nothing changed since
    std::int64_t time = 0;
    std::string outcome = "{}"; // JSON
    bool operator==(const RunScoreRow&) const = default;
};
// Replaces an older row of the same run and split. Errors: NotFound (the run), InvalidArgument
// (outcome is no JSON), those of Writer.
Result<void> saveRunScore(Writer& writer, const RunScoreRow& row);
Result<std::vector<RunScoreRow>> runScores(Reader& reader, RunId run, std::stop_token stop = {});

// The newest action of the project, an undo included (see HistoryStep::group), or the newest until
// `time` (ms since 1970 UTC, included); 0: none.
Result<std::int64_t> newestGroup(
    Reader& reader, const std::optional<std::int64_t>& time = {}, std::stop_token stop = {});

// Deletes the run with all that hangs on it and takes its files from the project's list, in one
// transaction. Returns those files: the caller deletes them from the disk. Errors: NotFound,
// InvalidArgument (it is running), those of Writer.
Result<std::vector<FileRow>> removeRunForEver(Writer& writer, RunId run);

} // namespace evenspan::store
