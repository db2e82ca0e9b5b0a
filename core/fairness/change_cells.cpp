// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/change_cells.h"

#include "core/base/rng.h"
#include "core/fairness/resample.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <map>
#include <thread>
#include <tuple>

namespace evenspan::fairness {

namespace {

constexpr double kFloor = 0.05, kCeiling = 0.995; // of a template that tells something
constexpr std::uint64_t kSeedStream = 0xA5A5'0001'0000'0000ull;
constexpr std::uint64_t kSwapStream = 0xA5A5'0002'0000'0000ull;
constexpr std::uint64_t kItemSeed = 0x9E3779B97F4A7C15ull;

Ratio operator+(const Ratio& a, const Ratio& b) {
    return {a.over + b.over, a.under + b.under};
}
void operator+=(Ratio& a, const Ratio& b) {
    a = a + b;
}
Ratio minus(const Ratio& a, const Ratio& b) {
    return {a.over - b.over, a.under - b.under};
}

double squares(const std::vector<double>& sums, std::size_t count) {
    double out = 0;
    for (const double each : sums)
        out += each * each;
    const auto k = static_cast<double>(count);
    return count > 1 ? k / (k - 1) * out : 0;
}

} // namespace

std::optional<ChangeCells> ChangeCells::make(
    const std::vector<const GroupTable*>& runs, std::size_t before) {
    ChangeCells out;
    out.m_table = runs.front();
    out.m_runs = runs.size();
    out.m_before = before;
    const GroupTable& first = *runs.front();
    out.m_crossed = !first.crossed.empty() || first.items > 0;
    const std::size_t groups = first.groups.size();
    const auto ratio = first.headline == "f1" ? f1Ratio : recallRatio;
    std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::vector<Ratio>> cells;
    std::vector<double> mentions(groups);
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> gold; // of group and cluster
    for (std::size_t r = 0; r < runs.size(); ++r) {
        const GroupTable& table = *runs[r];
        if (table.id != first.id || table.groups != first.groups || table.clusters != first.clusters
            || table.items != first.items || table.headline != first.headline)
            return std::nullopt;
        std::map<std::uint32_t, std::uint32_t> groupOf;
        for (const auto& row : table.rows) {
            if (row.group >= groups || row.cluster >= table.clusters)
                return std::nullopt;
            groupOf[row.cluster] = row.group;
            if (r == 0) {
                const double here = row.tally.right + row.tally.missed;
                mentions[row.group] += here;
                gold[{row.group, row.cluster}] += here;
            }
            if (out.m_crossed)
                continue;
            auto& cell = cells[{row.cluster, 0, row.group}];
            cell.resize(runs.size());
            cell[r] += ratio(row.tally);
        }
        for (const auto& cross : table.crossed) {
            if (cross.item >= table.items || !groupOf.contains(cross.cluster))
                return std::nullopt;
            auto& cell = cells[{cross.cluster, cross.item, groupOf.at(cross.cluster)}];
            cell.resize(runs.size());
            cell[r] += cross.ratio;
        }
    }
    for (const auto& [key, ratios] : cells) {
        out.m_cells.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key)});
        out.m_ratios.insert(out.m_ratios.end(), ratios.begin(), ratios.end());
    }
    for (const double each : mentions)
        out.m_mentions.push_back(static_cast<std::uint64_t>(each));
    out.m_clusters.resize(groups);
    for (const auto& [key, count] : gold)
        out.m_clusters[key.first] += count > 0;
    if (out.m_crossed)
        out.leaveOutItems();
    out.m_sums.resize(groups * out.m_runs);
    for (std::size_t c = 0; c < out.m_cells.size(); ++c)
        for (std::size_t r = 0; r < out.m_runs; ++r)
            out.m_sums[out.m_cells[c].group * out.m_runs + r] += out.m_ratios[c * out.m_runs + r];
    return out;
}

// Where none tells anything, all stay.
void ChangeCells::leaveOutItems() {
    std::vector<Ratio> sums(m_table->items);
    for (std::size_t c = 0; c < m_cells.size(); ++c)
        for (std::size_t r = 0; r < m_runs; ++r)
            sums[m_cells[c].item] += m_ratios[c * m_runs + r];
    const auto tells = [&](std::size_t item) {
        const auto recall = valueOf(sums[item]);
        return recall && *recall >= kFloor && *recall <= kCeiling;
    };
    std::vector<Cell> cells;
    std::vector<Ratio> ratios;
    for (std::size_t c = 0; c < m_cells.size(); ++c)
        if (tells(m_cells[c].item)) {
            cells.push_back(m_cells[c]);
            const auto from = m_ratios.begin() + static_cast<std::ptrdiff_t>(c * m_runs);
            ratios.insert(ratios.end(), from, from + static_cast<std::ptrdiff_t>(m_runs));
        }
    if (cells.empty())
        return;
    m_cells = std::move(cells);
    m_ratios = std::move(ratios);
}

