// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/assess_frame.h"
#include "core/fairness/resample.h"

#include <cmath>
#include <limits>

namespace evenspan::fairness {

void CellDraws::set(std::size_t rounds, std::vector<double> sums) {
    m_rounds = rounds;
    m_sums = std::move(sums);
}

void CellDraws::add(std::size_t group, std::size_t type) {
    m_cells.emplace(std::pair(group, type), m_cells.size());
}

bool CellDraws::has(std::size_t group, std::size_t type) const {
    return m_cells.contains({group, type});
}

Tally CellDraws::at(std::size_t group, std::size_t type, std::size_t round) const {
    const double* from = m_sums.data() + m_cells.at({group, type}) * 3 * m_rounds + round;
    return {from[0], from[m_rounds], from[2 * m_rounds]};
}

std::vector<double> CellDraws::samples(std::size_t group, std::size_t type, RatioOf ratio) const {
    std::vector<double> out;
    if (!has(group, type))
        return out;
    const double* from = m_sums.data() + m_cells.at({group, type}) * 3 * m_rounds;
    for (std::size_t r = 0; r < m_rounds; ++r)
        out.push_back(valueOf(ratio({from[r], from[m_rounds + r], from[2 * m_rounds + r]}))
                          .value_or(std::numeric_limits<double>::quiet_NaN()));
    return out;
}

bool dropUndefined(std::vector<double>& drawn) {
    constexpr double unstable = 0.01;
    const auto before = drawn.size();
    std::erase_if(drawn, [](double v) { return std::isnan(v); });
    return static_cast<double>(before - drawn.size()) > unstable * static_cast<double>(before);
}

Result<void> drawCells(AssessFrame& frame, const std::stop_token& stop) {
    std::vector<std::vector<std::uint32_t>> strata(1);
    if (frame.table.nested) {
        strata.assign(frame.table.groups.size(), {});
        for (std::size_t g = 0; g < frame.table.groups.size(); ++g)
            for (const auto& each : frame.cell(g, 0).clusters)
                strata[g].push_back(each.cluster);
    } else {
        for (const auto& each : frame.cell(frame.table.groups.size(), 0).clusters)
            strata.front().push_back(each.cluster);
    }
    Resampler resampler(frame.table.clusters, std::move(strata));
    std::vector<std::size_t> groups;
    for (const auto g : frame.listed)
        if (frame.drawnFor(g))
            groups.push_back(g);
    groups.push_back(frame.table.groups.size());
    std::vector<std::uint32_t> clusters;
    std::vector<double> values[3];
    for (const auto g : groups)
        for (std::size_t t = 0; t < frame.cells.types(); ++t) {
            clusters.clear();
            for (auto& each : values)
                each.clear();
            for (const auto& each : frame.cell(g, t).clusters) {
                clusters.push_back(each.cluster);
                values[0].push_back(each.tally.right);
                values[1].push_back(each.tally.wrong);
                values[2].push_back(each.tally.missed);
            }
            for (const auto& each : values)
                resampler.addColumn(clusters, each);
        }
    if (frame.table.clusters == 0)
        return {};
    auto sums =
        resampler.sums(frame.options.rounds, frame.options.seed, frame.options.threads, stop);
    if (!sums)
        return sums.error();
    frame.draws.set(frame.options.rounds, std::move(*sums));
    for (const auto g : groups)
        for (std::size_t t = 0; t < frame.cells.types(); ++t)
            frame.draws.add(g, t);
    return {};
}

} // namespace evenspan::fairness
