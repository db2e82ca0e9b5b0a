// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fairness/assess.h"

#include "core/fairness/cluster_cells.h"
#include "core/fairness/permutation.h"
#include "core/fairness/resample.h"
#include "core/fairness/two_way.h"
#include "core/metrics/calibration.h"
#include "core/metrics/quantile.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace evenspan::fairness {

namespace {

constexpr std::size_t kListed = 1000; // groups
constexpr std::size_t kBootClusters = 8; // below it a bootstrap covers far too little
constexpr std::size_t kGapClusters = 40; // below it delta-t holds its level better than BCa
constexpr double kUnstable = 0.01;

AuditMeasure absent(const char* reason) {
    AuditMeasure out;
    out.reason = reason;
    return out;
}

AuditMeasure plain(std::optional<double> value, const char* reason) {
    AuditMeasure out;
    out.value = value;
    if (!value)
        out.reason = reason;
    return out;
}

std::uint64_t whole(double value) {
    return static_cast<std::uint64_t>(std::llround(value));
}

struct Draws {
    std::size_t rounds = 0;
    std::vector<double> sums; // [cell × 3 × rounds]: right, wrong, missed
    Tally at(std::size_t cell, std::size_t round) const {
        const double* from = sums.data() + cell * 3 * rounds + round;
        return {from[0], from[rounds], from[2 * rounds]};
    }
};

class Assessor {
public:
    Assessor(const GroupTable& table, const AssessOptions& options, std::vector<AuditLimit>& limits,
        std::stop_token stop)
        : m_table(table)
        , m_options(options)
        , m_limits(limits)
        , m_stop(std::move(stop))
        , m_cells(table)
        , m_ratio(table.headline == "f1" ? f1Ratio : recallRatio) { }

    Result<AuditDimension> go() {
        m_out.id = m_table.id;
        m_out.source = m_table.source;
        m_out.unit = m_table.unit;
        m_out.cluster = m_table.cluster;
        m_out.headline = m_table.headline;
        chooseGroups();
        if (auto drawn = draw(); !drawn)
            return drawn.error();
        if (m_table.unit == "mention" && m_table.source != "suite")
            m_out.unattributed =
                plain(m_table.tokens > 0 ? std::optional(1000 * m_table.looseWrong / m_table.tokens)
                                         : std::nullopt,
                    "nothing");
        else
            m_out.unattributed = absent("not_asked");
        for (const std::size_t g : m_listed)
            m_out.groups.push_back(groupOf(g));
        bands();
        for (std::size_t t = 0; t < m_cells.types(); ++t)
            spread(t);
        if (auto tested = gaps(); !tested)
            return tested.error();
        return std::move(m_out);
    }

    Result<std::vector<AuditCell>> everything() {
        std::vector<AuditCell> out;
        if (auto drawn = draw(); !drawn)
            return drawn.error();
        for (std::size_t t = 0; t < m_cells.types(); ++t)
            out.push_back(cellOf(m_table.groups.size(), t, Assessment::Full));
        return out;
    }

private:
    const CellRows& cell(std::size_t group, std::size_t type) const {
        return m_cells.of(group, type);
    }
    double gold(std::size_t group, std::size_t type = 0) const {
        const Tally& sum = cell(group, type).sum;
        return sum.right + sum.missed;
    }
    std::string typeName(std::size_t type) const {
        return type == 0 ? std::string() : m_table.types[type - 1];
    }
    std::size_t clustersOf(std::size_t group) const {
        return m_table.headline == "f1" ? cell(group, 0).clusters.size()
                                        : cell(group, 0).goldClusters;
    }

    void limit(const char* code, std::uint64_t count = 1) {
        if (count > 0)
            m_limits.push_back({code, m_table.id, count});
    }

