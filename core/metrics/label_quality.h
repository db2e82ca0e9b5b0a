// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

// How likely the given class of a token is wrong, by probabilities of a model that never saw the
// token (out of fold). Methods and conventions of confident learning (Northcutt, Jiang & Chuang
// 2021, JAIR 70:1373-1411, arXiv 1911.00068), as the package cleanlab 2.9 counts them.
// Probabilities: [n × classes], rows of about 1. Errors of all: InvalidArgument (shapes that do not
// fit, a class that is not there).
namespace evenspan {

enum class QualityMethod {
    SelfConfidence, // p of the given class
    NormalizedMargin, // (p of the given class − largest p of another + 1) / 2
};

// One score a token, the lower the more likely the class is wrong.
Result<std::vector<double>> labelQuality(std::span<const float> probabilities, std::size_t classes,
    std::span<const std::int32_t> given, QualityMethod method = QualityMethod::SelfConfidence);

// The score of a sentence is that of its worst token; 1 where it has none. `lengths`: tokens of
// each sentence, in order.
std::vector<double> worstTokens(
    std::span<const double> scores, std::span<const std::size_t> lengths);

// Tokens whose class is confidently another one: some class that reaches the mean probability which
// its own tokens have, is not the given one, and is the most probable of all. Ascending.
// `joint`, where not null, gets the counts [classes × classes] of given by confident class, with at
// least 1 on the diagonal.
Result<std::vector<std::size_t>> confidentErrors(std::span<const float> probabilities,
    std::size_t classes, std::span<const std::int32_t> given,
    std::vector<std::uint64_t>* joint = nullptr);

// The share of the first `n` that are errors, averaged over the places of all errors: average
// precision of a ranking (highest first). 0 where there is no error.
double averagePrecision(std::span<const double> ranks, std::span<const std::uint8_t> wrong);

} // namespace evenspan
