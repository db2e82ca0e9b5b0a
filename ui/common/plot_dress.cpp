// SPDX-License-Identifier: GPL-3.0-or-later
// How a plot looks: colours, fonts, where names and marks stand.
#include "ui/common/colours.h"
#include "ui/common/plot_private.h"
#include "ui/common/theme.h"

#include <algorithm>
#include <cmath>

namespace evenspan::ui {

namespace {

QColor faded(QColor colour, float alpha) {
    colour.setAlphaF(alpha);
    return colour;
}

QColor markColour(const Colours& c, PlotMark::Weight weight) {
    return weight == PlotMark::Problem ? c.error
        : weight == PlotMark::Warning  ? c.warning
                                       : c.muted;
}

} // namespace

QColor Plot::Private::colourOf(int line, const QWidget* widget) const {
    const PlotLine& one = lines[std::size_t(line)];
    const Look look = lookOf(widget->palette());
    if (one.labelIndex >= 0)
        return labelColour(one.labelIndex, look).line;
    return line == 0 ? Colours::of(widget->palette()).accent : labelColour(line, look).line;
}

void Plot::Private::restyle(const QWidget* widget) {
    const Colours c = Colours::of(widget->palette());
    const int front = hovered >= 0 ? hovered : picked;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        PlotLine& line = lines[i];
        const QColor colour = colourOf(int(i), widget);
        const bool back = front >= 0 && int(i) != front;
        const bool own = int(i) == front;
        const Qt::PenStyle dash = i == 0 ? Qt::SolidLine : i % 2 ? Qt::DashLine : Qt::DotLine;
        const bool hasFront = line.smooth && line.smooth->visible();
        const float raw = hasFront ? (back ? 0.1F : 0.28F) : (back ? 0.25F : 1.0F);
        line.raw->setPen(QPen(faded(colour, raw),
            hasFront  ? 1
                : own ? 3
                      : 1.8,
            hasFront ? Qt::SolidLine : dash));
        if (line.smooth)
            line.smooth->setPen(QPen(faded(colour, back ? 0.25F : 1.0F), own ? 3 : 2, dash));
        // Discs of a long line would run into each other.
        const bool discs = line.marker && line.data.size() <= 200;
        line.raw->setScatterStyle(discs ? QCPScatterStyle(QCPScatterStyle::ssDisc,
                                      faded(colour, raw), faded(colour, raw), 6)
                                        : QCPScatterStyle());
        line.tag->setColor(back ? faded(colour, 0.4F) : colour);
        line.tag->setBrush(c.surface); // no grid line strikes a name through
        line.tag->setFont(scaledFont(widget->font(), 12 / 13.0, true));
        if (!plot->legend->visible())
            continue;
        if (auto* item = plot->legend->itemWithPlottable(line.frontGraph())) {
            item->setTextColor(back ? c.muted : c.text);
            item->setFont(scaledFont(widget->font(), 12 / 13.0, own));
        }
    }
}