    void chooseGroups() {
        const std::size_t groups = m_table.groups.size();
        std::vector<std::uint64_t> mentions;
        for (std::size_t g = 0; g < groups; ++g) {
            mentions.push_back(whole(gold(g)));
            m_level.push_back(assess(mentions[g], clustersOf(g), m_options.least));
        }
        limit("suppressed",
            static_cast<std::uint64_t>(
                std::count(m_level.begin(), m_level.end(), Assessment::Suppressed)));
        limit("complementary", suppressComplement(mentions, m_level, m_options.least));
        std::vector<std::size_t> order(groups);
        std::iota(order.begin(), order.end(), std::size_t{0});
        if (groups > kListed) {
            std::stable_sort(order.begin(), order.end(),
                [&](auto a, auto b) { return mentions[a] > mentions[b]; });
            order.resize(kListed);
            std::sort(order.begin(), order.end());
            m_out.moreGroups = groups - kListed;
            limit("many_groups", m_out.moreGroups);
        }
        std::stable_partition(
            order.begin(), order.end(), [&](auto g) { return g != m_table.unknown; });
        m_listed = order;
        const auto known = groups - (m_table.unknown < groups ? 1 : 0);
        limit("no_group", known == 0);
        limit("one_group", known == 1);
        if (m_table.unknown < groups)
            limit("unknown_value", mentions[m_table.unknown]);
        std::uint64_t few = 0;
        for (const auto g : m_listed)
            few += m_level[g] == Assessment::RecallOnly;
        limit("not_assessable", few);
        if (m_table.source == "suite")
            limit("names_not_people");
    }

    bool tested(std::size_t group) const {
        return group != m_table.unknown && m_level[group] >= Assessment::Imprecise;
    }
    bool drawnFor(std::size_t group) const {
        return group == m_table.groups.size()
            || (m_level[group] >= Assessment::RecallOnly
                && cell(group, 0).clusters.size() >= kBootClusters);
    }

    // One run of the bootstrap serves every interval.
    Result<void> draw() {
        std::vector<std::vector<std::uint32_t>> strata(1);
        if (m_table.nested) {
            strata.assign(m_table.groups.size(), {});
            for (std::size_t g = 0; g < m_table.groups.size(); ++g)
                for (const auto& each : cell(g, 0).clusters)
                    strata[g].push_back(each.cluster);
        } else {
            for (const auto& each : cell(m_table.groups.size(), 0).clusters)
                strata.front().push_back(each.cluster);
        }
        Resampler resampler(m_table.clusters, std::move(strata));
        std::vector<std::size_t> groups;
        for (const auto g : m_listed)
            if (drawnFor(g))
                groups.push_back(g);
        groups.push_back(m_table.groups.size());
        std::vector<std::uint32_t> clusters;
        std::vector<double> values[3];
        for (const auto g : groups)
            for (std::size_t t = 0; t < m_cells.types(); ++t) {
                clusters.clear();
                for (auto& each : values)
                    each.clear();
                for (const auto& each : cell(g, t).clusters) {
                    clusters.push_back(each.cluster);
                    values[0].push_back(each.tally.right);
                    values[1].push_back(each.tally.wrong);
                    values[2].push_back(each.tally.missed);
                }
                for (const auto& each : values)
                    resampler.addColumn(clusters, each);
            }
        if (m_table.clusters == 0)
            return {};
        auto sums = resampler.sums(m_options.rounds, m_options.seed, m_options.threads, m_stop);
        if (!sums)
            return sums.error();
        m_drawn.rounds = m_options.rounds;
        m_drawn.sums = std::move(*sums);
        std::size_t at = 0;
        for (const auto g : groups)
            for (std::size_t t = 0; t < m_cells.types(); ++t)
                m_draws[{g, t}] = at++;
        return {};
    }

    // The cell's measure in each sample; NaN where it has none.
    std::vector<double> samples(std::size_t group, std::size_t type, RatioOf ratio) const {
        const auto found = m_draws.find({group, type});
        if (found == m_draws.end())
            return {};
        std::vector<double> out;
        for (std::size_t r = 0; r < m_drawn.rounds; ++r)
            out.push_back(valueOf(ratio(m_drawn.at(found->second, r)))
                              .value_or(std::numeric_limits<double>::quiet_NaN()));
        return out;
    }

    // Leaves out samples without a value; true where they were more than one in a hundred.
    static bool dropUndefined(std::vector<double>& drawn) {
        const auto before = drawn.size();
        std::erase_if(drawn, [](double v) { return std::isnan(v); });
        return static_cast<double>(before - drawn.size()) > kUnstable * static_cast<double>(before);
    }

    AuditMeasure measured(std::size_t group, std::size_t type, RatioOf ratio, const char* reason) {
        const CellRows& rows = cell(group, type);
        AuditMeasure out = plain(valueOf(ratio(rows.sum)), reason);
        if (!out.value || rows.clusters.size() < kBootClusters)
            return out;
        auto drawn = samples(group, type, ratio);
        out.unstable = dropUndefined(drawn);
        const std::vector<std::vector<double>> left{leaveOneOut(ratiosOf(rows, ratio))};
        if (auto interval = bcaInterval(*out.value, std::move(drawn), left)) {
            out.low = interval->low;
            out.high = interval->high;
            out.unstable = out.unstable || interval->unstable;
            out.method = "bca";
        }
        return out;
    }

