// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/assess_frame.h"

#include <algorithm>

namespace evenspan::fairness {

AuditSpread assessSpread(
    const AssessFrame& frame, const AuditDimension& dimension, std::size_t type) {
    AuditSpread out;
    out.type = frame.typeName(type);
    out.measure = frame.table.headline;
    std::vector<double> values, recalls, misses, tpr, fpr;
    std::vector<FoundOf> found;
    double best = -1, worst = 2, right = 0, all = 0;
    for (std::size_t i = 0; i < frame.listed.size(); ++i) {
        const auto g = frame.listed[i];
        const AuditCell& c = dimension.groups[i].cells[type];
        const auto value = (frame.table.headline == "f1" ? c.f1 : c.recall).value;
        if (!frame.tested(g) || !c.gold || !value)
            continue;
        values.push_back(*value);
        if (*value > best) {
            best = *value;
            out.best = frame.table.groups[g];
        }
        if (*value < worst) {
            worst = *value;
            out.worst = frame.table.groups[g];
        }
        if (c.recall.value) {
            recalls.push_back(*c.recall.value);
            misses.push_back(1 - *c.recall.value);
            found.push_back({double(*c.right), double(*c.gold)});
            right += found.back().found;
            all += found.back().all;
        }
        if (c.tokenTpr.value)
            tpr.push_back(*c.tokenTpr.value);
        if (c.tokenFpr.value)
            fpr.push_back(*c.tokenFpr.value / 1000);
    }
    out.groups = values.size();
    const char* few = "too_few";
    out.difference = plain(rangeOf(values), few);
    out.ratio = plain(leastRatio(values), few);
    out.missRatio = plain(missRatio(recalls), recalls.size() < 2 ? few : "nothing");
    const bool several = recalls.size() > 1;
    const double pooled = all > 0 ? right / all : 0;
    out.red = plain(several ? recallEqualityDifference(recalls, pooled) : std::nullopt, few);
    out.nfned = plain(several ? falseNegativeDifference(misses, 1 - pooled) : std::nullopt, few);
    const auto rangeTpr = rangeOf(tpr), rangeFpr = rangeOf(fpr);
    out.tokenOdds = plain(
        rangeTpr ? std::optional(std::max(*rangeTpr, rangeFpr.value_or(0))) : std::nullopt, few);
    const auto parts = several ? foundEntropy(found) : std::nullopt;
    out.between = plain(parts ? std::optional(parts->between) : std::nullopt, few);
    out.betweenShare = plain(parts && parts->between + parts->within > 0
            ? std::optional(parts->between / (parts->between + parts->within))
            : std::nullopt,
        few);
    out.belowFourFifths = out.ratio.value && *out.ratio.value < 0.8;
    return out;
}

} // namespace evenspan::fairness
