// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/bias_report.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace evenspan::report {

using namespace fairness;

namespace {

constexpr std::size_t kListedSwaps = 60; // more stand in the attached JSON
constexpr std::size_t kPanels = 12;

// Names in the order in which they first come.
class Names {
public:
    std::size_t of(const std::string& name) {
        const auto [at, added] = m_places.emplace(name, m_list.size());
        if (added)
            m_list.push_back(shown(name));
        return at->second;
    }
    const std::vector<QString>& list() const { return m_list; }

private:
    std::map<std::string, std::size_t> m_places;
    std::vector<QString> m_list;
};

// Mean distance of a panel's points from the diagonal.
double distance(const ReliabilityChart::Panel& panel) {
    double sum = 0, all = 0;
    for (const auto& point : panel.points) {
        sum += double(point.count) * std::abs(point.confidence - point.right);
        all += double(point.count);
    }
    return all > 0 ? sum / all : 0;
}

} // namespace

void BiasReport::counterfactual() {
    open("counterfactual", QStringLiteral("10"), tr("The same sentence with another name"));
    say(tr("Two sentences that differ in one name only should get the same answer. This section "
           "counts how often they do not. It holds the context still, so a difference comes from "
           "the name."));
    bool any = false;
    int below = 0;
    for (const auto& one : m_audit.dimensions) {
        if (one.swaps.empty() && one.templates.empty())
            continue;
        any = true;
        const auto key = QStringLiteral("counterfactual-%1").arg(++below);
        open(key.toLatin1().constData(), QStringLiteral("10.%1").arg(below), dimensionName(one), 2);
        if (one.source == "swap")
            say(tr("Names in the project’s own sentences were replaced, group by group: every "
                   "mention of one name in a document by the same other name. “As written” is the "
                   "name that stood there; a model may have learnt it."));
        swaps(one);
        templates(one);
    }
    if (!any)
        say(tr("No names were swapped in this audit."));
}

void BiasReport::swaps(const AuditDimension& dimension) {
    if (dimension.swaps.empty())
        return;
    Names names;
    double darkest = 0.01;
    const auto written = tr("(as written)").toStdString();
    const auto fromOf = [&](const AuditSwap& swap) -> const std::string& {
        return swap.from.empty() ? written : swap.from;
    };
    for (const auto& swap : dimension.swaps) {
        names.of(fromOf(swap));
        names.of(swap.to);
        if (swap.net.value)
            darkest = std::max(darkest, std::abs(*swap.net.value));
    }
    HeatChart chart;
    chart.rowTitle = tr("from");
    chart.columnTitle = tr("to: change of recall in points");
    chart.rows = chart.columns = names.list();
    chart.bothSigns = true;
    chart.to = darkest;
    const auto size = chart.rows.size();
    chart.cells.assign(size, std::vector<HeatCell>(size, HeatCell{{}, QChar(0x2013)}));
    std::vector<const AuditSwap*> listed;
    for (const auto& swap : dimension.swaps) {
        chart.cells[names.of(fromOf(swap))][names.of(swap.to)] = {
            swap.net.value, swap.net.value ? points(*swap.net.value) : missing(swap.net.reason)};
        listed.push_back(&swap);
    }
    add(Picture{chart, tr("What swapping names changes"),
        tr("Row: names that stood there; column: names put in their place. Plus: found more often. "
           "The pairs stand in the table below or in the attached data.")});
    const auto all = listed.size();
    if (all > kListedSwaps) {
        std::stable_sort(listed.begin(), listed.end(), [](const auto* a, const auto* b) {
            return std::abs(a->net.value.value_or(0)) > std::abs(b->net.value.value_or(0));
        });
        listed.resize(kListedSwaps);
    }
    Table table{QStringLiteral("swaps.") + shown(dimension.id), tr("Swaps"),
        {{tr("From"), false}, {tr("To"), false}, {tr("Pairs"), true}, {tr("Net, points"), true},
            {tr("Lost"), true}, {tr("Gained"), true}, {tr("Others changed"), true},
            {tr("Mean change of probability"), true}, {tr("p, corrected"), true},
            {tr("Result"), false}},
        {},
        all > listed.size() ? tr("The %1 largest of %2; all stand in the attached data.")
                                  .arg(count(listed.size()), count(all))
                            : QString()};
    for (const auto* swap : listed)
        table.rows.push_back({textCell(shown(fromOf(*swap))), textCell(shown(swap->to)),
            countCell(swap->pairs), pointsCell(swap->net), shareCell(swap->lost),
            shareCell(swap->gained), shareCell(swap->collateral), shareCell(swap->tokenGap),
            chanceCell(swap->adjusted), textCell(verdictName(swap->verdict))});
    add(std::move(table));
}