    AuditMeasure recallOf(std::size_t group, std::size_t type) {
        const CellRows& rows = cell(group, type);
        AuditMeasure out = plain(valueOf(recallRatio(rows.sum)), "no_gold");
        if (!out.value)
            return out;
        const auto clusters = ratiosOf(rows, recallRatio);
        const auto interval =
            wilsonDesign(rows.sum.right, rows.sum.right + rows.sum.missed, designEffect(clusters));
        if (interval) {
            out.low = interval->low;
            out.high = interval->high;
            out.method = "wilson";
        }
        return out;
    }

    AuditCell cellOf(std::size_t group, std::size_t type, Assessment level) {
        const CellRows& rows = cell(group, type);
        AuditCell out;
        out.type = typeName(type);
        const double goldCount = rows.sum.right + rows.sum.missed;
        // A single type of a group that may be shown can still be too small itself.
        if (type > 0 && group < m_table.groups.size())
            level = std::min(level, assess(whole(goldCount), rows.goldClusters, m_options.least));
        if (level == Assessment::Suppressed) {
            for (auto* each : {&out.precision, &out.recall, &out.f1, &out.selection, &out.tokenTpr,
                     &out.tokenFpr})
                *each = absent("suppressed");
            return out;
        }
        const double predicted = rows.sum.right + rows.sum.wrong;
        out.gold = whole(goldCount);
        out.predicted = whole(predicted);
        out.right = whole(rows.sum.right);
        const bool nothing = goldCount == 0 && predicted == 0;
        out.recall = recallOf(group, type);
        if (nothing)
            out.recall.reason = "nothing";
        if (level == Assessment::RecallOnly && group < m_table.groups.size()) {
            out.precision = out.f1 = absent(nothing ? "nothing" : "too_few");
        } else {
            out.precision =
                measured(group, type, precisionRatio, nothing ? "nothing" : "no_prediction");
            out.f1 = measured(group, type, f1Ratio, "nothing");
        }
        const double tokens =
            group < m_table.groups.size() ? m_table.tallies[group].tokens : m_table.tokens;
        if (tokens > 0) {
            out.selection = plain(1000 * predicted / tokens, "");
            out.tokenTpr = plain(valueOf({rows.tokensFound, rows.tokensGold}), "no_gold");
            const double others = tokens - rows.tokensGold;
            out.tokenFpr = type > 0 ? plain(valueOf({1000 * rows.tokensFalse, others}), "nothing")
                                    : absent("not_asked");
        } else {
            out.selection = out.tokenTpr = out.tokenFpr = absent("no_attribute");
        }
        return out;
    }

    AuditGroup groupOf(std::size_t g) {
        AuditGroup out;
        out.name = m_table.groups[g];
        out.unknown = g == m_table.unknown;
        out.level = assessmentName(m_level[g]);
        const bool hidden = m_level[g] == Assessment::Suppressed;
        const GroupTally& tally = m_table.tallies[g];
        for (std::size_t t = 0; t < m_cells.types(); ++t)
            out.cells.push_back(cellOf(g, t, m_level[g]));
        if (m_table.source == "suite")
            for (auto& each : out.cells)
                each.precision = each.f1 = absent("not_asked");
        if (hidden) {
            for (auto* each : {&out.errors.type1, &out.errors.type2, &out.errors.type3,
                     &out.errors.weighted1, &out.errors.weighted2, &out.errors.weighted3})
                *each = absent("suppressed");
            return out;
        }
        out.mentions = whole(gold(g));
        out.clusters = clustersOf(g);
        if (tally.documents > 0)
            out.documents = whole(tally.documents);
        if (tally.names > 0)
            out.names = whole(tally.names);
        if (tally.words > 0)
            out.fertility = tally.pieces / tally.words;
        out.errors.right = whole(tally.right);
        out.errors.otherType = whole(tally.otherType);
        out.errors.boundary = whole(tally.boundary);
        out.errors.split = whole(tally.split);
        out.errors.merged = whole(tally.merged);
        out.errors.missed = whole(tally.missed);
        if (m_table.unit == "document")
            out.errors.spurious = whole(tally.spurious);
        const auto types = [&](bool weighted, AuditMeasure& a, AuditMeasure& b, AuditMeasure& c) {
            const auto found = errorTypes(tally.outcomes, weighted);
            const char* reason = tally.outcomes.empty() ? "not_asked" : "no_names";
            a = plain(found ? std::optional(found->any) : std::nullopt, reason);
            b = plain(found ? std::optional(found->other) : std::nullopt, reason);
            c = plain(found ? std::optional(found->missed) : std::nullopt, reason);
        };
        types(false, out.errors.type1, out.errors.type2, out.errors.type3);
        types(true, out.errors.weighted1, out.errors.weighted2, out.errors.weighted3);
        out.calibration = calibrationOf(tally, m_options.seed);
        return out;
    }

