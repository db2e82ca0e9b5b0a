// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/types.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace evenspan::store {

class Reader;

// What a model says about a document.
struct DocumentMeasure {
    std::optional<double> score; // the highest among its open suggestions
    std::optional<double> uncertainty; // the larger the less sure
    std::optional<std::int64_t> place; // in the learning order, from 1; not in it: none
    bool operator==(const DocumentMeasure&) const = default;
};

// One for each document, in their order; unknown ids get an empty one.
Result<std::vector<DocumentMeasure>> documentMeasures(
    Reader& reader, const std::vector<DocumentId>& documents, std::stop_token stop = {});

} // namespace evenspan::store
