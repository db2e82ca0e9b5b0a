// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/bootstrap.h"

#include "core/base/rng.h"
#include "core/metrics/quantile.h"

#include <algorithm>
#include <set>

namespace evenspan {

namespace {

using Runs = std::span<const std::vector<SentenceCounts>>;

// Mean F1 of some runs over some sentences, each sentence counted `weights` times.
double meanF1(
    Runs runs, std::span<const std::size_t> chosen, std::span<const std::uint32_t> weights) {
    double sum = 0;
    for (const auto run : chosen) {
        std::uint64_t all = 0, right = 0;
        for (std::size_t s = 0; s < weights.size(); ++s) {
            const auto& counts = runs[run][s];
            all += std::uint64_t{weights[s]} * (std::uint64_t{counts.gold} + counts.predicted);
            right += std::uint64_t{weights[s]} * counts.right;
        }
        sum += all == 0 ? 0.0 : 2.0 * static_cast<double>(right) / static_cast<double>(all);
    }
    return sum / static_cast<double>(chosen.size());
}

void draw(Philox& rng, std::vector<std::size_t>& runs) {
    for (auto& run : runs)
        run = rng.below(runs.size());
}

} // namespace

std::vector<SentenceCounts> sentenceCounts(
    std::span<const std::vector<Mention>> gold, std::span<const std::vector<Mention>> predicted) {
    std::vector<SentenceCounts> out(std::min(gold.size(), predicted.size()));
    for (std::size_t s = 0; s < out.size(); ++s) {
        const std::set<Mention> known(gold[s].begin(), gold[s].end());
        const std::set<Mention> found(predicted[s].begin(), predicted[s].end());
        out[s].gold = static_cast<std::uint32_t>(known.size());
        out[s].predicted = static_cast<std::uint32_t>(found.size());
        for (const auto& mention : found)
            out[s].right += known.count(mention) > 0 ? 1 : 0;
    }
    return out;
}

Result<Interval> bootstrapDifference(
    Runs a, Runs b, std::size_t rounds, double confidence, std::uint64_t seed) {
    const std::size_t sentences = a.empty() ? 0 : a.front().size();
    bool sound = sentences > 0 && !b.empty() && rounds > 0 && confidence > 0 && confidence < 1;
    for (const auto& side : {a, b})
        for (const auto& run : side)
            sound = sound && run.size() == sentences;
    if (!sound)
        return Error{ErrorCode::InvalidArgument, "The runs cannot be compared", {},
            "Give at least one run on either side, all over the same sentences."};

    std::vector<std::size_t> runsA(a.size()), runsB(b.size());
    for (auto* runs : {&runsA, &runsB})
        for (std::size_t i = 0; i < runs->size(); ++i)
            (*runs)[i] = i;
    std::vector<std::uint32_t> weights(sentences, 1);
    Interval interval;
    interval.estimate = meanF1(a, runsA, weights) - meanF1(b, runsB, weights);

    Philox rng(seed);
    std::vector<double> differences(rounds);
    for (auto& difference : differences) {
        std::fill(weights.begin(), weights.end(), 0);
        for (std::size_t i = 0; i < sentences; ++i)
            ++weights[rng.below(sentences)];
        draw(rng, runsA);
        draw(rng, runsB);
        difference = meanF1(a, runsA, weights) - meanF1(b, runsB, weights);
    }
    std::sort(differences.begin(), differences.end());
    interval.low = quantile(differences, (1 - confidence) / 2);
    interval.high = quantile(differences, (1 + confidence) / 2);
    return interval;
}

} // namespace evenspan
