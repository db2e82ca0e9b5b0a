// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/search/draws.h"
#include "core/app/search/parzen.h"
#include "core/app/search/sampler.h"

#include <algorithm>
#include <numeric>

namespace evenspan::search {

namespace {

// Better trials first: ended ones by value, then pruned ones by how far they got.
bool better(const Observation& a, const Observation& b) {
    if (a.pruned != b.pruned)
        return !a.pruned;
    if (a.pruned && a.evaluations != b.evaluations)
        return a.evaluations > b.evaluations;
    return a.value > b.value;
}

class TpeSampler : public Sampler {
public:
    TpeSampler(const Space& space, std::uint64_t seed, const TpeOptions& options)
        : m_space(space)
        , m_seed(seed)
        , m_options(options)
        , m_random(randomSampler(space, seed)) { }

    std::optional<Point> next(std::size_t trial, std::span<const Observation> ended) override {
        if (ended.size() < std::max<std::size_t>(m_options.startup, 1))
            return m_random->next(trial, ended);
        const auto good = goodOnes(ended);
        auto rng = drawsOf(m_seed, trial);
        Point point;
        for (std::size_t i = 0; i < m_space.parameters.size(); ++i) {
            const auto& parameter = m_space.parameters[i];
            std::vector<double> above, below; // of the good, of the others
            for (std::size_t n = 0; n < ended.size(); ++n)
                (good[n] ? above : below).push_back(ended[n].point[i]);
            point.push_back(best(Parzen(parameter, above), Parzen(parameter, below), rng));
        }
        return point;
    }

private:
    static std::vector<bool> goodOnes(std::span<const Observation> ended) {
        std::vector<std::size_t> order(ended.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return better(ended[a], ended[b]); });
        const std::size_t count = std::min<std::size_t>((ended.size() + 9) / 10, 25);
        std::vector<bool> good(ended.size(), false);
        for (std::size_t n = 0; n < count; ++n)
            good[order[n]] = true;
        return good;
    }

    // Expected improvement grows with the ratio of both densities (equation 4 of the paper).
    double best(const Parzen& good, const Parzen& others, Philox& rng) const {
        double chosen = 0, highest = 0;
        for (std::size_t n = 0; n < m_options.candidates; ++n) {
            const double value = good.sample(rng);
            const double ratio = good.logDensity(value) - others.logDensity(value);
            if (n == 0 || ratio > highest) {
                chosen = value;
                highest = ratio;
            }
        }
        return chosen;
    }

    Space m_space;
    std::uint64_t m_seed;
    TpeOptions m_options;
    std::unique_ptr<Sampler> m_random;
};

} // namespace

std::unique_ptr<Sampler> tpeSampler(
    const Space& space, std::uint64_t seed, const TpeOptions& options) {
    return std::make_unique<TpeSampler>(space, seed, options);
}

} // namespace evenspan::search
