// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/chart_painter.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace evenspan::report {

namespace {

constexpr double kRow = 25, kAxis = 30, kGap = 10;
constexpr double kTwoLines = 3.4; // a row's label stands this far above its middle
constexpr double kCell = 22, kHeadLine = 10, kLeastCell = 44;
constexpr std::size_t kHeadLines = 3;
constexpr double kPanelTitle = 24, kPanelFoot = 30, kPanelsAcross = 3;

const TextStyle kLabel{8};
const TextStyle kSmall{7, Ink::Muted};

TextStyle with(TextStyle style, Anchor anchor) {
    style.anchor = anchor;
    return style;
}

// Where the plot lies between the labels on its left and the printed values on its right.
struct Span {
    double left = 0, right = 0, from = 0, to = 1;
    double at(double value) const {
        const double share = to > from ? (std::clamp(value, from, to) - from) / (to - from) : 0;
        return left + share * (right - left);
    }
};

Span spanOf(const Canvas& canvas, const std::vector<IntervalRow>& rows, double width) {
    double label = 40, printed = 30;
    for (const auto& row : rows) {
        label =
            std::max({label, canvas.width(row.label, kLabel), canvas.width(row.detail, kSmall)});
        printed = std::max(printed, canvas.width(row.printed, kLabel));
    }
    return {std::min(label, 0.34 * width) + kGap, width - std::min(printed, 0.34 * width) - kGap};
}

// Round steps of an axis: at most seven of them.
double stepOf(double range) {
    const double raw = range / 6;
    const double power = std::pow(10, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0, 10.0})
        if (factor * power >= raw - 1e-12)
            return factor * power;
    return 10 * power;
}

QString tick(double value, double step) {
    int digits = 0;
    for (double scaled = step; digits < 4 && std::abs(scaled - std::round(scaled)) > 1e-6;
         scaled *= 10)
        ++digits;
    if (std::abs(value) < step / 1000)
        value = 0;
    auto text = QString::number(value, 'f', digits);
    return text.replace(QLatin1Char('-'), QChar(0x2212));
}

// Shares read as percentages, like the figures beside their rows.
void drawAxis(
    Canvas& canvas, const Span& span, double bottom, const QString& title, bool shares = false) {
    const double step = stepOf(span.to - span.from);
    for (double value = std::ceil(span.from / step - 1e-9) * step; value <= span.to + step * 1e-6;
         value += step) {
        const double x = span.at(value);
        canvas.line({x, 0}, {x, bottom}, Ink::Line, 0.5);
        canvas.text({x, bottom + 10},
            shares ? tick(100 * value, 100 * step) + QLatin1Char('%') : tick(value, step),
            with(kSmall, Anchor::Middle));
    }
    canvas.text({(span.left + span.right) / 2, bottom + 21}, title, with(kSmall, Anchor::Middle));
}

void drawRowTexts(
    Canvas& canvas, const IntervalRow& row, const Span& span, double middle, double width) {
    const double room = span.left - kGap;
    const bool two = !row.detail.isEmpty();
    canvas.text(
        {0, middle + (two ? -kTwoLines + 3 : 3)}, canvas.elided(row.label, kLabel, room), kLabel);
    if (two)
        canvas.text({0, middle + kTwoLines + 5}, canvas.elided(row.detail, kSmall, room), kSmall);
    const auto& style = row.value ? kLabel : kSmall;
    canvas.text({width, middle + 3}, canvas.elided(row.printed, style, width - span.right - kGap),
        with(style, Anchor::Right));
}

void drawInterval(Canvas& canvas, const IntervalRow& row, const Span& span, double middle) {
    if (!row.low || !row.high)
        return;
    const double low = span.at(*row.low), high = span.at(*row.high);
    canvas.line({low, middle}, {high, middle}, Ink::Text, 1.2);
    for (const double x : {low, high})
        canvas.line({x, middle - 2.5}, {x, middle + 2.5}, Ink::Text, 1.2);
}

void drawHatched(Canvas& canvas, const Span& span, double middle) {
    canvas.hatch({span.left, middle - 6, span.right - span.left, 12});
}

