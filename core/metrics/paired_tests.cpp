// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/paired_tests.h"

#include "core/base/rng.h"
#include "core/metrics/quantile.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <optional>

namespace evenspan {

namespace {

using Side = std::span<const DocumentCounts>;

// Two differences are equal although their last digits are not: sums of few small integers, whose
// ratios lie further apart than this.
constexpr double kEqual = 1e-12;
constexpr std::size_t kMostSwapped = 20; // documents of an exact test: a million swaps

struct Sum {
    std::int64_t right = 0;
    std::int64_t errors = 0; // wrong and missed

    void add(const DocumentCounts& counts, std::int64_t times) {
        right += times * std::int64_t{counts.right};
        errors += times * (std::int64_t{counts.wrong} + counts.missed);
    }
    double f1() const {
        const auto all = 2 * right + errors;
        return all == 0 ? 0.0 : 2.0 * static_cast<double>(right) / static_cast<double>(all);
    }
};

Sum sumOf(Side side) {
    Sum sum;
    for (const auto& counts : side)
        sum.add(counts, 1);
    return sum;
}

std::optional<Error> refused(bool sound) {
    if (sound)
        return std::nullopt;
    return Error{ErrorCode::InvalidArgument, "The runs cannot be compared", {},
        "Score both on the same documents, at least one."};
}

Error cancelled() {
    return {ErrorCode::Cancelled, "The comparison was cancelled", {}, {}};
}

struct Drawing {
    std::size_t rounds = 0;
    double confidence = 0;
    std::uint64_t seed = 0;
};

// `observe` gives the difference on the documents as they are, `redraw` on drawn ones.
template <class Redraw, class Observe>
Result<BootstrapTest> bootstrap(std::size_t documents, const Drawing& how, std::stop_token stop,
    Redraw redraw, Observe observe) {
    if (auto error =
            refused(documents > 0 && how.rounds > 0 && how.confidence > 0 && how.confidence < 1))
        return *error;
    std::vector<std::uint32_t> drawn(documents);
    std::iota(drawn.begin(), drawn.end(), 0U);
    BootstrapTest test;
    test.rounds = how.rounds;
    const double observed = observe(drawn);
    test.difference.estimate = observed;
    Philox rng(how.seed);
    std::vector<double> differences(how.rounds);
    double ahead = 0;
    std::size_t far = 0;
    for (auto& difference : differences) {
        if (stop.stop_requested())
            return cancelled();
        for (auto& chosen : drawn)
            chosen = static_cast<std::uint32_t>(rng.below(documents));
        difference = redraw(drawn, rng);
        ahead += difference > kEqual ? 1 : difference < -kEqual ? 0 : 0.5;
        far += std::abs(difference - observed) >= std::abs(observed) - kEqual ? 1 : 0;
    }
    test.ahead = ahead / static_cast<double>(how.rounds);
    test.p = static_cast<double>(far + 1) / static_cast<double>(how.rounds + 1);
    std::sort(differences.begin(), differences.end());
    test.difference.low = quantile(differences, (1 - how.confidence) / 2);
    test.difference.high = quantile(differences, (1 + how.confidence) / 2);
    return test;
}

// What swapping one document moves from one side to the other.
struct Swap {
    std::int64_t right = 0;
    std::int64_t errors = 0;
};

struct Swapping {
    Sum a, b;
    std::vector<Swap> swaps; // of documents that differ; the others change nothing
    double observed = 0;

