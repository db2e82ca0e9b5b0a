// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/search/draws.h"
#include "core/app/search/sampler.h"

namespace evenspan::search {

double drawn(const Parameter& p, Philox& rng) {
    if (p.categorical())
        return static_cast<double>(rng.below(p.choices.size()));
    if (p.step > 0 && !p.log) {
        const auto steps = static_cast<std::uint64_t>((p.high - p.low) / p.step + 1e-9);
        return p.low + static_cast<double>(rng.below(steps + 1)) * p.step;
    }
    return valueAt(p, rng.uniform());
}

namespace {

class RandomSampler : public Sampler {
public:
    RandomSampler(const Space& space, std::uint64_t seed)
        : m_space(space)
        , m_seed(seed) { }

    std::optional<Point> next(std::size_t trial, std::span<const Observation>) override {
        auto rng = drawsOf(m_seed, trial);
        Point point;
        for (const auto& parameter : m_space.parameters)
            point.push_back(drawn(parameter, rng));
        return point;
    }

private:
    Space m_space;
    std::uint64_t m_seed;
};

class GridSampler : public Sampler {
public:
    GridSampler(std::vector<Point> points, std::uint64_t seed)
        : m_points(std::move(points)) {
        Philox rng(seed);
        shuffle(std::span(m_points), rng);
    }

    std::optional<Point> next(std::size_t trial, std::span<const Observation>) override {
        return trial < m_points.size() ? std::optional(m_points[trial]) : std::nullopt;
    }

private:
    std::vector<Point> m_points;
};

} // namespace

std::unique_ptr<Sampler> randomSampler(const Space& space, std::uint64_t seed) {
    return std::make_unique<RandomSampler>(space, seed);
}

Result<std::unique_ptr<Sampler>> gridSampler(const Space& space, std::uint64_t seed) {
    auto points = gridOf(space);
    if (!points)
        return points.error();
    return std::unique_ptr<Sampler>(std::make_unique<GridSampler>(std::move(*points), seed));
}

const char* samplerName(SamplerKind kind) {
    return kind == SamplerKind::Random ? "random" : kind == SamplerKind::Grid ? "grid" : "tpe";
}

std::optional<SamplerKind> samplerFromName(std::string_view name) {
    for (const auto kind : {SamplerKind::Random, SamplerKind::Grid, SamplerKind::Tpe})
        if (name == samplerName(kind))
            return kind;
    return std::nullopt;
}

Result<std::unique_ptr<Sampler>> makeSampler(
    SamplerKind kind, const Space& space, std::uint64_t seed) {
    switch (kind) {
    case SamplerKind::Grid:
        return gridSampler(space, seed);
    case SamplerKind::Random:
        return randomSampler(space, seed);
    case SamplerKind::Tpe:
        break;
    }
    return tpeSampler(space, seed);
}

} // namespace evenspan::search