void Plot::Private::dress(const QWidget* widget) {
    const Colours c = Colours::of(widget->palette());
    const Look look = lookOf(widget->palette());
    plot->setBackground(c.surface);
    QColor grid = c.hairline;
    if (look == Look::HighContrast)
        grid.setAlphaF(0.35F);
    const QFont small = scaledFont(widget->font(), 12 / 13.0);
    for (QCPAxis* axis : {plot->xAxis, plot->yAxis}) {
        axis->setBasePen(axis == plot->xAxis ? QPen(c.hairline) : QPen(Qt::NoPen));
        axis->setTickPen(Qt::NoPen);
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(c.muted);
        axis->setTickLabelFont(small);
        axis->setLabelColor(c.muted);
        axis->setLabelFont(small);
        axis->setNumberFormat(QStringLiteral("g"));
        axis->setNumberPrecision(5);
        axis->grid()->setZeroLinePen(Qt::NoPen);
        // Between two powers of ten the eye needs more to hold on to.
        axis->grid()->setSubGridVisible(axis->scaleType() == QCPAxis::stLogarithmic);
        axis->grid()->setSubGridPen(QPen(faded(grid, 0.45F), 1));
        axis->grid()->setPen(QPen(grid, 1));
    }
    plot->xAxis->grid()->setVisible(false);
    plot->legend->setBrush(faded(c.surface, 0.9F));
    plot->legend->setBorderPen(QPen(c.hairline));
    plot->legend->setFont(small);
    plot->legend->setTextColor(c.text);
    plot->legend->setRowSpacing(-2);
    plot->legend->setIconSize(space(widget, 5), space(widget, 2));
    restyle(widget);
    cross->setPen(QPen(c.muted, 1, Qt::DotLine));
    readout->setColor(c.text);
    readout->setFont(small);
    readout->setBrush(faded(c.raised, 0.95F));
    readout->setPadding(QMargins(6, 3, 6, 3));
    for (std::size_t i = 0; i < markItems.size(); ++i) {
        const QColor colour = markColour(c, marks[int(i)].weight);
        markItems[i].line->setPen(QPen(faded(colour, 0.55F), 1, Qt::DashLine));
        markItems[i].dot->setColor(colour);
        markItems[i].dot->setFont(small);
    }
}

// Of the names at the ends of the lines, or of the legend.
int Plot::Private::widestName() const {
    const bool direct = int(lines.size()) <= kDirectNames;
    if (!direct && !plot->legend->visible())
        return 0;
    int widest = 0;
    for (const PlotLine& line : lines)
        if (line.data.size() > 0)
            widest = qMax(widest, QFontMetrics(line.tag->font()).horizontalAdvance(line.name));
    if (widest == 0)
        return 0;
    return direct ? widest + 19 : widest + plot->legend->iconSize().width() + 40;
}

void Plot::Private::rescale() {
    double left = qInf(), right = -qInf(), low = qInf(), high = -qInf();
    const bool logarithmic = plot->yAxis->scaleType() == QCPAxis::stLogarithmic;
    for (const PlotLine& line : lines) {
        if (line.data.size() == 0)
            continue;
        left = qMin(left, line.data.x(0));
        right = qMax(right, line.data.x(line.data.size() - 1));
        double lowest = 0, highest = 0;
        if (!line.data.range(0, line.data.size(), lowest, highest))
            continue;
        if (logarithmic && lowest <= 0) { // the lowest that such a scale can show
            lowest = qInf();
            for (const QPointF& point :
                line.data.sample(line.data.x(0), line.data.x(line.data.size() - 1), 2000))
                if (point.y() > 0)
                    lowest = qMin(lowest, point.y());
        }
        low = qMin(low, lowest);
        high = qMax(high, highest);
    }
    if (!(left <= right) || !(low <= high))
        return;
    if (right <= left)
        right = left + 1;
    // Room at the right for the names of the lines, and a little above and below.
    const int widest = widestName();
    const double reserve = double(widest) / qMax(100, plot->axisRect()->width() - widest);
    // Whole discs at the first and the last point.
    const bool discs = std::any_of(lines.begin(), lines.end(),
        [](const PlotLine& line) { return line.marker && line.data.size() > 0; });
    const double pad = discs ? (right - left) * 0.012 : 0;
    plot->xAxis->setRange(left - pad, right + pad + (right - left) * reserve);
    if (logarithmic) {
        plot->yAxis->setRange(low / 1.15, qMax(high, low * 1.01) * 1.15);
        return;
    }
    if (high <= low) {
        const double around = low == 0 ? 1 : std::abs(low) * 0.1;
        low = low >= 0 ? qMax(0.0, low - around) : low - around;
        high += around;
    }
    const double room = (high - low) * 0.06;
    // Down to 0, or so far below it that a disc there is whole.
    const double floor = discs ? -(high - low) * 0.015 : 0;
    plot->yAxis->setRange(low >= 0 ? qMax(floor, low - room) : low - room, high + room);
}

