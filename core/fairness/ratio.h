// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/bootstrap.h"
#include "core/metrics/wilson.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

// Every measure of an audit is a ratio of sums over clusters (documents, names): F1 is
// Σ2TP / Σ(2TP + FP + FN), recall ΣTP / Σ(TP + FN), precision ΣTP / Σ(TP + FP), a weighted share
// Σw·hit / Σw. So one set of formulas serves all. Where a sum below the line is 0 the measure is
// undefined: nothing is returned, never 0 (0/0 has no answer).
namespace evenspan::fairness {

// What one cluster adds above and below the line.
struct Ratio {
    double over = 0, under = 0;
};

// Exact matches of one cluster: right, predicted but wrong, missed.
struct Tally {
    double right = 0, wrong = 0, missed = 0;
};
// The count form, defined wherever anything is there; 2PR/(P + R) is not where nothing is right.
inline Ratio f1Ratio(const Tally& t) {
    return {2 * t.right, 2 * t.right + t.wrong + t.missed};
}
inline Ratio recallRatio(const Tally& t) {
    return {t.right, t.right + t.missed};
}
inline Ratio precisionRatio(const Tally& t) {
    return {t.right, t.right + t.wrong};
}
std::optional<double> valueOf(const Ratio& sum);

// Ratio of sums with its variance by linearisation (Cochran 1977, Sampling Techniques, §6.3):
// Var = K/(K-1) Σ e² / (Σ under)², e = over − value·under. Clusters with nothing below the line do
// not count.
struct RatioEstimate {
    double value = 0;
    double variance = 0; // 0 where clusters < 2
    std::size_t clusters = 0;
};
std::optional<RatioEstimate> estimate(std::span<const Ratio> clusters);

struct GapEstimate {
    double difference = 0, error = 0; // standard error
    double freedom = 0; // of Student's distribution
};
// Of two sets of different clusters: Welch 1947, Biometrika 34:28-35, with Satterthwaite's degrees
// of freedom.
std::optional<GapEstimate> gapApart(std::span<const Ratio> a, std::span<const Ratio> b);
// Of two sides of the same clusters (either may be 0/0 in a cluster); the covariance enters;
// degrees of freedom: clusters − 1.
std::optional<GapEstimate> gapWithin(std::span<const Ratio> a, std::span<const Ratio> b);

double normalQuantile(double share);
double studentQuantile(double share, double freedom);
// Interval and two-sided p of no gap. An error of 0 gives a point and p of 1 or 0.
Interval gapInterval(const GapEstimate& gap, double confidence = 0.95);
double gapP(const GapEstimate& gap);
// Two one-sided tests (Schuirmann 1987): the larger p; below 0.05 the 90 % interval lies inside
// ±margin.
double equivalenceP(const GapEstimate& gap, double margin);
// The gap that a two-sided test at `level` finds with probability `power`, given the error.
double detectableGap(const GapEstimate& gap, double level, double power = 0.8);
// The same for shares before any data: n1 mentions of share p1 against n2, the smallest d with
// n2 ≥ DEFF (z_{1-level/2} + z_power)² [p1(1-p1) n2/n1 + p2(1-p2)] / d², p2 = p1 − d (Fleiss, Levin
// & Paik 2003, ch. 4, without continuity correction). Nothing where even d = p1 is too small.
std::optional<double> detectableShare(
    double p1, double n1, double n2, double designEffect, double level, double power = 0.8);

// Variance of a share over clusters by that of as many independent trials (Kish 1965); at least 1,
// and 1 where it cannot be told (all right, all wrong, one cluster).
double designEffect(std::span<const Ratio> shares);
// Wilson's interval with trials / designEffect in place of trials; the estimate stays.
Result<Proportion> wilsonDesign(
    double successes, double trials, double designEffect, double confidence = 0.95);
// Difference of two shares from their own intervals: Newcombe 1998, Statistics in Medicine
// 17:873-890, method 10.
Interval newcombe(const Proportion& a, const Proportion& b);
// No miss among n: the exact one-sided upper bound of the share missed, 1 − (1−confidence)^(1/n).
double missBound(double trials, double confidence = 0.95);

// Bias-corrected and accelerated interval (Efron 1987, JASA 82:171-185). `drawn`: the statistic of
// each sample, in any order; `left`: for each stratum, the statistic without each of its clusters.
// `unstable` where all samples are equal. Errors: InvalidArgument (nothing drawn, confidence).
struct BcaInterval {
    double low = 0, high = 0;
    bool unstable = false;
};
Result<BcaInterval> bcaInterval(double seen, std::vector<double> drawn,
    std::span<const std::vector<double>> left, double confidence = 0.95);
// Each cluster left out once; where nothing is left below the line the value stays.
std::vector<double> leaveOneOut(std::span<const Ratio> clusters);

} // namespace evenspan::fairness