    // Bands of the headline measure that hold for all groups at once.
    void bands() {
        for (std::size_t t = 0; t < m_cells.types(); ++t) {
            std::vector<std::vector<double>> drawn;
            std::vector<double> seen, error;
            std::vector<AuditCell*> cells;
            for (std::size_t i = 0; i < m_listed.size(); ++i) {
                const auto g = m_listed[i];
                const auto found = estimate(ratiosOf(cell(g, t), m_ratio));
                if (!tested(g) || !found || found->clusters < kBootClusters || !drawnFor(g)
                    || m_out.groups[i].cells[t].gold == std::nullopt)
                    continue;
                drawn.push_back(samples(g, t, m_ratio));
                seen.push_back(found->value);
                error.push_back(std::sqrt(found->variance));
                cells.push_back(&m_out.groups[i].cells[t]);
            }
            const auto width = maxTQuantile(drawn, seen, error);
            for (std::size_t i = 0; width && i < cells.size(); ++i) {
                cells[i]->bandLow = std::max(0.0, seen[i] - *width * error[i]);
                cells[i]->bandHigh = std::min(1.0, seen[i] + *width * error[i]);
            }
        }
    }

    const AuditMeasure& headlineOf(const AuditCell& c) const {
        return m_table.headline == "f1" ? c.f1 : c.recall;
    }

    void spread(std::size_t type) {
        AuditSpread out;
        out.type = typeName(type);
        out.measure = m_table.headline;
        std::vector<double> values, recalls, misses, tpr, fpr;
        std::vector<FoundOf> found;
        double best = -1, worst = 2, right = 0, all = 0;
        for (std::size_t i = 0; i < m_listed.size(); ++i) {
            const auto g = m_listed[i];
            const AuditCell& c = m_out.groups[i].cells[type];
            const auto value = headlineOf(c).value;
            if (!tested(g) || !c.gold || !value)
                continue;
            values.push_back(*value);
            if (*value > best) {
                best = *value;
                out.best = m_table.groups[g];
            }
            if (*value < worst) {
                worst = *value;
                out.worst = m_table.groups[g];
            }
            if (c.recall.value) {
                recalls.push_back(*c.recall.value);
                misses.push_back(1 - *c.recall.value);
                found.push_back({double(*c.right), double(*c.gold)});
                right += found.back().found;
                all += found.back().all;
            }
            if (c.tokenTpr.value)
                tpr.push_back(*c.tokenTpr.value);
            if (c.tokenFpr.value)
                fpr.push_back(*c.tokenFpr.value / 1000);
        }
        out.groups = values.size();
        const char* few = "too_few";
        out.difference = plain(rangeOf(values), few);
        out.ratio = plain(leastRatio(values), few);
        out.missRatio = plain(missRatio(recalls), recalls.size() < 2 ? few : "nothing");
        const bool several = recalls.size() > 1;
        const double pooled = all > 0 ? right / all : 0;
        out.red = plain(several ? recallEqualityDifference(recalls, pooled) : std::nullopt, few);
        out.nfned =
            plain(several ? falseNegativeDifference(misses, 1 - pooled) : std::nullopt, few);
        const auto rangeTpr = rangeOf(tpr), rangeFpr = rangeOf(fpr);
        out.tokenOdds = plain(
            rangeTpr ? std::optional(std::max(*rangeTpr, rangeFpr.value_or(0))) : std::nullopt,
            few);
        const auto parts = several ? foundEntropy(found) : std::nullopt;
        out.between = plain(parts ? std::optional(parts->between) : std::nullopt, few);
        out.betweenShare = plain(parts && parts->between + parts->within > 0
                ? std::optional(parts->between / (parts->between + parts->within))
                : std::nullopt,
            few);
        out.belowFourFifths = out.ratio.value && *out.ratio.value < 0.8;
        m_out.spreads.push_back(out);
    }

