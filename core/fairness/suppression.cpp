// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/suppression.h"

namespace evenspan::fairness {

const char* assessmentName(Assessment assessment) {
    switch (assessment) {
    case Assessment::Suppressed:
        return "suppressed";
    case Assessment::RecallOnly:
        return "recall_only";
    case Assessment::Imprecise:
        return "imprecise";
    case Assessment::Full:
        return "full";
    }
    return "";
}

Assessment assess(std::uint64_t mentions, std::uint64_t clusters, const LeastCounts& least) {
    if (mentions > 0 && (mentions < least.mentions || clusters < least.clusters))
        return Assessment::Suppressed;
    if (mentions < 30 || clusters < 12)
        return Assessment::RecallOnly;
    if (mentions < 100 || clusters < 20)
        return Assessment::Imprecise;
    return Assessment::Full;
}

std::size_t suppressComplement(std::span<const std::uint64_t> mentions,
    std::vector<Assessment>& assessments, const LeastCounts& least) {
    std::size_t hidden = 0, added = 0;
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < mentions.size(); ++i)
        if (assessments[i] == Assessment::Suppressed) {
            ++hidden;
            sum += mentions[i];
        }
    while (hidden > 0 && (hidden < 2 || sum < least.mentions)) {
        std::size_t next = mentions.size();
        for (std::size_t i = 0; i < mentions.size(); ++i)
            if (assessments[i] != Assessment::Suppressed && mentions[i] > 0
                && (next == mentions.size() || mentions[i] < mentions[next]))
                next = i;
        if (next == mentions.size())
            break;
        assessments[next] = Assessment::Suppressed;
        sum += mentions[next];
        ++hidden;
        ++added;
    }
    return added;
}

std::size_t suppressComplement(std::span<const std::uint64_t> mentions,
    std::span<const std::vector<std::size_t>> sums, std::vector<Assessment>& assessments,
    const LeastCounts& least) {
    std::size_t added = suppressComplement(mentions, assessments, least);
    for (bool more = !sums.empty(); more;) { // what is hidden for one set is missing in another
        more = false;
        for (const auto& set : sums) {
            std::vector<std::uint64_t> counts;
            std::vector<Assessment> own;
            for (const auto g : set) {
                counts.push_back(mentions[g]);
                own.push_back(assessments[g]);
            }
            const auto here = suppressComplement(counts, own, least);
            for (std::size_t i = 0; i < set.size(); ++i)
                assessments[set[i]] = own[i];
            added += here;
            more = more || here > 0;
        }
    }
    return added;
}

} // namespace evenspan::fairness
