// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"
#include "core/schema/document.h"
#include "core/store/query.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

// The rows of a project as values. Times are milliseconds since 1970, UTC.
namespace evenspan::store {

constexpr LayerId kEntities{1}; // the layer that every project has

struct Counts {
    std::int64_t documents = 0;
    std::int64_t sentences = 0;
    std::int64_t tokens = 0;
    std::int64_t spans = 0; // accepted
    bool operator==(const Counts&) const = default;
};

// Sums over all documents that are not in the trash. Every label of the project stands in `labels`,
// archived ones only where they still have accepted spans; documents without a split stand in
// `splits` under "".
struct ProjectInfo {
    Counts total;
    std::map<std::string, std::int64_t> labels;
    std::map<std::string, Counts> splits;
    std::map<std::string, std::int64_t> states; // by documentStateName
    std::vector<std::string> runs; // names, oldest first
    std::int64_t trashed = 0;
    bool operator==(const ProjectInfo&) const = default;
};

struct LabelRow {
    LabelId id;
    std::string name;
    std::string colour; // "#rrggbb" or empty
    std::string key; // one letter, or empty
    std::string description;
    bool archived = false;
    std::int64_t spans = 0; // accepted, in documents that are not in the trash
    bool operator==(const LabelRow&) const = default;
};

struct DocumentRow {
    DocumentId id;
    std::string name;
    std::string split;
    DocumentState state = DocumentState::Unseen;
    bool trashed = false;
    std::int64_t characters = 0; // code points
    std::int64_t sentences = 0;
    std::int64_t tokens = 0;
    std::int64_t spans = 0; // accepted
    std::map<std::string, std::string> metadata;
    std::string preview; // the text's first code points; filled by page() and rows()
    bool operator==(const DocumentRow&) const = default;
};

struct SpanRow {
    SpanId id;
    DocumentId document;
    LayerId layer = kEntities;
    std::string label;
    CodePointRange range;
    SpanSource source = SpanSource::Human;
    SpanState state = SpanState::Accepted;
    std::optional<double> score;
    std::map<std::string, std::string> attributes;
    std::optional<RunId> run;
    // Of a discontinuous span: at least two, sorted, apart; `range` runs from the first to the
    // last.
    std::vector<CodePointRange> parts;
    std::optional<std::int64_t> rule; // that suggested it
    bool operator==(const SpanRow&) const = default;
};

struct DocumentData {
    DocumentRow row;
    std::string text; // exact bytes
    TokenGrid grid;
    bool gridImported = false;
    std::int64_t gridVersion = 1;
    std::vector<SpanRow> spans; // by begin, end, id; every state
    bool operator==(const DocumentData&) const = default;
};

// What changes while a document is labelled; its text never does.
struct DocumentMarks {
    DocumentRow row;
    std::int64_t gridVersion = 1;
    std::vector<SpanRow> spans; // by begin, end, id; every state
};

// Which documents: every condition that is set must hold.
struct DocumentFilter {
    std::optional<std::string> split; // "" asks for documents without one
    std::vector<DocumentState> states; // empty: any
    std::string text; // contained in the text, letters a–z in either case; empty: any
    bool trash = false; // true: only what is in the trash
    std::optional<QueryNode> query; // from parseQuery()
};

// A place in a text that a filter hit, with up to 40 code points of context a side.
struct TextHit {
    DocumentId document;
    CodePointRange range;
    std::string before, hit, after;
    bool operator==(const TextHit&) const = default;
};

enum class RunState { Queued, Running, Stopped, Failed, Finished, Interrupted };
const char* runStateName(RunState state);
std::optional<RunState> runStateFromName(std::string_view name);

struct RunRow {
    RunId id;
    std::string name; // unique in the project
    RunState state = RunState::Queued;
    std::string recipe = "{}"; // JSON
    std::string record = "{}"; // JSON: environment, data hash, matrix path, counts of what was used
    std::string scores = "{}"; // JSON
    std::string path; // relative to the files folder, or absolute
    std::int64_t created = 0;
    std::optional<std::int64_t> finished;
    bool operator==(const RunRow&) const = default;
};

struct MetricRow {
    std::int64_t step = 0;
    double epoch = 0;
    std::string split; // "" or "train" for steps; the evaluated split's name otherwise
    std::string key; // "loss", "learning_rate", "f1", …
    double value = 0; // may be NaN
};

struct PredictionRow {
    DocumentId document;
    CodePointRange range;
    std::string label;
    std::optional<double> score;
    bool operator==(const PredictionRow&) const = default;
};

struct FileRow {
    std::string sha256;
    std::string path; // relative to the files folder
    std::int64_t size = 0;
    std::optional<RunId> run;
    std::string role; // "weights", "checkpoint", …
    std::string provenance = "{}"; // JSON
    std::int64_t created = 0;
    bool operator==(const FileRow&) const = default;
};

// One line of the history.
struct HistoryRow {
    EventId id;
    std::int64_t group = 0;
    std::int64_t time = 0;
    std::string actor;
    std::string groupName; // as the undo menu shows it
    std::string kind; // import, split, state, trash, metadata, span_add, …
    std::string payload; // JSON
    std::string inverse; // JSON
    bool undone = false;
};

} // namespace evenspan::store
