// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/runs/run_remarks.h"

#include "core/app/model/compute_plan.h"

#include <cstdio>

namespace evenspan {

namespace {

std::string vocabularyRemark(const RunMeans& means) {
    if (means.newPieces == 0)
        return "the vocabulary got no new pieces: nothing that stands twice is unknown to it, "
               "or this encoder takes none";
    char text[160];
    std::snprintf(text, sizeof text,
        "the vocabulary got %zu new pieces: %.2f %% of the characters are unknown, %.2f %% "
        "without them",
        means.newPieces, 100 * means.unknownNow, 100 * means.unknownBefore);
    return means.recipe.frozen_layers > 0
        ? std::string(text) + "; frozen layers keep the new ones from learning"
        : text;
}

} // namespace

std::vector<std::string> remarksOn(const RunMeans& means) {
    std::vector<std::string> out;
    if (!means.otherMachine.empty())
        out.push_back("the run began on another machine (" + means.otherMachine
            + "): it goes on, but not in the same bits");
    std::string line = "computes on " + means.compute.device + " in "
        + precisionName(means.compute.precision) + " with " + std::to_string(means.compute.threads)
        + " threads";
    if (!means.compute.matmulPath.empty() && means.compute.precision == engine::Precision::Fp32)
        line += ", products by " + means.compute.matmulPath;
    if (means.memory > 0)
        line += "; needs up to " + std::to_string(means.memory >> 20) + " MiB";
    out.push_back(line);
    if (means.slowBf16)
        out.push_back("this CPU has no instructions for bf16: precision=fp32 is as fast and exact");
    // A table may be rounded up, by a few hundred rows at most.
    if (means.pieces > 0 && 10 * means.pieces < 9 * means.embeddings)
        out.push_back("the tokenizer has " + std::to_string(means.pieces)
            + " pieces, the model embeddings for " + std::to_string(means.embeddings)
            + ": they may not belong together, and then it reads other words than it learnt");
    if (means.recipe.extend_vocabulary > 0)
        out.push_back(vocabularyRemark(means));
    if (means.carried > 0)
        out.push_back("goes on from " + std::to_string(means.carried) + " of "
            + std::to_string(means.tags) + " tags that the model knows; the others are new");
    if (means.recipe.frozen_layers > means.layers)
        out.push_back("the model has " + std::to_string(means.layers)
            + " layers: all of them are frozen, the head alone learns");
    if (means.rowsAtOnce > 0 && means.rowsAtOnce < means.recipe.batch_size)
        out.push_back("memory is short: " + std::to_string(means.rowsAtOnce)
            + " sentences at once, the effective batch stays "
            + std::to_string(means.recipe.batch_size));
    return out;
}

} // namespace evenspan
