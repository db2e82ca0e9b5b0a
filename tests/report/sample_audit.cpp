// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_audit.h"

#include <algorithm>
#include <cmath>

namespace evenspan::test {

using namespace fairness;

namespace {

AuditMeasure measure(double value, double half, const char* method = "wilson") {
    return {value, std::max(-1.0, value - half), std::min(1.0, value + half), {}, method, false};
}
// Not a share: no end at 1.
AuditMeasure rate(double value, double half) {
    return {value, value - half, value + half, {}, "t", false};
}
AuditMeasure none(const char* reason) {
    return {{}, {}, {}, reason, {}, false};
}

// Shares that differ from group to group, without a table of them.
double wave(std::size_t i, double about, double width) {
    return about + width * std::sin(1.7 * double(i) + 0.3);
}

AuditCalibration calibrationOf(std::size_t i) {
    AuditCalibration out{400, 0.02 + 0.001 * double(i % 9), 0.021, 0.034, 0.08, {}};
    for (int bin = 0; bin < 10; ++bin) {
        const double score = 0.05 + 0.1 * bin;
        const double right = std::clamp(score + 0.03 * std::sin(double(bin + int(i))), 0.0, 1.0);
        out.bins.push_back(
            {score, right, std::max(0.0, right - 0.07), std::min(1.0, right + 0.07), 40});
    }
    return out;
}

AuditCell cellOf(std::size_t i, const char* type, bool whole) {
    AuditCell cell;
    cell.type = type;
    cell.gold = 120 + 17 * i;
    cell.predicted = 118 + 17 * i;
    cell.right = 100 + 14 * i;
    cell.recall = measure(wave(i, 0.85, 0.08), 0.06);
    cell.precision = whole ? measure(wave(i + 1, 0.86, 0.06), 0.05, "bca") : none("no_attribute");
    cell.f1 = whole ? measure(wave(i, 0.84, 0.07), 0.05, "bca") : none("no_attribute");
    cell.selection = rate(wave(i, 31, 4), 2);
    cell.tokenTpr = measure(wave(i, 0.88, 0.06), 0.04);
    cell.tokenFpr = rate(wave(i, 4, 1), 0.8);
    cell.bandLow = 0.7;
    cell.bandHigh = 0.95;
    return cell;
}

AuditGroup groupOf(std::size_t i, const std::string& name, bool whole) {
    AuditGroup group;
    group.name = name + " " + std::to_string(i + 1);
    group.level = i == 2 ? "suppressed"
        : i == 3         ? "recall_only"
        : i % 5 == 4     ? "imprecise"
                         : "full";
    if (i == 2) {
        AuditCell cell;
        for (auto* one : {&cell.precision, &cell.recall, &cell.f1, &cell.selection, &cell.tokenTpr,
                 &cell.tokenFpr})
            *one = none("suppressed");
        group.cells = {cell};
        for (auto* one : {&group.errors.type1, &group.errors.type2, &group.errors.type3})
            *one = none("suppressed");
        return group;
    }
    group.mentions = 120 + 17 * i;
    group.clusters = 40 + 3 * i;
    group.documents = group.clusters;
    group.fertility = 1.4;
    group.cells = {cellOf(i, "", whole), cellOf(i + 1, "PER", whole), cellOf(i + 2, "LOC", whole)};
    auto& e = group.errors;
    e.right = 100 + 14 * i;
    e.otherType = 4 + i % 3;
    e.boundary = 5;
    e.split = 1;
    e.merged = 1;
    e.missed = 9 + i % 7;
    if (whole)
        e.spurious = 8;
    e.type1 = measure(0.15, 0.05);
    e.type2 = measure(0.04, 0.03);
    e.type3 = measure(0.11, 0.05);
    if (!whole) {
        e.weighted1 = measure(0.12, 0.05);
        e.weighted2 = measure(0.03, 0.02);
        e.weighted3 = measure(0.09, 0.04);
    }
    group.calibration = calibrationOf(i);
    return group;
}

AuditDimension dimensionOf(const char* id, const char* source, const char* unit, std::size_t groups,
    const std::string& name) {
    AuditDimension out;
    out.id = id;
    out.source = source;
    out.unit = unit;
    out.cluster = out.source == "suite" ? "name" : "document";
    const bool whole = out.unit == "document";
    out.headline = whole ? "f1" : "recall";
    for (std::size_t i = 0; i < groups; ++i)
        out.groups.push_back(groupOf(i, name, whole));
    if (!whole)
        out.unattributed = rate(1.31, 0.2);
    if (groups < 2)
        return out;
    for (const char* type : {"", "PER"})
        for (std::size_t i = 0; i < groups; ++i) {
            AuditGap gap;
            gap.group = out.groups[i].name;
            gap.type = type;
            gap.measure = out.headline;
            gap.family = groups;
            if (i == 2 || i == 3) {
                gap.difference = none(i == 2 ? "suppressed" : "too_few");
                gap.verdict = "not_assessable";
            } else {
                gap.difference = measure(i == 1 ? -0.0834 : wave(i, -0.01, 0.04), 0.05, "delta_t");
                gap.rest = measure(0.85, 0.02);
                gap.test = "studentised_permutation";
                gap.p = i == 1 ? 0.0001 : 0.2;
                gap.adjusted = i == 1 ? 0.0006 : 0.61;
                gap.detectable = 0.07;
                gap.equivalence = 0.21;
                gap.verdict = i == 1 ? "gap" : i % 4 == 0 ? "no_gap_of_margin" : "not_shown";
            }
            out.gaps.push_back(gap);
        }
    AuditSpread spread;
    spread.measure = out.headline;
    spread.groups = groups;
    spread.best = out.groups.front().name;
    spread.worst = out.groups[1].name;
    spread.difference = measure(0.134, 0.05);
    spread.ratio = measure(0.842, 0.05);
    spread.missRatio = {2.317, 1.2, 4.5, {}, {}, false};
    spread.red = measure(0.0417, 0.01);
    spread.nfned = {4.17, 2.0, 6.2, {}, {}, false};
    spread.tokenOdds = measure(0.091, 0.02);
    spread.between = measure(0.0123, 0.004);
    spread.betweenShare = measure(0.081, 0.03);
    out.spreads = {spread};
    return out;
}

void addSuite(AuditDimension& dimension) {
    dimension.suite = AuditSuite{"given-names", "en", "PER", "names by country", "CC0",
        "2026-01-02", "hundred most frequent", 100 * dimension.groups.size(), 30,
        3000 * dimension.groups.size(), std::string(64, 'a'), {"t7"}, {{"word_like", "", 12}}};
    for (const auto& from : dimension.groups)
        for (const auto& to : dimension.groups) {
            if (&from == &to)
                continue;
            const auto i = std::size_t(&from - dimension.groups.data())
                + 3 * std::size_t(&to - dimension.groups.data());
            AuditSwap swap{from.name, to.name, 3000, measure(wave(i, 0, 0.05), 0.02),
                measure(0.04, 0.01), measure(0.03, 0.01), measure(0.07, 0.01),
                measure(0.008, 0.004), measure(0.061, 0.01), "not_shown", 0.3, 0.9};
            dimension.swaps.push_back(swap);
        }
    for (int pattern = 1; pattern <= 30; ++pattern)
        for (std::size_t i = 0; i < dimension.groups.size(); ++i)
            dimension.templates.push_back({"t" + std::to_string(pattern), dimension.groups[i].name,
                100,
                measure(std::clamp(wave(i + std::size_t(pattern), 0.85, 0.12), 0.0, 1.0), 0.05)});
}

} // namespace

AuditResult sampleAudit(std::size_t groups, const std::string& name) {
    AuditResult out;
    out.name = "first audit";
    out.version = "0.1.0";
    out.time = 1767225600000; // 2026-01-01T00:00:00Z
    out.purpose = "To see whether the tagger may be used for letters from all regions.";
    out.run = "baseline";
    out.model = "MiniLM-L6-H384";
    out.weights = std::string(64, 'b');
    out.decoder = "viterbi";
    out.labels = {"PER", "LOC", "ORG"};
    out.split = "test";
    out.data = std::string(64, 'c');
    out.training = std::string(64, 'd');
    out.documents = 1234;
    out.sentences = 9876;
    out.tokens = 198765;
    out.mentions = 6789;
    out.undecided = 3;
    out.seed = 13;
    out.rounds = 9999;
    for (const char* type : {"", "PER", "LOC"})
        out.overall.push_back(cellOf(40, type, true));
    out.calibration = calibrationOf(3);
    out.dimensions.push_back(dimensionOf("meta:region", "document", "document", groups, name));
    out.dimensions.push_back(dimensionOf("structure:script", "structure", "mention", groups, name));
    out.dimensions.push_back(dimensionOf("suite:given-names", "suite", "mention", groups, name));
    addSuite(out.dimensions.back());
    out.headline.f1 = measure(0.8712, 0.012, "bca");
    out.headline.assessable = groups;
    const auto& first = out.dimensions.front();
    out.headline.worstDimension = first.id;
    out.headline.worstGroup = first.groups.front().name;
    out.headline.worst = measure(0.7791, 0.05);
    if (groups > 1) {
        out.headline.gapDimension = first.id;
        out.headline.gap = first.gaps[1];
    }
    out.limits = {{"suppressed", "meta:region", 1}, {"not_assessable", "meta:region", 1},
        {"names_not_people", "suite:given-names", 0}, {"label_quality", "", 0}};
    if (groups == 1)
        out.limits.push_back({"one_group", "meta:region", 0});
    return out;
}

AuditResult crossedAudit(std::size_t groups) {
    auto out = sampleAudit(groups);
    out.annotated = 80;
    out.agreement = measure(0.8834, 0.02, "t");
    for (std::size_t i = 0; i < groups; ++i) {
        auto& group = out.dimensions.front().groups[i];
        group.agreement = i == 2 ? none("suppressed")
            : i == 3             ? none("too_few")
                                 : measure(wave(i, 0.86, 0.05), 0.03, "t");
        if (i != 2 && i != 3)
            group.annotated = 10 + i;
    }
    auto both = dimensionOf("crossed:meta:region+meta:channel", "crossed", "document", groups, "");
    for (std::size_t i = 0; i < groups; ++i)
        both.groups[i].name =
            "region " + std::to_string(1 + i / 2) + " \u00d7 " + (i % 2 ? "web" : "mail");
    for (auto& gap : both.gaps)
        gap.group = both.groups[std::size_t(&gap - both.gaps.data()) % groups].name;
    both.spreads.front().best = both.groups.front().name;
    both.spreads.front().worst = both.groups[1].name;
    AuditGroup never;
    never.name = "region 9 \u00d7 mail";
    never.level = "recall_only";
    never.mentions = never.clusters = 0;
    never.cells.resize(1);
    never.cells.front().gold = never.cells.front().predicted = never.cells.front().right = 0;
    for (auto* one : {&never.cells.front().precision, &never.cells.front().recall,
             &never.cells.front().f1, &never.cells.front().selection, &never.cells.front().tokenTpr,
             &never.cells.front().tokenFpr})
        *one = none("nothing");
    for (auto* one : {&never.errors.type1, &never.errors.type2, &never.errors.type3})
        *one = none("not_asked");
    never.errors.right = never.errors.otherType = never.errors.boundary = never.errors.split = 0;
    never.errors.merged = never.errors.missed = never.errors.spurious = 0;
    both.groups.push_back(never);
    out.dimensions.push_back(both);
    return out;
}

AuditChange sampleChange(const AuditResult& audit) {
    AuditChange out;
    out.before = {"plain 1", "plain 2", "plain 3"};
    out.after = {"names 1", "names 2"};
    out.differences = {"augment_copies: 1 → 2"};
    out.documents = audit.documents;
    out.fewSeeds = true;
    const auto measure = [](double value, double wide) {
        AuditMeasure made;
        made.value = value;
        made.low = value - wide;
        made.high = value + wide;
        return made;
    };
    const auto add = [&](const std::string& dimension, const std::string& group,
                         const std::string& kind, double by) {
        AuditChangeLine line;
        line.dimension = dimension;
        line.group = group;
        line.kind = kind;
        line.measure = "f1";
        line.before = measure(kind == "gap" ? -0.2 : 0.7, 0.03);
        line.after = measure(*line.before.value + by, 0.03);
        line.change = measure(by, 0.04);
        line.p = line.adjusted = by > 0.04 ? 0.003 : 0.4;
        line.verdict = by > 0.04 ? "better" : "not_shown";
        out.lines.push_back(line);
    };
    add("", "", "overall", 0.01);
    for (const auto& dimension : audit.dimensions) {
        double by = 0.12;
        for (const auto& group : dimension.groups) {
            add(dimension.id, group.name, "group", by);
            add(dimension.id, group.name, "gap", by);
            by -= 0.05;
        }
        add(dimension.id, "", "worst", 0.06);
    }
    return out;
}

AuditResult emptyAudit() {
    AuditResult out;
    out.name = "nothing";
    out.version = "0.1.0";
    out.time = 1767225600000;
    out.run = "baseline";
    out.split = "test";
    out.headline.f1 = none("nothing");
    AuditDimension dimension;
    dimension.id = "meta:region";
    dimension.source = dimension.unit = dimension.cluster = "document";
    dimension.headline = "f1";
    AuditGroup group = groupOf(2, "region", true);
    AuditGroup other = group;
    other.name = "elsewhere";
    dimension.groups = {group, other};
    out.dimensions = {dimension};
    out.limits = {{"not_assessable", "meta:region", 2}};
    return out;
}

} // namespace evenspan::test
