// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/records.h"

#include <cstddef>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan::store {

class Reader;

// Accepted: spans spread over the documents that have any. Rejected: suggestions that somebody
// refused, last documents first. Disputed: accepted spans in disputed documents or with an open
// comment on them or on their document, those with a comment first.
enum class ExampleKind { Accepted, Rejected, Disputed };

struct LabelExample {
    SpanId span;
    std::string name; // of the document
    TextHit place; // a discontinuous span from its first part to its last
    bool operator==(const LabelExample&) const = default;
};

// At most `limit` uses of a label in documents that are not in the trash; documents differ as far
// as there are enough. Reads a handful of rows for each example, whatever the project's size.
// NotFound: there is no such label.
Result<std::vector<LabelExample>> labelExamples(
    Reader& reader, LabelId label, ExampleKind kind, std::size_t limit, std::stop_token stop = {});

} // namespace evenspan::store
