// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/ratio.h"

#include "core/metrics/quantile.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace evenspan::fairness {

namespace {

double normalCdf(double x) {
    return 0.5 * std::erfc(-x / std::sqrt(2.0));
}

// P(T > t).
double studentTail(double t, double freedom) {
    if (std::isinf(t))
        return t > 0 ? 0 : 1;
    if (!(freedom > 0) || std::isinf(freedom))
        return normalCdf(-t);
    return boost::math::cdf(
        boost::math::complement(boost::math::students_t_distribution<double>(freedom), t));
}

Ratio sumOf(std::span<const Ratio> clusters) {
    Ratio sum;
    for (const auto& each : clusters) {
        sum.over += each.over;
        sum.under += each.under;
    }
    return sum;
}

double standard(double difference, double error) {
    return error > 0      ? difference / error
        : difference == 0 ? 0
                          : std::copysign(INFINITY, difference);
}

} // namespace

std::optional<double> valueOf(const Ratio& sum) {
    if (!(sum.under > 0))
        return std::nullopt;
    return sum.over / sum.under;
}

std::optional<RatioEstimate> estimate(std::span<const Ratio> clusters) {
    const Ratio sum = sumOf(clusters);
    const auto value = valueOf(sum);
    if (!value)
        return std::nullopt;
    RatioEstimate out{*value, 0, 0};
    double squares = 0;
    for (const auto& each : clusters) {
        if (!(each.under > 0))
            continue;
        const double e = each.over - *value * each.under;
        squares += e * e;
        ++out.clusters;
    }
    if (out.clusters > 1) {
        const auto k = static_cast<double>(out.clusters);
        out.variance = k / (k - 1) * squares / (sum.under * sum.under);
    }
    return out;
}

std::optional<GapEstimate> gapApart(std::span<const Ratio> a, std::span<const Ratio> b) {
    const auto first = estimate(a), second = estimate(b);
    if (!first || !second || first->clusters < 2 || second->clusters < 2)
        return std::nullopt;
    const double va = first->variance, vb = second->variance, sum = va + vb;
    const double ka = static_cast<double>(first->clusters) - 1,
                 kb = static_cast<double>(second->clusters) - 1;
    const double below = va * va / ka + vb * vb / kb;
    return GapEstimate{first->value - second->value, std::sqrt(sum),
        below > 0 ? sum * sum / below : std::min(ka, kb)};
}

std::optional<GapEstimate> gapWithin(std::span<const Ratio> a, std::span<const Ratio> b) {
    const Ratio sa = sumOf(a), sb = sumOf(b);
    const auto first = valueOf(sa), second = valueOf(sb);
    if (!first || !second || a.size() != b.size())
        return std::nullopt;
    double squares = 0, count = 0;
    for (std::size_t k = 0; k < a.size(); ++k) {
        if (!(a[k].under > 0) && !(b[k].under > 0))
            continue;
        const double e = (a[k].over - *first * a[k].under) / sa.under
            - (b[k].over - *second * b[k].under) / sb.under;
        squares += e * e;
        ++count;
    }
    if (count < 2)
        return std::nullopt;
    return GapEstimate{*first - *second, std::sqrt(count / (count - 1) * squares), count - 1};
}

double normalQuantile(double share) {
    return boost::math::quantile(boost::math::normal_distribution<double>(), share);
}

double studentQuantile(double share, double freedom) {
    if (!(freedom > 0) || std::isinf(freedom))
        return normalQuantile(share);
    return boost::math::quantile(boost::math::students_t_distribution<double>(freedom), share);
}

Interval gapInterval(const GapEstimate& gap, double confidence) {
    const double half = studentQuantile((1 + confidence) / 2, gap.freedom) * gap.error;
    return {gap.difference, gap.difference - half, gap.difference + half};
}

double gapP(const GapEstimate& gap) {
    return std::min(
        1.0, 2 * studentTail(std::abs(standard(gap.difference, gap.error)), gap.freedom));
}

double equivalenceP(const GapEstimate& gap, double margin) {
    return std::max(studentTail(standard(margin - gap.difference, gap.error), gap.freedom),
        studentTail(standard(gap.difference + margin, gap.error), gap.freedom));
}

double detectableGap(const GapEstimate& gap, double level, double power) {
    return (studentQuantile(1 - level / 2, gap.freedom) + studentQuantile(power, gap.freedom))
        * gap.error;
}

