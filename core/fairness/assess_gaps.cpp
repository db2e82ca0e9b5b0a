// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/assess_frame.h"
#include "core/fairness/permutation.h"

#include <algorithm>

namespace evenspan::fairness {

namespace {

constexpr std::size_t kGapClusters = 40; // below it delta-t holds its level better than BCa
constexpr double kUnstable = 0.01;

Result<std::vector<std::optional<double>>> permuted(
    const AssessFrame& frame, const std::stop_token& stop) {
    std::vector<std::optional<double>> none;
    if (!frame.table.nested)
        return none;
    std::vector<Ratio> ratios;
    std::vector<std::uint32_t> group;
    for (std::size_t g = 0; g < frame.table.groups.size(); ++g)
        for (const auto& each : frame.cell(g, 0).clusters) {
            ratios.push_back(frame.ratio(each.tally));
            group.push_back(static_cast<std::uint32_t>(g));
        }
    return groupPermutation(ratios, group, frame.table.groups.size(),
        frame.options.rounds > 1 ? frame.options.rounds - 1 : 1, frame.options.seed + 1,
        frame.options.threads, stop);
}

void bcaGap(const AssessFrame& frame, std::size_t g, std::size_t type,
    const std::vector<Ratio>& rest, AuditMeasure& out) {
    const CellDraws& draws = frame.draws;
    if (!draws.has(g, type) || !draws.has(frame.everything(), type))
        return;
    std::vector<double> drawn;
    std::size_t undefined = 0;
    for (std::size_t r = 0; r < draws.rounds(); ++r) {
        const Tally a = draws.at(g, type, r), sum = draws.at(frame.everything(), type, r);
        const auto first = valueOf(frame.ratio(a));
        const auto second =
            valueOf(frame.ratio({sum.right - a.right, sum.wrong - a.wrong, sum.missed - a.missed}));
        if (first && second)
            drawn.push_back(*first - *second);
        else
            ++undefined;
    }
    std::vector<std::vector<double>> left{
        leaveOneOut(denseRatios(frame.cell(g, type), frame.ratio, frame.table.clusters)),
        leaveOneOut(rest)};
    if (!frame.table.nested) { // one stratum: both sides lose the cluster
        for (std::size_t k = 0; k < left[0].size(); ++k)
            left[0][k] -= left[1][k];
        left.pop_back();
    } else {
        for (double& each : left[1])
            each = -each;
    }
    const auto interval = bcaInterval(*out.value, std::move(drawn), left);
    if (!interval)
        return;
    out.low = interval->low;
    out.high = interval->high;
    out.method = "bca";
    out.unstable = interval->unstable
        || static_cast<double>(undefined) > kUnstable * static_cast<double>(draws.rounds());
}

AuditGap gapOf(const AssessFrame& frame, const AuditGroup& group, std::size_t g, std::size_t type,
    std::optional<double> permutationP) {
    const AuditCell& own = group.cells[type];
    AuditGap out;
    out.group = frame.table.groups[g];
    out.type = frame.typeName(type);
    out.measure = frame.table.headline;
    out.correction = type == 0 ? "holm" : "bh";
    out.verdict = "not_assessable";
    const CellRows& all = frame.cell(frame.table.groups.size(), type);
    const CellRows& rows = frame.cell(g, type);
    const auto rest = restRatios(all, rows, frame.ratio, frame.table.clusters);
    const bool enough = frame.tested(g) && own.gold
        && assess(*own.gold, rows.goldClusters, frame.options.least) >= Assessment::Imprecise;
    const char* reason = !own.gold ? "suppressed" : "too_few";
    out.difference = out.rest = absent(reason);
    const auto left = estimate(rest);
    if (!enough || !left || left->clusters < 12) {
        return out;
    }
    const auto found = frame.table.nested
        ? gapApart(ratiosOf(rows, frame.ratio), rest)
        : gapWithin(denseRatios(rows, frame.ratio, frame.table.clusters), rest);
    if (!found) {
        return out;
    }
    out.rest = plain(left->value, "");
    out.difference = plain(found->difference, "");
    const auto interval = gapInterval(*found);
    out.difference.low = interval.low;
    out.difference.high = interval.high;
    out.difference.method = "delta_t";
    if (std::min(rows.clusters.size(), left->clusters) >= kGapClusters)
        bcaGap(frame, g, type, rest, out.difference);
    out.test = permutationP ? "studentised_permutation" : "cluster_t";
    out.p = permutationP ? permutationP : gapP(*found);
    out.equivalence = equivalenceP(*found, frame.options.margin);
    // At this test's own level; concludeAudit() widens it to that of the family.
    out.detectable = found->error;
    return out;
}

} // namespace

Result<void> addGaps(AssessFrame& frame, AuditDimension& out, const std::stop_token& stop) {
    for (std::size_t t = 0; t < frame.cells.types(); ++t) {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, "Stopped", "audit", {}};
        auto p = t == 0 ? permuted(frame, stop) : std::vector<std::optional<double>>();
        if (!p)
            return p.error();
        for (std::size_t i = 0; i < frame.listed.size(); ++i)
            if (frame.listed[i] != frame.table.unknown && frame.table.groups.size() > 1)
                out.gaps.push_back(gapOf(frame, out.groups[i], frame.listed[i], t,
                    p->empty() ? std::nullopt : (*p)[frame.listed[i]]));
    }
    return frame.table.crossed.empty() ? Result<void>() : drawBoth(frame, out, stop);
}

} // namespace evenspan::fairness