void Plot::Private::feed() {
    const QCPRange range = plot->xAxis->range();
    // A thousand lines share what one screen can show.
    const int columns = qBound(
        16, plot->axisRect()->width(), qMax(16, int(40000 / qMax<std::size_t>(1, lines.size()))));
    const bool logarithmic = plot->yAxis->scaleType() == QCPAxis::stLogarithmic;
    const auto give = [&](QCPGraph* graph, const PlotSeries& series) {
        QVector<QCPGraphData> points;
        const auto sampled = series.sample(range.lower, range.upper, columns);
        points.reserve(int(sampled.size()));
        for (const QPointF& point : sampled)
            points.append(
                QCPGraphData(point.x(), logarithmic && point.y() <= 0 ? qQNaN() : point.y()));
        graph->data()->set(points, true);
    };
    for (PlotLine& line : lines) {
        give(line.raw, line.data);
        if (line.smooth && line.smooth->visible())
            give(line.smooth, line.average);
    }
}

// Names stand at the ends of their lines, the lowest below its end, the others above. Where the
// numbers of the axis stand below it, all are above, and those that would cover it a line higher.
// Of many lines the names keep apart by being moved up.
void Plot::Private::placeTags() {
    struct Placed {
        PlotLine* line;
        double pixel; // its middle, from above
    };
    std::vector<Placed> placed;
    const bool direct = int(lines.size()) <= kDirectNames;
    for (PlotLine& line : lines) {
        const PlotSeries& front = line.front();
        int last = front.size() - 1;
        while (last >= 0 && !std::isfinite(front.y(last)))
            --last;
        const bool on = direct && last >= 0;
        line.tag->setVisible(on);
        if (!on)
            continue;
        line.tag->setText(line.name);
        line.tag->position->setTypeX(QCPItemPosition::ptPlotCoords);
        line.tag->position->setTypeY(QCPItemPosition::ptAbsolute);
        line.tag->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        // Behind the last point, whose dot its ground would cut in two.
        const double end = plot->xAxis->coordToPixel(front.x(last));
        line.tag->position->setCoords(plot->xAxis->pixelToCoord(end + 5), 0);
        placed.push_back({&line, plot->yAxis->coordToPixel(front.y(last))});
    }
    if (placed.empty())
        return;
    std::sort(placed.begin(), placed.end(),
        [](const Placed& a, const Placed& b) { return a.pixel > b.pixel; });
    const double height = QFontMetrics(placed.front().line->tag->font()).height();
    // From the lowest up, each at least a line's height above the one before; one name alone and
    // the lowest of several stand where their lines end.
    double floor = plot->axisRect()->bottom() - height / 2;
    for (Placed& one : placed) {
        one.pixel = qMin(one.pixel, floor);
        floor = one.pixel - height;
    }
    // What would leave the top comes down again.
    double ceiling = plot->axisRect()->top() + height / 2;
    for (auto one = placed.rbegin(); one != placed.rend(); ++one) {
        one->pixel = qMax(one->pixel, ceiling);
        ceiling = one->pixel + height;
    }
    for (const Placed& one : placed)
        one.line->tag->position->setCoords(one.line->tag->position->key(), one.pixel);
}

void Plot::Private::placeMarks() {
    const QCPRange range = plot->xAxis->range();
    // A sign that would cover the one before goes a line lower.
    const int height = QFontMetrics(plot->legend->font()).height();
    double before = -1e9;
    int level = 0;
    for (std::size_t i = 0; i < markItems.size(); ++i) {
        const bool on = range.contains(marks[int(i)].x);
        markItems[i].line->setVisible(on);
        markItems[i].dot->setVisible(on);
        if (!on)
            continue;
        const double at = plot->xAxis->coordToPixel(marks[int(i)].x);
        level = at - before < height ? level + 1 : 0;
        before = at;
        markItems[i].dot->setPadding(QMargins(0, level * height, 0, 0));
    }
}

} // namespace evenspan::ui
