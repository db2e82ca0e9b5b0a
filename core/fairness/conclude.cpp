// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/assess.h"
#include "core/fairness/permutation.h"
#include "core/metrics/paired_tests.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace evenspan::fairness {

namespace {

// Of two groups each is the other's rest: their gaps are one question, asked once.
struct Question {
    AuditGap* gap = nullptr;
    AuditGap* mirror = nullptr;
};

void adjust(std::vector<Question>& questions, bool headline, double level, double discovery) {
    std::vector<double> p;
    for (const auto& each : questions)
        p.push_back(each.mirror ? std::max(*each.gap->p, *each.mirror->p) : *each.gap->p);
    const auto adjusted = headline ? holm(p) : benjaminiHochberg(p);
    const double bound = headline ? level : discovery;
    const auto family = static_cast<double>(questions.size());
    for (std::size_t i = 0; i < questions.size(); ++i)
        for (AuditGap* gap : {questions[i].gap, questions[i].mirror}) {
            if (!gap)
                continue;
            gap->adjusted = adjusted[i];
            gap->family = questions.size();
            gap->verdict = adjusted[i] <= bound                 ? "gap"
                : gap->equivalence && *gap->equivalence < level ? "no_gap_of_margin"
                                                                : "not_shown";
            // Holm's hardest step: what is found at level / family is found whatever the others
            // say.
            if (gap->detectable)
                gap->detectable = *gap->detectable
                    * (normalQuantile(1 - level / family / 2) + normalQuantile(0.8));
        }
}

void ask(std::vector<Question>& questions, AuditDimension& dimension, bool headline) {
    const bool two = dimension.groups.size() == 2 && dimension.moreGroups == 0
        && !dimension.groups[0].unknown && !dimension.groups[1].unknown;
    std::map<std::string, std::size_t> byType;
    for (auto& gap : dimension.gaps) {
        if (!gap.p || gap.type.empty() != headline)
            continue;
        const auto [at, fresh] = byType.emplace(gap.type, questions.size());
        if (two && !fresh)
            questions[at->second].mirror = &gap;
        else
            questions.push_back({&gap, nullptr});
    }
}

} // namespace

void concludeAudit(AuditResult& audit) {
    std::vector<Question> headline, single;
    for (auto& dimension : audit.dimensions) {
        ask(headline, dimension, true);
        ask(single, dimension, false);
    }
    adjust(headline, true, audit.level, audit.discovery);
    adjust(single, false, audit.level, audit.discovery);
    chooseHeadline(audit);
}

const AuditMeasure* judgedMeasure(const AuditDimension& dimension, const AuditGroup& group) {
    if (group.level != "full" || group.unknown || group.cells.empty())
        return nullptr;
    const auto& cell = group.cells.front();
    const auto& measure = dimension.headline == "f1" ? cell.f1 : cell.recall;
    return measure.value ? &measure : nullptr;
}

void chooseHeadline(AuditResult& audit) {
    AuditHeadline out;
    if (!audit.overall.empty())
        out.f1 = audit.overall.front().f1;
    for (const auto& dimension : audit.dimensions) {
        for (const auto& group : dimension.groups) {
            const auto* value = judgedMeasure(dimension, group);
            if (!value)
                continue;
            ++out.assessable;
            if (!out.worst.value || *value->value < *out.worst.value) {
                out.worst = *value;
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
