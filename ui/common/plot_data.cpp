// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/plot_data.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace evenspan::ui {

namespace {
constexpr int kBlock = 16;
}

double Smoother::add(double value) {
    if (!std::isfinite(value))
        return value;
    m_mean = m_decay * m_mean + (1 - m_decay) * value;
    m_weight *= m_decay;
    return m_mean / (1 - m_weight);
}

void Smoother::reset() {
    m_mean = 0;
    m_weight = 1;
}

void PlotSeries::raise(Extremes& to, int point) const {
    const double value = y(point);
    if (!std::isfinite(value))
        return;
    if (to.lowest < 0 || value < y(to.lowest))
        to.lowest = point;
    if (to.highest < 0 || value > y(to.highest))
        to.highest = point;
}

void PlotSeries::append(double x, double y) {
    if (!m_x.empty() && !(x >= m_x.back()))
        x = m_x.back();
    m_x.push_back(x);
    m_y.push_back(y);
    const int point = size() - 1;
    int block = point / kBlock;
    for (std::size_t level = 0;; ++level) {
        if (level == m_levels.size()) {
            if (block == 0 && level > 0)
                break; // one block holds everything: no need to go higher
            m_levels.emplace_back();
            // The points before this one, of a level that was not needed until now.
            if (level > 0)
                for (std::size_t below = 0; below < m_levels[level - 1].size(); ++below) {
                    if (below % kBlock == 0)
                        m_levels[level].emplace_back();
                    const Extremes part = m_levels[level - 1][below];
                    for (const int one : {part.lowest, part.highest})
                        if (one >= 0)
                            raise(m_levels[level].back(), one);
                }
        }
        if (std::size_t(block) >= m_levels[level].size())
            m_levels[level].emplace_back();
        raise(m_levels[level][std::size_t(block)], point);
        block /= kBlock;
    }
}

void PlotSeries::clear() {
    m_x.clear();
    m_y.clear();
    m_levels.clear();
}

int PlotSeries::lowerBound(double x) const {
    return int(std::lower_bound(m_x.begin(), m_x.end(), x) - m_x.begin());
}

int PlotSeries::nearest(double x) const {
    if (m_x.empty())
        return -1;
    const int right = std::min(lowerBound(x), size() - 1);
    return right > 0 && x - m_x[std::size_t(right - 1)] < m_x[std::size_t(right)] - x ? right - 1
                                                                                      : right;
}

PlotSeries::Extremes PlotSeries::extremes(int from, int to) const {
    Extremes out;
    const auto take = [&](const Extremes& part) {
        for (const int one : {part.lowest, part.highest})
            if (one >= 0)
                raise(out, one);
    };
    // Single points up to a border of blocks, then the largest blocks that fit.
    while (from < to) {
        std::size_t level = 0;
        int width = kBlock;
        if (from % kBlock != 0 || from + kBlock > to || m_levels.empty()) {
            raise(out, from++);
            continue;
        }
        while (level + 1 < m_levels.size() && from % (width * kBlock) == 0
            && from + width * kBlock <= to) {
            ++level;
            width *= kBlock;
        }
        take(m_levels[level][std::size_t(from / width)]);
        from += width;
    }
    return out;
}

bool PlotSeries::range(int from, int to, double& lowest, double& highest) const {
    const Extremes found = extremes(std::max(0, from), std::min(to, size()));
    if (found.lowest < 0)
        return false;
    lowest = y(found.lowest);
    highest = y(found.highest);
    return true;
}

std::vector<QPointF> PlotSeries::sample(double left, double right, int columns) const {
    std::vector<QPointF> out;
    const int first = lowerBound(left);
    const int last = int(std::upper_bound(m_x.begin(), m_x.end(), right) - m_x.begin());
    const auto add = [&](int point) { out.emplace_back(x(point), y(point)); };
    columns = std::max(1, columns);
    if (first > 0)
        add(first - 1);
    if (last - first <= 4 * columns || !(right > left)) {
        for (int point = first; point < last; ++point)
            add(point);
    } else {
        out.reserve(std::size_t(columns) * 4 + 2);
        int from = first;
        for (int column = 0; column < columns; ++column) {
            const double border = left + (right - left) * (column + 1) / columns;
            const int to = column + 1 == columns ? last : std::min(last, lowerBound(border));
            sampleColumn(from, to, out);
            from = std::max(from, to);
        }
    }
    if (last < size())
        add(last);
    return out;
}

void PlotSeries::sampleColumn(int from, int to, std::vector<QPointF>& out) const {
    const auto add = [&](int point) { out.emplace_back(x(point), y(point)); };
    if (to - from <= 4) {
        for (; from < to; ++from)
            add(from);
        return;
    }
    const Extremes inside = extremes(from, to);
    if (inside.lowest < 0) // nothing but NaN
        return add(from);
    std::array<int, 4> points{from, inside.lowest, inside.highest, to - 1};
    std::sort(points.begin(), points.end());
    int before = -1;
    for (const int point : points)
        if (point != before && std::isfinite(y(point))) {
            add(point);
            before = point;
        }
}

} // namespace evenspan::ui
