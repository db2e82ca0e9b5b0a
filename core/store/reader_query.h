// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/document_set.h"
#include "core/store/records.h"
#include "core/store/sqlite.h"

#include <string>
#include <vector>

namespace evenspan::store {

// The documents that a filter matches. Each condition is one walk over an index that gives ids (see
// migration 003); they meet as sets of bits. Texts of three code points and more are looked up in
// the trigram index, shorter ones and regular expressions by reading the texts, those of the other
// conditions' matches alone where these are few. Throws Failure.
DocumentSet documentsOf(
    Database& database, const DocumentFilter& filter, const InterruptOnStop& interrupt);

// A text for LIKE … ESCAPE '\': contained, its wildcards taken as they are.
std::string containedPattern(const std::string& text);

DocumentRow documentFrom(const Statement& statement); // columns of kDocumentColumns
constexpr const char* kDocumentColumns =
    "d.id, d.name, d.split, d.state, d.hidden, d.characters, d.sentences, d.tokens, d.spans, "
    "d.metadata";

} // namespace evenspan::store
