// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/assess.h"
#include "core/fairness/permutation.h"
#include "core/metrics/paired_tests.h"

#include <cmath>

namespace evenspan::fairness {

namespace {

void adjust(std::vector<AuditGap*>& gaps, bool headline, double level, double discovery) {
    std::vector<double> p;
    for (const auto* each : gaps)
        p.push_back(*each->p);
    const auto adjusted = headline ? holm(p) : benjaminiHochberg(p);
    const double bound = headline ? level : discovery;
    const auto family = static_cast<double>(gaps.size());
    for (std::size_t i = 0; i < gaps.size(); ++i) {
        AuditGap& gap = *gaps[i];
        gap.adjusted = adjusted[i];
        gap.family = gaps.size();
        gap.verdict = adjusted[i] <= bound                ? "gap"
            : gap.equivalence && *gap.equivalence < level ? "no_gap_of_margin"
                                                          : "not_shown";
        // Holm's hardest step: what is found at level / family is found whatever the others say.
        if (gap.detectable)
            gap.detectable =
                *gap.detectable * (normalQuantile(1 - level / family / 2) + normalQuantile(0.8));
    }
}

} // namespace

void concludeAudit(AuditResult& audit) {
    std::vector<AuditGap*> headline, single;
    AuditHeadline out;
    if (!audit.overall.empty())
        out.f1 = audit.overall.front().f1;
    for (auto& dimension : audit.dimensions)
        for (auto& gap : dimension.gaps)
            if (gap.p)
                (gap.type.empty() ? headline : single).push_back(&gap);
    adjust(headline, true, audit.level, audit.discovery);
    adjust(single, false, audit.level, audit.discovery);
    for (const auto& dimension : audit.dimensions) {
        for (const auto& group : dimension.groups) {
            if (group.level != "full" || group.unknown || group.cells.empty())
                continue;
            const auto& cell = group.cells.front();
            const auto& value = dimension.headline == "f1" ? cell.f1 : cell.recall;
            if (!value.value)
                continue;
            ++out.assessable;
            if (!out.worst.value || *value.value < *out.worst.value) {
                out.worst = value;
                out.worstDimension = dimension.id;
                out.worstGroup = group.name;
            }
        }
        for (const auto& gap : dimension.gaps)
            if (gap.type.empty() && gap.verdict == "gap"
                && (!out.gap
                    || std::abs(*gap.difference.value) > std::abs(*out.gap->difference.value))) {
                out.gap = gap;
                out.gapDimension = dimension.id;
            }
    }
    if (!out.worst.value)
        out.worst.reason = "too_few";
    audit.headline = std::move(out);
}

} // namespace evenspan::fairness
