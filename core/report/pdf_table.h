// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/page_flow.h"

namespace evenspan::report {

// Sets a table that may break between its rows; its head is repeated on every page. Columns are as
// wide as their content where that fits; else letters get smaller, then cells break their lines.
void setTable(PageFlow& flow, const Table& table, const QString& label, const ReportWords& words);

// How a table is set: the size of its letters in points and the widths of its columns. `fits`: no
// word and no number is broken; where there is little room a figure stands above its interval.
struct TableFit {
    double size = 0;
    std::vector<double> widths;
    bool fits = false;
    bool parted = false; // figures stand above their intervals
};
TableFit fitTable(const PageFlow& flow, const Table& table);

// Widths of columns for a table of that width: `natural` is what the longest text would take,
// `least` the longest word. Nobody gets less than its least while there is room for that.
std::vector<double> columnWidths(
    const std::vector<double>& natural, const std::vector<double>& least, double width);

} // namespace evenspan::report
