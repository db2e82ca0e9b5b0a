// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/assess_frame.h"
#include "core/fairness/two_way.h"
#include "core/metrics/quantile.h"

#include <algorithm>
#include <cmath>

namespace evenspan::fairness {

namespace {

// The interval of drawn values; their standard error.
double put(AuditMeasure& out, std::vector<double> values) {
    out.unstable = dropUndefined(values);
    if (!out.value || values.empty())
        return 0.0;
    std::sort(values.begin(), values.end());
    out.low = quantile(values, 0.025);
    out.high = quantile(values, 0.975);
    out.method = "pigeonhole";
    out.unstable = out.unstable || *out.low == *out.high;
    double mean = 0, squares = 0;
    for (const double v : values)
        mean += v / static_cast<double>(values.size());
    for (const double v : values)
        squares += (v - mean) * (v - mean);
    return std::sqrt(squares / static_cast<double>(values.size()));
}

} // namespace

Result<void> drawBoth(AssessFrame& frame, AuditDimension& out, const std::stop_token& stop) {
    std::vector<std::uint32_t> groupOfCluster(frame.table.clusters);
    for (const auto& row : frame.table.rows)
        groupOfCluster[row.cluster] = row.group;
    auto drawn = twoWayBootstrap(frame.table.crossed, groupOfCluster, frame.table.groups.size(),
        frame.table.items, frame.options.rounds, frame.options.seed + 2, frame.options.threads,
        stop);
    if (!drawn)
        return drawn.error();
    for (std::size_t i = 0; i < frame.listed.size(); ++i) {
        const auto g = frame.listed[i];
        auto& own = out.groups[i].cells.front().recall;
        // Nothing missed, or everything: no bootstrap can tell, Wilson's bound stays.
        if (own.value && *own.value > 0 && *own.value < 1 && frame.drawnFor(g))
            put(own, drawn->value[g]);
        for (auto& each : out.gaps)
            if (each.type.empty() && each.group == frame.table.groups[g] && each.p) {
                const double error = put(each.difference, drawn->gap[g]);
                const GapEstimate found{*each.difference.value, error,
                    static_cast<double>(frame.cell(g, 0).clusters.size()) - 1};
                each.test = "name_permutation";
                each.detectable = error;
                each.equivalence = equivalenceP(found, frame.options.margin);
            }
    }
    return {};
}

} // namespace evenspan::fairness
