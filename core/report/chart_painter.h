// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/canvas.h"
#include "core/report/chart.h"

#include <optional>

namespace evenspan::report {

// Draws the chart with its left upper corner at (0, 0), `width` wide; letters are 8 units high, so
// a window draws at a scale of 1.5. The height is chartHeight's.
void drawChart(Canvas& canvas, const Chart& chart, double width);
double chartHeight(const Chart& chart, double width);

// What a point of a drawn chart belongs to: the row of a chart of rows or of a matrix, with the
// matrix' column (-1: the row's label), the panel of a reliability chart. Nothing on axes and
// heads.
struct ChartPlace {
    std::size_t row = 0;
    int column = -1;
    bool operator==(const ChartPlace&) const = default;
};
std::optional<ChartPlace> placeAt(
    const Canvas& canvas, const Chart& chart, double width, QPointF at);

// The same chart in pieces, none higher than `height` where one row fits at all; a matrix is also
// cut between columns so that every value stays readable. Axes stay those of the whole. `first` is
// the room for the first piece of a chart of rows, where there is less.
std::vector<Chart> splitChart(
    const Chart& chart, double width, double height, std::optional<double> first = std::nullopt);

} // namespace evenspan::report
