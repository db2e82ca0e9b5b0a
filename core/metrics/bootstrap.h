// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/schema/tag_scheme.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace evenspan {

// What one sentence adds to micro precision, recall and F1.
struct SentenceCounts {
    std::uint32_t gold = 0;
    std::uint32_t predicted = 0;
    std::uint32_t right = 0;
};

std::vector<SentenceCounts> sentenceCounts(
    std::span<const std::vector<Mention>> gold, std::span<const std::vector<Mention>> predicted);

struct Interval {
    double estimate = 0; // the difference on the data as they are
    double low = 0;
    double high = 0;
};

// Percentile bootstrap (Efron & Tibshirani 1993, chapter 13) of mean micro F1 of A minus that of B,
// in shares (0.01 is one point). Each round draws test sentences with replacement, the same ones
// for both sides (paired), and the runs of either side with replacement (seeds are not paired).
// Runs: one vector of counts a training seed, all over the same sentences.
// The same `seed` gives the same interval on every machine.
// Errors: InvalidArgument (no run, no sentence, runs of different length, rounds 0, confidence not
// inside (0, 1)).
Result<Interval> bootstrapDifference(std::span<const std::vector<SentenceCounts>> a,
    std::span<const std::vector<SentenceCounts>> b, std::size_t rounds, double confidence,
    std::uint64_t seed);

} // namespace evenspan
