// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/what_if.h"

#include <algorithm>

namespace evenspan::fairness {

namespace {

void add(Tally& sum, const Tally& more) {
    sum.right += more.right;
    sum.wrong += more.wrong;
    sum.missed += more.missed;
}

} // namespace

Result<WhatIf> WhatIf::make(WhatIfData data) {
    const std::size_t groups = data.groups.size(), types = data.types.size();
    const Error misfit{ErrorCode::InvalidArgument, "The predictions do not fit the groups", {},
        "Score the run on this split again."};
    if (data.gold.size() != groups * types || data.clusters.size() != groups)
        return misfit;
    WhatIf out;
    std::vector<std::vector<std::pair<double, bool>>> columns(groups * types);
    for (const auto& answer : data.answers) {
        if (answer.group >= groups || answer.type >= types || !(answer.score >= 0)
            || !(answer.score <= 1))
            return misfit;
        columns[answer.group * types + answer.type].emplace_back(answer.score, answer.right);
    }
    data.answers.clear();
    for (auto& column : columns) {
        std::sort(column.begin(), column.end());
        Column sorted;
        sorted.rightFrom.assign(column.size() + 1, 0);
        for (std::size_t i = column.size(); i-- > 0;)
            sorted.rightFrom[i] = sorted.rightFrom[i + 1] + column[i].second;
        for (const auto& each : column)
            sorted.scores.push_back(each.first);
        out.m_columns.push_back(std::move(sorted));
    }
    std::vector<std::uint64_t> mentions(groups);
    for (std::size_t g = 0; g < groups; ++g) {
        for (std::size_t t = 0; t < types; ++t) {
            if (out.m_columns[g * types + t].rightFrom[0] > data.gold[g * types + t])
                return misfit; // more right than there are
            mentions[g] += data.gold[g * types + t];
        }
        out.m_levels.push_back(assess(mentions[g], data.clusters[g], data.least));
    }
    suppressComplement(mentions, out.m_levels, data.least);
    out.m_data = std::move(data);
    return out;
}

Result<WhatIfAnswer> WhatIf::at(std::span<const double> cuts) const {
    const std::size_t groups = m_data.groups.size(), types = m_data.types.size();
    if (cuts.size() != types)
        return Error{ErrorCode::InvalidArgument, "There is not one cut a type", {},
            "Give a score between 0 and 1 for every type."};
    WhatIfAnswer out;
    std::vector<Tally> tallies(groups);
    Tally shown;
    for (std::size_t g = 0; g < groups; ++g) {
        for (std::size_t t = 0; t < types; ++t) {
            const Column& column = m_columns[g * types + t];
            const auto from = static_cast<std::size_t>(
                std::lower_bound(column.scores.begin(), column.scores.end(), cuts[t])
                - column.scores.begin());
            const auto right = static_cast<double>(column.rightFrom[from]);
            add(tallies[g],
                {right, static_cast<double>(column.scores.size() - from) - right,
                    static_cast<double>(m_data.gold[g * types + t]) - right});
        }
        add(out.all, tallies[g]);
        if (m_levels[g] != Assessment::Suppressed)
            add(shown, tallies[g]);
    }
    std::optional<double> best;
    for (std::size_t g = 0; g < groups; ++g) {
        WhatIfGroup group{m_data.groups[g], m_levels[g], {}, {}, {}, {}, {}};
        if (m_levels[g] != Assessment::Suppressed) {
            const Tally& own = tallies[g];
            group.tally = own;
            group.precision = valueOf(precisionRatio(own));
            group.recall = valueOf(recallRatio(own));
            group.f1 = valueOf(f1Ratio(own));
            const auto rest = valueOf(recallRatio(
                {shown.right - own.right, shown.wrong - own.wrong, shown.missed - own.missed}));
            if (group.recall && rest && g != m_data.unknown)
                group.gap = *group.recall - *rest;
        }
        const bool assessable = g != m_data.unknown
            && (m_levels[g] == Assessment::Imprecise || m_levels[g] == Assessment::Full);
        if (assessable && group.recall) {
            out.worst = std::min(out.worst.value_or(1), *group.recall);
            best = std::max(best.value_or(0), *group.recall);
        }
        out.groups.push_back(std::move(group));
    }
    if (best && out.worst)
        out.widest = *best - *out.worst;
    return out;
}

} // namespace evenspan::fairness
