// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <numbers>
#include <vector>

namespace evenspan::engine {

struct QuadraturePoint {
    double at, weight;
};

// Gauss-Legendre on [0, 1]: exact for polynomials of degree 2n − 1; the weights sum to 1. The roots
// of the nth Legendre polynomial by Newton's method from Tricomi's estimate (Press et al.,
// Numerical Recipes, section 4.6).
inline std::vector<QuadraturePoint> gaussLegendre(int n) {
    std::vector<QuadraturePoint> points;
    for (int i = 0; i < n; ++i) {
        double x = std::cos(std::numbers::pi * (i + 0.75) / (n + 0.5)), slope = 1;
        for (int turn = 0; turn < 100; ++turn) {
            double value = 1, before = 0; // P_j and P_{j-1} at x
            for (int j = 1; j <= n; ++j) {
                const double next = ((2 * j - 1) * x * value - (j - 1) * before) / j;
                before = value;
                value = next;
            }
            slope = n * (x * value - before) / (x * x - 1);
            const double step = value / slope;
            x -= step;
            if (std::fabs(step) < 1e-15)
                break;
        }
        points.push_back({(1 - x) / 2, 1 / ((1 - x * x) * slope * slope)});
    }
    return points;
}

} // namespace evenspan::engine
