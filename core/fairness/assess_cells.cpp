// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/assess_frame.h"
#include "core/fairness/permutation.h"

#include <algorithm>
#include <cmath>

namespace evenspan::fairness {

namespace {

AuditMeasure measured(const AssessFrame& frame, std::size_t group, std::size_t type, RatioOf ratio,
    const char* reason) {
    const CellRows& rows = frame.cell(group, type);
    AuditMeasure out = plain(valueOf(ratio(rows.sum)), reason);
    if (!out.value || rows.clusters.size() < kBootClusters)
        return out;
    auto drawn = frame.draws.samples(group, type, ratio);
    out.unstable = dropUndefined(drawn);
    const std::vector<std::vector<double>> left{leaveOneOut(ratiosOf(rows, ratio))};
    if (auto interval = bcaInterval(*out.value, std::move(drawn), left)) {
        out.low = interval->low;
        out.high = interval->high;
        out.unstable = out.unstable || interval->unstable;
        out.method = "bca";
    }
    return out;
}

AuditMeasure recallOf(const AssessFrame& frame, std::size_t group, std::size_t type) {
    const CellRows& rows = frame.cell(group, type);
    AuditMeasure out = plain(valueOf(recallRatio(rows.sum)), "no_gold");
    if (!out.value)
        return out;
    const auto clusters = ratiosOf(rows, recallRatio);
    const auto interval =
        wilsonDesign(rows.sum.right, rows.sum.right + rows.sum.missed, designEffect(clusters));
    if (interval) {
        out.low = interval->low;
        out.high = interval->high;
        out.method = "wilson";
    }
    return out;
}

} // namespace

AuditMeasure absent(const char* reason) {
    AuditMeasure out;
    out.reason = reason;
    return out;
}

AuditMeasure plain(std::optional<double> value, const char* reason) {
    AuditMeasure out;
    out.value = value;
    if (!value)
        out.reason = reason;
    return out;
}

std::uint64_t whole(double value) {
    return static_cast<std::uint64_t>(std::llround(value));
}

AuditCell assessCell(
    const AssessFrame& frame, std::size_t group, std::size_t type, Assessment level) {
    const CellRows& rows = frame.cell(group, type);
    AuditCell out;
    out.type = frame.typeName(type);
    const double goldCount = rows.sum.right + rows.sum.missed;
    // A single type of a group that may be shown can still be too small itself.
    if (type > 0 && group < frame.table.groups.size())
        level = std::min(level, assess(whole(goldCount), rows.goldClusters, frame.options.least));
    if (level == Assessment::Suppressed) {
        for (auto* each :
            {&out.precision, &out.recall, &out.f1, &out.selection, &out.tokenTpr, &out.tokenFpr})
            *each = absent("suppressed");
        return out;
    }
    const double predicted = rows.sum.right + rows.sum.wrong;
    out.gold = whole(goldCount);
    out.predicted = whole(predicted);
    out.right = whole(rows.sum.right);
    const bool nothing = goldCount == 0 && predicted == 0;
    out.recall = recallOf(frame, group, type);
    if (nothing)
        out.recall.reason = "nothing";
    if (level == Assessment::RecallOnly && group < frame.table.groups.size()) {
        out.precision = out.f1 = absent(nothing ? "nothing" : "too_few");
    } else {
        out.precision =
            measured(frame, group, type, precisionRatio, nothing ? "nothing" : "no_prediction");
        out.f1 = measured(frame, group, type, f1Ratio, "nothing");
    }
    const double tokens =
        group < frame.table.groups.size() ? frame.table.tallies[group].tokens : frame.table.tokens;
    if (tokens > 0) {
        out.selection = plain(1000 * predicted / tokens, "");
        out.tokenTpr = plain(valueOf({rows.tokensFound, rows.tokensGold}), "no_gold");
        const double others = tokens - rows.tokensGold;
        out.tokenFpr = type > 0 ? plain(valueOf({1000 * rows.tokensFalse, others}), "nothing")
                                : absent("not_asked");
    } else {
        out.selection = out.tokenTpr = out.tokenFpr = absent("no_attribute");
    }
    return out;
}

AuditGroup assessGroup(const AssessFrame& frame, std::size_t g) {
    AuditGroup out;
    out.name = frame.table.groups[g];
    out.unknown = g == frame.table.unknown;
    out.level = assessmentName(frame.level[g]);
    const bool hidden = frame.level[g] == Assessment::Suppressed;
    const GroupTally& tally = frame.table.tallies[g];
    for (std::size_t t = 0; t < frame.cells.types(); ++t)
        out.cells.push_back(assessCell(frame, g, t, frame.level[g]));
    if (putsNames(frame.table.source))
        for (auto& each : out.cells)
            each.precision = each.f1 = absent("not_asked");
    if (hidden) {
        for (auto* each : {&out.errors.type1, &out.errors.type2, &out.errors.type3,
                 &out.errors.weighted1, &out.errors.weighted2, &out.errors.weighted3})
            *each = absent("suppressed");
        return out;
    }
    out.mentions = whole(frame.gold(g));
    out.clusters = frame.clustersOf(g);
    if (tally.documents > 0)
        out.documents = whole(tally.documents);
    if (tally.names > 0)
        out.names = whole(tally.names);
    if (tally.words > 0)
        out.fertility = tally.pieces / tally.words;
    out.errors.right = whole(tally.right);
    out.errors.otherType = whole(tally.otherType);
    out.errors.boundary = whole(tally.boundary);
    out.errors.split = whole(tally.split);
    out.errors.merged = whole(tally.merged);
    out.errors.missed = whole(tally.missed);
    if (frame.table.unit == "document")
        out.errors.spurious = whole(tally.spurious);
    const auto types = [&](bool weighted, AuditMeasure& a, AuditMeasure& b, AuditMeasure& c) {
        const auto found = errorTypes(tally.outcomes, weighted);
        const char* reason = tally.outcomes.empty() ? "not_asked" : "no_names";
        a = plain(found ? std::optional(found->any) : std::nullopt, reason);
        b = plain(found ? std::optional(found->other) : std::nullopt, reason);
        c = plain(found ? std::optional(found->missed) : std::nullopt, reason);
    };
    types(false, out.errors.type1, out.errors.type2, out.errors.type3);
    types(true, out.errors.weighted1, out.errors.weighted2, out.errors.weighted3);
    out.calibration = calibrationOf(tally, frame.options.seed);
    return out;
}

void addBands(const AssessFrame& frame, AuditDimension& out) {
    for (std::size_t t = 0; t < frame.cells.types(); ++t) {
        std::vector<std::vector<double>> drawn;
        std::vector<double> seen, error;
        std::vector<AuditCell*> cells;
        for (std::size_t i = 0; i < frame.listed.size(); ++i) {
            const auto g = frame.listed[i];
            const auto found = estimate(ratiosOf(frame.cell(g, t), frame.ratio));
            if (!frame.tested(g) || !found || found->clusters < kBootClusters || !frame.drawnFor(g)
                || out.groups[i].cells[t].gold == std::nullopt)
                continue;
            drawn.push_back(frame.draws.samples(g, t, frame.ratio));
            seen.push_back(found->value);
            error.push_back(std::sqrt(found->variance));
            cells.push_back(&out.groups[i].cells[t]);
        }
        const auto width = maxTQuantile(drawn, seen, error);
        for (std::size_t i = 0; width && i < cells.size(); ++i) {
            cells[i]->bandLow = std::max(0.0, seen[i] - *width * error[i]);
            cells[i]->bandHigh = std::min(1.0, seen[i] + *width * error[i]);
        }
    }
}

} // namespace evenspan::fairness