std::uint64_t ChangeCells::mentions(std::size_t group) const {
    return m_mentions[group];
}
std::uint64_t ChangeCells::clusters(std::size_t group) const {
    return m_clusters[group];
}

std::optional<std::vector<double>> ChangeCells::values(const ChangeTarget& target) const {
    std::vector<double> out;
    for (std::size_t r = 0; r < m_runs; ++r) {
        const Ratio own = m_sums[target.group * m_runs + r];
        Ratio all;
        for (std::size_t g = 0; g < m_table->groups.size(); ++g)
            all += m_sums[g * m_runs + r];
        const auto value = valueOf(own), rest = valueOf(minus(all, own));
        if (!value || (target.gap && !rest))
            return std::nullopt;
        out.push_back(target.gap ? *value - *rest : *value);
    }
    return out;
}

// What each cell adds to the change of the two means, to the first order.
std::vector<double> ChangeCells::influence(const ChangeTarget& target) const {
    std::vector<double> out(m_cells.size());
    const auto after = static_cast<double>(m_runs - m_before);
    for (std::size_t r = 0; r < m_runs; ++r) {
        const double sign = r < m_before ? -1 / static_cast<double>(m_before) : 1 / after;
        const Ratio own = m_sums[target.group * m_runs + r];
        Ratio all;
        for (std::size_t g = 0; g < m_table->groups.size(); ++g)
            all += m_sums[g * m_runs + r];
        const Ratio rest = minus(all, own);
        const double value = own.over / own.under, other = rest.over / rest.under;
        for (std::size_t c = 0; c < m_cells.size(); ++c) {
            const Ratio& cell = m_ratios[c * m_runs + r];
            if (m_cells[c].group == target.group)
                out[c] += sign * (cell.over - value * cell.under) / own.under;
            else if (target.gap)
                out[c] -= sign * (cell.over - other * cell.under) / rest.under;
        }
    }
    return out;
}

std::optional<GapEstimate> ChangeCells::estimate(
    const ChangeTarget& target, std::span<const double> values) const {
    const auto parts = influence(target);
    std::vector<double> byCluster(m_table->clusters),
        byItem(std::max<std::size_t>(1, m_table->items));
    std::vector<bool> clusterSeen(byCluster.size()), itemSeen(byItem.size());
    std::vector<double> own;
    for (std::size_t c = 0; c < m_cells.size(); ++c) {
        if (!target.gap && m_cells[c].group != target.group)
            continue;
        bool any = false;
        for (std::size_t r = 0; r < m_runs; ++r)
            any = any || m_ratios[c * m_runs + r].under > 0;
        if (!any)
            continue;
        byCluster[m_cells[c].cluster] += parts[c];
        byItem[m_cells[c].item] += parts[c];
        clusterSeen[m_cells[c].cluster] = itemSeen[m_cells[c].item] = true;
        own.push_back(parts[c]);
    }
    const auto count = [](const std::vector<bool>& seen) {
        return static_cast<std::size_t>(std::count(seen.begin(), seen.end(), true));
    };
    const std::size_t clusters = count(clusterSeen), items = count(itemSeen);
    if (clusters < 2)
        return std::nullopt;
    double variance = squares(byCluster, clusters);
    double freedom = static_cast<double>(clusters) - 1;
    if (m_crossed && items > 1) {
        const double both = squares(byItem, items);
        const double sum = variance + both - squares(own, own.size());
        if (both > variance)
            freedom = static_cast<double>(items) - 1;
        variance = std::max({variance, both, sum});
    }
    double below = variance * variance / freedom;
    for (const auto& side : {values.first(m_before), values.subspan(m_before)}) {
        if (side.size() < 2)
            continue;
        double mean = 0, seeds = 0;
        const auto n = static_cast<double>(side.size());
        for (const double each : side)
            mean += each / n;
        for (const double each : side)
            seeds += (each - mean) * (each - mean) / (n - 1) / n;
        variance += seeds;
        below += seeds * seeds / (n - 1);
    }
    double change = 0;
    for (std::size_t r = 0; r < m_runs; ++r)
        change += r < m_before ? -values[r] / static_cast<double>(m_before)
                               : values[r] / static_cast<double>(m_runs - m_before);
    // What rounding leaves of no change at all is no change.
    if (std::abs(change) < 1e-13)
        change = 0;
    return GapEstimate{
        change, std::sqrt(variance), below > 0 ? variance * variance / below : freedom};
}

