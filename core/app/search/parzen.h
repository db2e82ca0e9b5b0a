// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/search/space.h"
#include "core/base/rng.h"

#include <span>
#include <vector>

namespace evenspan::search {

// A density over one parameter, from the values of some trials and a prior of weight 1.
//
// Numbers: a mixture of normal distributions cut off at the ends of the range, one at each value
// and one (the prior) in the middle that is as wide as the range. A value's width is the distance
// to its farther neighbour, not below range / min(100, 1 + number of components) and not above the
// range (Bergstra et al. 2011; "magic clip" of hyperopt and Optuna). Values on a step have the
// probability of their interval. Choices: how often each was taken, plus 1 / number of components.
// Trials older than the newest 25 count less, evenly from 1 / n on (Optuna's default weights).
class Parzen {
public:
    // `values`: in the order of the trials.
    Parzen(const Parameter& parameter, std::span<const double> values);

    double sample(Philox& rng) const;
    double logDensity(double value) const;

private:
    double scaled(double value) const; // the logarithm, where the parameter is drawn in it
    double componentAt(std::size_t n, double x) const; // of numbers, at a scaled value

    const Parameter& m_parameter;
    std::vector<double> m_weights; // of the components; they sum to 1
    std::vector<double> m_means, m_sigmas; // of numbers
    std::vector<double> m_shares; // of choices; they sum to 1
    double m_low = 0, m_high = 0; // where the normal distributions are cut off
};

// Weights of n trials, oldest first: 1 each, or a rise from 1 / n before the newest 25.
std::vector<double> trialWeights(std::size_t n);

} // namespace evenspan::search
