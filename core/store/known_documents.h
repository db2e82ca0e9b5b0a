// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/records.h"

#include <functional>
#include <stop_token>
#include <string_view>
#include <vector>

// What an import asks about the documents that a project already has.
namespace evenspan::store {

class Reader;
class Writer;

struct KnownDocument {
    DocumentId id;
    std::string_view name, split, text; // live until the next one
};

// Shown documents in order of ids, without words and spans; memory does not grow with their number.
// By the writer it may run inside a group. Errors: Cancelled, those of both.
using KnownVisit = std::function<void(const KnownDocument&)>;
Result<void> forEachKnown(Reader& reader, const KnownVisit& visit, std::stop_token stop = {});
Result<void> forEachKnown(Writer& writer, const KnownVisit& visit, std::stop_token stop = {});

// As Reader::marks(), of what the writer sees, inside a group too. NotFound.
Result<DocumentMarks> marksOf(Writer& writer, DocumentId id);

} // namespace evenspan::store
