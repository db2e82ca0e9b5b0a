// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/records.h"

#include <optional>
#include <stop_token>
#include <vector>

// What an edit changed in one document, so that a view of 20,000 spans reads again only those that
// are new.
namespace evenspan::store {

class Reader;

// A place in the project's history: the last action and when it happened. Two projects, or one
// that went back to a backup, do not share a moment by chance. {0, 0}: before everything.
struct Moment {
    std::int64_t group = 0;
    std::int64_t time = 0;
    bool operator==(const Moment&) const = default;
};
Result<Moment> lastMoment(Reader& reader);

struct DocumentChanges {
    Moment now; // ask from here the next time
    DocumentRow row;
    // Unset: the grid is what it was. (It lies behind the text, which would be read to the end.)
    std::optional<std::int64_t> gridVersion;
    std::string sha256; // of the text, 32 bytes
    // Where the history cannot tell (it is another project's, a label has another name, much has
    // changed): every span, sorted as in DocumentData, and `removed` is empty.
    bool whole = false;
    std::vector<SpanRow> spans; // new or changed
    std::vector<SpanId> removed; // may name spans that were never there
    bool notes = false; // notes of the document may have changed
};
// Everything about the document that is not as it was at `since`, undo and redo included, of one
// consistent state. Costs what changed, not what the document holds. `limit`: spans told apart
// before `whole` is the cheaper answer. Errors: NotFound, as Reader::document. The run of a span
// whose run was removed (which is no edit) is not told.
Result<DocumentChanges> changesSince(Reader& reader, DocumentId document, Moment since,
    std::size_t limit = 2'000, std::stop_token stop = {});

// Brings `spans` (sorted as in DocumentData) up to date.
void applyChanges(const DocumentChanges& changes, std::vector<SpanRow>& spans);

} // namespace evenspan::store
