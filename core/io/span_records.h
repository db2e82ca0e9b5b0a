// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/json_read.h"

namespace evenspan::io {

// A span as a record has it, in the file's unit of offsets.
struct RawLabel {
    std::int64_t begin = 0, end = 0;
    std::string label;
    std::optional<std::string> covered; // the text that the file says it stands on
    SpanState state = SpanState::Accepted;
    SpanSource source = SpanSource::Import;
    std::optional<double> score;
    std::map<std::string, std::string> attributes;
    std::string id; // the file's own; kept where a relation names the span
};

// Places in a list of labels.
struct RawRelation {
    std::size_t from = 0, to = 0;
    std::string type;
};

struct RawRecord {
    DocumentDraft document; // all but its spans
    std::vector<RawLabel> labels;
    std::vector<RawRelation> relations;
    bool decided = false; // without a span it is "no entities here" rather than "not seen"
    bool stateGiven = false; // the file says the document's state
};

// Makes a record of the format into a document; false leaves it out.
using ParseRecord = std::function<Result<bool>(
    ReadJob& job, nlohmann::json&& record, const std::string& where, RawRecord& out)>;

// Reads a file of records with offsets. Where some character is counted differently by different
// tools the file is read twice: first to find its unit. Names records that have none, and warns of
// names that come twice.
Result<void> readSpanRecords(
    ReadJob& job, OffsetUnit usual, const ParseRecord& parse, const RecordShape& shape = {});

// The last steps of one: spans into code points, a name, a state; then ReadJob::deliver().
Result<void> deliverSpans(
    ReadJob& job, RawRecord&& raw, OffsetUnit unit, std::uint64_t number, const std::string& where);

// A record's text by ReadJob::problem() where it has none.
Result<bool> takeText(ReadJob& job, const nlohmann::json& record, const std::string& key,
    const std::string& where, std::string& text);

} // namespace evenspan::io