void draw(Canvas& canvas, const DotChart& chart, double width) {
    auto span = spanOf(canvas, chart.rows, width);
    span.from = chart.from;
    span.to = chart.to;
    const double top = chart.overall ? 14 : 2;
    const double bottom = top + kRow * double(chart.rows.size());
    drawAxis(canvas, span, bottom, chart.axis, true);
    if (chart.overall) {
        const double x = span.at(*chart.overall);
        canvas.line({x, top - 3}, {x, bottom}, Ink::Accent, 1, true);
        // Beside its line, on the side with more room.
        const bool leftHalf = x < (span.left + span.right) / 2;
        canvas.text({x + (leftHalf ? -2 : 2), top - 5}, chart.overallLabel,
            {7, Ink::Accent, false, leftHalf ? Anchor::Left : Anchor::Right});
    }
    double middle = top + kRow / 2;
    for (const auto& row : chart.rows) {
        if (row.value) {
            drawInterval(canvas, row, span, middle);
            canvas.dot(
                {span.at(*row.value), middle}, 3, row.marked ? Ink::Accent : Ink::Text, Ink::Paper);
        } else {
            drawHatched(canvas, span, middle);
        }
        drawRowTexts(canvas, row, span, middle, width);
        middle += kRow;
    }
}

void draw(Canvas& canvas, const ForestChart& chart, double width) {
    auto span = spanOf(canvas, chart.rows, width);
    span.from = -chart.reach;
    span.to = chart.reach;
    const double top = 14;
    const double bottom = top + kRow * double(chart.rows.size());
    if (chart.margin)
        canvas.box({span.at(-*chart.margin), top - 2,
                       span.at(*chart.margin) - span.at(-*chart.margin), bottom - top + 2},
            Ink::Band);
    drawAxis(canvas, span, bottom, chart.axis);
    canvas.line({span.at(0), top - 2}, {span.at(0), bottom}, Ink::Text, 1);
    canvas.text({span.left, top - 6}, QChar(0x2190) + QStringLiteral(" ") + chart.worse, kSmall);
    canvas.text({span.right, top - 6}, chart.better + QStringLiteral(" ") + QChar(0x2192),
        with(kSmall, Anchor::Right));
    double heaviest = 0;
    for (const auto& row : chart.rows)
        heaviest = std::max(heaviest, row.weight);
    double middle = top + kRow / 2;
    for (const auto& row : chart.rows) {
        if (row.value) {
            if (row.detectable)
                for (const double side : {-1.0, 1.0}) {
                    const double x = span.at(side * *row.detectable);
                    canvas.line({x, middle - 7}, {x, middle + 7}, Ink::Muted, 0.8, true);
                }
            drawInterval(canvas, row, span, middle);
            const double half = heaviest > 0 ? 2 + 2.5 * std::sqrt(row.weight / heaviest) : 3.0;
            const QRectF square(span.at(*row.value) - half, middle - half, 2 * half, 2 * half);
            canvas.box(square, row.marked ? Ink::Accent : Ink::Paper);
            canvas.frame(square, row.marked ? Ink::Accent : Ink::Text, 1);
        } else {
            drawHatched(canvas, span, middle);
        }
        drawRowTexts(canvas, row, span, middle, width);
        middle += kRow;
    }
}

double heatLabel(const Canvas* canvas, const HeatChart& chart, double width) {
    double label = 50;
    if (canvas)
        for (const auto& row : chart.rows)
            label = std::max(label, canvas->width(row, kLabel));
    return std::min(label, 0.3 * width) + kGap;
}

// The words of a column's head over at most kHeadLines lines.
std::vector<QString> headLines(const Canvas& canvas, const QString& head, double room) {
    std::vector<QString> lines;
    for (const auto& word : head.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        if (!lines.empty()) {
            const QString longer = lines.back() + QLatin1Char(' ') + word;
            if (canvas.width(longer, kSmall) <= room || lines.size() == kHeadLines) {
                lines.back() = longer;
                continue;
            }
        }
        lines.push_back(word);
    }
    for (auto& line : lines)
        line = canvas.elided(line, kSmall, room);
    return lines;
}

