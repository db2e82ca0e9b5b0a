// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/document_set.h"
#include "core/store/sqlite.h"

#include <string>
#include <string_view>

struct sqlite3;

namespace evenspan::store {

// The documents, shown or not, whose name contains `text`: A to Z count as a to z, every other
// character as itself, as LIKE has it. One walk over the index of names; the test and the gathering
// of ids run inside that walk, so that a name costs no step of a statement. Throws Failure.
DocumentSet documentsNamed(
    Database& database, std::string_view text, const InterruptOnStop& interrupt);

// Tells whether texts contain one text, by the same rule.
class NamePattern {
public:
    explicit NamePattern(std::string_view text);
    bool isIn(std::string_view name) const;

private:
    std::string m_text; // in small letters
};

// The function that documentsNamed() calls; no schema can call it. For Database, when it opens a
// file. Returns SQLite's code.
int addNameSearch(sqlite3* database);

} // namespace evenspan::store
