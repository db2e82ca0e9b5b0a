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

// Two sub-words of a batch whose logits are to agree, by row and column of the batch.
struct LogitPair {
    std::int32_t rowA = 0, columnA = 0, rowB = 0, columnB = 0;
    bool operator==(const LogitPair&) const = default;
};

// What a training step takes beside ids and labels. Nothing set: the bits of a step without it.
struct LossTerms {
    // Factor (0 or more) on the cross-entropy of a row's sub-words; empty: all 1.
    std::vector<float> rowWeights; // [rows]
    // Adds pairScale × Σ over pairs of the mean over classes of (a − b)², a and b the logits of the
    // two sub-words, with the gradient to both. A row without labels may stand for its pairs alone.
    std::vector<LogitPair> pairs;
    double pairScale = 0;
    // The step keeps what TrainSession::rowLosses() tells (on CUDA this waits for the device).
    bool rowLosses = false;

    bool none() const { return rowWeights.empty() && pairs.empty() && !rowLosses; }
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
    LossTerms terms; // for training alone
};

} // namespace evenspan