    Result<void> gaps() {
        for (std::size_t t = 0; t < m_cells.types(); ++t) {
            if (m_stop.stop_requested())
                return Error{ErrorCode::Cancelled, "Stopped", "audit", {}};
            auto p = t == 0 ? permuted() : std::vector<std::optional<double>>();
            if (!p)
                return p.error();
            for (std::size_t i = 0; i < m_listed.size(); ++i)
                if (m_listed[i] != m_table.unknown && m_table.groups.size() > 1)
                    gap(i, t, p->empty() ? std::nullopt : (*p)[m_listed[i]]);
        }
        return m_table.crossed.empty() ? Result<void>() : crossed();
    }

    Result<std::vector<std::optional<double>>> permuted() {
        std::vector<std::optional<double>> none;
        if (!m_table.nested)
            return none;
        std::vector<Ratio> ratios;
        std::vector<std::uint32_t> group;
        for (std::size_t g = 0; g < m_table.groups.size(); ++g)
            for (const auto& each : cell(g, 0).clusters) {
                ratios.push_back(m_ratio(each.tally));
                group.push_back(static_cast<std::uint32_t>(g));
            }
        return groupPermutation(ratios, group, m_table.groups.size(),
            m_options.rounds > 1 ? m_options.rounds - 1 : 1, m_options.seed + 1, m_options.threads,
            m_stop);
    }

    void gap(std::size_t i, std::size_t type, std::optional<double> permutationP) {
        const auto g = m_listed[i];
        const AuditCell& own = m_out.groups[i].cells[type];
        AuditGap out;
        out.group = m_table.groups[g];
        out.type = typeName(type);
        out.measure = m_table.headline;
        out.correction = type == 0 ? "holm" : "bh";
        out.verdict = "not_assessable";
        const CellRows& all = cell(m_table.groups.size(), type);
        const CellRows& rows = cell(g, type);
        const auto rest = restRatios(all, rows, m_ratio, m_table.clusters);
        const bool enough = tested(g) && own.gold
            && assess(*own.gold, rows.goldClusters, m_options.least) >= Assessment::Imprecise;
        const char* reason = !own.gold ? "suppressed" : "too_few";
        out.difference = out.rest = absent(reason);
        const auto left = estimate(rest);
        if (!enough || !left || left->clusters < 12) {
            m_out.gaps.push_back(out);
            return;
        }
        const auto found = m_table.nested
            ? gapApart(ratiosOf(rows, m_ratio), rest)
            : gapWithin(denseRatios(rows, m_ratio, m_table.clusters), rest);
        if (!found) {
            m_out.gaps.push_back(out);
            return;
        }
        out.rest = plain(left->value, "");
        out.difference = plain(found->difference, "");
        const auto interval = gapInterval(*found);
        out.difference.low = interval.low;
        out.difference.high = interval.high;
        out.difference.method = "delta_t";
        if (std::min(rows.clusters.size(), left->clusters) >= kGapClusters)
            bcaGap(g, type, rest, out.difference);
        out.test = permutationP ? "studentised_permutation" : "cluster_t";
        out.p = permutationP ? permutationP : gapP(*found);
        out.equivalence = equivalenceP(*found, m_options.margin);
        // At this test's own level; concludeAudit() widens it to that of the family.
        out.detectable = found->error;
        m_out.gaps.push_back(out);
    }

    void bcaGap(
        std::size_t g, std::size_t type, const std::vector<Ratio>& rest, AuditMeasure& out) const {
        const auto own = m_draws.find({g, type});
        const auto all = m_draws.find({m_table.groups.size(), type});
        if (own == m_draws.end() || all == m_draws.end())
            return;
        std::vector<double> drawn;
        std::size_t undefined = 0;
        for (std::size_t r = 0; r < m_drawn.rounds; ++r) {
            const Tally a = m_drawn.at(own->second, r), sum = m_drawn.at(all->second, r);
            const auto first = valueOf(m_ratio(a));
            const auto second =
                valueOf(m_ratio({sum.right - a.right, sum.wrong - a.wrong, sum.missed - a.missed}));
            if (first && second)
                drawn.push_back(*first - *second);
            else
                ++undefined;
        }
        std::vector<std::vector<double>> left{
            leaveOneOut(denseRatios(cell(g, type), m_ratio, m_table.clusters)), leaveOneOut(rest)};
        if (!m_table.nested) { // one stratum: both sides lose the cluster
            for (std::size_t k = 0; k < left[0].size(); ++k)
                left[0][k] -= left[1][k];
            left.pop_back();
        } else {
            for (double& each : left[1])
                each = -each;
        }
        const auto interval = bcaInterval(*out.value, std::move(drawn), left);
        if (!interval)
            return;
        out.low = interval->low;
        out.high = interval->high;
        out.method = "bca";
        out.unstable = interval->unstable
            || static_cast<double>(undefined) > kUnstable * static_cast<double>(m_drawn.rounds);
    }

