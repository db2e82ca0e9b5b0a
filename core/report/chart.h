// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <QString>
#include <variant>
#include <vector>

// What the charts of an audit show; how they are drawn stands in chart_painter.h. All texts come
// in the reader's language, and every value comes with its printed form, so that a chart says
// the same as the table behind it to the last digit.
namespace evenspan::report {

// One line of a chart of intervals. Values in the unit of the axis.
struct IntervalRow {
    QString label;
    QString detail; // second, muted line: "n = 120 in 40 documents"
    std::optional<double> value; // not there: hatched, with `printed` as the reason
    std::optional<double> low, high;
    std::optional<double> detectable; // forest plot: smallest gap that would probably be found
    double weight = 0; // forest plot: area of the square
    QString printed; // "0.912 [0.880, 0.940]", or "not shown: fewer than 11"
    bool marked = false; // a filled square: significant after correction
};

// Dots with intervals, one line a group, and a line for all text together. Values are shares, and
// the axis reads in percent.
struct DotChart {
    QString axis;
    std::vector<IntervalRow> rows;
    std::optional<double> overall;
    QString overallLabel;
    double from = 0, to = 1;
};

// Signed gaps to a reference, with the smallest gap that the data could show.
struct ForestChart {
    QString axis;
    std::vector<IntervalRow> rows;
    std::optional<double> margin; // "no difference larger than": a band of ± margin
    double reach = 0.1; // the axis goes from −reach to +reach
    QString better, worse; // under the two halves of the axis
};

struct HeatCell {
    std::optional<double> value;
    QString printed; // always drawn
};

// Shades of grey with the value printed in each cell: error types, matrices, maps.
struct HeatChart {
    QString rowTitle, columnTitle;
    std::vector<QString> rows, columns;
    std::vector<std::vector<HeatCell>> cells; // [rows][columns]
    double from = 0, to = 1; // the lightest and the darkest shade; both signs: −to … to
    bool bothSigns = false;
};

struct ReliabilityPoint {
    double confidence = 0, right = 0; // mean of what the model said; share that held
    double low = 0, high = 1; // interval of `right`
    std::uint64_t count = 0;
};

// A small square diagram for each group.
struct ReliabilityChart {
    struct Panel {
        QString title;
        QString note; // "ECE 0.031, by chance 0.024"
        std::vector<ReliabilityPoint> points; // none: hatched
    };
    QString across, up;
    std::vector<Panel> panels;
};

using Chart = std::variant<DotChart, ForestChart, HeatChart, ReliabilityChart>;

// The range of a dot chart's axis: from a round value below all intervals to 1 at the most.
void fitAxis(DotChart& chart);
void fitAxis(ForestChart& chart);

} // namespace evenspan::report
