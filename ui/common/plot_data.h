// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QVector>

#include <cstddef>
#include <vector>

namespace evenspan::ui {

// Exponential moving average without the pull of its start: m_t / (1 - decay^t), as in Adam
// (Kingma and Ba 2015, section 3).
class Smoother {
public:
    explicit Smoother(double decay = 0.9)
        : m_decay(decay) { }
    double add(double value); // NaN passes through and changes nothing
    void reset();

private:
    double m_decay;
    double m_mean = 0;
    double m_weight = 1; // decay^t
};

// The points of a line, of which any stretch is drawn at the cost of its width in pixels, however
// many points it has: a pyramid over blocks of 16 keeps the lowest and highest of each block.
// Appending costs O(1) on average.
class PlotSeries {
public:
    // x may not fall: one that does is moved up to the x before it.
    void append(double x, double y);
    void clear();
    int size() const { return int(m_x.size()); }
    double x(int at) const { return m_x[std::size_t(at)]; }
    double y(int at) const { return m_y[std::size_t(at)]; }
    const std::vector<double>& values() const { return m_y; }

    // Number of the first point that is not left of x.
    int lowerBound(double x) const;
    // The point nearest to x, or -1.
    int nearest(double x) const;
    // The finite values of points [from, to): false where there is none.
    bool range(int from, int to, double& lowest, double& highest) const;

    // What a polyline over [left, right] must hold to look the same in `columns` columns of pixels:
    // of each column the first, lowest, highest and last point, as M4 does (Jugel et al. 2014,
    // doi 10.14778/2732951.2732953), and the point before and behind the stretch. NaN breaks a
    // line; of a column with more than 4 points only its numbers are drawn.
    std::vector<QPointF> sample(double left, double right, int columns) const;

private:
    struct Extremes {
        int lowest = -1, highest = -1; // numbers of points; -1: no finite value
    };
    void raise(Extremes& to, int point) const;
    Extremes extremes(int from, int to) const;
    void sampleColumn(int from, int to, std::vector<QPointF>& out) const;
    std::vector<double> m_x, m_y;
    std::vector<std::vector<Extremes>> m_levels; // [k][b]: points [b·16^(k+1), (b+1)·16^(k+1))
};

} // namespace evenspan::ui
