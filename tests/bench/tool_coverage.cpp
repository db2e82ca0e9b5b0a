// SPDX-License-Identifier: GPL-3.0-or-later
// tool_coverage RUNS: simulated audits whose truth is known. Prints, as one JSON document,
//   "coverage"     how often nominal 95 % intervals hold the truth, by documents in the small group
//   "permutation"  how often tests of a gap that is not there say p ≤ 0.05
//   "audit"        how often a whole audit reports a gap that is not there, and one of the
//                  detectable size that audits of its kind print
// Made as in the tables that they are compared with: recall 0.85, correlation of a document's
// mentions 0.15, 2.5 mentions and 0.3 wrong predictions a document, 200 documents in the reference
// group, 1,000 bootstrap samples. Documents have one mention and a Poisson number more.
#include "core/base/rng.h"
#include "core/fairness/assess.h"
#include "core/fairness/permutation.h"
#include "core/fairness/resample.h"
#include "core/metrics/quantile.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

using namespace evenspan;
using namespace evenspan::fairness;
using Json = nlohmann::ordered_json;

namespace {

constexpr double kRecall = 0.85;

double normal(Philox& rng) {
    return std::sqrt(-2 * std::log(1 - rng.uniform()))
        * std::cos(6.283185307179586 * rng.uniform());
}
std::size_t poisson(Philox& rng, double mean) {
    std::size_t n = 0;
    for (double left = rng.uniform(); left > std::exp(-mean); left *= rng.uniform())
        ++n;
    return n;
}
// Marsaglia & Tsang 2000, ACM Transactions on Mathematical Software 26:363-372.
double gammaOf(Philox& rng, double shape) {
    if (shape < 1)
        return gammaOf(rng, shape + 1) * std::pow(1 - rng.uniform(), 1 / shape);
    const double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
    for (;;) {
        const double x = normal(rng), v = std::pow(1 + c * x, 3);
        if (v > 0 && std::log(1 - rng.uniform()) < 0.5 * x * x + d - d * v + d * std::log(v))
            return d * v;
    }
}

struct Design {
    double mentions = 2.5, correlation = 0.15, wrong = 0.12; // of a document; a mention
    double recall = kRecall;
};
std::vector<Tally> documents(Philox& rng, std::size_t count, const Design& design) {
    const double strength = 1 / design.correlation - 1;
    std::vector<Tally> out(count);
    for (Tally& one : out) {
        const double a = gammaOf(rng, design.recall * strength),
                     b = gammaOf(rng, (1 - design.recall) * strength);
        for (auto left = 1 + poisson(rng, design.mentions - 1); left > 0; --left)
            (rng.uniform() < a / (a + b) ? one.right : one.missed) += 1;
        one.wrong = static_cast<double>(poisson(rng, design.wrong * design.mentions));
    }
    return out;
}

template <class Of> std::vector<Ratio> ratios(const std::vector<Tally>& tallies, Of of) {
    std::vector<Ratio> out;
    for (const Tally& one : tallies)
        out.push_back(of(one));
    return out;
}
Tally sumOf(const std::vector<Tally>& tallies) {
    Tally sum;
    for (const Tally& one : tallies) {
        sum.right += one.right;
        sum.wrong += one.wrong;
        sum.missed += one.missed;
    }
    return sum;
}

// Runs `one` with numbers 0 … runs − 1 on all cores; counts by name add up in any order.
using Counts = std::map<std::string, double>;
Counts repeat(std::size_t runs, const std::function<void(std::uint64_t, Counts&)>& one) {
    Counts all;
    std::mutex mutex;
    std::atomic<std::size_t> next{0};
    std::vector<std::thread> threads;
    for (unsigned t = 0; t < std::max(1U, std::thread::hardware_concurrency()); ++t)
        threads.emplace_back([&] {
            Counts own;
            for (std::size_t run; (run = next++) < runs;)
                one(run, own);
            const std::scoped_lock lock(mutex);
            for (const auto& [name, count] : own)
                all[name] += count;
        });
    for (auto& thread : threads)
        thread.join();
    return all;
}

Json coverage(std::size_t count, std::size_t runs) {
    constexpr std::size_t rounds = 1000, reference = 200;
    const Design design;
    const double tp = kRecall * design.mentions, fn = design.mentions - tp,
                 fp = design.wrong * design.mentions, f1 = 2 * tp / (2 * tp + fn + fp);
    const auto counts = repeat(runs, [&](std::uint64_t run, Counts& out) {
        Philox rng(1000003 * count + run);
        const auto small = documents(rng, count, design), large = documents(rng, reference, design);
        std::vector<std::vector<std::uint32_t>> strata(2);
        std::vector<std::uint32_t> ids[2];
        for (std::uint32_t k = 0; k < count + reference; ++k)
            ids[k >= count].push_back(k);
        Resampler resampler(count + reference, {ids[0], ids[1]});
        for (const auto* side : {&small, &large})
            for (const auto of : {&Tally::right, &Tally::wrong, &Tally::missed}) {
                std::vector<double> values;
                for (const Tally& one : *side)
                    values.push_back(one.*of);
                resampler.addColumn(ids[side == &large], values);
            }
        const auto sums = *resampler.sums(rounds, run + 7, 1);
        const auto drawn = [&](std::size_t side, std::size_t r) {
            const double* at = sums.data() + 3 * side * rounds + r;
            return Tally{at[0], at[rounds], at[2 * rounds]};
        };
        std::vector<double> recall, share, gap;
        for (std::size_t r = 0; r < rounds; ++r) {
            const Tally a = drawn(0, r), b = drawn(1, r);
            recall.push_back(valueOf(recallRatio(a)).value_or(0));
            share.push_back(valueOf(f1Ratio(a)).value_or(0));
            gap.push_back(share.back() - valueOf(f1Ratio(b)).value_or(0));
        }
        const auto holds = [&](const char* name, double low, double high, double truth) {
            out[name] += low <= truth && truth <= high;
        };
        const auto percentile = [&](const char* name, std::vector<double> values, double truth) {
            std::sort(values.begin(), values.end());
            holds(name, quantile(values, 0.025), quantile(values, 0.975), truth);
        };
        const Tally all = sumOf(small);
        const auto shares = ratios(small, recallRatio);
        const auto plain = *wilsonDesign(all.right, all.right + all.missed, 1);
        holds("wilson", plain.low, plain.high, kRecall);
        const auto wilson = *wilsonDesign(all.right, all.right + all.missed, designEffect(shares));
        holds("wilson_design", wilson.low, wilson.high, kRecall);
        percentile("recall", recall, kRecall);
        percentile("f1", share, f1);
        percentile("gap", gap, 0);
        const std::vector<std::vector<double>> left{leaveOneOut(ratios(small, f1Ratio))};
        const auto bca = *bcaInterval(*valueOf(f1Ratio(all)), share, left);
        holds("f1_bca", bca.low, bca.high, f1);
        if (const auto apart = gapApart(ratios(small, f1Ratio), ratios(large, f1Ratio))) {
            const auto interval = gapInterval(*apart);
            holds("gap_t", interval.low, interval.high, 0);
        }
        out["no_miss"] += all.missed == 0;
    });
    Json row{{"documents", count}, {"runs", runs}};
    for (const char* name :
        {"wilson", "wilson_design", "recall", "f1", "f1_bca", "gap", "gap_t", "no_miss"})
        row[name] = (counts.contains(name) ? counts.at(name) : 0) / static_cast<double>(runs);
    return row;
}

// |gap of F1| where the units of one side are those with `first` true.
double gapOf(const std::vector<Ratio>& units, const std::vector<bool>& first) {
    Ratio a, b;
    for (std::size_t k = 0; k < units.size(); ++k) {
        Ratio& own = first[k] ? a : b;
        own.over += units[k].over;
        own.under += units[k].under;
    }
    return a.under > 0 && b.under > 0 ? std::abs(a.over / a.under - b.over / b.under) : 0;
}
// p of the gap when its labels are dealt anew over the units.
double dealt(
    const std::vector<Ratio>& units, std::vector<bool> first, std::size_t rounds, Philox& rng) {
    const double seen = gapOf(units, first);
    std::size_t hits = 0;
    for (std::size_t r = 0; r < rounds; ++r) {
        for (std::size_t i = first.size(); i > 1; --i) {
            const auto j = rng.below(i);
            const bool kept = first[i - 1];
            first[i - 1] = first[j];
            first[j] = kept;
        }
        hits += gapOf(units, first) >= seen - 1e-12;
    }
    return static_cast<double>(1 + hits) / static_cast<double>(rounds + 1);
}

Json permutation(std::size_t count, const Design& one, const Design& other, std::size_t runs) {
    constexpr std::size_t rounds = 199, reference = 100;
    const auto counts = repeat(runs, [&](std::uint64_t run, Counts& out) {
        Philox rng(7000003 * count + run + static_cast<std::uint64_t>(1e9 * one.mentions));
        auto tallies = documents(rng, count, one);
        const auto rest = documents(rng, reference, other);
        tallies.insert(tallies.end(), rest.begin(), rest.end());
        const auto clusters = ratios(tallies, f1Ratio);
        std::vector<std::uint32_t> group;
        std::vector<bool> first, firstOfUnit;
        std::vector<Ratio> units;
        for (std::size_t k = 0; k < tallies.size(); ++k) {
            group.push_back(k >= count);
            first.push_back(k < count);
            const auto add = [&](double times, Ratio unit) {
                for (; times > 0; --times) {
                    units.push_back(unit);
                    firstOfUnit.push_back(k < count);
                }
            };
            add(tallies[k].right, {2, 2});
            add(tallies[k].missed + tallies[k].wrong, {0, 1});
        }
        out["mention"] += dealt(units, firstOfUnit, rounds, rng) <= 0.05;
        out["document"] += dealt(clusters, first, rounds, rng) <= 0.05;
        const auto p = *groupPermutation(clusters, group, 2, rounds, run + 11, 1);
        out["studentised"] += p[0] && *p[0] <= 0.05;
    });
    Json row{{"documents", count}, {"mentions", one.mentions}, {"correlation", one.correlation},
        {"others_mentions", other.mentions}, {"others_correlation", other.correlation},
        {"runs", runs}};
    for (const char* name : {"mention", "document", "studentised"})
        row[name] = (counts.contains(name) ? counts.at(name) : 0) / static_cast<double>(runs);
    return row;
}

AuditResult audited(std::uint64_t seed, std::size_t count, double a, double b) {
    GroupTable table;
    table.id = "meta:x";
    table.source = table.unit = table.cluster = "document";
    table.headline = "f1";
    table.types = {"PER"};
    table.groups = {"a", "b"};
    table.tallies.resize(2);
    table.tokens = 10000;
    Philox rng(seed);
    for (std::uint32_t g = 0; g < 2; ++g) {
        Design design;
        design.recall = g == 0 ? a : b;
        for (const Tally& one : documents(rng, count, design))
            table.rows.push_back(
                {static_cast<std::uint32_t>(table.clusters++), g, 0, one, 0, 0, 0});
    }
    AuditResult out;
    std::vector<AuditLimit> limits;
    AssessOptions options;
    options.rounds = 400;
    options.seed = seed;
    options.threads = 1;
    out.dimensions = {*assessDimension(table, options, limits)};
    concludeAudit(out);
    return out;
}

// `gap` of recall between the groups: the one at which the mean printed detectable gap is the gap.
Json audits(std::size_t count, std::size_t runs) {
    const auto f1 = [](double recall) { return 2 * recall / (1 + recall + Design().wrong); };
    double low = 0.3, high = kRecall; // of the worse group's recall
    for (int step = 0; step < 20; ++step) {
        const double middle = (low + high) / 2;
        double printed = 0;
        constexpr int some = 24;
        for (int i = 0; i < some; ++i) {
            const auto audit =
                audited(5000 + static_cast<std::uint64_t>(i), count, kRecall, middle);
            printed += audit.dimensions[0].gaps[0].detectable.value_or(1) / some;
        }
        (f1(kRecall) - f1(middle) < printed ? high : low) = middle;
    }
    const auto counts = repeat(runs, [&](std::uint64_t run, Counts& out) {
        out["none"] += audited(2 * run + 100001, count, kRecall, kRecall).headline.gap.has_value();
        out["some"] += audited(2 * run + 900002, count, kRecall, low).headline.gap.has_value();
    });
    return {{"documents", count}, {"runs", runs}, {"gap", f1(kRecall) - f1(low)},
        {"reported_without_gap", counts.at("none") / static_cast<double>(runs)},
        {"found", counts.at("some") / static_cast<double>(runs)}};
}

} // namespace

int main(int argc, char** argv) {
    const std::size_t runs = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 2000;
    if (runs == 0)
        return 2;
    Json out{{"coverage", Json::array()}, {"permutation", Json::array()}, {"audit", Json::array()}};
    for (const std::size_t count : {4u, 8u, 12u, 20u, 40u, 80u})
        out["coverage"].push_back(coverage(count, runs));
    for (const std::size_t count : {20u, 40u, 80u}) {
        for (const auto& [mentions, correlation] :
            {std::pair(2.5, 0.15), std::pair(4.0, 0.15), std::pair(6.0, 0.20)}) {
            const Design same{mentions, correlation};
            out["permutation"].push_back(permutation(count, same, same, runs));
            // Larger documents whose mentions resemble each other more.
            out["permutation"].push_back(
                permutation(count, {2 * mentions, 2 * correlation}, same, runs));
        }
    }
    for (const std::size_t count : {30u, 60u, 120u})
        out["audit"].push_back(audits(count, runs));
    std::printf("%s\n", out.dump().c_str());
    return 0;
}
