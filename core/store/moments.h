// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/records.h"

#include <stop_token>
#include <string>
#include <vector>

// The past of one document: what happened to it, how it was, and going back.
namespace evenspan::store {

class Reader;
class Writer;

// One user action that touched the document, an undo or a redo of one included.
struct HistoryStep {
    std::int64_t group = 0; // grows with time
    std::int64_t time = 0;
    std::string actor;
    std::string name; // as the undo menu shows it
    std::string kind; // "edit", "record" (what no person did), "undo", "redo"
    bool undone = false; // an edit that is not in force now
    bool operator==(const HistoryStep&) const = default;
};
// Newest first, at most `limit`, of groups before `before` (0: any). NotFound.
Result<std::vector<HistoryStep>> documentHistory(Reader& reader, DocumentId document,
    std::size_t limit, std::int64_t before = 0, std::stop_token stop = {});

// What a restore brings back. Text never changes; the token grid and notes stay as they are.
struct DocumentMoment {
    DocumentState state = DocumentState::Unseen;
    std::string split;
    std::map<std::string, std::string> metadata;
    std::vector<SpanRow> spans; // by begin, end, id; every state
    bool operator==(const DocumentMoment&) const = default;
};
// The document as it was when the group had just happened: the present with every later action
// taken back, newest first. NotFound; InvalidArgument where the document was not there yet.
Result<DocumentMoment> documentAt(
    Reader& reader, DocumentId document, std::int64_t group, std::stop_token stop = {});

// Makes the document what it was then, as one undo step called `name`: spans come back with their
// ids. Nothing that happened since is lost from the history. InvalidArgument where a span's label
// was taken back meanwhile.
Result<void> restoreDocument(
    Writer& writer, DocumentId document, std::int64_t group, const std::string& name);

} // namespace evenspan::store
