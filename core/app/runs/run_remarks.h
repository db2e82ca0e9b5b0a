// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/recipe.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace evenspan {

// How a run computes, for the lines at its start.
struct RunMeans {
    const engine::ComputeOptions& compute;
    const engine::Recipe& recipe;
    const std::string& otherMachine; // what differs from where the run began; empty: nothing
    std::uint64_t memory = 0; // bytes that it needs at most; 0: not worked out (a resume)
    std::size_t carried = 0; // rows of the head that the model had already
    std::size_t tags = 0;
    std::int64_t layers = 0; // of the model
    std::int64_t rowsAtOnce = 0; // 0: not worked out
    std::size_t newPieces = 0; // of the vocabulary
    double unknownBefore = 0, unknownNow = 0; // shares of the characters, without and with them
    bool slowBf16 = false; // this CPU has no instructions for it
    std::int64_t pieces = 0, embeddings = 0; // of the tokenizer and of the model; 0: not known
};

// What the user should know of the machine and the model, a line each.
std::vector<std::string> remarksOn(const RunMeans& means);

} // namespace evenspan
