// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/bias_report.h"

#include <algorithm>
#include <QStringList>

namespace evenspan::report {

using namespace fairness;

namespace {

constexpr std::size_t kListedLines = 60; // more stand in the attached JSON

} // namespace

// Before and after a correction, in the order of the audit: everything, then group by group.
void BiasReport::change() {
    open("mitigation", QStringLiteral("13"), tr("Before and after a correction"));
    if (!m_audit.change) {
        say(tr("This report shows one run. Whether a correction helped is to be tested pairwise on "
               "the same documents, with at least three trainings; such a comparison is not part "
               "of this audit."));
        return;
    }
    const AuditChange& change = *m_audit.change;
    say(tr("The runs before and after a correction were asked about the same documents and the "
           "same names, so what differs comes from the correction, from the chance of the seed, or "
           "from the choice of documents. The interval and p take both kinds of chance into "
           "account."));
    Definitions facts;
    facts.entries.emplace_back(tr("Runs before"), joined(change.before));
    facts.entries.emplace_back(tr("Runs after"), joined(change.after));
    facts.entries.emplace_back(tr("Documents"), count(change.documents));
    for (const auto& difference : change.differences)
        facts.entries.emplace_back(tr("Changed setting"), QString::fromStdString(difference));
    if (change.namesLearnt > 0)
        facts.entries.emplace_back(
            tr("Names left out, since a run has learnt from them"), count(change.namesLearnt));
    add(std::move(facts));
    warnOfFewSeeds();
    std::vector<const AuditChangeLine*> lines;
    for (const auto& line : change.lines)
        lines.push_back(&line);
    addChanges(lines);
}

// In a window one kind of groups is shown at a time, with what changed in all text above it.
void BiasReport::changeOf(const AuditDimension& dimension) {
    if (!m_audit.change)
        return;
    const AuditChange& change = *m_audit.change;
    say(tr("Before: %1. After: %2.").arg(joined(change.before), joined(change.after)));
    for (const auto& difference : change.differences)
        say(tr("Changed setting") + QStringLiteral(": ") + QString::fromStdString(difference));
    warnOfFewSeeds();
    ForestChart chart;
    chart.axis = tr("change in points");
    chart.worse = tr("lower after it");
    chart.better = tr("higher after it");
    std::vector<const AuditChangeLine*> lines;
    for (const auto& line : change.lines) {
        if (!line.dimension.empty() && line.dimension != dimension.id)
            continue;
        lines.push_back(&line);
        const auto percent = [](const std::optional<double>& value) {
            return value ? std::optional(100 * *value) : std::nullopt;
        };
        IntervalRow row;
        row.label = line.group.empty() ? tr("all") : QString::fromStdString(line.group);
        row.detail = changeFigure(line);
        row.value = percent(line.change.value);
        row.low = percent(line.change.low);
        row.high = percent(line.change.high);
        row.printed = printedPoints(line.change);
        row.marked = line.verdict == "better" || line.verdict == "worse";
        row.weight = 1;
        chart.rows.push_back(std::move(row));
    }
    fitAxis(chart);
    add(Picture{chart, tr("What changed, in points"),
        tr("One square a figure, filled where a change is shown, with its 95% interval. The same "
           "figures stand in the table below.")});
    addChanges(lines);
}

void BiasReport::warnOfFewSeeds() {
    if (m_audit.change->fewSeeds)
        say(tr("There are fewer than three runs on a side. How far runs differ by their seed alone "
               "is not known, and the intervals are too narrow."),
            Paragraph::Kind::Warning);
}

QString BiasReport::changeFigure(const AuditChangeLine& line) const {
    const QString figure = line.kind == "worst" ? tr("worst group, %1")
        : line.kind == "gap"                    ? tr("gap to the rest, %1")
                                                : QStringLiteral("%1");
    return figure.arg(measureName(line.measure));
}

void BiasReport::addChanges(const std::vector<const AuditChangeLine*>& lines) {
    Table table{QStringLiteral("change"), tr("What changed"),
        {{tr("Groups by"), false}, {tr("Group"), false}, {tr("Figure"), false},
            {tr("Before"), true}, {tr("After"), true}, {tr("Change, points"), true},
            {tr("p, corrected"), true}, {tr("p, sides swapped"), true}, {tr("Result"), false}},
        {}, {}};
    for (const auto* line : lines) {
        if (table.rows.size() == kListedLines)
            break;
        const auto* where = dimension(line->dimension);
        const bool gap = line->kind == "gap";
        const QString verdict = line->verdict == "better"
            ? (gap ? tr("the gap is smaller") : tr("better"))
            : line->verdict == "worse" ? (gap ? tr("the gap is larger") : tr("worse"))
                                       : tr("no change shown");
        const auto side = [&](const AuditMeasure& measure) {
            return gap ? pointsCell(measure) : shareCell(measure);
        };
        table.rows.push_back({textCell(where ? dimensionName(*where) : tr("everything")),
            textCell(line->group.empty() ? tr("all") : QString::fromStdString(line->group)),
            textCell(changeFigure(*line)), side(line->before), side(line->after),
            pointsCell(line->change), chanceCell(line->adjusted), chanceCell(line->swapP),
            textCell(verdict)});
    }
    table.note = lines.size() > table.rows.size()
        ? tr("The first %1 of %2; all stand in the attached data.")
              .arg(count(table.rows.size()), count(lines.size()))
        : tr("In brackets: 95% interval. Before and after are means over the runs of a side; p is "
             "corrected by Holm over all lines.");
    add(std::move(table));
}

} // namespace evenspan::report