void draw(Canvas& canvas, const HeatChart& chart, double width) {
    const double left = heatLabel(&canvas, chart, width);
    const double top = kHeadLine * (kHeadLines + 1) + 4;
    const double cell =
        chart.columns.empty() ? 0 : std::min((width - left) / double(chart.columns.size()), 90.0);
    canvas.text({0, top - 5}, canvas.elided(chart.rowTitle, kSmall, left - kGap), kSmall);
    std::size_t most = 1;
    for (std::size_t column = 0; column < chart.columns.size(); ++column) {
        const auto lines = headLines(canvas, chart.columns[column], cell - 4);
        most = std::max(most, lines.size());
        double y = top - 5 - kHeadLine * double(lines.size() - (lines.empty() ? 0 : 1));
        for (const auto& line : lines) {
            canvas.text(
                {left + cell * (double(column) + 0.5), y}, line, with(kSmall, Anchor::Middle));
            y += kHeadLine;
        }
    }
    canvas.text({left, top - 7 - kHeadLine * double(most)},
        canvas.elided(chart.columnTitle, kSmall, width - left), kSmall);
    const double range = chart.bothSigns ? chart.to : chart.to - chart.from;
    for (std::size_t row = 0; row < chart.rows.size(); ++row) {
        const double y = top + kCell * double(row);
        canvas.text(
            {0, y + kCell / 2 + 3}, canvas.elided(chart.rows[row], kLabel, left - kGap), kLabel);
        for (std::size_t column = 0; column < chart.columns.size(); ++column) {
            const auto& one = chart.cells[row][column];
            const QRectF box(left + cell * double(column), y, cell - 1, kCell - 1);
            if (one.value)
                canvas.shade(box,
                    range > 0
                        ? (chart.bothSigns ? std::abs(*one.value) : *one.value - chart.from) / range
                        : 0);
            else
                canvas.hatch(box);
            canvas.frame(box, Ink::Line, 0.4);
            const auto style = with(one.value ? kLabel : kSmall, Anchor::Middle);
            canvas.text({box.center().x(), box.center().y() + 3},
                canvas.elided(one.printed, style, cell - 4), style);
        }
    }
}

double panelSide(double width) {
    return (width - (kPanelsAcross - 1) * 2 * kGap) / kPanelsAcross;
}

void drawPanel(Canvas& canvas, const ReliabilityChart& chart, const ReliabilityChart::Panel& panel,
    QPointF corner, double side) {
    const double inset = 18;
    const QRectF plot(corner.x() + inset, corner.y() + kPanelTitle, side - inset, side - inset);
    const auto at = [&plot](double x, double y) {
        return QPointF(plot.left() + x * plot.width(), plot.bottom() - y * plot.height());
    };
    canvas.text(
        {plot.left(), corner.y() + 9}, canvas.elided(panel.title, kLabel, plot.width()), kLabel);
    canvas.text(
        {plot.left(), corner.y() + 19}, canvas.elided(panel.note, kSmall, plot.width()), kSmall);
    if (panel.points.empty()) {
        canvas.hatch(plot);
        canvas.frame(plot, Ink::Line, 0.5);
        return;
    }
    for (const double value : {0.0, 0.5, 1.0}) {
        canvas.line(at(0, value), at(1, value), Ink::Line, 0.5);
        canvas.line(at(value, 0), at(value, 1), Ink::Line, 0.5);
        canvas.text(at(0, value) + QPointF(-3, 2.5), QString::number(value),
            with({6.5, Ink::Muted}, Anchor::Right));
        canvas.text(at(value, 0) + QPointF(0, 9), QString::number(value),
            with({6.5, Ink::Muted}, Anchor::Middle));
    }
    canvas.line(at(0, 0), at(1, 1), Ink::Muted, 0.8, true);
    for (const auto& point : panel.points) {
        canvas.line(
            at(point.confidence, point.low), at(point.confidence, point.high), Ink::Text, 0.9);
        canvas.dot(at(point.confidence, point.right), 2.2, Ink::Text, Ink::Paper);
    }
    canvas.text({plot.center().x(), plot.bottom() + 19},
        canvas.elided(chart.across, {6.5, Ink::Muted}, plot.width()),
        with({6.5, Ink::Muted}, Anchor::Middle));
}

