// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/chart_view.h"

#include "ui/common/colours.h"

#include <QFontInfo>
#include <QMouseEvent>
#include <QPainter>
#include <QPixmap>

#include <algorithm>
#include <cmath>

namespace evenspan::ui {

namespace {

constexpr double kSmallest = 6.5; // letters of a chart, in its unit; 11 pixels at a 13 pixel font
constexpr double kWidest = 620; // in the chart's unit: wider ones are hard to read across
constexpr double kLeast = 300;
constexpr double kCell = 44; // of a matrix, as narrow as a value can be read

report::Inks inksOf(const QPalette& palette) {
    const Colours c = Colours::of(palette);
    return {c.surface, c.text, c.muted, c.hairline, c.accent, c.raised};
}

double leastWidth(const report::Chart& chart) {
    const auto* heat = std::get_if<report::HeatChart>(&chart);
    return heat ? std::max(kLeast, 150 + kCell * double(heat->columns.size())) : kLeast;
}

} // namespace

ChartView::ChartView(report::Chart chart, QWidget* parent)
    : QWidget(parent)
    , m_chart(std::move(chart)) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setMouseTracking(true);
}

double ChartView::scale() const {
    return QFontInfo(font()).pixelSize() * 11.05 / 13 / kSmallest;
}

int ChartView::heightForWidth(int width) const {
    const double across =
        std::clamp(width / scale(), leastWidth(m_chart), std::max(kWidest, leastWidth(m_chart)));
    return int(std::ceil(report::chartHeight(m_chart, across) * scale())) + 2;
}

QSize ChartView::sizeHint() const {
    const int width = int(std::max(kWidest, leastWidth(m_chart)) * scale());
    return {width, heightForWidth(width)};
}

QSize ChartView::minimumSizeHint() const {
    return {int(leastWidth(m_chart) * scale()), 1};
}

void ChartView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    report::PainterCanvas canvas(painter, {1, 1}, scale(), font(), inksOf(palette()));
    report::drawChart(canvas, m_chart, across() - 2);
}

double ChartView::across() const {
    return std::clamp(
        width() / scale(), leastWidth(m_chart), std::max(kWidest, leastWidth(m_chart)));
}

std::optional<report::ChartPlace> ChartView::placeAt(QPointF at) const {
    QPixmap none(1, 1); // the canvas measures words by it
    QPainter painter(&none);
    const report::PainterCanvas canvas(painter, {1, 1}, scale(), font(), inksOf(palette()));
    return report::placeAt(canvas, m_chart, across() - 2, at / scale() - QPointF(1, 1) / scale());
}

void ChartView::mouseMoveEvent(QMouseEvent* event) {
    setCursor(placeAt(event->position()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
    QWidget::mouseMoveEvent(event);
}

void ChartView::mouseReleaseEvent(QMouseEvent* event) {
    const auto place =
        event->button() == Qt::LeftButton ? placeAt(event->position()) : std::nullopt;
    if (!place)
        return QWidget::mouseReleaseEvent(event);
    QString row, column;
    if (const auto* dots = std::get_if<report::DotChart>(&m_chart))
        row = dots->rows[place->row].label;
    else if (const auto* forest = std::get_if<report::ForestChart>(&m_chart))
        row = forest->rows[place->row].label;
    else if (const auto* panels = std::get_if<report::ReliabilityChart>(&m_chart))
        row = panels->panels[place->row].title;
    else if (const auto* heat = std::get_if<report::HeatChart>(&m_chart)) {
        row = heat->rows[place->row];
        if (place->column >= 0)
            column = heat->columns[std::size_t(place->column)];
    }
    Q_EMIT picked(row, column);
}

} // namespace evenspan::ui
