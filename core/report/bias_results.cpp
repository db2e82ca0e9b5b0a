// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/bias_report.h"

#include <algorithm>
#include <cmath>

namespace evenspan::report {

using namespace fairness;

namespace {

const AuditCell* allTypes(const std::vector<AuditCell>& cells) {
    for (const auto& cell : cells)
        if (cell.type.empty())
            return &cell;
    return nullptr;
}

const AuditMeasure& headlineOf(const AuditCell& cell, const std::string& measure) {
    return measure == "f1" ? cell.f1 : cell.recall;
}

} // namespace

void BiasReport::performance(const AuditDimension& dimension) {
    say(dimension.source == "suite"
            ? tr("Each name of a list was put into the same sentences. Recall is the share of them "
                 "in which the model found the name.")
            : dimension.source == "swap"
            ? tr("Names of a list were put in the place of those in the project’s own sentences. "
                 "Recall is the share of them that the model found.")
            : dimension.unit == "document"
            ? tr(
                "Each document belongs to one group, so what was found and what was wrongly tagged "
                "can both be counted.")
            : tr("The group belongs to the mention. A wrong tag belongs to no mention and so to no "
                 "group: precision and F1 cannot be told, recall can."));
    DotChart chart;
    chart.axis = measureName(dimension.headline);
    Table table{QStringLiteral("performance.") + shown(dimension.id), tr("Performance by group"),
        {{groupHead(dimension), false}, {tr("Mentions"), true}, {clusterName(dimension), true},
            {tr("Recall"), true}},
        {}, tr("In brackets: 95% interval.")};
    const bool whole = dimension.unit == "document";
    if (whole) {
        table.columns.push_back({tr("Precision"), true});
        table.columns.push_back({tr("F1"), true});
    }
    const bool pieces = std::any_of(dimension.groups.begin(), dimension.groups.end(),
        [](const auto& group) { return group.fertility.has_value(); });
    if (pieces)
        table.columns.push_back({tr("Sub-words a word"), true});
    table.columns.push_back({tr("Can be said"), false});
    for (const auto& group : dimension.groups) {
        const auto* cell = allTypes(group.cells);
        const AuditMeasure nothing{{}, {}, {}, "suppressed", {}, false};
        const auto& headline = cell ? headlineOf(*cell, dimension.headline) : nothing;
        IntervalRow row;
        row.label = groupName(group);
        if (group.mentions && group.clusters)
            row.detail = tr("%1 mentions, %2 %3")
                             .arg(count(*group.mentions), count(*group.clusters),
                                 clusterName(dimension).toLower());
        row.value = headline.value;
        row.low = headline.low;
        row.high = headline.high;
        row.printed = printed(headline);
        row.marked = group.level == "full";
        chart.rows.push_back(std::move(row));
        std::vector<Cell> cells{textCell(groupName(group)), countCell(group.mentions),
            countCell(group.clusters), shareCell(cell ? cell->recall : nothing)};
        if (whole) {
            cells.push_back(shareCell(cell ? cell->precision : nothing));
            cells.push_back(shareCell(cell ? cell->f1 : nothing));
        }
        if (pieces)
            cells.push_back(group.fertility
                    ? Cell{QString::number(*group.fertility, 'f', 2), group.fertility}
                    : textCell(missing(group.level == "suppressed" ? group.level : "")));
        cells.push_back(textCell(levelName(group.level)));
        table.rows.push_back(std::move(cells));
    }
    const auto* overall = allTypes(m_audit.overall);
    if (overall && !putsNames(dimension.source))
        if (const auto& measure = headlineOf(*overall, dimension.headline); measure.value) {
            chart.overall = measure.value;
            chart.overallLabel = tr("all text %1").arg(share(*measure.value));
        }
    if (!chart.rows.empty()) {
        fitAxis(chart);
        const auto caption = tr("%1 by group, with 95%% intervals")
                                 .replace(QLatin1String("%%"), QLatin1String("%"))
                                 .arg(measureName(dimension.headline));
        add(Picture{chart, caption,
            tr("One dot a group, with its interval. The same figures stand in the table below.")});
        add(std::move(table));
    }
    if (dimension.moreGroups > 0)
        say(tr("Further groups, too small to be listed: %1.").arg(count(dimension.moreGroups)),
            Paragraph::Kind::Note);
    if (dimension.unattributed.value)
        say(tr("Tags that touch no mention, and so belong to no group: %1 in 1,000 words.")
                .arg(rateCell(dimension.unattributed).printed));
}

void BiasReport::gaps(const AuditDimension& dimension) {
    ForestChart chart;
    chart.axis = tr("points of %1").arg(measureName(dimension.headline));
    chart.worse = tr("served worse");
    chart.better = tr("served better");
    chart.margin = 100 * m_audit.margin;
    Table table{QStringLiteral("gaps.") + shown(dimension.id),
        tr("Each group against all others, in points"),
        {{groupHead(dimension), false}, {tr("Gap"), true}, {tr("p"), true},
            {tr("p, corrected"), true}, {tr("Would be found from"), true},
            {tr("p, no gap that matters"), true}, {tr("Result"), false}},
        {}, {}};
    std::uint64_t family = 0;
    for (const auto& gap : dimension.gaps) {
        if (!gap.type.empty())
            continue;
        family = gap.family;
        table.rows.push_back({textCell(shown(gap.group)), pointsCell(gap.difference),
            chanceCell(gap.p), chanceCell(gap.adjusted),
            gap.detectable ? Cell{share(*gap.detectable).chopped(1), gap.detectable}
                           : textCell(tr("n/a")),
            chanceCell(gap.equivalence), textCell(verdictName(gap.verdict))});
        IntervalRow row;
        row.label = shown(gap.group);
        row.detail = verdictName(gap.verdict);
        const auto percent = [](const std::optional<double>& value) {
            return value ? std::optional(100 * *value) : std::nullopt;
        };
        row.value = percent(gap.difference.value);
        row.low = percent(gap.difference.low);
        row.high = percent(gap.difference.high);
        row.detectable = percent(gap.detectable);
        row.printed = printedPoints(gap.difference);
        row.marked = gap.verdict == "gap";
        for (const auto& group : dimension.groups)
            if (group.name == gap.group && group.mentions)
                row.weight = double(*group.mentions);
        chart.rows.push_back(std::move(row));
    }
    if (table.rows.empty()) {
        say(tr("There is no group to compare."));
        return;
    }
    fitAxis(chart);
    chart.reach = std::max(chart.reach, 5.0);
    const double step = chart.reach > 20 ? 10 : 5;
    chart.reach = step * std::ceil(chart.reach / step - 1e-9);
    add(Picture{chart, tr("Gap of each group to all others, in points"),
        tr("One square a group, its area the number of mentions, filled where a gap is shown. "
           "Dashed marks: the smallest gap that would probably be found. Grey band: gaps that "
           "were said not to matter. The same figures stand in the table below.")});
    table.note =
        tr("Corrected by Holm for %1 tests. “Would be found from”: a gap of this size would "
           "be found in 80 of 100 such audits. “Open” means that neither a gap nor its "
           "absence (within ±%2 points) could be shown.")
            .arg(count(family), points(m_audit.margin).mid(1));
    add(std::move(table));
}

void BiasReport::spread(const AuditDimension& dimension) {
    for (const auto& one : dimension.spreads) {
        if (!one.type.empty())
            continue;
        Table table{QStringLiteral("spread.") + shown(dimension.id), tr("All groups in one number"),
            {{tr("Measure"), false}, {tr("Value"), true}, {tr("What it says"), false}}, {},
            tr("%1 groups entered; best: %2, lowest: %3. Means over groups hide a single bad group "
               "the more, the more groups there are.")
                .arg(count(one.groups), shown(one.best), shown(one.worst))};
        const auto row = [&](const QString& name, Cell cell, const QString& meaning) {
            table.rows.push_back({textCell(name), std::move(cell), textCell(meaning)});
        };
        row(tr("Best minus lowest, points"), pointsCell(one.difference),
            tr("Difference of %1 between the two ends.").arg(measureName(one.measure)));
        row(tr("Lowest over best"), factorCell(one.ratio),
            one.belowFourFifths
                ? tr("Below 0.8, a customary line to look closer. Screening only, no verdict.")
                : tr("Above 0.8 is no proof of fairness: see the next line. Screening only."));
        row(tr("Misses: most over least"), factorCell(one.missRatio),
            tr("How many times more often the worst group is missed."));
        row(tr("Mean distance of recall (RED)"), factorCell(one.red),
            tr("Mean over groups of the distance to the recall of all."));
        row(tr("Mean distance of misses (NFNED)"), rateCell(one.nfned),
            tr("The same for the share missed, in points."));
        row(tr("Word-level odds"), pointsCell(one.tokenOdds),
            tr("Larger of the differences in words found and in words wrongly tagged."));
        row(tr("Inequality between groups"), factorCell(one.between),
            tr("Generalised entropy (2), its part between groups."));
        row(tr("Share of it between groups"), shareCell(one.betweenShare),
            tr("The rest lies within groups: single hard mentions."));
        add(std::move(table));
    }
}

void BiasReport::errors(const AuditDimension& dimension) {
    const bool spurious = dimension.unit == "document";
    std::vector<QString> kinds{
        tr("found"), tr("other type"), tr("wrong edges"), tr("split"), tr("merged"), tr("missed")};
    HeatChart chart;
    chart.rowTitle = groupHead(dimension);
    chart.columnTitle = tr("share of the group's mentions");
    chart.columns = kinds;
    Table table{QStringLiteral("errors.") + shown(dimension.id), tr("What became of the mentions"),
        {{groupHead(dimension), false}}, {}, {}};
    for (const auto& kind : kinds)
        table.columns.push_back({kind, true});
    if (spurious)
        table.columns.push_back({tr("tagged though nothing is there"), true});
    Table types{QStringLiteral("error-types.") + shown(dimension.id),
        tr("Share not found (1), found as another type (2), not found at all (3)"),
        {{groupHead(dimension), false}, {tr("Type 1"), true}, {tr("Type 2"), true},
            {tr("Type 3"), true}},
        {}, {}};
    bool weighted = false;
    for (const auto& group : dimension.groups)
        weighted = weighted || group.errors.weighted1.value;
    if (weighted)
        for (const auto* head : {QT_TR_NOOP("Type 1, by frequency"),
                 QT_TR_NOOP("Type 2, by frequency"), QT_TR_NOOP("Type 3, by frequency")})
            types.columns.push_back({tr(head), true});
    double darkest = 0;
    for (const auto& group : dimension.groups) {
        const auto& e = group.errors;
        std::vector<std::optional<std::uint64_t>> counts{
            e.right, e.otherType, e.boundary, e.split, e.merged, e.missed};
        std::uint64_t sum = 0;
        for (const auto& one : counts)
            sum += one.value_or(0);
        std::vector<HeatCell> shares;
        std::vector<Cell> cells{textCell(groupName(group))};
        for (const auto& one : counts) {
            if (one && sum > 0) {
                const double part = double(*one) / double(sum);
                shares.push_back({part, share(part)});
                darkest = std::max(darkest, part);
            } else {
                shares.push_back({{}, one ? tr("n/a") : tr("not shown")});
            }
            cells.push_back(countCell(one));
        }
        if (spurious)
            cells.push_back(countCell(e.spurious));
        chart.rows.push_back(groupName(group));
        chart.cells.push_back(std::move(shares));
        table.rows.push_back(std::move(cells));
        std::vector<Cell> three{
            textCell(groupName(group)), shareCell(e.type1), shareCell(e.type2), shareCell(e.type3)};
        if (weighted)
            for (const auto* one : {&e.weighted1, &e.weighted2, &e.weighted3})
                three.push_back(shareCell(*one));
        types.rows.push_back(std::move(three));
    }
    if (chart.rows.empty())
        return;
    chart.to = 1;
    add(Picture{chart, tr("Errors by group"),
        tr("Each row sums to 100%. Hatched: too few to be shown. Counts stand in the table "
           "below.")});
    add(std::move(table));
    if (weighted)
        types.note =
            tr("By frequency: a common name weighs more than a rare one. The two can differ "
               "in sign, so both are given.");
    add(std::move(types));
}

void BiasReport::results() {
    const auto each = [this](const char* id, const QString& number, bool slices, auto fill) {
        int below = 0;
        for (const auto& one : m_audit.dimensions) {
            if (one.source == "crossed" || (one.source == "structure") != slices)
                continue;
            ++below;
            const auto key = QStringLiteral("%1-%2").arg(QLatin1String(id)).arg(below);
            open(key.toLatin1().constData(), QStringLiteral("%1.%2").arg(number).arg(below),
                dimensionName(one), 2);
            fill(one);
        }
        if (below == 0)
            say(tr("This audit holds no groups of this kind."));
    };
    open("performance", QStringLiteral("6"), tr("How well each group is served"));
    say(tr("Intervals show how far chance alone may move a figure: on other text of the same kind "
           "it would lie in such an interval 95 times of 100. Wide intervals mean little text."));
    each("performance", QStringLiteral("6"), false,
        [this](const AuditDimension& one) { performance(one); });
    open("gaps", QStringLiteral("7"), tr("Gaps between groups"));
    say(tr(
        "A gap is a group's figure minus that of all others together. A square that is not filled "
        "does not show that groups are equal: look at the smallest gap that would have been "
        "found."));
    each("gaps", QStringLiteral("7"), false, [this](const AuditDimension& one) {
        gaps(one);
        spread(one);
    });
    open("errors", QStringLiteral("8"), tr("Kinds of errors"));
    say(tr("A mention that is missed, one that is found as the wrong type and one with wrong edges "
           "do different harm."));
    each("errors", QStringLiteral("8"), false, [this](const AuditDimension& one) { errors(one); });
    open("slices", QStringLiteral("9"), tr("Slices by the form of words"));
    say(tr("These groups need to know nothing of people: writing system, capital letters, length, "
           "whether the words were seen in training. They often explain a gap of the sections "
           "before."));
    each("slices", QStringLiteral("9"), true, [this](const AuditDimension& one) {
        performance(one);
        gaps(one);
    });
}

void BiasReport::intersections() {
    open("intersections", QStringLiteral("11"), tr("Intersections"));
    int below = 0;
    for (const auto& one : m_audit.dimensions) {
        if (one.source != "crossed")
            continue;
        if (below == 0)
            say(tr("Each of these groups has several properties at once: two properties can each "
                   "look even while their combination is not. Combinations that do not occur in "
                   "the text are listed, too."));
        const auto key = QStringLiteral("intersections-%1").arg(++below);
        open(key.toLatin1().constData(), QStringLiteral("11.%1").arg(below), dimensionName(one), 2);
        performance(one);
        gaps(one);
        spread(one);
        errors(one);
    }
    if (below == 0)
        say(tr("Groups that combine several properties, such as gender and country, were not "
               "audited. Two properties can each look even while their combination is not."));
}

} // namespace evenspan::report
