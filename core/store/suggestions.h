// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/records.h"

#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

// The suggestions of trained runs, and work on many open suggestions at once.
//
// What a run suggests is a record, not an edit: it stands in the history and in every moment of a
// document, but Ctrl+Z passes it by and undoes the user's own last edit, and redo survives it.
namespace evenspan::store {

class Reader;
class Writer;

// What a run says of one document.
struct Reading {
    DocumentId document;
    std::vector<SpanRow> spans; // layer, range, label, score
    double uncertainty = 0; // the larger the less sure
};

struct ReadingOutcome {
    std::vector<DocumentId> changed; // whose suggestions or state are new
    std::int64_t added = 0;
    std::int64_t kept = 0; // suggested before, with the same label
    std::int64_t withdrawn = 0; // of an older reading, not suggested any more
    std::int64_t labelled = 0; // not added: the place is labelled already
    std::int64_t rejected = 0; // not added: somebody rejected this label there
    std::int64_t unknown = 0; // not added: the project has no such label in use
    bool operator==(const ReadingOutcome&) const = default;
};

// Stores readings as suggestions (source Model) with the documents' uncertainty, in one
// transaction. They replace the open suggestions that any run made before; those that stay keep
// their ids. Not added is what somebody rejected or suggested already, and what contradicts an
// accepted span: the same range; the same label overlapping it; another label crossing its border.
// A label inside or around a span of another label may be added (nested entities).
//
// A document without labels becomes Suggested, never Done. Documents that are done or reviewed get
// no suggestions unless `alsoDone`; those in the trash or gone are passed over.
// Errors: NotFound (run), as Writer's.
Result<ReadingOutcome> storeReadings(Writer& writer, RunId run, const std::string& name,
    std::span<const Reading> readings, bool alsoDone = false);

// Takes away the open suggestions of runs that contradict an accepted span of the document. Meant
// for a group in which a person just labelled. Returns how many.
Result<std::int64_t> withdrawContradicted(Writer& writer, DocumentId document);

// Of these, in this order: those worth reading with the run, i.e. shown, not done (unless
// `alsoDone`), and last read by another run or by none.
Result<std::vector<DocumentId>> unread(Reader& reader, RunId run,
    std::span<const DocumentId> documents, bool alsoDone = false, std::stop_token stop = {});

// From now on the documents with open suggestions of runs, or of this one, count as unread, until a
// run has read them again; their suggestions and uncertainty stay as they are until then. Kept in
// the setting "stale_suggestions".
Result<void> forgetReadings(Writer& writer, std::optional<RunId> run = {});
// How many of them are left.
Result<std::int64_t> countStale(Reader& reader);
// Those of them that a run still reads, i.e. shown and not done, with open suggestions of a run;
// and the run that most of those suggestions are of, 0: there are none.
struct StaleSuggestions {
    std::int64_t documents = 0, suggestions = 0;
    RunId run;
};
Result<StaleSuggestions> staleSuggestions(Reader& reader, std::stop_token stop = {});

// Which open suggestions: every condition that is set must hold.
struct OpenSuggestions {
    std::optional<RunId> run;
    std::optional<SpanSource> source;
    std::optional<double> from; // a score of at least; those without a score never match
};
Result<std::int64_t> countOpen(Reader& reader, const DocumentFilter& documents,
    const OpenSuggestions& which, std::stop_token stop = {});
// Rejects them as one undo step. Returns how many.
Result<std::int64_t> rejectOpen(
    Writer& writer, const DocumentFilter& documents, const OpenSuggestions& which);

} // namespace evenspan::store