Result<DrawnSums> ChangeCells::draw(
    std::size_t rounds, std::uint64_t seed, unsigned threads, std::stop_token stop) const {
    const std::size_t groups = m_table->groups.size();
    DrawnSums out;
    out.m_rounds = rounds;
    out.m_runs = m_runs;
    out.m_before = m_before;
    out.m_groups = groups;
    out.m_sums.resize(rounds * m_runs * groups);
    out.m_weights.resize(rounds * m_runs);
    // Names are drawn within their group, documents all together.
    std::vector<std::vector<std::uint32_t>> strata(m_crossed ? groups : 1);
    std::vector<std::uint8_t> known(m_table->clusters);
    if (!m_crossed)
        for (std::uint32_t k = 0; k < m_table->clusters; ++k)
            strata.front().push_back(k);
    for (const auto& cell : m_cells)
        if (m_crossed && !known[cell.cluster]) {
            known[cell.cluster] = 1;
            strata[cell.group].push_back(cell.cluster);
        }
    std::vector<std::uint32_t> items;
    for (const auto& cell : m_cells)
        items.push_back(cell.item);
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        std::vector<std::uint32_t> drawn;
        std::vector<double> weight(m_table->clusters),
            itemWeight(std::max<std::size_t>(1, m_table->items), 1);
        for (std::size_t b = next++; b < rounds && !stop.stop_requested(); b = next++) {
            for (std::size_t s = 0; s < strata.size(); ++s) {
                drawWeights(strata[s].size(), seed + kItemSeed * (s + 1), b, drawn);
                for (std::size_t i = 0; i < drawn.size(); ++i)
                    weight[strata[s][i]] = drawn[i];
            }
            if (m_crossed) {
                drawWeights(items.size(), seed, b, drawn);
                for (std::size_t i = 0; i < drawn.size(); ++i)
                    itemWeight[items[i]] = drawn[i];
            }
            Philox rng(seed ^ kSeedStream, b << 8);
            std::uint8_t* runs = out.m_weights.data() + b * m_runs;
            for (const auto& [from, count] :
                {std::pair(std::size_t{0}, m_before), std::pair(m_before, m_runs - m_before)}) {
                if (count == 1)
                    runs[from] = 1;
                for (std::size_t i = 1; i < count; ++i)
                    ++runs[from + rng.below(count)];
            }
            Ratio* sums = out.m_sums.data() + b * m_runs * groups;
            for (std::size_t c = 0; c < m_cells.size(); ++c) {
                const double times = weight[m_cells[c].cluster] * itemWeight[m_cells[c].item];
                if (times == 0)
                    continue;
                for (std::size_t r = 0; r < m_runs; ++r) {
                    Ratio& sum = sums[r * groups + m_cells[c].group];
                    sum.over += times * m_ratios[c * m_runs + r].over;
                    sum.under += times * m_ratios[c * m_runs + r].under;
                }
            }
        }
    };
    if (threads == 0)
        threads = std::max(1U, std::thread::hardware_concurrency());
    std::vector<std::jthread> pool;
    for (unsigned i = 1; i < threads; ++i)
        pool.emplace_back(work);
    work();
    pool.clear();
    if (stop.stop_requested())
        return Error{ErrorCode::Cancelled, "Stopped", "bootstrap", {}};
    return out;
}

std::optional<double> DrawnSums::side(
    std::size_t round, bool after, const ChangeTarget& target) const {
    double sum = 0, weights = 0;
    for (std::size_t r = after ? m_before : 0; r < (after ? m_runs : m_before); ++r) {
        const double weight = m_weights[round * m_runs + r];
        if (weight == 0)
            continue;
        const Ratio* of = m_sums.data() + (round * m_runs + r) * m_groups;
        Ratio all;
        for (std::size_t g = 0; target.gap && g < m_groups; ++g)
            all += of[g];
        const auto own = valueOf(of[target.group]);
        const auto rest = valueOf(minus(all, of[target.group]));
        if (!own || (target.gap && !rest))
            return std::nullopt;
        sum += weight * (target.gap ? *own - *rest : *own);
        weights += weight;
    }
    return sum / weights;
}