void BiasReport::templates(const AuditDimension& dimension) {
    if (dimension.templates.empty())
        return;
    Names groups, ids;
    for (const auto& cell : dimension.templates) {
        groups.of(cell.group);
        ids.of(cell.templateId);
    }
    HeatChart chart;
    chart.rowTitle = tr("sentence pattern");
    chart.columnTitle = tr("recall of names associated with");
    chart.rows = ids.list();
    chart.columns = groups.list();
    chart.cells.assign(
        chart.rows.size(), std::vector<HeatCell>(chart.columns.size(), HeatCell{{}, tr("n/a")}));
    for (const auto& cell : dimension.templates)
        chart.cells[ids.of(cell.templateId)][groups.of(cell.group)] = {cell.recall.value,
            cell.recall.value ? share(*cell.recall.value) : missing(cell.recall.reason)};
    add(Picture{chart, tr("Recall by sentence pattern and group"),
        tr("Dark: found often. A pattern that is light for one group only shows where names and "
           "context work against each other.")});
    if (dimension.suite && !dimension.suite->uninformative.empty())
        say(tr("Left out of the gaps, since they are always or never solved: %1 patterns.")
                .arg(count(dimension.suite->uninformative.size())),
            Paragraph::Kind::Note);
}

void BiasReport::calibration() {
    open("calibration", QStringLiteral("12"), tr("Does the model know when it is right?"));
    say(tr(
        "The model gives each answer a probability. Of answers with 90%, nine of ten should be "
        "right. The calibration error (ECE) is the mean distance from that; chance alone makes it "
        "more than zero, so the size that chance gives is printed beside it. Groups under 200 "
        "answers have no figure."));
    std::vector<const AuditDimension*> all;
    for (const auto& dimension : m_audit.dimensions)
        all.push_back(&dimension);
    reliability(all, true);
}

// All text, then every group, with its kind where `kinds`.
void BiasReport::reliability(const std::vector<const AuditDimension*>& dimensions, bool kinds) {
    ReliabilityChart chart;
    chart.across = tr("probability the model gave");
    chart.up = tr("Upwards: share that was right. On the dashed line the model is honest.");
    Table table{QStringLiteral("calibration"), tr("Calibration"),
        {{tr("Group"), false}, {tr("Answers"), true}, {tr("ECE"), true},
            {tr("ECE by chance"), true}, {tr("95% of chance below"), true},
            {tr("Brier score"), true}},
        {},
        tr("Brier score: mean squared distance of the probability from right (1) or wrong (0).")};
    const auto put = [&](const QString& name, const AuditCalibration& one) {
        const auto figure = [this](const std::optional<double>& value) {
            return value ? Cell{factor(*value), value} : Cell{tr("n/a"), {}};
        };
        table.rows.push_back({textCell(name), countCell(one.count), figure(one.error),
            one.error ? figure(one.chance) : textCell(tr("n/a")),
            one.error ? figure(one.chanceHigh) : textCell(tr("n/a")), figure(one.brier)});
        ReliabilityChart::Panel panel{name,
            one.error ? tr("ECE %1, by chance %2").arg(factor(*one.error), factor(one.chance))
                      : tr("too few answers"),
            {}};
        if (one.error)
            for (const auto& bin : one.bins)
                panel.points.push_back({bin.score, bin.right, bin.low, bin.high, bin.count});
        if (one.error)
            chart.panels.push_back(std::move(panel));
    };
    if (m_audit.calibration)
        put(tr("all text"), *m_audit.calibration);
    for (const auto* dimension : dimensions)
        for (const auto& group : dimension->groups)
            if (group.calibration)
                put(kinds && (putsNames(dimension->source) || m_audit.dimensions.size() > 1)
                        ? QString(
                            groupName(group) + QStringLiteral(" · ") + dimensionName(*dimension))
                        : groupName(group),
                    *group.calibration);
    if (table.rows.empty()) {
        say(tr("The probabilities were not audited."));
        return;
    }
    // All text first, then the groups in which the model is most wrong about itself.
    if (chart.panels.size() > kPanels) {
        std::stable_sort(chart.panels.begin() + (m_audit.calibration && m_audit.calibration->error),
            chart.panels.end(),
            [](const auto& a, const auto& b) { return distance(a) > distance(b); });
        say(tr("The figure shows the %1 with the largest distance; the table has all.")
                .arg(count(kPanels)),
            Paragraph::Kind::Note);
        chart.panels.resize(kPanels);
    }
    if (!chart.panels.empty())
        add(Picture{chart, tr("Reliability by group"),
            tr("Dots: answers of similar probability, with the interval of the share that was "
               "right.")});
    add(std::move(table));
}

} // namespace evenspan::report
