// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/search/study.h"

#include <algorithm>
#include <cstdio>
#include <numeric>

namespace evenspan::search {

const char* trialStateName(TrialState state) {
    switch (state) {
    case TrialState::Running:
        return "running";
    case TrialState::Complete:
        return "complete";
    case TrialState::Pruned:
        return "pruned";
    case TrialState::Failed:
        return "failed";
    case TrialState::OutOfTime:
        break;
    }
    return "out of time";
}

std::vector<Observation> Study::observations() const {
    std::vector<Observation> out;
    for (const auto& trial : trials)
        if (trial.state == TrialState::Complete || trial.state == TrialState::Pruned)
            out.push_back({trial.point, trial.value, trial.state == TrialState::Pruned,
                static_cast<std::int64_t>(trial.evaluations.size())});
    return out;
}

std::vector<const Trial*> Study::ranking() const {
    std::vector<const Trial*> out;
    for (const auto& trial : trials)
        if (trial.state == TrialState::Complete)
            out.push_back(&trial);
    std::stable_sort(
        out.begin(), out.end(), [](const Trial* a, const Trial* b) { return a->value > b->value; });
    return out;
}

std::vector<const Trial*> Study::runsOf(std::size_t number, bool standard) const {
    std::vector<const Trial*> out;
    if (!standard)
        for (const auto& trial : trials)
            if (trial.number == number && trial.state == TrialState::Complete)
                out.push_back(&trial);
    for (const auto& trial : repeats)
        if (trial.standard == standard && (standard || trial.number == number)
            && trial.state == TrialState::Complete)
            out.push_back(&trial);
    return out;
}

const Trial* Study::winner() const {
    const auto ranked = ranking();
    const Trial* best = nullptr;
    double highest = 0;
    const auto count = std::max<std::int64_t>(spec.finalists, 1);
    for (std::size_t n = 0; n < ranked.size() && n < static_cast<std::size_t>(count); ++n) {
        double sum = 0;
        const auto runs = runsOf(ranked[n]->number, false);
        for (const Trial* run : runs)
            sum += run->value;
        const double mean = sum / static_cast<double>(runs.size());
        if (!best || mean > highest) {
            best = ranked[n];
            highest = mean;
        }
    }
    return best;
}

namespace {

std::string points(double share) {
    char text[16];
    std::snprintf(text, sizeof text, "%.2f", 100 * share);
    return text;
}

} // namespace

std::vector<std::string> verdict(const Study& study) {
    std::vector<std::string> out;
    const Trial* best = study.winner();
    if (!best)
        return {"No trial has come to its end yet."};
    const auto runs = study.runsOf(best->number, false).size();
    out.push_back("The best of " + std::to_string(study.ranking().size()) + " finished trials is "
        + best->run + (runs > 1 ? ", by the mean of " + std::to_string(runs) + " seeds" : "")
        + ".");
    if (!study.gain) {
        out.push_back("Its gain over the recipe that the search began with was not tested: the "
                      "best of many is better by chance alone.");
        return out;
    }
    const Gain& gain = *study.gain;
    out.push_back("On " + std::to_string(gain.documents) + " documents of the split " + gain.split
        + " it scores F1 " + points(gain.winner) + " (" + std::to_string(gain.winnerRuns)
        + (gain.winnerRuns == 1 ? " run" : " runs") + ") against " + points(gain.standard) + " ("
        + std::to_string(gain.standardRuns) + ") of the recipe that the search began with.");
    const std::string interval = "the difference of " + points(gain.winner - gain.standard)
        + " points lies between " + points(gain.low) + " and " + points(gain.high)
        + " (95 %, bootstrap over documents and seeds)";
    out.push_back(gain.proven() ? "That is more than chance: " + interval + "."
            : gain.high < 0     ? "It is worse than that recipe: " + interval + "."
                                : "That may be chance: " + interval + ".");
    if (gain.split == "validation")
        out.push_back("The documents that tested it are those that chose it, so its score is too "
                      "high: decide some test documents for an honest answer.");
    return out;
}

} // namespace evenspan::search