    // In a suite both names and templates are drawn.
    Result<void> crossed() {
        std::vector<std::uint32_t> groupOfCluster(m_table.clusters);
        for (const auto& row : m_table.rows)
            groupOfCluster[row.cluster] = row.group;
        auto drawn = twoWayBootstrap(m_table.crossed, groupOfCluster, m_table.groups.size(),
            m_table.items, m_options.rounds, m_options.seed + 2, m_options.threads, m_stop);
        if (!drawn)
            return drawn.error();
        const auto put = [](AuditMeasure& out, std::vector<double> values) {
            out.unstable = dropUndefined(values);
            if (!out.value || values.empty())
                return 0.0;
            std::sort(values.begin(), values.end());
            out.low = quantile(values, 0.025);
            out.high = quantile(values, 0.975);
            out.method = "pigeonhole";
            out.unstable = out.unstable || *out.low == *out.high;
            double mean = 0, squares = 0;
            for (const double v : values)
                mean += v / static_cast<double>(values.size());
            for (const double v : values)
                squares += (v - mean) * (v - mean);
            return std::sqrt(squares / static_cast<double>(values.size()));
        };
        for (std::size_t i = 0; i < m_listed.size(); ++i) {
            const auto g = m_listed[i];
            auto& own = m_out.groups[i].cells.front().recall;
            // Nothing missed, or everything: no bootstrap can tell, Wilson's bound stays.
            if (own.value && *own.value > 0 && *own.value < 1 && drawnFor(g))
                put(own, drawn->value[g]);
            for (auto& each : m_out.gaps)
                if (each.type.empty() && each.group == m_table.groups[g] && each.p) {
                    const double error = put(each.difference, drawn->gap[g]);
                    const GapEstimate found{*each.difference.value, error,
                        static_cast<double>(cell(g, 0).clusters.size()) - 1};
                    each.test = "name_permutation";
                    each.detectable = error;
                    each.equivalence = equivalenceP(found, m_options.margin);
                }
        }
        return {};
    }

    const GroupTable& m_table;
    const AssessOptions& m_options;
    std::vector<AuditLimit>& m_limits;
    std::stop_token m_stop;
    ClusterCells m_cells;
    RatioOf m_ratio;
    std::vector<Assessment> m_level;
    std::vector<std::size_t> m_listed;
    Draws m_drawn;
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> m_draws;
    AuditDimension m_out;
};

} // namespace

Result<AuditDimension> assessDimension(const GroupTable& table, const AssessOptions& options,
    std::vector<AuditLimit>& limits, std::stop_token stop) {
    return Assessor(table, options, limits, std::move(stop)).go();
}

Result<std::vector<AuditCell>> assessOverall(
    const GroupTable& table, const AssessOptions& options, std::stop_token stop) {
    GroupTable one = table;
    one.groups.clear();
    one.tallies.clear();
    one.nested = false;
    for (auto& row : one.rows)
        row.group = 0;
    std::vector<AuditLimit> ignored;
    return Assessor(one, options, ignored, std::move(stop)).everything();
}

std::optional<AuditCalibration> calibrationOf(
    const GroupTally& tally, std::uint64_t seed, std::size_t rounds) {
    constexpr std::size_t least = 200;
    if (tally.scores.empty())
        return std::nullopt;
    AuditCalibration out;
    out.count = tally.scores.size();
    if (tally.scores.size() < least)
        return out;
    const auto bins = std::min<std::size_t>(10, tally.scores.size() / 20);
    const auto found = reliabilityBins(tally.scores, tally.holds, bins);
    const auto chance = perfectCalibrationError(tally.scores, bins, rounds, seed);
    const auto brier = brierScore(tally.scores, tally.holds);
    if (!found || !chance || !brier)
        return out;
    out.error = calibrationError(*found);
    out.chance = chance->mean;
    out.chanceHigh = chance->high;
    out.brier = *brier;
    for (const auto& bin : *found)
        out.bins.push_back(
            {bin.score, bin.right.estimate, bin.right.low, bin.right.high, bin.count});
    return out;
}

} // namespace evenspan::fairness