void draw(Canvas& canvas, const ReliabilityChart& chart, double width) {
    const double side = panelSide(width);
    const double down = kPanelTitle + side - 18 + kPanelFoot;
    canvas.text({0, 8}, chart.up, kSmall);
    for (std::size_t i = 0; i < chart.panels.size(); ++i)
        drawPanel(canvas, chart, chart.panels[i],
            {double(i % 3) * (side + 2 * kGap), 14 + double(i / 3) * down}, side);
}

double height(const DotChart& chart, double) {
    return (chart.overall ? 14 : 2) + kRow * double(chart.rows.size()) + kAxis;
}
double height(const ForestChart& chart, double) {
    return 14 + kRow * double(chart.rows.size()) + kAxis;
}
double height(const HeatChart& chart, double) {
    return kHeadLine * (kHeadLines + 1) + 4 + kCell * double(chart.rows.size()) + 4;
}
double height(const ReliabilityChart& chart, double width) {
    return 14
        + double((chart.panels.size() + 2) / 3)
        * (kPanelTitle + panelSide(width) - 18 + kPanelFoot);
}

// The row at a height, where rows begin at `top` and are `each` high.
std::optional<ChartPlace> rowAt(double y, double top, double each, std::size_t rows) {
    const double row = std::floor((y - top) / each);
    if (row < 0 || row >= double(rows))
        return {};
    return ChartPlace{std::size_t(row), -1};
}

std::optional<ChartPlace> place(const Canvas&, const DotChart& chart, double, QPointF at) {
    return rowAt(at.y(), chart.overall ? 14 : 2, kRow, chart.rows.size());
}
std::optional<ChartPlace> place(const Canvas&, const ForestChart& chart, double, QPointF at) {
    return rowAt(at.y(), 14, kRow, chart.rows.size());
}
std::optional<ChartPlace> place(
    const Canvas& canvas, const HeatChart& chart, double width, QPointF at) {
    auto out = rowAt(at.y(), kHeadLine * (kHeadLines + 1) + 4, kCell, chart.rows.size());
    const double left = heatLabel(&canvas, chart, width);
    if (!out || chart.columns.empty() || at.x() < left)
        return out;
    const double cell = std::min((width - left) / double(chart.columns.size()), 90.0);
    out->column = int(std::floor((at.x() - left) / cell));
    return out->column < int(chart.columns.size()) ? out : std::nullopt;
}
std::optional<ChartPlace> place(
    const Canvas&, const ReliabilityChart& chart, double width, QPointF at) {
    const double side = panelSide(width), down = kPanelTitle + side - 18 + kPanelFoot;
    const double across = std::floor(at.x() / (side + 2 * kGap)),
                 line = std::floor((at.y() - 14) / down);
    if (across < 0 || across >= kPanelsAcross || line < 0)
        return {};
    const auto panel = std::size_t(line) * std::size_t(kPanelsAcross) + std::size_t(across);
    return panel < chart.panels.size() ? std::optional(ChartPlace{panel, -1}) : std::nullopt;
}

std::size_t pieceSize(double room, double each) {
    return std::size_t(std::max(1.0, std::floor(room / each)));
}

template <class C> std::vector<Chart> splitRows(const C& chart, double height, double firstHeight) {
    const double frame = 14 + kAxis;
    const auto size = pieceSize(height - frame, kRow);
    auto next = std::min(size, pieceSize(firstHeight - frame, kRow));
    std::vector<Chart> pieces;
    for (std::size_t first = 0; first < chart.rows.size();) {
        auto piece = chart;
        const auto last = std::min(first + next, chart.rows.size());
        piece.rows.assign(chart.rows.begin() + long(first), chart.rows.begin() + long(last));
        pieces.emplace_back(std::move(piece));
        first = last;
        next = size;
    }
    return pieces;
}

std::vector<Chart> split(const DotChart& chart, double, double height, double first) {
    return splitRows(chart, height, first);
}
std::vector<Chart> split(const ForestChart& chart, double, double height, double first) {
    return splitRows(chart, height, first);
}

