// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"
#include "core/store/sqlite.h"

#include <string>

namespace evenspan::store {

// A DocumentFilter as SQL over `document d`: the ids of every match, ascending. Texts of three code
// points and more are looked up in the trigram index, shorter ones by reading the texts.
struct DocumentQuery {
    explicit DocumentQuery(const DocumentFilter& filter);
    std::string where; // conditions, without the word WHERE
    std::vector<std::string> texts; // for ?1…
    bool byText = false; // the index narrows the choice: drive by it
    void bind(Statement& statement) const;
};

DocumentRow documentFrom(const Statement& statement); // columns of kDocumentColumns
constexpr const char* kDocumentColumns =
    "d.id, d.name, d.split, d.state, d.hidden, d.characters, d.sentences, d.tokens, d.spans, "
    "d.metadata";

} // namespace evenspan::store
