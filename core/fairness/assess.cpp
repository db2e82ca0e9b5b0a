// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/assess_frame.h"
#include "core/metrics/calibration.h"

#include <algorithm>

namespace evenspan::fairness {

Result<AuditDimension> assessDimension(const GroupTable& table, const AssessOptions& options,
    std::vector<AuditLimit>& limits, std::stop_token stop) {
    AssessFrame frame(table, options);
    AuditDimension out;
    out.id = table.id;
    out.source = table.source;
    out.unit = table.unit;
    out.cluster = table.cluster;
    out.headline = table.headline;
    chooseGroups(frame, out, limits);
    if (auto drawn = drawCells(frame, stop); !drawn)
        return drawn.error();
    if (table.unit == "mention" && !putsNames(table.source))
        out.unattributed = plain(
            table.tokens > 0 ? std::optional(1000 * table.looseWrong / table.tokens) : std::nullopt,
            "nothing");
    else
        out.unattributed = absent("not_asked");
    for (const std::size_t g : frame.listed)
        out.groups.push_back(assessGroup(frame, g));
    addBands(frame, out);
    for (std::size_t t = 0; t < frame.cells.types(); ++t)
        out.spreads.push_back(assessSpread(frame, out, t));
    if (auto tested = addGaps(frame, out, stop); !tested)
        return tested.error();
    return out;
}

Result<std::vector<AuditCell>> assessOverall(
    const GroupTable& table, const AssessOptions& options, std::stop_token stop) {
    GroupTable one = table;
    one.groups.clear();
    one.tallies.clear();
    one.nested = false;
    for (auto& row : one.rows)
        row.group = 0;
    AssessFrame frame(one, options);
    if (auto drawn = drawCells(frame, stop); !drawn)
        return drawn.error();
    std::vector<AuditCell> out;
    for (std::size_t t = 0; t < frame.cells.types(); ++t)
        out.push_back(assessCell(frame, frame.everything(), t, Assessment::Full));
    return out;
}

std::optional<AuditCalibration> calibrationOf(
    const GroupTally& tally, std::uint64_t seed, std::size_t rounds) {
    constexpr std::size_t least = 200;
    if (tally.scores.empty())
        return std::nullopt;
    AuditCalibration out;
    out.count = tally.scores.size();
    if (tally.scores.size() < least)
        return out;
    const auto bins = std::min<std::size_t>(10, tally.scores.size() / 20);
    const auto found = reliabilityBins(tally.scores, tally.holds, bins);
    const auto chance = perfectCalibrationError(tally.scores, bins, rounds, seed);
    const auto brier = brierScore(tally.scores, tally.holds);
    if (!found || !chance || !brier)
        return out;
    out.error = calibrationError(*found);
    out.chance = chance->mean;
    out.chanceHigh = chance->high;
    out.brier = *brier;
    for (const auto& bin : *found)
        out.bins.push_back(
            {bin.score, bin.right.estimate, bin.right.low, bin.right.high, bin.count});
    return out;
}

} // namespace evenspan::fairness