std::vector<Chart> split(const HeatChart& chart, double width, double height, double first) {
    // As few pieces as there must be, all of the same width: a last one of a single column would
    // look like another figure.
    const auto most = pieceSize(0.7 * width - kGap, kLeastCell);
    const auto beside = std::max<std::size_t>(1, (chart.columns.size() + most - 1) / most);
    const double head = kHeadLine * (kHeadLines + 1) + 8;
    const auto page = pieceSize(height - head, kCell);
    // Only where no column has to go to another piece is the order of the pieces that of the rows.
    auto down = beside == 1 ? std::min(page, pieceSize(first - head, kCell)) : page;
    std::vector<Chart> pieces;
    for (std::size_t row = 0; row < chart.rows.size(); row += std::exchange(down, page))
        for (std::size_t part = 0; part < beside; ++part) {
            const auto column = part * chart.columns.size() / beside;
            HeatChart piece = chart;
            piece.cells.clear();
            const auto lastRow = std::min(row + down, chart.rows.size());
            const auto lastColumn = (part + 1) * chart.columns.size() / beside;
            piece.rows.assign(chart.rows.begin() + long(row), chart.rows.begin() + long(lastRow));
            piece.columns.assign(
                chart.columns.begin() + long(column), chart.columns.begin() + long(lastColumn));
            for (auto r = row; r < lastRow; ++r)
                piece.cells.emplace_back(chart.cells[r].begin() + long(column),
                    chart.cells[r].begin() + long(lastColumn));
            pieces.emplace_back(std::move(piece));
        }
    return pieces;
}

std::vector<Chart> split(const ReliabilityChart& chart, double width, double height, double) {
    const auto lines = pieceSize(height - 14, kPanelTitle + panelSide(width) - 18 + kPanelFoot);
    std::vector<Chart> pieces;
    for (std::size_t first = 0; first < chart.panels.size(); first += 3 * lines) {
        auto piece = chart;
        const auto last = std::min(first + 3 * lines, chart.panels.size());
        piece.panels.assign(chart.panels.begin() + long(first), chart.panels.begin() + long(last));
        pieces.emplace_back(std::move(piece));
    }
    return pieces;
}

} // namespace

std::optional<ChartPlace> placeAt(
    const Canvas& canvas, const Chart& chart, double width, QPointF at) {
    return std::visit([&](const auto& one) { return place(canvas, one, width, at); }, chart);
}

void drawChart(Canvas& canvas, const Chart& chart, double width) {
    std::visit([&](const auto& one) { draw(canvas, one, width); }, chart);
}

double chartHeight(const Chart& chart, double width) {
    return std::visit([width](const auto& one) { return height(one, width); }, chart);
}

std::vector<Chart> splitChart(
    const Chart& chart, double width, double height, std::optional<double> first) {
    const double begin = std::min(height, first.value_or(height));
    return std::visit([&](const auto& one) { return split(one, width, height, begin); }, chart);
}

void fitAxis(DotChart& chart) {
    double least = 1, most = 0;
    const auto see = [&](const std::optional<double>& value) {
        if (value) {
            least = std::min(least, *value);
            most = std::max(most, *value);
        }
    };
    for (const auto& row : chart.rows)
        for (const auto& value : {row.value, row.low, row.high})
            see(value);
    see(chart.overall);
    if (most < least) {
        least = 0;
        most = 1;
    }
    chart.to = std::ceil(10 * most - 1e-9) / 10;
    chart.from = std::floor(10 * least + 1e-9) / 10;
    if (chart.to - chart.from < 0.2)
        chart.from = std::max(0.0, chart.to - 0.2);
    if (chart.to - chart.from < 0.2)
        chart.to = chart.from + 0.2;
}

void fitAxis(ForestChart& chart) {
    double reach = 0.05;
    for (const auto& row : chart.rows)
        if (row.value)
            for (const auto& value : {row.value, row.low, row.high})
                if (value)
                    reach = std::max(reach, std::abs(*value));
    if (chart.margin)
        reach = std::max(reach, 1.2 * *chart.margin);
    const double step = reach > 0.2 ? 0.1 : 0.05;
    chart.reach = step * std::ceil(reach / step - 1e-9);
}

} // namespace evenspan::report