    Swapping(Side left, Side right)
        : a(sumOf(left))
        , b(sumOf(right))
        , observed(std::abs(a.f1() - b.f1())) {
        for (std::size_t i = 0; i < left.size(); ++i) {
            Sum from, to;
            from.add(left[i], 1);
            to.add(right[i], 1);
            if (from.right != to.right || from.errors != to.errors)
                swaps.push_back({to.right - from.right, to.errors - from.errors});
        }
    }
    bool reaches(std::int64_t right, std::int64_t errors) const {
        const Sum left{a.right + right, a.errors + errors};
        const Sum other{b.right - right, b.errors - errors};
        return std::abs(left.f1() - other.f1()) >= observed - kEqual;
    }
};

} // namespace

double microF1(Side documents) {
    return sumOf(documents).f1();
}

Result<BootstrapTest> pairedBootstrap(Side a, Side b, std::size_t rounds, double confidence,
    std::uint64_t seed, std::stop_token stop) {
    if (auto error = refused(a.size() == b.size()))
        return *error;
    const auto once = [&](std::span<const std::uint32_t> drawn) {
        Sum left, right;
        for (const auto chosen : drawn) {
            left.add(a[chosen], 1);
            right.add(b[chosen], 1);
        }
        return left.f1() - right.f1();
    };
    return bootstrap(
        a.size(), {rounds, confidence, seed}, std::move(stop),
        [&](std::span<const std::uint32_t> drawn, Philox&) { return once(drawn); }, once);
}

Result<BootstrapTest> groupBootstrap(std::span<const std::vector<DocumentCounts>> a,
    std::span<const std::vector<DocumentCounts>> b, std::size_t rounds, double confidence,
    std::uint64_t seed, std::stop_token stop) {
    const std::size_t documents = a.empty() ? 0 : a.front().size();
    bool sound = !a.empty() && !b.empty();
    for (const auto& side : {a, b})
        for (const auto& run : side)
            sound = sound && run.size() == documents;
    if (auto error = refused(sound))
        return *error;
    const auto f1 = [](const std::vector<DocumentCounts>& run,
                        std::span<const std::uint32_t> drawn) {
        Sum sum;
        for (const auto chosen : drawn)
            sum.add(run[chosen], 1);
        return sum.f1();
    };
    // Mean of the runs that `choose` names, for each of the side's places.
    const auto mean = [&](auto side, std::span<const std::uint32_t> drawn, auto choose) {
        double sum = 0;
        for (std::size_t i = 0; i < side.size(); ++i)
            sum += f1(side[choose(i, side.size())], drawn);
        return sum / static_cast<double>(side.size());
    };
    const auto as = [](std::size_t i, std::size_t) { return i; };
    return bootstrap(
        documents, {rounds, confidence, seed}, std::move(stop),
        [&](std::span<const std::uint32_t> drawn, Philox& rng) {
            const auto any = [&rng](std::size_t, std::size_t size) {
                return static_cast<std::size_t>(rng.below(size));
            };
            const double left = mean(a, drawn, any);
            return left - mean(b, drawn, any);
        },
        [&](std::span<const std::uint32_t> all) { return mean(a, all, as) - mean(b, all, as); });
}

Result<Interval> bootstrapF1(Side documents, std::size_t rounds, double confidence,
    std::uint64_t seed, std::stop_token stop) {
    // Against a run that finds nothing and marks nothing wrong the difference is the F1 itself.
    std::vector<DocumentCounts> nothing(documents.size());
    auto test = pairedBootstrap(documents, nothing, rounds, confidence, seed, std::move(stop));
    if (!test)
        return test.error();
    return test->difference;
}

Result<RandomisationTest> approximateRandomisation(
    Side a, Side b, std::size_t rounds, std::uint64_t seed, std::stop_token stop) {
    if (auto error = refused(!a.empty() && a.size() == b.size() && rounds > 0))
        return *error;
    const Swapping all(a, b);
    Philox rng(seed);
    std::size_t hits = 0;
    for (std::size_t round = 0; round < rounds; ++round) {
        if (stop.stop_requested())
            return cancelled();
        std::int64_t right = 0, errors = 0;
        std::uint64_t coins = 0;
        for (std::size_t i = 0; i < all.swaps.size(); ++i, coins >>= 1) {
            if (i % 64 == 0)
                coins = rng.next64();
            const auto swapped = static_cast<std::int64_t>(coins & 1);
            right += swapped * all.swaps[i].right;
            errors += swapped * all.swaps[i].errors;
        }
        hits += all.reaches(right, errors) ? 1 : 0;
    }
    return RandomisationTest{a.empty() ? 0 : all.a.f1() - all.b.f1(),
        static_cast<double>(hits + 1) / static_cast<double>(rounds + 1), rounds, false};
}

Result<RandomisationTest> exactRandomisation(Side a, Side b, std::stop_token stop) {
    if (auto error = refused(!a.empty() && a.size() == b.size()))
        return *error;
    const Swapping all(a, b);
    if (all.swaps.size() > kMostSwapped)
        return Error{ErrorCode::InvalidArgument, "Too many documents differ for every swap",
            std::to_string(all.swaps.size()), "Draw swaps at random."};
    const std::uint64_t count = std::uint64_t{1} << all.swaps.size();
    std::uint64_t hits = 0;
    std::int64_t right = 0, errors = 0;
    // In Gray code, so that one document changes sides between two swaps.
    for (std::uint64_t step = 0; step < count; ++step) {
        if (step % 4096 == 0 && stop.stop_requested())
            return cancelled();
        hits += all.reaches(right, errors) ? 1 : 0;
        const auto bit = static_cast<std::size_t>(std::countr_zero(step + 1));
        if (bit >= all.swaps.size())
            break;
        const auto gray = step ^ (step >> 1);
        const std::int64_t sign = gray >> bit & 1 ? -1 : 1;
        right += sign * all.swaps[bit].right;
        errors += sign * all.swaps[bit].errors;
    }
    return RandomisationTest{all.a.f1() - all.b.f1(),
        static_cast<double>(hits) / static_cast<double>(count), count, true};
}

Result<RandomisationTest> randomisation(
    Side a, Side b, std::size_t rounds, std::uint64_t seed, std::stop_token stop) {
    std::size_t differing = 0;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        differing += a[i] == b[i] ? 0 : 1;
    if (differing <= kMostSwapped && (std::size_t{1} << differing) <= rounds)
        return exactRandomisation(a, b, std::move(stop));
    return approximateRandomisation(a, b, rounds, seed, std::move(stop));
}

std::vector<double> holm(std::span<const double> p) {
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(
        order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
    std::vector<double> out(p.size());
    double least = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        least = std::max(least, static_cast<double>(p.size() - i) * p[order[i]]);
        out[order[i]] = std::min(1.0, least);
    }
    return out;
}

Spread spreadOf(std::span<const double> values) {
    Spread spread;
    spread.count = values.size();
    if (values.empty())
        return spread;
    for (const double value : values)
        spread.mean += value;
    spread.mean /= static_cast<double>(values.size());
    if (values.size() < 2)
        return spread;
    double squares = 0;
    for (const double value : values)
        squares += (value - spread.mean) * (value - spread.mean);
    spread.deviation = std::sqrt(squares / static_cast<double>(values.size() - 1));
    return spread;
}

} // namespace evenspan
