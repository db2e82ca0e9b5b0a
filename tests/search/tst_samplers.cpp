// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/app/search/draws.h"
#include "core/app/search/importance.h"
#include "core/app/search/parzen.h"
#include "core/app/search/pruning.h"
#include "core/app/search/sampler.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numbers>
#include <numeric>
#include <QTest>
#include <set>

using namespace evenspan;
using namespace evenspan::search;

namespace {

Space spaceOf(const char* json) {
    auto space = spaceFromJson(json);
    if (!space)
        qWarning("%s", space.error().text().c_str());
    return space.valueOr({});
}

const char* const kMixed = R"({"learning_rate": {"min": 1e-5, "max": 1e-2, "log": true},
    "dropout": {"min": 0, "max": 0.4, "step": 0.1}, "batch_size": {"min": 1, "max": 64},
    "warmup_ratio": {"min": 0, "max": 0.5}, "schedule": ["linear", "cosine", "constant"]})";

using Function = std::function<double(const Space&, const Point&)>;

std::vector<Observation> searchWith(
    Sampler& sampler, const Space& space, const Function& function, std::size_t trials) {
    std::vector<Observation> seen;
    for (std::size_t n = 0; n < trials; ++n) {
        auto point = sampler.next(n, seen);
        if (!point)
            break;
        seen.push_back({*point, function(space, *point), false, 1});
    }
    return seen;
}

double bestOf(const std::vector<Observation>& seen) {
    double best = seen.front().value;
    for (const auto& one : seen)
        best = std::max(best, one.value);
    return best;
}

double unit(const Space& space, const Point& point, std::size_t n) {
    return unitOf(space.parameters[n], point[n]);
}

// Hills with the top inside, on a slope, along a valley, and one that hangs on a choice.
std::vector<std::pair<const char*, Function>> functions() {
    return {
        {"bowl",
            [](const Space& s, const Point& p) {
                double sum = 0;
                for (std::size_t n = 0; n < p.size(); ++n)
                    sum -= std::pow(unit(s, p, n) - 0.3, 2);
                return sum;
            }},
        {"one key", [](const Space& s, const Point& p) { return -std::abs(unit(s, p, 2) - 0.71); }},
        {"slope", [](const Space& s, const Point& p) { return unit(s, p, 0) + 2 * unit(s, p, 4); }},
        {"choice",
            [](const Space& s, const Point& p) {
                return (p[3] == 1 ? 1.0 : 0.0) - std::pow(unit(s, p, 2) - 0.5, 2);
            }},
        {"valley",
            [](const Space& s, const Point& p) {
                const double a = unit(s, p, 2), b = unit(s, p, 4);
                return -std::pow(1 - 2 * a, 2) - 5 * std::pow(b - a * a, 2);
            }},
    };
}

// As the rule reads, without sorting tricks: how many of those that got there are better.
bool naiveGoesOn(const std::vector<std::vector<double>>& others, const std::vector<double>& own,
    std::int64_t reduction, std::int64_t least) {
    const std::size_t count = own.size();
    bool rung = false;
    for (std::int64_t at = least; at <= static_cast<std::int64_t>(count); at *= reduction)
        rung = rung || at == static_cast<std::int64_t>(count);
    if (!rung)
        return true;
    std::size_t all = 1, better = 0;
    for (const auto& other : others)
        if (other.size() >= count) {
            ++all;
            better += other[count - 1] > own[count - 1] ? 1 : 0;
        }
    return better < std::max<std::size_t>(1, all / static_cast<std::size_t>(reduction));
}

} // namespace

class SamplersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void spacesAreRead() {
        const auto space = spaceOf(kMixed);
        QCOMPARE(space.parameters.size(), std::size_t{5});
        QCOMPARE(space.parameters[0].key, std::string("batch_size")); // by key
        QVERIFY(space.parameters[0].whole && space.parameters[0].step == 1);
        QVERIFY(space.parameters[2].log);
        QCOMPARE(space.parameters[3].choices.size(), std::size_t{3});
        QVERIFY(spaceOf(spaceToJson(space).c_str()) == space);
    }

    void badSpacesAreRefused_data() {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* json, const char* says) {
            QTest::newRow(json) << QString::fromUtf8(json) << QString::fromUtf8(says);
        };
        row("[]", "no JSON object");
        row("{}", "names no key");
        row(R"({"learning_rat": [0.1]})", "learning_rate");
        row(R"({"learning_rate": 0.1})", "list");
        row(R"({"learning_rate": []})", "empty");
        row(R"({"learning_rate": [0.1, 0.1]})", "twice");
        row(R"({"learning_rate": [2]})", "1");
        row(R"({"learning_rate": {"min": 0.1}})", "two ends");
        row(R"({"learning_rate": {"min": 0.2, "max": 0.1}})", "min be smaller");
        row(R"({"learning_rate": {"min": 0, "max": 0.1, "log": true}})", "above 0");
        row(R"({"learning_rate": {"min": 0.1, "max": 2}})", "1");
        row(R"({"learning_rate": {"min": 0.1, "max": 0.2, "lgo": true}})", "log");
        row(R"({"learning_rate": {"min": "a", "max": 0.2}})", "number");
        row(R"({"schedule": {"min": 0, "max": 1}})", "list");
        row(R"({"schedule": ["linera"]})", "linear");
        row(R"({"batch_size": [0]})", "4096");
        row(R"({"dropout": {"min": 0.1, "max": 0.2, "step": 0.1, "log": true}})", "not by both");
    }
    void badSpacesAreRefused() {
        QFETCH(QString, json);
        QFETCH(QString, says);
        auto space = spaceFromJson(json.toStdString());
        QVERIFY(!space.ok());
        const auto text = QString::fromStdString(space.error().text());
        QVERIFY2(text.contains(says), qPrintable(text));
        QVERIFY(!space.error().remedy.empty());
    }

    void gridsHoldEveryPointOnce() {
        const auto space = spaceOf(R"({"batch_size": [8, 16], "dropout": {"min": 0, "max": 0.3,
            "step": 0.1}, "learning_rate": {"min": 1e-4, "max": 1e-2, "log": true, "points": 3}})");
        const auto points = *gridOf(space);
        QCOMPARE(points.size(), std::size_t{2 * 4 * 3});
        QCOMPARE(std::set<Point>(points.begin(), points.end()).size(), points.size());
        std::set<double> rates;
        for (const auto& point : points)
            rates.insert(std::round(point[2] * 1e6) / 1e6);
        QVERIFY((rates == std::set<double>{1e-4, 1e-3, 1e-2}));
        // The sampler gives the same points in another order, then says that it is through.
        auto one = *gridSampler(space, 3), other = *gridSampler(space, 4);
        std::vector<Point> given, turned;
        for (std::size_t n = 0; auto point = one->next(n, {}); ++n) {
            given.push_back(*point);
            turned.push_back(*other->next(n, {}));
        }
        QVERIFY(given != points && given != turned);
        std::sort(given.begin(), given.end());
        auto sorted = points;
        std::sort(sorted.begin(), sorted.end());
        QVERIFY(given == sorted);
        QVERIFY(!gridOf(spaceOf(R"({"seed": {"min": 0, "max": 9007199254740991}})")).ok());
        QVERIFY(!gridOf(spaceOf(R"({"seed": {"min": 0, "max": 999}, "batch_size": {"min": 1,
            "max": 1000}})"))
                     .ok());
    }

    void drawnValuesLieInTheSpace_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("random") << int(SamplerKind::Random);
        QTest::newRow("tpe") << int(SamplerKind::Tpe);
    }
    void drawnValuesLieInTheSpace() {
        QFETCH(int, kind);
        const auto space = spaceOf(kMixed);
        auto sampler = *makeSampler(static_cast<SamplerKind>(kind), space, 11);
        const auto seen = searchWith(*sampler, space, functions()[0].second, 80);
        std::set<double> drops, schedules;
        for (const auto& one : seen) {
            QVERIFY(recipeAt(space, one.point, {}).ok());
            for (std::size_t n = 0; n < one.point.size(); ++n) {
                const auto& p = space.parameters[n];
                QCOMPARE(snapped(p, one.point[n]), one.point[n]);
                QVERIFY(unitOf(p, one.point[n]) >= 0 && unitOf(p, one.point[n]) <= 1);
            }
            drops.insert(std::round(one.point[1] * 10));
            schedules.insert(one.point[3]);
        }
        QCOMPARE(drops.size(), std::size_t{5});
        QCOMPARE(schedules.size(), std::size_t{3});
    }

    void randomIsEvenInItsScale() {
        const auto space = spaceOf(kMixed);
        auto sampler = randomSampler(space, 5);
        std::array<int, 10> bins{};
        std::map<double, int> choices;
        for (std::size_t n = 0; n < 5000; ++n) {
            const auto point = *sampler->next(n, {});
            ++bins[std::min<std::size_t>(9, std::size_t(unit(space, point, 2) * 10))];
            ++choices[point[3]];
        }
        for (const int count : bins) // 500 each, standard deviation 21
            QVERIFY2(std::abs(count - 500) < 110, qPrintable(QString::number(count)));
        for (const auto& [choice, count] : choices)
            QVERIFY(std::abs(count - 1667) < 170);
    }

    void aTrialDependsOnItsNumberAndHistoryAlone() {
        const auto space = spaceOf(kMixed);
        for (const auto kind : {SamplerKind::Random, SamplerKind::Grid, SamplerKind::Tpe}) {
            const auto small = spaceOf(R"({"batch_size": {"min": 1, "max": 40}})");
            const auto& used = kind == SamplerKind::Grid ? small : space;
            auto whole = *makeSampler(kind, used, 9);
            const auto seen =
                searchWith(*whole, used, functions()[kind == SamplerKind::Grid ? 0 : 1].second, 30);
            for (std::size_t n = 0; n < seen.size(); ++n) {
                auto fresh = *makeSampler(kind, used, 9);
                QVERIFY(*fresh->next(n, std::span(seen).first(n)) == seen[n].point);
            }
            auto other = *makeSampler(kind, used, 10);
            QVERIFY(*other->next(0, {}) != seen[0].point || *other->next(1, {}) != seen[1].point);
        }
    }

    void densitiesSumToOne() {
        const auto space = spaceOf(kMixed);
        Philox rng(2);
        for (const std::size_t count : {0u, 1u, 2u, 7u, 60u})
            for (const auto& p : space.parameters) {
                std::vector<double> values;
                for (std::size_t n = 0; n < count; ++n)
                    values.push_back(drawn(p, rng));
                const Parzen density(p, values);
                double sum = 0;
                if (p.categorical() || p.step > 0) {
                    const int last = p.categorical() ? int(p.choices.size()) - 1
                                                     : int((p.high - p.low) / p.step + 1e-9);
                    for (int n = 0; n <= last; ++n)
                        sum +=
                            std::exp(density.logDensity(p.categorical() ? n : p.low + n * p.step));
                } else {
                    // Over the scale in which the density is one.
                    constexpr int steps = 20000;
                    const double low = p.log ? std::log(p.low) : p.low;
                    const double high = p.log ? std::log(p.high) : p.high;
                    for (int n = 0; n < steps; ++n) {
                        const double x = low + (n + 0.5) * (high - low) / steps;
                        sum += std::exp(density.logDensity(p.log ? std::exp(x) : x)) * (high - low)
                            / steps;
                    }
                }
                QVERIFY2(std::abs(sum - 1) < 1e-3, qPrintable(QString::number(sum)));
            }
    }

    void samplesFollowTheDensity() {
        const auto space = spaceOf(R"({"batch_size": {"min": 1, "max": 9}})");
        const auto& p = space.parameters[0];
        const std::vector<double> values{2, 2, 3, 8};
        const Parzen density(p, values);
        Philox rng(4);
        std::array<int, 10> seen{};
        constexpr int draws = 40000;
        for (int n = 0; n < draws; ++n)
            ++seen[std::size_t(density.sample(rng))];
        for (int value = 1; value <= 9; ++value) {
            const double expected = draws * std::exp(density.logDensity(value));
            QVERIFY2(std::abs(seen[std::size_t(value)] - expected) < 5 * std::sqrt(expected),
                qPrintable(QString::number(value)));
        }
        QVERIFY(density.logDensity(2) > density.logDensity(6));
    }

    // The widths by hand, from the description alone.
    void theMixtureIsTheDocumentedOne() {
        const auto space = spaceOf(R"({"warmup_ratio": {"min": 0, "max": 1}})");
        const std::vector<double> values{0.2, 0.9};
        const Parzen density(space.parameters[0], values);
        // Sorted with the prior: 0.2, 0.5, 0.9. Ends are no neighbours: 0.3 and 0.4; the prior 1.
        const std::array<std::pair<double, double>, 3> parts{{{0.2, 0.3}, {0.9, 0.4}, {0.5, 1.0}}};
        const auto below = [](double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); };
        for (const double x : {0.0, 0.1, 0.33, 0.8, 1.0}) {
            double sum = 0;
            for (const auto& [mean, sigma] : parts)
                sum += std::exp(-0.5 * std::pow((x - mean) / sigma, 2)) / sigma
                    / std::sqrt(2 * std::numbers::pi)
                    / (below((1 - mean) / sigma) - below(-mean / sigma)) / 3;
            QVERIFY(std::abs(density.logDensity(x) - std::log(sum)) < 1e-9);
        }
        // Of choices: rows (1 + 1/3, 1/3) / (5/3) and (1/2, 1/2) for the prior, by thirds.
        const auto choices = spaceOf(R"({"schedule": ["linear", "cosine"]})");
        const std::vector<double> taken{0, 0};
        const Parzen shares(choices.parameters[0], taken);
        QVERIFY(std::abs(std::exp(shares.logDensity(0)) - (2 * 0.8 + 0.5) / 3) < 1e-12);
    }

    void oldTrialsCountLess() {
        QVERIFY(trialWeights(25) == std::vector<double>(25, 1.0));
        const auto weights = trialWeights(30);
        QCOMPARE(weights.size(), std::size_t{30});
        QCOMPARE(weights[0], 1.0 / 30);
        QVERIFY(std::is_sorted(weights.begin(), weights.end()));
        QCOMPARE(weights[4], 1.0);
        QCOMPARE(std::accumulate(weights.begin() + 5, weights.end(), 0.0), 25.0);
    }

    // Paired over seeds and functions; fixed seeds, so it holds or it does not.
    void tpeBeatsRandom() {
        const auto space = spaceOf(kMixed);
        int wins = 0, losses = 0;
        for (const auto& [name, function] : functions()) {
            int here = 0;
            for (std::uint64_t seed = 0; seed < 20; ++seed) {
                auto random = randomSampler(space, seed);
                auto tpe = tpeSampler(space, seed);
                const double a = bestOf(searchWith(*tpe, space, function, 60));
                const double b = bestOf(searchWith(*random, space, function, 60));
                wins += a > b ? 1 : 0;
                losses += a < b ? 1 : 0;
                here += a > b ? 1 : a < b ? -1 : 0;
            }
            QVERIFY2(here > 0, name);
        }
        // Sign test: 100 fair coins show 70 heads with a chance of 0.00004.
        qInfo("TPE ahead %d times, behind %d times", wins, losses);
        QVERIFY(wins >= 70 && wins + losses > 90);
    }

    void prunedTrialsRankBehind() {
        const auto space = spaceOf(R"({"warmup_ratio": {"min": 0, "max": 1}})");
        std::vector<Observation> seen;
        for (int n = 0; n < 20; ++n) // those that were stopped look better than they were
            seen.push_back({{n < 10 ? 0.1 : 0.9}, n < 10 ? 5.0 : 1.0, n < 10, 1});
        auto sampler = tpeSampler(space, 1);
        int high = 0;
        for (std::size_t trial = 20; trial < 60; ++trial)
            high += (*sampler->next(trial, seen))[0] > 0.5 ? 1 : 0;
        QVERIFY2(high > 35, qPrintable(QString::number(high)));
    }

    void halvingFollowsTheRule() {
        Philox rng(8);
        for (int round = 0; round < 3000; ++round) {
            const HalvingOptions options{
                2 + std::int64_t(rng.below(3)), 1 + std::int64_t(rng.below(3))};
            std::vector<std::vector<double>> others(rng.below(12));
            for (auto& other : others)
                for (auto n = rng.below(12); n > 0; --n)
                    other.push_back(double(rng.below(8)));
            std::vector<double> own;
            for (auto n = rng.below(12); n > 0; --n)
                own.push_back(double(rng.below(8)));
            QCOMPARE(own.empty() || goesOn(others, own, options),
                own.empty() || naiveGoesOn(others, own, options.reduction, options.least));
        }
        QVERIFY(rungOf(9, {3, 1}) == std::optional<std::size_t>(2));
        QVERIFY(!rungOf(2, {3, 1}) && !rungOf(1, {3, 2}));
        const std::vector<double> nan{std::nan("")};
        QVERIFY(!goesOn(std::vector<std::vector<double>>{{0.1}}, nan, {3, 1}));
    }

    void importanceFindsWhatMatters() {
        const auto space = spaceOf(kMixed);
        auto sampler = randomSampler(space, 3);
        const auto rate = [](const Space& s, const Point& p) {
            return std::pow(unit(s, p, 2), 2) + 0.2 * (p[3] == 1 ? 1 : 0);
        };
        const auto found = importance(space, searchWith(*sampler, space, rate, 80));
        QCOMPARE(found[0].first, std::string("learning_rate"));
        QCOMPARE(found[1].first, std::string("schedule"));
        QVERIFY(found[0].second > 0.6 && found[1].second > 0.03);
        double sum = 0, rest = 0;
        for (std::size_t n = 0; n < found.size(); ++n) {
            sum += found[n].second;
            rest += n > 1 ? found[n].second : 0;
        }
        QVERIFY(std::abs(sum - 1) < 1e-9 && rest < 0.1);
        QVERIFY(importance(space, searchWith(*sampler, space, rate, 80)) == found);
        // Nothing to learn from, nothing that differs.
        for (const auto& [key, share] : importance(space, {}))
            QCOMPARE(share, 0.0);
        const auto flat = [](const Space&, const Point&) { return 0.5; };
        for (const auto& [key, share] : importance(space, searchWith(*sampler, space, flat, 30)))
            QCOMPARE(share, 0.0);
    }
};

QTEST_APPLESS_MAIN(SamplersTest)
#include "tst_samplers.moc"
