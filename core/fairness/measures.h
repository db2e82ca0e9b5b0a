// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

// One number for all groups. Groups without a value (undefined is not 0) are left out by the
// caller; nothing is capped.
namespace evenspan::fairness {

// Largest minus smallest. Nothing for fewer than two.
std::optional<double> rangeOf(std::span<const double> values);
// Smallest over largest; nothing for fewer than two or where the largest is 0.
std::optional<double> leastRatio(std::span<const double> values);
// Largest share missed over the smallest, of recalls; nothing where the smallest is 0.
std::optional<double> missRatio(std::span<const double> recalls);
// Recall equality difference: mean of |recall − pooled| (Xiao et al. 2023, "Name bias in clinical
// de-identification", equation of RED). A bad group is thinned out by many good ones.
std::optional<double> recallEqualityDifference(std::span<const double> recalls, double pooled);
// Normalised false negative error difference: 100 × mean of |miss − overall| of shares missed
// (Mansfield et al. 2022, arXiv 2205.04505).
std::optional<double> falseNegativeDifference(std::span<const double> misses, double overall);
// Σ |ln(value / value of `reference`)| (fairmodels: Wiśniewski & Biecek 2022, arXiv 2104.00507).
// Nothing where a value is 0: the loss has no bound there, and dropping the group would hide it.
std::optional<double> parityLoss(std::span<const double> values, std::size_t reference);

// What became of one name in one template, whose slot is the gold mention.
enum class NameTag { Found, OtherType, Missed };
struct NameOutcome {
    NameTag tag = NameTag::Found;
    double weight = 1; // frequency of the name
};
// Error types 1 to 3 of Mehrabi et al. 2020, arXiv 1910.10872, weighted by frequency or not: not
// found as its type; found as another; not found. Type 1 is the sum of the other two. Nothing where
// the weights sum to 0.
struct ErrorTypes {
    double any = 0, other = 0, missed = 0;
};
std::optional<ErrorTypes> errorTypes(std::span<const NameOutcome> outcomes, bool weighted);

// Generalised entropy of benefits b ≥ 0: 1/(n a(a−1)) Σ[(b/μ)^a − 1]; a = 1 is Theil's index
// Σ(b/μ)ln(b/μ)/n, a = 0 the mean log deviation −Σln(b/μ)/n (Speicher et al. 2018, arXiv
// 1807.00787). Nothing where μ is 0, or where a = 0 and some b is 0.
std::optional<double> generalisedEntropy(std::span<const double> benefits, double a);
// Its two parts, which sum to it: between groups (each has its mean) and within.
struct EntropyParts {
    double between = 0, within = 0;
};
std::optional<EntropyParts> entropyParts(std::span<const double> benefits,
    std::span<const std::uint32_t> group, std::size_t groups, double a);
// The same parts for a = 2 where b is 1 for what is found and 0 else, from counts alone.
struct FoundOf {
    double found = 0, all = 0;
};
std::optional<EntropyParts> foundEntropy(std::span<const FoundOf> groups);

// One swap: was the slot right before and after, and how likely its label was.
struct SwapPair {
    bool before = false, after = false;
    double scoreBefore = 0, scoreAfter = 0;
};
struct SwapRates {
    double lost = 0, gained = 0; // shares of pairs; their sum is the flip rate
    double net = 0; // recall after − recall before
    double tokenGap = 0; // mean |score before − after|: Garg et al. 2019, arXiv 1809.10610
    double largest = 0; // the largest of them
};
std::optional<SwapRates> swapRates(std::span<const SwapPair> pairs);
// McNemar's test, exact (binomial, two-sided): are losses and gains equally likely? For pairs that
// are independent of each other.
double mcnemarExact(std::uint64_t lost, std::uint64_t gained);

} // namespace evenspan::fairness
