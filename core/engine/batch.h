// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace evenspan {

// One window of sub-words as the encoder sees it, special tokens included, without padding.
struct EncodedWindow {
    std::vector<std::int32_t> ids; // sub-word ids, at least 2 ([CLS] and [SEP])
    // Class of each sub-word, or -100: ignored in the loss (special, continuation, undecided).
    // Same size as ids; empty when only predicting.
    std::vector<std::int32_t> labels;
};

// A padded batch, row-major [rows × columns]. `lengths[r]` real sub-words stand at the left.
struct Batch {
    std::int32_t rows = 0;
    std::int32_t columns = 0;
    std::vector<std::int32_t> ids;
    std::vector<std::int32_t> labels; // -100 where ignored; empty when only predicting
    std::vector<std::int32_t> lengths; // [rows]
    // Not 0 where the logits of a sub-word will be read; those of the others are then unspecified,
    // and the last layer leaves them out. Empty: all are read.
    std::vector<std::uint8_t> wanted;
};

} // namespace evenspan