std::vector<double> DrawnSums::changes(const ChangeTarget& target) const {
    std::vector<double> out;
    for (std::size_t b = 0; b < m_rounds; ++b) {
        const auto before = side(b, false, target), after = side(b, true, target);
        if (before && after)
            out.push_back(*after - *before);
    }
    return out;
}

std::vector<double> DrawnSums::worstChanges(std::span<const std::size_t> groups) const {
    std::vector<double> out;
    for (std::size_t b = 0; b < m_rounds; ++b) {
        std::optional<double> least[2];
        for (const bool after : {false, true})
            for (const auto g : groups)
                if (const auto value = side(b, after, {g, false});
                    value && (!least[after] || *value < *least[after]))
                    least[after] = value;
        if (least[0] && least[1])
            out.push_back(*least[1] - *least[0]);
    }
    return out;
}

Result<std::optional<double>> ChangeCells::swapP(
    const ChangeTarget& target, std::size_t swaps, std::uint64_t seed, std::stop_token stop) const {
    struct Sides {
        Ratio own[2], rest[2]; // before, after: means over the runs
    };
    std::vector<Sides> clusters;
    std::vector<std::size_t> place(m_table->clusters, std::size_t(-1));
    for (std::size_t c = 0; c < m_cells.size(); ++c) {
        const bool isOwn = m_cells[c].group == target.group;
        if (!isOwn && !target.gap)
            continue;
        auto& at = place[m_cells[c].cluster];
        if (at == std::size_t(-1)) {
            at = clusters.size();
            clusters.emplace_back();
        }
        for (std::size_t r = 0; r < m_runs; ++r) {
            const bool after = r >= m_before;
            const auto n = static_cast<double>(after ? m_runs - m_before : m_before);
            const Ratio& cell = m_ratios[c * m_runs + r];
            (isOwn ? clusters[at].own : clusters[at].rest)[after] +=
                Ratio{cell.over / n, cell.under / n};
        }
    }
    if (clusters.size() < 2)
        return std::optional<double>();
    std::vector<std::uint8_t> swapped(clusters.size());
    // |change| by its own standard error; infinite where that is 0 and the change is not.
    const auto statistic = [&]() -> std::optional<double> {
        Ratio own[2], rest[2];
        for (std::size_t k = 0; k < clusters.size(); ++k)
            for (int side = 0; side < 2; ++side) {
                own[side] += clusters[k].own[side ^ swapped[k]];
                rest[side] += clusters[k].rest[side ^ swapped[k]];
            }
        double value[2] = {}, other[2] = {};
        for (int side = 0; side < 2; ++side) {
            if (!(own[side].under > 0) || (target.gap && !(rest[side].under > 0)))
                return std::nullopt;
            value[side] = own[side].over / own[side].under;
            other[side] = target.gap ? rest[side].over / rest[side].under : 0;
        }
        const double change = value[1] - other[1] - value[0] + other[0];
        double sum = 0;
        for (std::size_t k = 0; k < clusters.size(); ++k) {
            double e = 0;
            for (int side = 0; side < 2; ++side) {
                const Ratio& mine = clusters[k].own[side ^ swapped[k]];
                const Ratio& theirs = clusters[k].rest[side ^ swapped[k]];
                double part = (mine.over - value[side] * mine.under) / own[side].under;
                if (target.gap)
                    part -= (theirs.over - other[side] * theirs.under) / rest[side].under;
                e += side == 1 ? part : -part;
            }
            sum += e * e;
        }
        const double error = std::sqrt(sum);
        return error > 1e-15 ? std::abs(change) / error : std::abs(change) < 1e-15 ? 0 : INFINITY;
    };
    const auto seen = statistic();
    if (!seen)
        return std::optional<double>();
    std::size_t hits = 0;
    for (std::size_t b = 0; b < swaps; ++b) {
        if (b % 64 == 0 && stop.stop_requested())
            return Error{ErrorCode::Cancelled, "Stopped", "permutation", {}};
        for (std::size_t k = 0; k < swapped.size(); k += 128) {
            const auto words = Philox::block(seed ^ kSwapStream, k / 128, b);
            for (std::size_t i = k; i < std::min(k + 128, swapped.size()); ++i)
                swapped[i] = (words[(i - k) / 32] >> ((i - k) % 32)) & 1;
        }
        const auto drawn = statistic();
        hits += !drawn || *drawn >= *seen * (1 - 1e-12);
    }
    return std::optional<double>(static_cast<double>(hits + 1) / static_cast<double>(swaps + 1));
}

} // namespace evenspan::fairness
