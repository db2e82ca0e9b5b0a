// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/types.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <string>

namespace evenspan::store {
class Writer;
}

namespace evenspan {

constexpr std::size_t kBulkPiece = 2000; // documents changed between two looks at the stop

// Changes any number of documents piece by piece, as one undo step. A stop is answered within a
// piece and leaves everything as it was: Cancelled; so does an error of `change`. `progress` counts
// documents.
Result<void> changeInPieces(store::Writer& writer, const std::string& name,
    std::span<const DocumentId> documents,
    const std::function<Result<void>(std::span<const DocumentId>)>& change, std::stop_token stop,
    const std::function<void(std::uint64_t done, std::uint64_t total)>& progress);

} // namespace evenspan
