// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/document_set.h"
#include "core/store/records.h"
#include "core/store/sqlite.h"

#include <functional>
#include <string>
#include <vector>

namespace evenspan::store {

// The documents that a filter matches. Each condition is one walk over an index that gives ids (see
// migration 003); they meet as sets of bits. Texts and expressions are searched as text_search.h
// says, in the other conditions' matches alone where these are few. Throws Failure.
DocumentSet documentsOf(
    Database& database, const DocumentFilter& filter, const InterruptOnStop& interrupt);

// The same in pieces, ascending: a filter with a regular expression, which may have to read every
// text, gives what it found among the first documents at once. All ids up to `upTo` of `last` are
// looked at then. `visit` returns false to end the search.
using MatchVisit = std::function<bool(DocumentSet part, std::int64_t upTo, std::int64_t last)>;
void eachMatch(Database& database, const DocumentFilter& filter, const InterruptOnStop& interrupt,
    const MatchVisit& visit);

DocumentRow documentFrom(const Statement& statement); // columns of kDocumentColumns
constexpr const char* kDocumentColumns =
    "d.id, d.name, d.split, d.state, d.hidden, d.characters, d.sentences, d.tokens, d.spans, "
    "d.metadata";

} // namespace evenspan::store
