// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/reader.h"

#include <cstdint>
#include <stop_token>
#include <vector>

namespace evenspan {

// What a first recipe is made from, beside the number of sentences.
struct DataFacts {
    // Accepted ones in the whole project, of each label that a model can learn.
    std::vector<std::int64_t> mentions;
    std::int64_t longSentence = 0; // words; of those looked at one in a hundred is longer
    std::int64_t sentences = 0; // looked at
};

// Looks at decided documents that a run with the project's own filter would learn from: at most
// 100, spread evenly over all of them, and no more once 20,000 sentences were seen.
// Errors: those of the store, Cancelled.
Result<DataFacts> readDataFacts(store::Reader& reader, std::stop_token stop = {});

} // namespace evenspan
