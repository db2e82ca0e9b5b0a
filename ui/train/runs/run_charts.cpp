// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/runs/run_charts.h"

#include "ui/common/colours.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace evenspan::ui {

namespace {

QColor groupColour(int group, const QWidget* widget) {
    const Look look = lookOf(widget->palette());
    return group == 0 ? Colours::of(widget->palette()).accent : labelColour(group, look).line;
}

Qt::PenStyle groupDash(int group) {
    return group == 0 ? Qt::SolidLine : group % 2 ? Qt::DashLine : Qt::DotLine;
}

} // namespace

ScatterView::ScatterView(QWidget* parent)
    : QWidget(parent) {
    setAccessibleName(tr("F1 against the time of training"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ScatterView::setPoints(std::vector<Point> points) {
    m_points = std::move(points);
    m_most = 1;
    m_low = 1;
    m_high = 0;
    QStringList told;
    for (const Point& point : m_points) {
        m_most = std::max(m_most, point.seconds);
        m_low = std::min(m_low, point.f1.low);
        m_high = std::max(m_high, point.f1.high);
        told << tr("%1: F1 %2 after %3")
                    .arg(point.name, percent(point.f1.estimate), durationText(point.seconds));
    }
    const double room = std::max(0.01, 0.08 * (m_high - m_low));
    m_low = std::max(0.0, m_low - room);
    m_high = std::min(1.0, m_high + room);
    setAccessibleDescription(told.join(QStringLiteral("; ")));
    update();
}

QSize ScatterView::sizeHint() const {
    return {space(this, 80), space(this, 56)};
}

QRectF ScatterView::plotArea() const {
    const int line = fontMetrics().lineSpacing();
    const int left = fontMetrics().horizontalAdvance(QStringLiteral("100.0")) + space(this, 3);
    return QRectF(rect()).adjusted(left, line + space(this, 2), -space(this, 4), -2 * line);
}

QPointF ScatterView::place(double seconds, double f1) const {
    const QRectF area = plotArea();
    // A tenth is left for names at the right.
    return {area.left() + 0.9 * area.width() * seconds / m_most,
        area.bottom() - area.height() * (f1 - m_low) / (m_high - m_low)};
}

void ScatterView::paintEvent(QPaintEvent*) {
    const Colours c = Colours::of(palette());
    const QRectF area = plotArea();
    const int line = fontMetrics().lineSpacing();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(c.muted);
    painter.drawText(QRectF(0, 0, width(), line), Qt::AlignLeft, tr("F1, in percent"));
    painter.drawText(QRectF(area.left(), height() - line, area.width(), line), Qt::AlignRight,
        tr("Time of training"));
    for (int i = 0; i <= 4; ++i) {
        const double f1 = m_low + (m_high - m_low) * i / 4;
        const double y = place(0, f1).y();
        painter.setPen(QPen(c.hairline, 1));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(c.muted);
        painter.drawText(QRectF(0, y - line / 2.0, area.left() - space(this, 2), line),
            int(Qt::AlignRight | Qt::AlignVCenter), percent(f1));
    }
    painter.drawText(
        QRectF(area.left(), area.bottom(), area.width() / 2, line), Qt::AlignLeft, tr("0 s"));
    painter.drawText(
        QRectF(place(m_most, 0).x() - area.width() / 4, area.bottom(), area.width() / 2, line),
        Qt::AlignHCenter, durationText(m_most));
    std::vector<QRectF> taken; // by names
    for (const Point& point : m_points) {
        const QColor colour = groupColour(point.group, this);
        const QPointF at = place(point.seconds, point.f1.estimate);
        painter.setPen(QPen(colour, 1.5));
        painter.drawLine(place(point.seconds, point.f1.low), place(point.seconds, point.f1.high));
        painter.setBrush(point.group % 2 ? QBrush(c.surface) : QBrush(colour));
        painter.drawEllipse(at, 4, 4);
        painter.setPen(c.text);
        const int wide = fontMetrics().horizontalAdvance(point.name);
        const bool right = at.x() + 8 + wide < width();
        QRectF name(right ? at.x() + 8 : at.x() - 8 - wide, at.y() - line / 2.0, wide + 1, line);
        while (name.top() > line
            && std::any_of(taken.begin(), taken.end(),
                [&](const QRectF& other) { return other.intersects(name); }))
            name.translate(0, -line);
        taken.push_back(name);
        painter.drawText(name, int(Qt::AlignLeft | Qt::AlignVCenter), point.name);
    }
}

bool ScatterView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        for (const Point& point : m_points) {
            const QPointF at = place(point.seconds, point.f1.estimate);
            if (std::hypot(at.x() - help->pos().x(), at.y() - help->pos().y()) < 12) {
                QToolTip::showText(help->globalPos(),
                    tr("%1: F1 %2, 95 % interval %3 to %4, after %5")
                        .arg(point.name, percent(point.f1.estimate), percent(point.f1.low),
                            percent(point.f1.high), durationText(point.seconds)));
                return true;
            }
        }
        QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

ParallelView::ParallelView(QWidget* parent)
    : QWidget(parent) {
    setAccessibleName(tr("Runs over what differs"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

std::vector<double> ParallelView::positions(const QStringList& values) {
    std::vector<double> numbers;
    bool numeric = true;
    for (const QString& value : values) {
        bool good = false;
        numbers.push_back(value.toDouble(&good));
        numeric = numeric && good;
    }
    if (!numeric) {
        QStringList words = values;
        words.removeDuplicates();
        words.sort();
        for (qsizetype i = 0; i < values.size(); ++i)
            numbers[std::size_t(i)] = double(words.indexOf(values[i]));
    }
    if (numbers.empty())
        return numbers;
    const auto [low, high] = std::minmax_element(numbers.begin(), numbers.end());
    const double least = *low, range = *high - *low;
    for (double& value : numbers)
        value = range > 0 ? (value - least) / range : 0.5;
    return numbers;
}

void ParallelView::setRuns(
    const QStringList& names, const std::vector<int>& groups, std::vector<Axis> axes) {
    m_names = names;
    m_groups = groups;
    m_axes = std::move(axes);
    m_at.clear();
    for (const Axis& axis : m_axes)
        m_at.push_back(positions(axis.values));
    update();
}

QSize ParallelView::sizeHint() const {
    return {space(this, 80), space(this, 56)};
}

// Where not all axes have room for their names: the first ones, and F1.
std::vector<std::size_t> ParallelView::shownAxes() const {
    const auto room = std::size_t(std::max(2, width() / space(this, 24)));
    std::vector<std::size_t> out;
    for (std::size_t axis = 0; axis < m_axes.size(); ++axis)
        if (axis + 1 == m_axes.size() || out.size() + 1 < room)
            out.push_back(axis);
    return out;
}

double ParallelView::axisX(std::size_t place, std::size_t places) const {
    const double margin = space(this, 12);
    return places < 2 ? width() / 2.0
                      : margin + (width() - 2 * margin) * double(place) / double(places - 1);
}

double ParallelView::lineY(double position) const {
    const int line = fontMetrics().lineSpacing();
    const double top = 2 * line + space(this, 2), bottom = height() - line - space(this, 2);
    return bottom - (bottom - top) * position;
}

void ParallelView::paintEvent(QPaintEvent*) {
    const Colours c = Colours::of(palette());
    const int line = fontMetrics().lineSpacing();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto shown = shownAxes();
    for (std::size_t run = 0; run < std::size_t(m_names.size()); ++run) {
        QPolygonF points;
        for (std::size_t place = 0; place < shown.size(); ++place)
            points << QPointF(axisX(place, shown.size()), lineY(m_at[shown[place]][run]));
        const int group = m_groups[run];
        painter.setPen(QPen(groupColour(group, this), 1.8, groupDash(group)));
        painter.drawPolyline(points);
    }
    const double wide =
        shown.size() < 2 ? width() : axisX(1, shown.size()) - axisX(0, shown.size());
    for (std::size_t place = 0; place < shown.size(); ++place) {
        const std::size_t axis = shown[place];
        const double x = axisX(place, shown.size());
        painter.setPen(QPen(c.muted, 1));
        painter.drawLine(QPointF(x, lineY(0)), QPointF(x, lineY(1)));
        const auto text = [&](double y, const QString& words, const QColor& colour) {
            const QString cut =
                fontMetrics().elidedText(words, Qt::ElideMiddle, int(wide) - space(this, 2));
            const double size = fontMetrics().horizontalAdvance(cut) + 4;
            const QRectF area(x - size / 2, y, size, line);
            painter.fillRect(area, c.surface); // no line strikes a value through
            painter.setPen(colour);
            painter.drawText(area, Qt::AlignCenter, cut);
        };
        text(0, m_axes[axis].name, c.text);
        const auto& at = m_at[axis];
        const auto [low, high] = std::minmax_element(at.begin(), at.end());
        if (low == at.end())
            continue;
        text(line + 2, m_axes[axis].values[high - at.begin()], c.muted);
        if (*low < *high)
            text(height() - line, m_axes[axis].values[low - at.begin()], c.muted);
    }
}

bool ParallelView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip || m_axes.empty())
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QStringList told;
    const auto shown = shownAxes();
    for (std::size_t place = 0; place < shown.size(); ++place)
        if (const std::size_t axis = shown[place];
            std::abs(axisX(place, shown.size()) - help->pos().x()) < space(this, 5))
            for (qsizetype run = 0; run < m_names.size(); ++run)
                told << tr("%1: %2 = %3")
                            .arg(m_names[run], m_axes[axis].name, m_axes[axis].values[run]);
    if (told.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), told.join(QLatin1Char('\n')));
    return true;
}

} // namespace evenspan::ui