std::optional<double> detectableShare(
    double p1, double n1, double n2, double effect, double level, double power) {
    const double z = normalQuantile(1 - level / 2) + normalQuantile(power);
    const auto enough = [&](double d) {
        const double p2 = p1 - d;
        return n2 * d * d >= effect * z * z * (p1 * (1 - p1) * n2 / n1 + p2 * (1 - p2));
    };
    if (!(n1 > 0) || !(n2 > 0) || !enough(p1))
        return std::nullopt;
    double low = 0, high = p1;
    for (int round = 0; round < 60; ++round) {
        const double middle = (low + high) / 2;
        (enough(middle) ? high : low) = middle;
    }
    return high;
}

double designEffect(std::span<const Ratio> shares) {
    const auto found = estimate(shares);
    if (!found || found->clusters < 2)
        return 1;
    const double binomial = found->value * (1 - found->value) / sumOf(shares).under;
    return binomial > 0 ? std::max(1.0, found->variance / binomial) : 1;
}

Result<Proportion> wilsonDesign(double successes, double trials, double effect, double confidence) {
    if (!(successes >= 0) || !(trials >= successes) || !(effect >= 1) || !(confidence > 0)
        || !(confidence < 1))
        return Error{ErrorCode::InvalidArgument, "These are no counts of successes among trials",
            {}, "Give 0 ≤ successes ≤ trials and a design effect of at least 1."};
    if (trials == 0)
        return Proportion{};
    const double z = normalQuantile((1 + confidence) / 2), n = trials / effect;
    const double p = successes / trials, shrink = 1 + z * z / n;
    const double centre = (p + z * z / (2 * n)) / shrink;
    const double half = z / shrink * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return Proportion{p, successes == 0 ? 0 : std::max(0.0, centre - half),
        successes == trials ? 1 : std::min(1.0, centre + half)};
}

Interval newcombe(const Proportion& a, const Proportion& b) {
    const double difference = a.estimate - b.estimate;
    return {difference, difference - std::hypot(a.estimate - a.low, b.high - b.estimate),
        difference + std::hypot(a.high - a.estimate, b.estimate - b.low)};
}

double missBound(double trials, double confidence) {
    return trials > 0 ? 1 - std::pow(1 - confidence, 1 / trials) : 1;
}

Result<BcaInterval> bcaInterval(double seen, std::vector<double> drawn,
    std::span<const std::vector<double>> left, double confidence) {
    if (drawn.empty() || !(confidence > 0) || !(confidence < 1))
        return Error{ErrorCode::InvalidArgument, "There is no sample to take an interval from", {},
            "Draw some samples; give a confidence between 0 and 1."};
    std::sort(drawn.begin(), drawn.end());
    if (drawn.front() == drawn.back())
        return BcaInterval{drawn.front(), drawn.back(), true};
    double below = 0;
    for (const double each : drawn)
        below += each < seen - 1e-12 ? 1 : each <= seen + 1e-12 ? 0.5 : 0;
    const auto count = static_cast<double>(drawn.size());
    const double share = std::clamp(below / count, 0.5 / count, 1 - 0.5 / count);
    const double bias = normalQuantile(share);
    double squares = 0, cubes = 0;
    for (const auto& stratum : left) {
        double mean = 0;
        for (const double each : stratum)
            mean += each / static_cast<double>(stratum.size());
        for (const double each : stratum) {
            squares += (mean - each) * (mean - each);
            cubes += (mean - each) * (mean - each) * (mean - each);
        }
    }
    const double bend = squares > 0 ? cubes / (6 * std::pow(squares, 1.5)) : 0;
    const auto end = [&](double z) {
        const double at = bias + z;
        const double under = 1 - bend * at;
        // Past the pole the transformation turns back: the end is the outermost sample.
        const double p = under > 0 ? normalCdf(bias + at / under) : at > 0 ? 1 : 0;
        return quantile(drawn, p);
    };
    const double z = normalQuantile((1 + confidence) / 2);
    return BcaInterval{end(-z), end(z), false};
}

std::vector<double> leaveOneOut(std::span<const Ratio> clusters) {
    const Ratio sum = sumOf(clusters);
    const double all = valueOf(sum).value_or(0);
    std::vector<double> out;
    for (const auto& each : clusters)
        out.push_back(valueOf({sum.over - each.over, sum.under - each.under}).value_or(all));
    return out;
}

} // namespace evenspan::fairness
