// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/metrics/bootstrap.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

// Is one run better than another on the same documents, or is it luck? Documents are the unit:
// sentences of one document are not independent. Differences are of micro F1, in shares (0.01 is
// one point), of A minus B. The same seed gives the same answer on every machine.
// Errors of all: InvalidArgument (no document, sides of different length, no round, confidence not
// inside (0, 1)), Cancelled.
namespace evenspan {

// What one document adds: entities that are right, marked but wrong, missed.
struct DocumentCounts {
    std::uint32_t right = 0;
    std::uint32_t wrong = 0;
    std::uint32_t missed = 0;
    bool operator==(const DocumentCounts&) const = default;
};

// 2 right / (2 right + wrong + missed); 0 where nothing is there.
double microF1(std::span<const DocumentCounts> documents);

struct BootstrapTest {
    Interval difference; // percentile interval
    // Share of samples on which A is ahead, half of the ties included (Koehn 2004,
    // aclanthology.org/W04-3250).
    double ahead = 0.5;
    // Two-sided: how often a sample lies as far from the observed difference as zero does
    // (Berg-Kirkpatrick et al. 2012, aclanthology.org/D12-1091, section 2), with one added to both
    // numbers, so that it is never 0.
    double p = 1;
    std::size_t rounds = 0;
};
// Draws documents with replacement, the same for both sides.
Result<BootstrapTest> pairedBootstrap(std::span<const DocumentCounts> a,
    std::span<const DocumentCounts> b, std::size_t rounds, double confidence, std::uint64_t seed,
    std::stop_token stop = {});

// The same of the mean F1 of several runs a side, all over the same documents: each round draws
// documents, and the runs of either side, with replacement. Few seeds say little of how far seeds
// scatter: below five the interval is rather too narrow.
Result<BootstrapTest> groupBootstrap(std::span<const std::vector<DocumentCounts>> a,
    std::span<const std::vector<DocumentCounts>> b, std::size_t rounds, double confidence,
    std::uint64_t seed, std::stop_token stop = {});

// The interval of one run's own F1.
Result<Interval> bootstrapF1(std::span<const DocumentCounts> documents, std::size_t rounds,
    double confidence, std::uint64_t seed, std::stop_token stop = {});

struct RandomisationTest {
    double difference = 0;
    // Two-sided: how often swapping sides of documents at random gives a difference at least as
    // large.
    double p = 1;
    std::size_t rounds = 0; // swaps looked at
    bool exact = false; // all of them
};
// Approximate randomisation (Noreen 1989; Yeh 2000, aclanthology.org/C00-2137): each document's
// sides are swapped with probability one half; (hits + 1) / (rounds + 1).
Result<RandomisationTest> approximateRandomisation(std::span<const DocumentCounts> a,
    std::span<const DocumentCounts> b, std::size_t rounds, std::uint64_t seed,
    std::stop_token stop = {});
// The same over every way to swap. InvalidArgument too where more than 20 documents differ.
Result<RandomisationTest> exactRandomisation(std::span<const DocumentCounts> a,
    std::span<const DocumentCounts> b, std::stop_token stop = {});
// Exact where that takes no more than `rounds` swaps, else approximate.
Result<RandomisationTest> randomisation(std::span<const DocumentCounts> a,
    std::span<const DocumentCounts> b, std::size_t rounds, std::uint64_t seed,
    std::stop_token stop = {});

// p-values of several tests made at once, adjusted so that the chance of any false alarm stays
// below the level (Holm 1979); in the order given.
std::vector<double> holm(std::span<const double> p);

// Mean and standard deviation (n - 1 below the line; 0 for one value).
struct Spread {
    double mean = 0;
    double deviation = 0;
    std::size_t count = 0;
};
Spread spreadOf(std::span<const double> values);

} // namespace evenspan
