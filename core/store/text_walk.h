// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/document_set.h"
#include "core/store/sqlite.h"
#include "core/store/text_ends.h"

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace evenspan::store {

using TextTest = std::function<bool(std::int64_t document, std::string_view text)>;
// Called once for each thread that reads: what it returns is used by that one alone.
using TextTestMaker = std::function<TextTest()>;

struct TextRange {
    std::int64_t first = 1; // ids, both included
    std::int64_t last = 0;
};

// The documents of the range whose text holds. Where there is much to read a second thread helps,
// by a connection of its own, which may see a document fewer: one that was removed for good
// meanwhile. `ends` also gets how the texts behind the id `after` end. Throws Failure, and what a
// test throws.
DocumentSet walkTexts(Database& database, const TextRange& range, const TextTestMaker& make,
    const InterruptOnStop& interrupt, std::int64_t after = INT64_MAX,
    std::vector<TextEnd>* ends = nullptr);

} // namespace evenspan::store
