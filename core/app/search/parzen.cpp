// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/search/parzen.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace evenspan::search {

namespace {

constexpr std::size_t kNewest = 25;
constexpr double kPrior = 1.0;

double normalBelow(double x) {
    return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}

std::size_t chosen(std::span<const double> weights, double draw) {
    for (std::size_t n = 0; n + 1 < weights.size(); ++n) {
        draw -= weights[n];
        if (draw < 0)
            return n;
    }
    return weights.size() - 1;
}

// Widths of the components, in the order of `means`; the last one is the prior.
std::vector<double> widths(const std::vector<double>& means, double low, double high) {
    const std::size_t n = means.size();
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
        [&](std::size_t a, std::size_t b) { return means[a] < means[b]; });
    std::vector<double> points{low};
    for (const auto i : order)
        points.push_back(means[i]);
    points.push_back(high);
    std::vector<double> sorted(n);
    for (std::size_t i = 0; i < n; ++i)
        sorted[i] = std::max(points[i + 1] - points[i], points[i + 2] - points[i + 1]);
    // The ends of the range are no neighbours once there are values enough.
    if (n >= 2) {
        sorted.front() = points[2] - points[1];
        sorted.back() = points[n] - points[n - 1];
    }
    const double most = high - low;
    const double least = most / std::min(100.0, 1.0 + static_cast<double>(n));
    std::vector<double> out(n);
    for (std::size_t i = 0; i < n; ++i)
        out[order[i]] = std::clamp(sorted[i], least, most);
    out.back() = most;
    return out;
}

} // namespace

std::vector<double> trialWeights(std::size_t n) {
    std::vector<double> weights(n, 1.0);
    if (n <= kNewest)
        return weights;
    const std::size_t ramp = n - kNewest;
    for (std::size_t i = 0; i < ramp; ++i) {
        const double first = 1.0 / static_cast<double>(n);
        weights[i] = ramp == 1
            ? first
            : first + (1 - first) * static_cast<double>(i) / static_cast<double>(ramp - 1);
    }
    return weights;
}

Parzen::Parzen(const Parameter& parameter, std::span<const double> values)
    : m_parameter(parameter)
    , m_weights(trialWeights(values.size())) {
    m_weights.push_back(kPrior);
    const double sum = std::accumulate(m_weights.begin(), m_weights.end(), 0.0);
    for (auto& weight : m_weights)
        weight /= sum;
    if (parameter.categorical()) {
        const double smooth = kPrior / static_cast<double>(m_weights.size());
        const auto count = static_cast<double>(parameter.choices.size());
        m_shares.assign(parameter.choices.size(), 0.0);
        for (std::size_t n = 0; n < m_weights.size(); ++n) {
            const double row = smooth * count + (n < values.size() ? 1 : 0);
            for (auto& share : m_shares)
                share += m_weights[n] * smooth / row;
            if (n < values.size())
                m_shares[static_cast<std::size_t>(values[n])] += m_weights[n] / row;
        }
        return;
    }
    // Half a step more on either side, so that the values at the ends have whole intervals.
    const double half = parameter.step / 2;
    m_low = scaled(parameter.low - half);
    m_high = scaled(parameter.high + half);
    for (const double value : values)
        m_means.push_back(scaled(value));
    m_means.push_back((m_low + m_high) / 2);
    m_sigmas = widths(m_means, m_low, m_high);
}

double Parzen::scaled(double value) const {
    return m_parameter.log ? std::log(value) : value;
}

double Parzen::sample(Philox& rng) const {
    if (m_parameter.categorical())
        return static_cast<double>(chosen(m_shares, rng.uniform()));
    const std::size_t n = chosen(m_weights, rng.uniform());
    // By rejection: at worst the prior or a value at an end, so half of the draws stay inside.
    for (int tries = 0; tries < 1000; ++tries) {
        const double radius = std::sqrt(-2 * std::log(1 - rng.uniform()));
        const double x =
            m_means[n] + m_sigmas[n] * radius * std::cos(2 * std::numbers::pi * rng.uniform());
        if (x >= m_low && x <= m_high)
            return snapped(m_parameter, m_parameter.log ? std::exp(x) : x);
    }
    return snapped(m_parameter, m_parameter.log ? std::exp(m_means[n]) : m_means[n]);
}

double Parzen::componentAt(std::size_t n, double x) const {
    const double mean = m_means[n], sigma = m_sigmas[n];
    const double inside =
        normalBelow((m_high - mean) / sigma) - normalBelow((m_low - mean) / sigma);
    const double z = (x - mean) / sigma;
    return std::exp(-z * z / 2) / (sigma * std::sqrt(2 * std::numbers::pi)) / inside;
}

double Parzen::logDensity(double value) const {
    if (m_parameter.categorical())
        return std::log(m_shares[static_cast<std::size_t>(value)]);
    const double half = m_parameter.step / 2;
    double sum = 0;
    for (std::size_t n = 0; n < m_means.size(); ++n) {
        if (half <= 0) {
            sum += m_weights[n] * componentAt(n, scaled(value));
            continue;
        }
        const double mean = m_means[n], sigma = m_sigmas[n];
        const auto below = [&](double x) { return normalBelow((x - mean) / sigma); };
        sum += m_weights[n] * (below(scaled(value + half)) - below(scaled(value - half)))
            / (below(m_high) - below(m_low));
    }
    return std::log(std::max(sum, 1e-300));
}

} // namespace evenspan::search
